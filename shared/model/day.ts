/**
 * Calendar days as integers: days since 1970-01-01 (UTC). Every date in the store and in the engine is one of these;
 * times of day never take part in scoring, so no time zone can change a score.
 */
export type Day = number;

export const MS_PER_DAY = 86_400_000;

/** Marks "no such date" in typed arrays of days. */
export const NO_DAY = -2_147_483_648;

const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Day of a calendar date, or null for a date that does not exist (2026-02-30 is refused, never rolled over). */
export function dayFromParts(year: number, month: number, date: number): Day | null {
  if (!(month >= 1 && month <= 12 && date >= 1 && date <= 31 && year >= 1 && year <= 9999)) return null;
  if (date > 28 && date > daysIn(year, month)) return null;
  // Years count from March, so that the leap day is a year's last.
  const marchYear = month > 2 ? year : year - 1;
  const century = Math.floor(marchYear / 100);
  const leapDays = Math.floor(marchYear / 4) - century + Math.floor(century / 4);
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + date - 1;
  return marchYear * 365 + leapDays + dayOfYear - 719_468;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Day of `YYYY-MM-DD`, or null when the text is not an existing date in that form. */
export function dayFromIso(text: string): Day | null {
  const match = ISO_DATE.exec(text);
  if (!match) return null;
  return dayFromParts(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** Month of a day, 0 = January … 11 = December. */
export function monthOf(day: Day): number {
  // The inverse of dayFromParts: days of a 400-year era that begins on 1 March.
  const ofEra = (((day + 719_468) % 146_097) + 146_097) % 146_097;
  const year = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  return (Math.floor((5 * ofYear + 2) / 153) + 2) % 12;
}

/** `YYYY-MM-DD` of a day. */
export function isoFromDay(day: Day): string {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}

export function dayFromEpochMs(ms: number): Day {
  return Math.floor(ms / MS_PER_DAY);
}

/** 0 = Sunday … 6 = Saturday. */
export function weekdayOf(day: Day): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** The Sunday that closes the ISO week of a day (itself when it is a Sunday). */
export function weekCloseOf(day: Day): Day {
  return day + ((7 - weekdayOf(day)) % 7);
}

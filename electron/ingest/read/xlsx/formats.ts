import { isoFromDay } from '#shared/model/day.ts';

/** What a cell's number format makes of its number: a date, a time of day, an elapsed time, or a plain number. */
export type NumberKind = 'number' | 'date' | 'time' | 'elapsed';

const DAY_MS = 86_400_000;
/** Serial number of 1970-01-01 in the 1900 system, whose 60 is a 29 February 1900 that never was. */
const UNIX_EPOCH = 25_569;
const FALSE_LEAP_DAY = 60;
const SHIFT_1904 = 1462;
const LAST_SERIAL = 2_958_465;

/** Kind of a format the file does not spell out, by its number. */
export function builtInKind(id: number): NumberKind {
  if ((id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return 'date';
  if (id >= 18 && id <= 21) return 'time';
  return id >= 45 && id <= 47 ? 'elapsed' : 'number';
}

/** Kind of a custom format such as `dd/mm/yyyy;@` or `[h]:mm`. */
export function customKind(code: string): NumberKind {
  const section = code.replace(/"[^"]*"|\\.|_.|\*./g, '').split(';')[0] ?? '';
  if (/\[(?:h+|m+|s+)\]/i.test(section)) return 'elapsed';
  const letters = section.replace(/\[[^\]]*\]|general|e[+-]/gi, '').toLowerCase();
  const timed = /[hs]/.test(letters);
  if (/[yde]/.test(letters) || (letters.includes('m') && !timed)) return 'date';
  return timed ? 'time' : 'number';
}

/** A number as text: dates and times in ISO form, so that they can be read one way only. */
export function numberText(value: number, kind: NumberKind, system1904: boolean): string {
  if (kind === 'number') return String(value);
  if (kind === 'elapsed' || (kind === 'time' && value < 1)) return value < 0 ? String(value) : clock(value * DAY_MS);
  const serial = system1904 ? value + SHIFT_1904 : value;
  if (serial < 1 || serial >= LAST_SERIAL + 1) return String(value);
  const ms = Math.round(serial * DAY_MS);
  const day = Math.floor(ms / DAY_MS);
  const date = day === FALSE_LEAP_DAY ? '1900-02-29' : isoFromDay(day - UNIX_EPOCH + (day < FALSE_LEAP_DAY ? 1 : 0));
  const time = ms - day * DAY_MS;
  return time === 0 ? date : `${date}T${clock(time)}`;
}

function clock(ms: number): string {
  const whole = Math.round(ms);
  const pad = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const text = `${pad(whole / 3_600_000)}:${pad((whole / 60_000) % 60)}:${pad((whole / 1000) % 60)}`;
  return whole % 1000 === 0 ? text : `${text}.${String(whole % 1000).padStart(3, '0')}`;
}

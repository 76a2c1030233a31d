import { dayFromParts, isoFromDay, MS_PER_DAY } from '#shared/model/day.ts';
import type { DateOrder } from '../types.ts';

/** Stands for "no end" (9999-12-31). */
export const NO_END = Symbol('no end');

/** A moment: day as written, time of day in ms, and the zone offset in minutes (null when the text has none). */
export type Moment = { readonly day: number; readonly time: number; readonly offset: number | null };

export type DateEvidence = 'fixed' | 'dmy' | 'mdy' | 'ambiguous' | 'bad';

const MONTHS = new Map<string, number>();
/** English, German, French, Spanish, Italian, Dutch and Portuguese; whole words and their usual short forms. */
const MONTH_NAMES: readonly string[] = [
  'january jan januar jänner jaenner jän janvier janv enero ene gennaio genn gen januari janeiro',
  'february feb februar feber février févr fév fevrier fevr febrero febbraio febb februari fevereiro fev',
  'march mar märz maerz mär mrz mars marzo maart mrt março marco',
  'april apr avril avr abril abr aprile',
  'may mai mayo maggio magg mag mei maio',
  'june jun juni juin junio giugno giu junho',
  'july jul juli juillet juil julio luglio lugl lug julho',
  'august aug août aout agosto ago augustus',
  'september sep sept septembre septiembre setiembre settembre sett set setembro',
  'october oct oktober okt octobre octubre ottobre ott outubro out',
  'november nov novembre noviembre novembro',
  'december dec dezember dez décembre déc decembre diciembre dic dicembre dezembro',
];
for (const [index, names] of MONTH_NAMES.entries()) for (const name of names.split(' ')) MONTHS.set(name, index + 1);

const TIME = String.raw`(?:(?:[T ]\s*|,\s*)(?:at\s+|um\s+|à\s+)?(?<hour>\d{1,2})(?:(?:[:.]|\s?h\s?)(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d{1,9}))?)?\s*(?:Uhr)?(?<half>[AaPp]\.?[Mm]\.?)?|\s?(?<full>[AaPp]\.?[Mm]\.?))\s*(?<zone>Z|z|UTC|GMT|(?:UTC|GMT)?[+-]\d{1,2}:?\d{2}|[+-]\d{2}|[A-Z]{2,5}|[A-Za-z]+\/[A-Za-z_/]+)?(?:\s*\([\p{L} .]+\))?)?`;
const WEEKDAY = String.raw`(?:\p{L}[\p{L}-]{1,13}\.?,?\s+)?`;
const YEAR_FIRST = new RegExp(String.raw`^(?<a>\d{4})[-/.](?<b>\d{1,2})[-/.](?<c>\d{1,2})${TIME}$`, 'u');
const YEAR_LAST = new RegExp(
  String.raw`^${WEEKDAY}(?<a>\d{1,2})(?<separator>[-/. ])(?<b>\d{1,2})\k<separator>(?<c>\d{4}|\d{2})\.?${TIME}$`,
  'u',
);
const YEAR_MONTH = new RegExp(String.raw`^(?<c>\d{4})[-/. ]+(?<b>\p{L}{3,10})\.?[-/. ]+(?<a>\d{1,2})${TIME}$`, 'u');
const DAY_MONTH = new RegExp(
  String.raw`^${WEEKDAY}(?<a>\d{1,2})(?:st|nd|rd|th|er|[.º°])?[-/. ]*(?:de\s+|of\s+)?(?<b>\p{L}{3,10})\.?[-/., ]*(?:de\s+|del\s+)?(?<c>\d{4}|'?\d{2})${TIME}$`,
  'u',
);
const MONTH_DAY = new RegExp(
  String.raw`^${WEEKDAY}(?<b>\p{L}{3,10})\.?[-/. ]*(?<a>\d{1,2})(?:st|nd|rd|th)?[-/., ]+(?<c>\d{4})${TIME}$`,
  'u',
);
const COMPACT =
  /^(?<a>\d{4})(?<b>\d{2})(?<c>\d{2})T(?<hour>\d{2})(?<minute>\d{2})(?:(?<second>\d{2})(?:[.,](?<fraction>\d{1,9}))?)?(?<zone>Z|[+-]\d{2}:?\d{2})?$/;

/** No way of writing a date is longer; what is needs no pattern tried on it. */
const LONGEST = 80;
/** Excel serials that are read: 1927 to 2201. Smaller numbers are rather counts, among them the false 1900-02-29 (60). */
const SERIAL_MIN = 10_000;
const SERIAL_MAX = 110_000;
/** Day number of 1899-12-30, day 0 of Excel's count from 1900-03-01 on. */
const SERIAL_ZERO = -25_569;
/** 9999-12-31 as an Excel serial and as seconds and milliseconds since 1970. */
const NO_END_NUMBERS: ReadonlySet<string> = new Set([
  '2958465',
  '253402214400',
  '253402300799',
  '253402214400000',
  '253402300799000',
  '253402300799999',
]);
/** Days that systems write for "never", besides all of the year 9999. */
const NO_END_DAYS: ReadonlySet<string> = new Set([
  '2999-12-31',
  '3000-01-01',
  '3000-12-31',
  '3999-12-31',
  '4000-01-01',
  '4712-12-31',
  '4999-12-31',
]);
const FAR_DAY = 365_000;
/** Two-digit years: 70 to 99 are of the last century, 00 to 69 of this one. */
const PIVOT = 70;

const digit = (text: string, at: number): number => {
  const value = text.charCodeAt(at) - 48;
  return value >= 0 && value <= 9 ? value : Number.NaN;
};
const twoDigits = (text: string, at: number): number => digit(text, at) * 10 + digit(text, at + 1);

/** Day of a text that starts with `YYYY-MM-DD`. */
function isoDay(text: string): number | null {
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return null;
  return checkedDay(twoDigits(text, 0) * 100 + twoDigits(text, 2), twoDigits(text, 5), twoDigits(text, 8));
}

/**
 * Epoch ms of `YYYY-MM-DD`, `YYYY-MM-DDThh:mm:ss`, that with `Z` or `.fffZ` after it, without regular expressions: nearly
 * every date of a large file. NaN for every other form and for days so far ahead that they may mean "no end".
 */
export function isoMs(text: string): number {
  const { length } = text;
  if (length !== 10 && length !== 19 && length !== 20 && length !== 24) return Number.NaN;
  const day = isoDay(text);
  if (day === null || day >= FAR_DAY) return Number.NaN;
  if (length === 10) return day * MS_PER_DAY;
  const between = text.charCodeAt(10);
  if ((between !== 84 && between !== 32) || text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return Number.NaN;
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  if (!(hour <= 23 && minute <= 59 && second <= 59)) return Number.NaN;
  const ms = day * MS_PER_DAY + ((hour * 60 + minute) * 60 + second) * 1000;
  if (length === 19) return ms;
  if (text.charCodeAt(length - 1) !== 90) return Number.NaN;
  return length === 20 ? ms : text.charCodeAt(19) === 46 ? ms + twoDigits(text, 20) * 10 + digit(text, 22) : Number.NaN;
}

function checkedDay(year: number, month: number, date: number): number | null {
  return year >= 1900 ? dayFromParts(year, month, date) : null;
}

function fullYear(text: string): number {
  if (text.length === 4) return Number(text);
  const year = Number(text.slice(-2));
  return year < PIVOT ? 2000 + year : 1900 + year;
}

/** The moment of an existing day, unless the day stands for "no end". */
function momentOn(day: number, time: number, offset: number | null): Moment | typeof NO_END {
  if (day < FAR_DAY) return { day, time, offset };
  const iso = isoFromDay(day);
  return iso.startsWith('9999') || NO_END_DAYS.has(iso) ? NO_END : { day, time, offset };
}

/** What a value (trimmed, not missing) says about the order of day and month in its column. */
export function dateEvidence(text: string): DateEvidence {
  if (!Number.isNaN(isoMs(text))) return 'fixed';
  if (text.length > LONGEST) return 'bad';
  const groups = YEAR_LAST.exec(text)?.groups;
  if (!groups) return parseMoment(text, 'ymd') === undefined ? 'bad' : 'fixed';
  const first = Number(groups['a']);
  const second = Number(groups['b']);
  if (first > 12 && first <= 31 && second <= 12) return 'dmy';
  if (second > 12 && second <= 31 && first <= 12) return 'mdy';
  if (first > 12 || second > 12 || first === 0 || second === 0)
    return parseMoment(text, 'ymd') === undefined ? 'bad' : 'fixed';
  if (groups['separator'] === '.') return 'dmy';
  return first === second ? 'fixed' : 'ambiguous';
}

/** The moment a trimmed text names; undefined when it names none that exists. */
export function parseMoment(text: string, order: DateOrder | null): Moment | typeof NO_END | undefined {
  const iso = isoMs(text);
  if (!Number.isNaN(iso)) {
    const day = Math.floor(iso / MS_PER_DAY);
    return { day, time: iso - day * MS_PER_DAY, offset: text.length < 20 ? null : 0 };
  }
  if (text.length > LONGEST) return undefined;
  const first = text.charCodeAt(0);
  if (first >= 48 && first <= 57) {
    if (/^\d+(?:\.\d+)?$/.test(text)) return fromNumber(text);
    const year = YEAR_FIRST.exec(text)?.groups ?? COMPACT.exec(text)?.groups;
    if (year) return build(Number(year['a']), Number(year['b']), Number(year['c']), year);
  }
  const numeric = YEAR_LAST.exec(text)?.groups;
  if (numeric) return fromNumeric(numeric, order);
  const written = text.normalize('NFC');
  const named = (DAY_MONTH.exec(written) ?? MONTH_DAY.exec(written) ?? YEAR_MONTH.exec(written))?.groups;
  if (!named) return undefined;
  const month = MONTHS.get((named['b'] ?? '').toLowerCase());
  return month === undefined ? undefined : build(fullYear(named['c'] ?? ''), month, Number(named['a']), named);
}

function fromNumeric(groups: Record<string, string>, order: DateOrder | null): Moment | typeof NO_END | undefined {
  const { a = '', b = '', c = '' } = groups;
  // No month has more than 31 days: 98-03-04 begins with its year.
  if (c.length === 2 && (order === 'ymd' || Number(a) > 31)) return build(fullYear(a), Number(b), Number(c), groups);
  // A dot separates day from month wherever dots are used; equal numbers mean the same either way.
  const effective =
    order === 'dmy' || order === 'mdy'
      ? order
      : groups['separator'] === '.' || a === b || Number(a) > 12
        ? 'dmy'
        : Number(b) > 12
          ? 'mdy'
          : null;
  if (effective === null) return undefined;
  return effective === 'dmy'
    ? build(fullYear(c), Number(b), Number(a), groups)
    : build(fullYear(c), Number(a), Number(b), groups);
}

function fromNumber(text: string): Moment | typeof NO_END | undefined {
  if (NO_END_NUMBERS.has(text)) return NO_END;
  const value = Number(text);
  const dot = text.indexOf('.');
  const whole = dot === -1 ? text.length : dot;
  if (whole === 8 && dot === -1) {
    const day = checkedDay(Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6, 8)));
    return day === null ? undefined : momentOn(day, 0, null);
  }
  if (whole === 10 || whole === 13) return fromEpoch(whole === 10 ? Math.round(value * 1000) : Math.floor(value));
  if (value < SERIAL_MIN || value > SERIAL_MAX) return undefined;
  const seconds = Math.round((value % 1) * 86_400);
  return { day: SERIAL_ZERO + Math.floor(value), time: seconds * 1000, offset: null };
}

function fromEpoch(ms: number): Moment {
  const day = Math.floor(ms / MS_PER_DAY);
  return { day, time: ms - day * MS_PER_DAY, offset: 0 };
}

function build(
  year: number,
  month: number,
  date: number,
  groups: Record<string, string>,
): Moment | typeof NO_END | undefined {
  const day = checkedDay(year, month, date);
  if (day === null) return undefined;
  if (groups['hour'] === undefined) return momentOn(day, 0, null);
  let hour = Number(groups['hour']);
  const minute = Number(groups['minute'] ?? 0);
  const second = Number(groups['second'] ?? 0);
  const half = (groups['half'] ?? groups['full'])?.toLowerCase().replaceAll('.', '');
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (half === 'pm' ? 12 : 0);
  }
  // 24:00 ends a day; 60 is a leap second.
  if (hour > 24 || minute > 59 || second > 60 || (hour === 24 && (minute > 0 || second > 0))) return undefined;
  const millis = Math.floor(Number(`0.${groups['fraction'] ?? '0'}`) * 1000);
  const offset = zoneOffset(groups['zone']);
  if (offset === undefined) return undefined;
  return momentOn(day, ((hour * 60 + minute) * 60 + second) * 1000 + millis, offset);
}

/** Minutes; null for no zone and for named zones, whose day is kept as written; undefined for an impossible offset. */
function zoneOffset(zone: string | undefined): number | null | undefined {
  if (zone === undefined) return null;
  if (/^(?:z|utc|gmt)$/i.test(zone)) return 0;
  const match = /([+-])(\d{1,2}):?(\d{2})?$/.exec(zone);
  if (!match) return null;
  const hours = Number(match[2]);
  const minutes = Number(match[3] ?? 0);
  if (hours > 14 || minutes > 59) return undefined;
  return (match[1] === '-' ? -1 : 1) * (hours * 60 + minutes);
}

/** Epoch ms in UTC; text without an offset is taken as UTC. */
export function momentMs(moment: Moment): number {
  return moment.day * MS_PER_DAY + moment.time - (moment.offset ?? 0) * 60_000;
}

/** Calendar day: as written, or in UTC where the text has an offset. */
export function momentDay(moment: Moment): number {
  return moment.offset === null || moment.offset === 0
    ? moment.day + Math.floor(moment.time / MS_PER_DAY)
    : Math.floor(momentMs(moment) / MS_PER_DAY);
}

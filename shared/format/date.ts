import { dayFromIso, MS_PER_DAY } from '../model/day.ts';
import { UNKNOWN } from './number.ts';

/** English month names are fixed: `en-GB` would write "Sept". */
const ENGLISH = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

type Parts = { readonly day: number; readonly month: string; readonly year: number; readonly weekday: string };

function partsOf(iso: string, locale: string): Parts | null {
  const day = dayFromIso(iso);
  if (day === null) return null;
  const moment = new Date(day * MS_PER_DAY);
  const intl = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }).format(moment);
  return {
    day: moment.getUTCDate(),
    month: locale.startsWith('en') ? (ENGLISH[moment.getUTCMonth()] ?? '') : intl({ month: 'short' }),
    year: moment.getUTCFullYear(),
    weekday: intl({ weekday: 'short' }),
  };
}

/** `28 Jun 2026` */
export function formatDate(iso: string | null, locale: string): string {
  const parts = iso === null ? null : partsOf(iso, locale);
  return parts ? `${parts.day} ${parts.month} ${parts.year}` : UNKNOWN;
}

/** `28 Jun` */
export function formatDayMonth(iso: string | null, locale: string): string {
  const parts = iso === null ? null : partsOf(iso, locale);
  return parts ? `${parts.day} ${parts.month}` : UNKNOWN;
}

/** `Sun 28 Jun 2026` */
export function formatWeekdayDate(iso: string | null, locale: string): string {
  const parts = iso === null ? null : partsOf(iso, locale);
  return parts ? `${parts.weekday} ${parts.day} ${parts.month} ${parts.year}` : UNKNOWN;
}

/** `Jun 2026` */
export function formatMonthYear(iso: string | null, locale: string): string {
  const parts = iso === null ? null : partsOf(iso, locale);
  return parts ? `${parts.month} ${parts.year}` : UNKNOWN;
}

/** `Jun` */
export function formatMonth(iso: string | null, locale: string): string {
  return iso === null ? UNKNOWN : (partsOf(iso, locale)?.month ?? UNKNOWN);
}

/** Local date and time of a moment: `28 Jun, 07:42`. */
export function formatMoment(epochMs: number, locale: string, timeZone?: string): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  const parts = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', ...zone }).format(
    epochMs,
  );
  const time = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...zone,
  }).format(epochMs);
  return `${formatDayMonth(parts, locale)}, ${time}`;
}

/** Whole days from one calendar date to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number | null {
  const a = dayFromIso(from);
  const b = dayFromIso(to);
  return a === null || b === null ? null : b - a;
}

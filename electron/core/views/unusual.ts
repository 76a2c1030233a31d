import {
  ACCOUNT_STATUS,
  type UsageAnomaly,
  type UsageDrift,
  type UsageMeasure,
  type UsageShift,
  unusualDays,
  usageDayReader,
  usageDrift,
  usageLevels,
  usageShifts,
} from '#electron/engine/index.ts';
import type { Book } from './book.ts';

/** A shift is news for six weeks: it takes four weeks of the new level to be seen at all. */
const NEWS_DAYS = 42;
/** A drift is news for four weeks from the first week outside. */
const DRIFT_NEWS_DAYS = 28;

/** Usage that has moved by less than a quarter is no news among thousands of accounts; nor is a day or two out of seven. */
const NEWS_SHARE = 0.25;
const NEWS_UNUSUAL_DAYS = 3;

/**
 * What is out of the ordinary in the usage of one account as of a day: what lists show, and what alerts can be raised from.
 * Values are a day, in units of the measure (logins, else sessions, else events). An account is listed for three unusual days
 * of the week in one direction, or for a recent shift or drift by a quarter or more; its page tells the smaller ones too.
 */
export type Unusual = {
  readonly measure: UsageMeasure;
  /** Unusual days of the seven up to the as-of date, oldest first (|robust z| ≥ 3.5): three or more one way, or none. */
  readonly days: readonly UsageAnomaly[];
  /** Newest shift of the weekly level, if its first day lies less than six weeks back; null for none. */
  readonly shift: UsageShift | null;
  /** Drift that began less than four weeks back and lasts to this week; null for none, and where a shift already says it. */
  readonly drift: UsageDrift | null;
};

const isNews = (before: number, after: number): boolean => Math.abs(after - before) >= NEWS_SHARE * before;

/** Reads what is unusual of any account as of the book's day; null where nothing is. */
export function unusualReader({ facts, index, asOf }: Book): (account: number) => Unusual | null {
  const read = usageDayReader(facts, index, asOf);
  return (account) => {
    const usage = read(account);
    if (!usage) return null;
    const found = unusualDays(usage.values, asOf, 0) ?? [];
    const high = found.filter(({ z }) => z > 0).length;
    const days = Math.max(high, found.length - high) < NEWS_UNUSUAL_DAYS ? [] : found;
    const levels = usageLevels(usage.values);
    const newest = usageShifts(levels, asOf)?.at(-1);
    const shift = newest && newest.day > asOf - NEWS_DAYS && isNews(newest.before, newest.after) ? newest : null;
    const crept = shift ? null : (usageDrift(levels, asOf) ?? null);
    const drift = crept && crept.day > asOf - DRIFT_NEWS_DAYS && isNews(crept.usual, crept.average) ? crept : null;
    return days.length === 0 && !shift && !drift ? null : { measure: usage.measure, days, shift, drift };
  };
}

/** {@link Unusual} of every active account that is, by account. */
export function unusualAccounts(book: Book): ReadonlyMap<number, Unusual> {
  const read = unusualReader(book);
  const found = new Map<number, Unusual>();
  book.snapshot.status.forEach((status, account) => {
    if (status !== ACCOUNT_STATUS.active) return;
    book.pause();
    const unusual = read(account);
    if (unusual) found.set(account, unusual);
  });
  return found;
}

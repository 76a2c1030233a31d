import { joinWords } from '#shared/format/words.ts';
import { dayFromIso, isoFromDay } from '#shared/model/day.ts';

const MONTH_DAYS = 30;

/** What the address compares with: `snapshot` (the one before), `month`, or a day; what does not parse is the snapshot before. */
export function compareOf(param: string | undefined): string {
  if (param === 'month') return param;
  return param !== undefined && dayFromIso(param) !== null ? param : 'snapshot';
}

/** The day to look back to, null for the previous snapshot. */
export function sinceOf(compare: string, asOf: string): string | null {
  if (compare === 'snapshot') return null;
  if (compare !== 'month') return compare;
  const day = dayFromIso(asOf);
  return day === null ? null : isoFromDay(day - MONTH_DAYS);
}

/** `tier and score`, each label once. */
export function joinLabels(labels: readonly string[]): string {
  return joinWords([...new Set(labels)]);
}

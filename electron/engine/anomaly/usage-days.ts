import { type Day, NO_DAY } from '#shared/model/day.ts';
import type { Facts } from '#shared/model/facts.ts';
import { latestDay, lowerBound } from '../signals/days.ts';
import type { FactsIndex } from '../signals/facts-index.ts';
import { ROLE } from '../signals/usage-index.ts';

/** Weeks of usage that are looked at. */
export const USAGE_WEEKS = 52;
export const USAGE_DAYS = USAGE_WEEKS * 7;

/** Measures of how much a product is used, best first. */
export const USAGE_MEASURES = ['logins', 'sessions', 'events'] as const;
export type UsageMeasure = (typeof USAGE_MEASURES)[number];

/** Daily usage of one account over the 364 days up to a day, oldest first; the values are reused by the next account. */
export type UsageDays = {
  readonly measure: UsageMeasure;
  /** 0 on a day without use; NaN before the first use, after the last delivery of usage and in its gaps. */
  readonly values: Float64Array;
  /** Days that are not NaN. */
  readonly known: number;
};

/** Reads the daily usage of accounts up to a day: logins where there are any, else sessions, else events. */
export function usageDayReader(facts: Facts, index: FactsIndex, asOf: Day): (account: number) => UsageDays | null {
  const { offsets, day, metric, value } = facts.usage;
  const columns = USAGE_MEASURES.map(() => new Float64Array(USAGE_DAYS));
  const measureOfRole = new Int8Array(Object.keys(ROLE).length).fill(-1);
  USAGE_MEASURES.forEach((measure, k) => {
    measureOfRole[ROLE[measure]] = k;
  });
  const first = asOf - USAGE_DAYS + 1;
  const delivered = latestDay(index.usageDays, asOf);
  const silent = new Uint8Array(USAGE_DAYS);
  if (delivered !== NO_DAY) silent.fill(1, Math.max(0, delivered - first + 1));
  const { usageGaps } = index;
  for (let k = 0; k < usageGaps.length; k += 2) {
    const from = Math.max(0, (usageGaps[k] as number) - first);
    const to = Math.min(USAGE_DAYS, (usageGaps[k + 1] as number) - first + 1);
    if (from < to) silent.fill(1, from, to);
  }

  return (account) => {
    const low = offsets[account] as number;
    const end = offsets[account + 1] as number;
    const from = lowerBound(day, first, low, end);
    const to = lowerBound(day, asOf + 1, from, end);
    if (from === to) return null;
    for (const column of columns) column.fill(0);
    let seen = 0;
    for (let k = from; k < to; k++) {
      const which = measureOfRole[index.metricRole[metric[k] as number] as number] as number;
      const amount = value[k] as number;
      if (which < 0 || Number.isNaN(amount)) continue;
      const column = columns[which] as Float64Array;
      const slot = (day[k] as number) - first;
      column[slot] = (column[slot] as number) + amount;
      seen |= 1 << which;
    }
    const best = USAGE_MEASURES.findIndex((_, which) => (seen & (1 << which)) !== 0);
    const values = columns[best];
    const measure = USAGE_MEASURES[best];
    if (!values || !measure) return null;
    const start = Math.max(0, (day[low] as number) - first);
    let known = 0;
    for (let slot = 0; slot < USAGE_DAYS; slot++) {
      if (slot < start || silent[slot] === 1) values[slot] = Number.NaN;
      else known++;
    }
    return { measure, values, known };
  };
}

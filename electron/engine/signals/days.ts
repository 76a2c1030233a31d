import { type Day, NO_DAY } from '#shared/model/day.ts';
import type { Versioned } from '#shared/model/facts.ts';

/** The row counts on `asOf`, besides what its own dates say: known by then, and not superseded yet. */
export function isKnown(rows: Versioned, k: number, asOf: Day): boolean {
  return (rows.knownDay[k] as number) <= asOf && (rows.supersededDay[k] as number) > asOf;
}

/** The days on which rows come to be known: their own ones, those of their update where that is later. */
export function visibleDays(days: Int32Array, { knownDay }: Versioned): Int32Array {
  return days.map((day, k) => (day === NO_DAY ? NO_DAY : Math.max(day, knownDay[k] as number)));
}

/** Latest of ascending days that is ≤ `asOf`, NO_DAY when there is none. */
export function latestDay(days: Int32Array, asOf: Day): Day {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle] as number) <= asOf) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? NO_DAY : (days[low - 1] as number);
}

/** Index of the first entry of `days[low..high)` that is ≥ `day`; the entries ascend. */
export function lowerBound(days: Int32Array, day: Day, low: number, high: number): number {
  let left = low;
  let right = high;
  while (left < right) {
    const middle = (left + right) >> 1;
    if ((days[middle] as number) < day) left = middle + 1;
    else right = middle;
  }
  return left;
}

import type { Condition } from '#shared/model/health-model.ts';
import { encodeSignal, signalDefinition } from '#shared/model/signals.ts';
import { nextDown, nextUp } from '../math/neighbours.ts';

/** Encoded values from `lo` to `hi`, both included. */
export type Interval = { readonly lo: number; readonly hi: number };

/**
 * The encoded values of a signal that meet a condition, as intervals apart from each other, in ascending order (30-method.md 2.2). Bounds that do
 * not belong to them are replaced by the next double, so that every test is the same pair of comparisons, false for NaN.
 */
export function intervalsOf(signal: string, condition: Condition): readonly Interval[] {
  switch (condition.op) {
    case '>=':
      return [{ lo: condition.value, hi: Number.POSITIVE_INFINITY }];
    case '>':
      return [{ lo: nextUp(condition.value), hi: Number.POSITIVE_INFINITY }];
    case '<=':
      return [{ lo: Number.NEGATIVE_INFINITY, hi: condition.value }];
    case '<':
      return [{ lo: Number.NEGATIVE_INFINITY, hi: nextDown(condition.value) }];
    case 'in': {
      const definition = signalDefinition(signal);
      if (!definition) return [];
      return [...new Set(condition.values.map((value) => encodeSignal(definition, value)))]
        .filter((code) => !Number.isNaN(code))
        .sort((a, b) => a - b)
        .map((code) => ({ lo: code, hi: code }));
    }
  }
}

export function isWithin(intervals: readonly Interval[], encoded: number): boolean {
  return intervals.some(({ lo, hi }) => encoded >= lo && encoded <= hi);
}

/** Whether some value belongs to both. */
export function doOverlap(a: readonly Interval[], b: readonly Interval[]): boolean {
  return a.some((one) => b.some((other) => Math.max(one.lo, other.lo) <= Math.min(one.hi, other.hi)));
}

/**
 * Adds an amount to the rows whose value lies in one of the intervals, which do not overlap; missing values lie in none.
 * Without a branch: half of all values meet a condition, and a processor that guesses wrong each second time takes thrice as long.
 */
export function addWhere(
  target: Float64Array,
  values: Float64Array,
  intervals: readonly Interval[],
  amount: number,
): void {
  const added = Float64Array.of(0, 0, 0, amount);
  for (const { lo, hi } of intervals) {
    for (let row = 0; row < target.length; row++) {
      const value = values[row] as number;
      target[row] = (target[row] as number) + (added[Number(value >= lo) + 2 * Number(value <= hi)] as number);
    }
  }
}

/** Sets the rows whose value lies in one of the intervals. */
export function setWhere(
  target: Float64Array,
  values: Float64Array,
  intervals: readonly Interval[],
  amount: number,
): void {
  for (const { lo, hi } of intervals) {
    for (let row = 0; row < target.length; row++) {
      const value = values[row] as number;
      if (value >= lo && value <= hi) target[row] = amount;
    }
  }
}

import { medianInPlace } from '../math/theil-sen.ts';
import { MAD_SCALE, spreadOf } from './robust-z.ts';

/** Weeks on either side of a shift, and weeks of history it takes to look for one (30-method.md 4.3). */
export const MIN_SEGMENT_WEEKS = 4;
export const MIN_SHIFT_WEEKS = 12;
/** Penalty of a cut in units of σ̂²·ln n. */
const PENALTY = 3;
/** Least spread of the differences, as a share of the median level: what hardly varies would otherwise shift at every blip. */
const FLOOR = 0.05;

/** The level from `at` (index of the first value of the new level) until the next shift. */
export type LevelShift = {
  readonly at: number;
  /** Mean of the segment before, and of the one that starts at `at`. */
  readonly before: number;
  readonly after: number;
};

/**
 * Noise of a series, σ̂ = 1.4826·MAD of its first differences ÷ √2 (30-method.md 4.3): differences do not see a shift, so
 * that it does not count as noise. The MAD is at least 5 % of the median level.
 */
export function noiseOf(values: ArrayLike<number>): number {
  const steps = Float64Array.from({ length: Math.max(0, values.length - 1) }, (_, k) => {
    return (values[k + 1] as number) - (values[k] as number);
  });
  const level = Math.abs(medianInPlace(Float64Array.from(values), values.length)) || 0;
  return (MAD_SCALE * Math.max(spreadOf(steps).mad || 0, FLOOR * level)) / Math.SQRT2;
}

/** What a cut costs: 3σ̂²·ln n (30-method.md 4.3). */
export function cutPenalty(values: ArrayLike<number>): number {
  return PENALTY * noiseOf(values) ** 2 * Math.log(values.length);
}

/** Running sums of a series, from which the squared error of any segment about its mean follows. */
function prefixes(values: ArrayLike<number>): (from: number, to: number) => { mean: number; error: number } {
  const sum = new Float64Array(values.length + 1);
  const square = new Float64Array(values.length + 1);
  for (let k = 0; k < values.length; k++) {
    const value = values[k] as number;
    sum[k + 1] = (sum[k] as number) + value;
    square[k + 1] = (square[k] as number) + value * value;
  }
  return (from, to) => {
    const total = (sum[to] as number) - (sum[from] as number);
    const mean = total / (to - from);
    return { mean, error: Math.max(0, (square[to] as number) - (square[from] as number) - total * mean) };
  };
}

/**
 * Shifts of the mean by binary segmentation: a segment is cut where the squared error falls most, as long as it falls by
 * more than 3σ̂²·ln n, with at least four values on either side (30-method.md 4.3). O(n) a cut.
 *
 * @param values weekly values, oldest first, none of them NaN
 * @returns shifts in the order of time; none for fewer than 12 values
 */
export function levelShifts(values: ArrayLike<number>): LevelShift[] {
  const n = values.length;
  if (n < MIN_SHIFT_WEEKS) return [];
  const segment = prefixes(values);
  const penalty = cutPenalty(values);
  const cuts: number[] = [];
  const open: [number, number][] = [[0, n]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [from, to] = next;
    const whole = segment(from, to).error;
    let best = -1;
    let gain = penalty;
    for (let at = from + MIN_SEGMENT_WEEKS; at <= to - MIN_SEGMENT_WEEKS; at++) {
      const saved = whole - segment(from, at).error - segment(at, to).error;
      if (saved > gain) [best, gain] = [at, saved];
    }
    if (best < 0) continue;
    cuts.push(best);
    open.push([from, best], [best, to]);
  }
  cuts.sort((a, b) => a - b);
  return cuts.map((at, k) => ({
    at,
    before: segment(cuts[k - 1] ?? 0, at).mean,
    after: segment(at, cuts[k + 1] ?? n).mean,
  }));
}

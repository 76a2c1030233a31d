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
  const n = values.length;
  const level = new Float64Array(n);
  const steps = new Float64Array(Math.max(0, n - 1));
  for (let k = 0; k < n; k++) level[k] = values[k] as number;
  for (let k = 0; k + 1 < n; k++) steps[k] = (level[k + 1] as number) - (level[k] as number);
  const floor = FLOOR * Math.abs(medianInPlace(level, n)) || 0;
  return (MAD_SCALE * Math.max(spreadOf(steps).mad || 0, floor)) / Math.SQRT2;
}

/** What a cut costs: 3σ̂²·ln n (30-method.md 4.3). */
export function cutPenalty(values: ArrayLike<number>): number {
  return PENALTY * noiseOf(values) ** 2 * Math.log(values.length);
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
  const sum = new Float64Array(n + 1);
  for (let k = 0; k < n; k++) sum[k + 1] = (sum[k] as number) + (values[k] as number);
  const total = (from: number, to: number): number => (sum[to] as number) - (sum[from] as number);
  const penalty = cutPenalty(values);
  const cuts: number[] = [];
  const open: [number, number][] = [[0, n]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [from, to] = next;
    const whole = total(from, to) ** 2 / (to - from);
    let best = -1;
    let gain = penalty;
    for (let at = from + MIN_SEGMENT_WEEKS; at <= to - MIN_SEGMENT_WEEKS; at++) {
      // The squares of the values stand on both sides: what is saved is a difference of squared sums alone.
      const saved = total(from, at) ** 2 / (at - from) + total(at, to) ** 2 / (to - at) - whole;
      if (saved > gain) {
        best = at;
        gain = saved;
      }
    }
    if (best < 0) continue;
    cuts.push(best);
    open.push([from, best], [best, to]);
  }
  cuts.sort((a, b) => a - b);
  return cuts.map((at, k) => {
    const [from, to] = [cuts[k - 1] ?? 0, cuts[k + 1] ?? n];
    return { at, before: total(from, at) / (at - from), after: total(at, to) / (to - at) };
  });
}

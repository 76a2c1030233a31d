import { medianInPlace } from '../math/theil-sen.ts';

/** Makes the median absolute deviation of normal values their standard deviation. */
export const MAD_SCALE = 1.4826;

/** |robust z| from which a value is an anomaly or an outlier (30-method.md 2.10, 4.3). */
export const OUTLIER_Z = 3.5;

/** Median of values and their median absolute deviation from it, NaN for none; the values must not be NaN. */
export type Spread = { readonly median: number; readonly mad: number };

export function spreadOf(values: ArrayLike<number>): Spread {
  const n = values.length;
  // Loops: mapping with a function takes several times as long, and every account of a portfolio comes by here.
  const scratch = new Float64Array(n);
  for (let k = 0; k < n; k++) scratch[k] = values[k] as number;
  const median = medianInPlace(scratch, n);
  for (let k = 0; k < n; k++) scratch[k] = Math.abs((values[k] as number) - median);
  return { median, mad: medianInPlace(scratch, n) };
}

/**
 * z = (x − median) ÷ (1.4826 · max(MAD, 0.05·median, 1)) (30-method.md 4.3): the floor keeps values that hardly vary from
 * making an anomaly of every change.
 */
export function robustZ(x: number, { median, mad }: Spread): number {
  return (x - median) / (MAD_SCALE * Math.max(mad, 0.05 * median, 1));
}

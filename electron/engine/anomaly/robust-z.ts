import { medianInPlace } from '../math/theil-sen.ts';

/** Makes the median absolute deviation of normal values their standard deviation. */
export const MAD_SCALE = 1.4826;

/** |robust z| from which a value is an anomaly or an outlier (30-method.md 2.10, 4.3). */
export const OUTLIER_Z = 3.5;

/** Median of values and their median absolute deviation from it, NaN for none; the values must not be NaN. */
export type Spread = { readonly median: number; readonly mad: number };

export function spreadOf(values: ArrayLike<number>): Spread {
  const median = medianInPlace(Float64Array.from(values), values.length);
  const mad = medianInPlace(
    Float64Array.from(values, (value) => Math.abs(value - median)),
    values.length,
  );
  return { median, mad };
}

/**
 * z = (x − median) ÷ (1.4826 · max(MAD, 0.05·median, 1)) (30-method.md 4.3): the floor keeps values that hardly vary from
 * making an anomaly of every change.
 */
export function robustZ(x: number, { median, mad }: Spread): number {
  return (x - median) / (MAD_SCALE * Math.max(mad, 0.05 * median, 1));
}

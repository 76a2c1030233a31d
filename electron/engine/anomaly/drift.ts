export type DriftOptions = {
  /** Mean and standard deviation of the values while nothing is wrong. */
  readonly mean: number;
  readonly sigma: number;
  /** Weight of the newest value, and width of the limits in standard deviations (30-method.md 4.3). */
  readonly lambda?: number;
  readonly width?: number;
};

export type Drift = {
  /** Exponentially weighted moving average after each value. */
  readonly average: Float64Array;
  /** Limits at each value: mean ± width·σ·√(λ/(2−λ)·(1−(1−λ)²ⁱ)). */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Index of the first value at which the average is beyond a limit, −1 for none. */
  readonly signal: number;
};

/** EWMA control chart: finds a small lasting shift that no single value shows (30-method.md 4.3). */
export function ewmaDrift(values: ArrayLike<number>, { mean, sigma, lambda = 0.3, width = 3 }: DriftOptions): Drift {
  const average = new Float64Array(values.length);
  const lower = new Float64Array(values.length);
  const upper = new Float64Array(values.length);
  let current = mean;
  let signal = -1;
  for (let k = 0; k < values.length; k++) {
    current = lambda * (values[k] as number) + (1 - lambda) * current;
    const half = width * sigma * Math.sqrt((lambda / (2 - lambda)) * (1 - (1 - lambda) ** (2 * (k + 1))));
    average[k] = current;
    lower[k] = mean - half;
    upper[k] = mean + half;
    if (signal < 0 && Math.abs(current - mean) > half) signal = k;
  }
  return { average, lower, upper, signal };
}

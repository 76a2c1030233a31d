import { round9 } from '../math/round.ts';

/** Smoothing of the level (α) and of the trend (β*), and damping of the trend (φ), each 0-1. */
export type HoltParameters = { readonly alpha: number; readonly beta: number; readonly phi: number };

/** Level, and trend per step, after the last value. */
export type HoltState = { readonly level: number; readonly trend: number };

/**
 * Damped Holt smoothing of equally spaced values (30-method.md 4.3): l = αy + (1−α)(l + φb), b = β*(l − l₋₁) + (1−β*)φb. It
 * starts at the first value with the difference to the second as trend, and updates from the second value on. Needs two
 * values; NaN for fewer.
 */
export function smoothHolt(values: ArrayLike<number>, { alpha, beta, phi }: HoltParameters): HoltState {
  let level = values[0] ?? Number.NaN;
  let trend = (values[1] ?? Number.NaN) - level;
  for (let k = 1; k < values.length; k++) {
    const expected = level + phi * trend;
    const next = alpha * (values[k] as number) + (1 - alpha) * expected;
    trend = beta * (next - level) + (1 - beta) * phi * trend;
    level = next;
  }
  return { level, trend };
}

/** Forecasts of 1 … `steps` steps ahead, l + (φ + … + φʰ)b, clamped to the scale of scores 0-100. */
export function forecastHolt({ level, trend }: HoltState, phi: number, steps: number): Float64Array {
  const forecast = new Float64Array(steps);
  let damped = 0;
  for (let h = 0; h < steps; h++) {
    damped = phi * (1 + damped);
    forecast[h] = Math.min(100, Math.max(0, round9(level + damped * trend)));
  }
  return forecast;
}

/**
 * By how much the variance of a one-step error grows over 1 … `steps` steps: 1 + Σ cⱼ² with cⱼ = α(1 + β*(φ + … + φʲ)), the
 * damped-trend form of additive-error smoothing.
 */
export function varianceMultipliers({ alpha, beta, phi }: HoltParameters, steps: number): Float64Array {
  const multipliers = new Float64Array(steps);
  let damped = 0;
  let sum = 1;
  for (let h = 0; h < steps; h++) {
    multipliers[h] = round9(sum);
    damped = phi * (1 + damped);
    sum += (alpha * (1 + beta * damped)) ** 2;
  }
  return multipliers;
}

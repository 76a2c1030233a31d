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
export function smoothHolt(values: ArrayLike<number>, parameters: HoltParameters): HoltState {
  const level = values[0] ?? Number.NaN;
  let state: HoltState = { level, trend: (values[1] ?? Number.NaN) - level };
  for (let k = 1; k < values.length; k++) state = stepHolt(state, values[k] as number, parameters);
  return state;
}

/** The state after one more value. */
export function stepHolt(state: HoltState, value: number, { alpha, beta, phi }: HoltParameters): HoltState {
  const level = alpha * value + (1 - alpha) * (state.level + phi * state.trend);
  return { level, trend: beta * (level - state.level) + (1 - beta) * phi * state.trend };
}

/** φ + … + φʰ for h = 1 … `steps`: how much of the trend has come about by then. */
export function dampingSums(phi: number, steps: number): Float64Array {
  const sums = new Float64Array(steps);
  let damped = 0;
  for (let h = 0; h < steps; h++) {
    damped = phi * (1 + damped);
    sums[h] = damped;
  }
  return sums;
}

/** Forecasts of 1 … `steps` steps ahead, l + (φ + … + φʰ)b, clamped to the scale of scores 0-100. */
export function forecastHolt({ level, trend }: HoltState, phi: number, steps: number): Float64Array {
  return dampingSums(phi, steps).map((damped) => Math.min(100, Math.max(0, round9(level + damped * trend))));
}

/**
 * By how much the variance of a one-step error grows over 1 … `steps` steps: 1 + Σ cⱼ² with cⱼ = α(1 + β*(φ + … + φʲ)), the
 * damped-trend form of additive-error smoothing.
 */
export function varianceMultipliers({ alpha, beta, phi }: HoltParameters, steps: number): Float64Array {
  let sum = 1;
  return dampingSums(phi, steps).map((damped) => {
    const before = sum;
    sum += (alpha * (1 + beta * damped)) ** 2;
    return round9(before);
  });
}

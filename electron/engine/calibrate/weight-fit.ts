import { compositeOf } from '../score/composite.ts';
import { type Fit, type FitRows, fitBounded } from './bounded-fit.ts';

/** Ridge τ of the fit along the current weights (30-method.md 4.4, point 1). */
export const PRIOR_RIDGE = 0.01;
export const LEAST_LAMBDA = 0.1;
/** Strengths of shrinkage that are tried; ∞ keeps the current weights. */
export const LAMBDA_GRID: readonly number[] = [LEAST_LAMBDA, 0.3, 1, 3, 10, 30, 100, Number.POSITIVE_INFINITY];

/** Weights as shares that add up to 1; null when all of them are 0. */
export function normalised(weights: ArrayLike<number>): Float64Array | null {
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i] as number;
  return total > 0 ? Float64Array.from(weights, (weight) => weight / total) : null;
}

/**
 * Columns of sᵢ 0-1 with what is missing replaced by the row's composite under the current weights, which is what leaving
 * a dimension out of the composite implies (30-method.md 4.4, point 4).
 *
 * @param dimensions scores 0-100 per dimension, NaN where there is none; every row needs one at least
 */
export function filledColumns(dimensions: readonly Float64Array[], weights: ArrayLike<number>): Float64Array[] {
  const columns = dimensions.map((column) => column.map((score) => score / 100));
  const own = new Float64Array(dimensions.length);
  const rows = dimensions[0]?.length ?? 0;
  for (let row = 0; row < rows; row++) {
    let isWhole = true;
    dimensions.forEach((column, i) => {
      own[i] = column[row] as number;
      if (Number.isNaN(own[i])) isWhole = false;
    });
    if (isWhole) continue;
    const composite = compositeOf(weights, own) / 100;
    for (const column of columns) if (Number.isNaN(column[row])) column[row] = composite;
  }
  return columns;
}

export type PriorFit = { readonly intercept: number; readonly kappa: number };

/**
 * How steeply churn falls along the current weights: NLL of p = σ(a − κ Σ w⁰ᵢsᵢ) + ½τκ², κ ≥ 0 (30-method.md 4.4, point 1).
 *
 * @param shares current weights, adding up to 1
 */
export function fitPrior(rows: FitRows, shares: ArrayLike<number>): PriorFit {
  const composite = new Float64Array(rows.churned.length);
  rows.columns.forEach((column, i) => {
    const share = shares[i] as number;
    for (let row = 0; row < composite.length; row++)
      composite[row] = (composite[row] as number) + share * (column[row] as number);
  });
  const fit = fitBounded({ ...rows, columns: [composite] }, { ridge: PRIOR_RIDGE, nonNegative: true });
  return { intercept: fit.intercept, kappa: fit.slopes[0] as number };
}

/** The fit at one strength λ; ∞ is the fit along the current weights itself. */
export function fitShrunk(rows: FitRows, prior: PriorFit, shares: ArrayLike<number>, lambda: number, start?: Fit): Fit {
  const centre = Float64Array.from(shares, (share) => prior.kappa * share);
  if (lambda === Number.POSITIVE_INFINITY)
    return { intercept: prior.intercept, slopes: centre, residual: 0, iterations: 0 };
  return fitBounded(rows, {
    ridge: lambda,
    centre,
    nonNegative: true,
    start: start ?? { intercept: prior.intercept, slopes: centre },
  });
}

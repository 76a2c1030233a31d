import { factorPositive, solveFactored } from '../math/positive.ts';
import { sigmoid, softplus } from '../validate/logistic.ts';

/**
 * Rows to fit on: `columns[i][row]` is sᵢ of the row as a share 0-1 without gaps, `counts[row]` how often the row counts
 * (a bootstrap draw), all 1 when left out.
 */
export type FitRows = {
  readonly columns: readonly Float64Array[];
  /** 1 where the account churned within the horizon, else 0. */
  readonly churned: Uint8Array;
  readonly counts?: Float64Array | undefined;
};

export type Fit = {
  /** a of p = σ(a − Σ βᵢsᵢ). */
  readonly intercept: number;
  readonly slopes: Float64Array;
  /** Largest violation of the conditions for a minimum, on the scale of the gradient. */
  readonly residual: number;
  readonly iterations: number;
};

export type FitOptions = {
  /** Values the slopes are pulled towards; 0 when left out. */
  readonly centre?: ArrayLike<number>;
  /** λ of ½λ Σ(βᵢ − centreᵢ)², ≥ 0. */
  readonly ridge: number;
  /** Slopes may not be negative. */
  readonly nonNegative: boolean;
  /** Where to start; the result does not depend on it beyond the tolerance. */
  readonly start?: { readonly intercept: number; readonly slopes: ArrayLike<number> };
};

const TOLERANCE = 1e-9;
const MOST_ITERATIONS = 200;
/** Slopes beyond this only say that the rows can be told apart without error. */
const STEEPEST = 1e4;

/** Negative log-likelihood of the rows plus the penalty; `theta` is [a, β…]. */
function lossOf(rows: FitRows, theta: Float64Array, { ridge, centre }: FitOptions): number {
  const { columns, churned, counts } = rows;
  let loss = 0;
  for (let row = 0; row < churned.length; row++) {
    const count = counts ? (counts[row] as number) : 1;
    if (count === 0) continue;
    let z = theta[0] as number;
    for (let i = 0; i < columns.length; i++) z -= (theta[i + 1] as number) * (columns[i]?.[row] as number);
    loss += count * (softplus(z) - (churned[row] === 1 ? z : 0));
  }
  for (let i = 0; i < columns.length; i++) loss += 0.5 * ridge * ((theta[i + 1] as number) - (centre?.[i] ?? 0)) ** 2;
  return loss;
}

/** Fills gradient and lower half of the Hessian (row-major) at `theta`. */
function derive(
  rows: FitRows,
  theta: Float64Array,
  { ridge, centre }: FitOptions,
  gradient: Float64Array,
  hessian: Float64Array,
): void {
  const { columns, churned, counts } = rows;
  const width = columns.length + 1;
  const x = new Float64Array(width);
  x[0] = 1;
  gradient.fill(0);
  hessian.fill(0);
  for (let row = 0; row < churned.length; row++) {
    const count = counts ? (counts[row] as number) : 1;
    if (count === 0) continue;
    let z = theta[0] as number;
    for (let i = 1; i < width; i++) {
      const s = columns[i - 1]?.[row] as number;
      x[i] = -s;
      z -= (theta[i] as number) * s;
    }
    const p = sigmoid(z);
    const error = count * (p - (churned[row] as number));
    const curvature = count * p * (1 - p);
    for (let i = 0; i < width; i++) {
      const xi = x[i] as number;
      gradient[i] = (gradient[i] as number) + error * xi;
      const scaled = curvature * xi;
      for (let j = 0; j <= i; j++)
        hessian[i * width + j] = (hessian[i * width + j] as number) + scaled * (x[j] as number);
    }
  }
  for (let i = 1; i < width; i++) {
    gradient[i] = (gradient[i] as number) + ridge * ((theta[i] as number) - (centre?.[i - 1] ?? 0));
    hessian[i * width + i] = (hessian[i * width + i] as number) + ridge;
  }
}

/** Writes −step of the Newton system among the free variables into `step`, 0 elsewhere. */
function newtonStep(hessian: Float64Array, gradient: Float64Array, free: readonly number[], step: Float64Array): void {
  const width = gradient.length;
  const size = free.length;
  const matrix = new Float64Array(size * size);
  free.forEach((row, i) => {
    free.forEach((column, j) => {
      matrix[i * size + j] = hessian[Math.max(row, column) * width + Math.min(row, column)] as number;
    });
  });
  const right = Float64Array.from(free, (variable) => gradient[variable] as number);
  step.fill(0);
  solveFactored(factorPositive(matrix, size), right).forEach((value, i) => {
    step[free[i] as number] = -value;
  });
}

/** Largest violation of the conditions for a minimum: gradient 0, or ≥ 0 where a slope stands at its bound. */
function residualOf(theta: Float64Array, gradient: Float64Array, nonNegative: boolean): number {
  let worst = 0;
  for (let i = 0; i < gradient.length; i++) {
    const g = gradient[i] as number;
    const isBound = nonNegative && i > 0 && theta[i] === 0;
    worst = Math.max(worst, isBound ? Math.max(0, -g) : Math.abs(g));
  }
  return worst;
}

function startOf(rows: FitRows, { start, nonNegative }: FitOptions): Float64Array {
  const theta = new Float64Array(rows.columns.length + 1);
  if (!start) return theta;
  theta[0] = start.intercept;
  for (let i = 1; i < theta.length; i++)
    theta[i] = nonNegative ? Math.max(0, start.slopes[i - 1] ?? 0) : (start.slopes[i - 1] ?? 0);
  return theta;
}

/**
 * Minimises NLL of p = σ(a − Σ βᵢsᵢ) + ½λ Σ(βᵢ − centreᵢ)² over a and β, β ≥ 0 where asked (30-method.md 4.4, points 1, 2, 8),
 * by projected Newton steps until the conditions for a minimum hold to 1e-9 (or to what doubles allow). Convex; the
 * minimum is unique for λ > 0. Rows must hold churned and retained accounts alike.
 */
export function fitBounded(rows: FitRows, options: FitOptions): Fit {
  const { nonNegative } = options;
  const width = rows.columns.length + 1;
  const theta = startOf(rows, options);
  const gradient = new Float64Array(width);
  const hessian = new Float64Array(width * width);
  const step = new Float64Array(width);
  const next = new Float64Array(width);
  let loss = lossOf(rows, theta, options);
  let residual = Number.POSITIVE_INFINITY;
  let iterations = 0;
  for (; iterations < MOST_ITERATIONS; iterations++) {
    derive(rows, theta, options, gradient, hessian);
    residual = residualOf(theta, gradient, nonNegative);
    if (residual < TOLERANCE) break;
    const free = Array.from({ length: width }, (_, i) => i).filter(
      (i) => !(nonNegative && i > 0 && theta[i] === 0 && (gradient[i] as number) > 0),
    );
    newtonStep(hessian, gradient, free, step);
    let size = 1;
    let after = loss;
    let isBetter = false;
    for (; size > 1e-12 && !isBetter; size /= 2) {
      let expected = 0;
      for (let i = 0; i < width; i++) {
        const moved = (theta[i] as number) + size * (step[i] as number);
        next[i] = nonNegative && i > 0 ? Math.min(STEEPEST, Math.max(0, moved)) : moved;
        expected += (gradient[i] as number) * ((next[i] as number) - (theta[i] as number));
      }
      after = lossOf(rows, next, options);
      // The slack is what a sum of this size loses to rounding: near the minimum no step can be seen to descend.
      isBetter = expected < 0 && after <= loss + 1e-4 * expected + 1e-13 * Math.abs(loss);
    }
    if (!isBetter) break;
    const isStill = next.every((value, i) => value === theta[i]);
    theta.set(next);
    loss = after;
    if (isStill) break;
  }
  return { intercept: theta[0] as number, slopes: theta.slice(1), residual, iterations };
}

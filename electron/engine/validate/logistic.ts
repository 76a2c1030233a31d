import { weightedGram } from '../math/gram.ts';
import { factorPositive, solveFactored } from '../math/positive.ts';

/** Rows that stay in the processor's nearest cache; 2 to this power is still a number. */
const BLOCK = 256;
/** From this many rows a coefficient on, a seventh of them says enough about the curvature of the first two steps. */
const SAMPLE_FROM = 150;
const SAMPLE_EVERY = 7;

/** Logistic function. */
export function sigmoid(z: number): number {
  return z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z));
}

/** ln(1 + eᶻ) without overflow: the loss of a row with y = 0. */
export function softplus(z: number): number {
  return z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z));
}

export type LogisticFit = {
  readonly intercept: number;
  readonly coefficients: Float64Array;
  /** Σ of the rows' losses and ½ Σ ridge·β². */
  readonly objective: number;
  readonly iterations: number;
  /** Largest absolute component of the gradient at the end. */
  readonly gradient: number;
  /** False when the steps ran out, as they do where a column separates the classes and nothing holds it back. */
  readonly converged: boolean;
};

export type LogisticOptions = {
  /** Penalty ½·ridge·β² per coefficient, on the sum of losses; the intercept is free. */
  readonly ridge?: number | readonly number[];
  /** By row, all 1 when left out. */
  readonly weight?: ArrayLike<number>;
  /** Where to begin: intercept, then coefficients. */
  readonly start?: ArrayLike<number>;
  /** Largest component of the gradient, per unit of weight, at which it ends; 1e-10 when left out. */
  readonly tolerance?: number;
  readonly maxIterations?: number;
};

/**
 * Logistic regression by Newton's method with halved steps: minimises Σ w·NLL(σ(b + Σ βⱼxⱼ), y) + ½ Σ ridgeⱼβⱼ².
 * Convex, so the minimum does not depend on where it begins; NaN coefficients without rows of both classes.
 *
 * Second derivatives cost as much as three evaluations of everything else: the first two steps take them from a sample of
 * the rows where there are plenty, and once a step has left less than a fifth of the gradient they are kept, corrected by
 * how the gradient changed over the steps since (BFGS). One assembly in place of five.
 *
 * @param columns one array a predictor, of equal length
 * @param y 0/1 by row
 */
export function fitLogistic(
  columns: readonly Float64Array[],
  y: ArrayLike<number>,
  { ridge = 0, weight, start, tolerance = 1e-10, maxIterations = 100 }: LogisticOptions = {},
): LogisticFit {
  const d = columns.length + 1;
  const n = y.length;
  const penalty = Float64Array.from({ length: d }, (_, j) =>
    j === 0 ? 0 : typeof ridge === 'number' ? ridge : (ridge[j - 1] ?? 0),
  );
  let total = 0;
  let churned = 0;
  for (let row = 0; row < n; row++) {
    const w = weight ? (weight[row] as number) : 1;
    total += w;
    churned += w * (y[row] as number);
  }
  if (!(churned > 0 && churned < total)) {
    return {
      intercept: Number.NaN,
      coefficients: new Float64Array(d - 1).fill(Number.NaN),
      objective: Number.NaN,
      iterations: 0,
      gradient: Number.NaN,
      converged: false,
    };
  }
  const rows: Rows = { columns, y, weight, penalty };
  const curvature = new Float64Array(n);
  let beta: Float64Array = new Float64Array(d);
  if (start) beta.set(Array.from(start));
  else beta[0] = Math.log(churned / (total - churned));
  let gradient: Float64Array = new Float64Array(d);
  let objective = evaluate(rows, beta, gradient, curvature);
  let largest = largestOf(gradient);

  const hessian = new Float64Array(d * d);
  let lower: Float64Array = hessian;
  let changes: Change[] = [];
  // Where it begins near the end, a sample says too little.
  let isSampled = start === undefined && n >= SAMPLE_FROM * d;
  let isKept = false;
  let iterations = 0;
  while (largest > tolerance * Math.max(1, total) && iterations < maxIterations) {
    iterations++;
    if (!isKept) {
      isSampled &&= iterations <= 2;
      weightedGram(columns, curvature, isSampled ? SAMPLE_EVERY : 1, hessian);
      for (let j = 0; j < d; j++) hessian[j * d + j] = (hessian[j * d + j] as number) + (penalty[j] as number);
      lower = factorPositive(hessian, d);
      changes = [];
    }
    const step = newtonStep(lower, gradient, changes);
    const next = new Float64Array(d);
    const slope = new Float64Array(d);
    let tried = Number.POSITIVE_INFINITY;
    let isBetter = false;
    const isExact = !isKept && !isSampled;
    for (let length = 1; length > (isExact ? 1e-12 : 1e-3) && !isBetter; length /= 2) {
      for (let j = 0; j < d; j++) next[j] = (beta[j] as number) - length * (step[j] as number);
      tried = evaluate(rows, next, slope, curvature);
      // What a sum of this size loses to rounding hides the last steps' descent; the gradient still shows it.
      isBetter = tried < objective || (tried <= objective * (1 + 1e-13) && largestOf(slope) < largest);
    }
    if (!isBetter) {
      if (isExact) break;
      isKept = false;
      isSampled = false;
      evaluate(rows, beta, gradient, curvature);
      continue;
    }
    changes.push({ step: differenceOf(next, beta), gradient: differenceOf(slope, gradient) });
    const gain = objective - tried;
    beta = next;
    gradient = slope;
    objective = tried;
    const left = largestOf(gradient) / largest;
    largest = largestOf(gradient);
    isKept = !isSampled && left < 0.2;
    if (left > 0.5 && gain < 1e-15 * objective) break;
  }
  return {
    intercept: beta[0] as number,
    coefficients: beta.slice(1),
    objective,
    iterations,
    gradient: largest,
    converged: largest <= 1e-6 * Math.max(1, total),
  };
}

type Rows = {
  readonly columns: readonly Float64Array[];
  readonly y: ArrayLike<number>;
  readonly weight: ArrayLike<number> | undefined;
  readonly penalty: Float64Array;
};

/** The objective at `beta`; fills the gradient and each row's curvature, one exponential a row. */
function evaluate(
  { columns, y, weight, penalty }: Rows,
  beta: Float64Array,
  gradient: Float64Array,
  curvature: Float64Array,
): number {
  const n = curvature.length;
  const z = new Float64Array(BLOCK);
  let loss = 0;
  for (let j = 0; j < beta.length; j++) {
    gradient[j] = (penalty[j] as number) * (beta[j] as number);
    loss += 0.5 * (penalty[j] as number) * (beta[j] as number) ** 2;
  }
  for (let from = 0; from < n; from += BLOCK) {
    const rows = Math.min(BLOCK, n - from);
    addColumns(columns, beta, from, rows, z);
    let product = 1;
    let intercept = 0;
    for (let row = 0; row < rows; row++) {
      const value = z[row] as number;
      const e = Math.exp(-Math.abs(value));
      const small = e / (1 + e);
      const yes = y[from + row] as number;
      const error = (value >= 0 ? 1 - small : small) - yes;
      const w = weight ? (weight[from + row] as number) : 1;
      // Σ ln(1 + e) is the logarithm of one product where rows count once.
      if (weight) loss += w * Math.log1p(e);
      else product *= 1 + e;
      loss += w * ((value > 0 ? value : 0) - yes * value);
      curvature[from + row] = w * small * (1 - small);
      z[row] = w * error;
      intercept += w * error;
    }
    loss += Math.log(product);
    gradient[0] = (gradient[0] as number) + intercept;
    addProducts(columns, z, from, rows, gradient);
  }
  return loss;
}

/** z = β₀ + Σ βⱼxⱼ of a block of rows, four columns at a time. */
function addColumns(
  columns: readonly Float64Array[],
  beta: Float64Array,
  from: number,
  rows: number,
  z: Float64Array,
): void {
  z.fill(beta[0] as number, 0, rows);
  let j = 0;
  for (; j + 4 <= columns.length; j += 4) {
    const x0 = columns[j] as Float64Array;
    const x1 = columns[j + 1] as Float64Array;
    const x2 = columns[j + 2] as Float64Array;
    const x3 = columns[j + 3] as Float64Array;
    const b0 = beta[j + 1] as number;
    const b1 = beta[j + 2] as number;
    const b2 = beta[j + 3] as number;
    const b3 = beta[j + 4] as number;
    for (let row = 0, at = from; row < rows; row++, at++) {
      const first = b0 * (x0[at] as number) + b1 * (x1[at] as number);
      z[row] = (z[row] as number) + first + (b2 * (x2[at] as number) + b3 * (x3[at] as number));
    }
  }
  for (; j < columns.length; j++) {
    const x = columns[j] as Float64Array;
    const b = beta[j + 1] as number;
    for (let row = 0; row < rows; row++) z[row] = (z[row] as number) + b * (x[from + row] as number);
  }
}

/** Adds Σ error·xⱼ over a block of rows to each column's gradient, four columns at a time. */
function addProducts(
  columns: readonly Float64Array[],
  error: Float64Array,
  from: number,
  rows: number,
  gradient: Float64Array,
): void {
  let j = 0;
  for (; j + 4 <= columns.length; j += 4) {
    const x0 = columns[j] as Float64Array;
    const x1 = columns[j + 1] as Float64Array;
    const x2 = columns[j + 2] as Float64Array;
    const x3 = columns[j + 3] as Float64Array;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let row = 0, at = from; row < rows; row++, at++) {
      const value = error[row] as number;
      s0 += value * (x0[at] as number);
      s1 += value * (x1[at] as number);
      s2 += value * (x2[at] as number);
      s3 += value * (x3[at] as number);
    }
    gradient[j + 1] = (gradient[j + 1] as number) + s0;
    gradient[j + 2] = (gradient[j + 2] as number) + s1;
    gradient[j + 3] = (gradient[j + 3] as number) + s2;
    gradient[j + 4] = (gradient[j + 4] as number) + s3;
  }
  for (; j < columns.length; j++) {
    const x = columns[j] as Float64Array;
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += (error[row] as number) * (x[from + row] as number);
    gradient[j + 1] = (gradient[j + 1] as number) + sum;
  }
}

/** A step taken and what it did to the gradient. */
type Change = { readonly step: Float64Array; readonly gradient: Float64Array };

/** H⁻¹·gradient, H being the factorised one corrected by the changes since (two-loop recursion of BFGS). */
function newtonStep(lower: Float64Array, gradient: Float64Array, changes: readonly Change[]): Float64Array {
  const right = Float64Array.from(gradient);
  const shares = changes.map(() => 0);
  for (let k = changes.length - 1; k >= 0; k--) {
    const change = changes[k] as Change;
    const share = dot(change.step, right) / dot(change.step, change.gradient);
    shares[k] = share;
    addScaled(right, -share, change.gradient);
  }
  const step = solveFactored(lower, right);
  for (const [k, change] of changes.entries()) {
    const share = dot(change.gradient, step) / dot(change.step, change.gradient);
    addScaled(step, (shares[k] as number) - share, change.step);
  }
  return step;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += (a[j] as number) * (b[j] as number);
  return sum;
}

function addScaled(target: Float64Array, factor: number, values: Float64Array): void {
  for (let j = 0; j < target.length; j++) target[j] = (target[j] as number) + factor * (values[j] as number);
}

function differenceOf(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, j) => value - (b[j] as number));
}

function largestOf(values: Float64Array): number {
  let largest = 0;
  for (let j = 0; j < values.length; j++) largest = Math.max(largest, Math.abs(values[j] as number));
  return largest;
}

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
  readonly tolerance?: number;
  readonly maxIterations?: number;
};

/**
 * Logistic regression by Newton's method with halved steps: minimises Σ w·NLL(σ(b + Σ βⱼxⱼ), y) + ½ Σ ridgeⱼβⱼ².
 * Convex, so the minimum does not depend on where it begins; NaN coefficients without rows of both classes.
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
  const beta = new Float64Array(d);
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
  if (start) beta.set(Array.from(start));
  else beta[0] = Math.log(churned / (total - churned));

  const z = new Float64Array(n);
  const residual = new Float64Array(n);
  const curvature = new Float64Array(n);
  const scaled = new Float64Array(n);
  const gradient = new Float64Array(d);
  const hessian = new Float64Array(d * d);

  const linear = (at: Float64Array): void => {
    z.fill(at[0] as number);
    for (let j = 1; j < d; j++) {
      const column = columns[j - 1] as Float64Array;
      const b = at[j] as number;
      if (b !== 0) for (let row = 0; row < n; row++) z[row] = (z[row] as number) + b * (column[row] as number);
    }
  };
  /** Loss at z; residuals and curvatures on the way, one exponential a row. */
  const losses = (at: Float64Array): number => {
    let loss = 0;
    for (let row = 0; row < n; row++) {
      const value = z[row] as number;
      const e = Math.exp(-Math.abs(value));
      const small = e / (1 + e);
      const p = value >= 0 ? 1 - small : small;
      const w = weight ? (weight[row] as number) : 1;
      const yes = y[row] as number;
      loss += w * ((value > 0 ? value : 0) + Math.log1p(e) - yes * value);
      residual[row] = w * (p - yes);
      curvature[row] = w * small * (1 - small);
    }
    for (let j = 1; j < d; j++) loss += 0.5 * (penalty[j] as number) * (at[j] as number) ** 2;
    return loss;
  };
  const derivatives = (at: Float64Array): number => {
    let largest = 0;
    for (let j = 0; j < d; j++) {
      let sum = (penalty[j] as number) * (at[j] as number);
      if (j === 0) for (let row = 0; row < n; row++) sum += residual[row] as number;
      else {
        const column = columns[j - 1] as Float64Array;
        for (let row = 0; row < n; row++) sum += (residual[row] as number) * (column[row] as number);
      }
      gradient[j] = sum;
      largest = Math.max(largest, Math.abs(sum));
    }
    return largest;
  };
  const secondDerivatives = (): void => {
    for (let j = 0; j < d; j++) {
      const left = j === 0 ? curvature : scaled;
      if (j > 0) {
        const column = columns[j - 1] as Float64Array;
        for (let row = 0; row < n; row++) scaled[row] = (curvature[row] as number) * (column[row] as number);
      }
      for (let k = 0; k <= j; k++) {
        const sum = k === 0 ? sumOf(left) : dot(left, columns[k - 1] as Float64Array);
        hessian[j * d + k] = sum;
        hessian[k * d + j] = sum;
      }
      hessian[j * d + j] = (hessian[j * d + j] as number) + (penalty[j] as number);
    }
  };

  linear(beta);
  let objective = losses(beta);
  let largest = derivatives(beta);
  let iterations = 0;
  const next = new Float64Array(d);
  while (largest > tolerance * Math.max(1, total) && iterations < maxIterations) {
    iterations++;
    secondDerivatives();
    const step = solvePositive(hessian, gradient, d);
    let length = 1;
    let tried = Number.POSITIVE_INFINITY;
    for (let halving = 0; halving < 40; halving++) {
      for (let j = 0; j < d; j++) next[j] = (beta[j] as number) - length * (step[j] as number);
      linear(next);
      tried = losses(next);
      if (tried <= objective) break;
      length /= 2;
    }
    if (!(tried <= objective)) break;
    const gain = objective - tried;
    beta.set(next);
    objective = tried;
    largest = derivatives(beta);
    if (gain < 1e-15 * Math.abs(objective)) break;
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

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < values.length; row++) sum += values[row] as number;
  return sum;
}

function dot(a: Float64Array, b: Float64Array): number {
  // Four sums side by side: the additions do not wait for each other.
  const n = a.length;
  const whole = n - (n % 4);
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (let row = 0; row < whole; row += 4) {
    s0 += (a[row] as number) * (b[row] as number);
    s1 += (a[row + 1] as number) * (b[row + 1] as number);
    s2 += (a[row + 2] as number) * (b[row + 2] as number);
    s3 += (a[row + 3] as number) * (b[row + 3] as number);
  }
  for (let row = whole; row < n; row++) s0 += (a[row] as number) * (b[row] as number);
  return s0 + s1 + (s2 + s3);
}

/**
 * Solves A·x = b for a symmetric positive definite matrix in row order by Cholesky; a matrix that is singular to the last
 * bits gets just enough on its diagonal.
 */
export function solvePositive(matrix: Float64Array, b: Float64Array, d: number): Float64Array {
  let largest = 0;
  for (let j = 0; j < d; j++) largest = Math.max(largest, matrix[j * d + j] as number);
  const floor = Math.max(largest, 1e-300) * 1e-15;
  const lower = new Float64Array(d * d);
  for (let j = 0; j < d; j++) {
    for (let k = 0; k <= j; k++) {
      let sum = matrix[j * d + k] as number;
      for (let m = 0; m < k; m++) sum -= (lower[j * d + m] as number) * (lower[k * d + m] as number);
      lower[j * d + k] = j === k ? Math.sqrt(Math.max(sum, floor)) : sum / (lower[k * d + k] as number);
    }
  }
  const x = new Float64Array(d);
  for (let j = 0; j < d; j++) {
    let sum = b[j] as number;
    for (let k = 0; k < j; k++) sum -= (lower[j * d + k] as number) * (x[k] as number);
    x[j] = sum / (lower[j * d + j] as number);
  }
  for (let j = d - 1; j >= 0; j--) {
    let sum = x[j] as number;
    for (let k = j + 1; k < d; k++) sum -= (lower[k * d + j] as number) * (x[k] as number);
    x[j] = sum / (lower[j * d + j] as number);
  }
  return x;
}

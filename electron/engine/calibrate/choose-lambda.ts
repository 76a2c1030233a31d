import { softplus } from '../validate/logistic.ts';
import type { Fit } from './bounded-fit.ts';
import { churnsIn, hasBoth, rowsAt, rowsKnownBy, type TimedRows } from './timed-rows.ts';
import { fitPrior, fitShrunk, LAMBDA_GRID } from './weight-fit.ts';

/** Churns a fold has to learn from. */
const LEAST_CHURNS = 5;

export type LambdaPoint = {
  readonly lambda: number;
  /** Mean log loss of the rows foretold. */
  readonly loss: number;
  /** How much worse than the best λ, with the standard error of that difference over accounts. */
  readonly behind: number;
  readonly error: number;
};

export type LambdaChoice = {
  readonly lambda: number;
  readonly best: number;
  /** In the order of the grid. */
  readonly curve: readonly LambdaPoint[];
  /** Landmarks foretold from earlier ones. */
  readonly folds: number;
  readonly rows: number;
};

/** Log loss of each row of `rows` under a fit, written from `from` on. */
function writeLosses(rows: TimedRows, fit: Fit, into: Float64Array, from: number): void {
  const { columns, churned } = rows;
  for (let row = 0; row < churned.length; row++) {
    let z = fit.intercept;
    for (let i = 0; i < columns.length; i++) z -= (fit.slopes[i] as number) * (columns[i]?.[row] as number);
    into[from + row] = softplus(z) - (churned[row] === 1 ? z : 0);
  }
}

/** Mean of the differences, and its standard error where an account's rows belong together. */
function pairedMean(one: Float64Array, other: Float64Array, accountOf: Int32Array): { mean: number; error: number } {
  const sums = new Map<number, { total: number; rows: number }>();
  let total = 0;
  for (let row = 0; row < one.length; row++) {
    const difference = (one[row] as number) - (other[row] as number);
    total += difference;
    const account = accountOf[row] as number;
    const own = sums.get(account);
    if (own) {
      own.total += difference;
      own.rows++;
    } else sums.set(account, { total: difference, rows: 1 });
  }
  const mean = total / one.length;
  let squares = 0;
  for (const own of sums.values()) squares += (own.total - own.rows * mean) ** 2;
  const groups = sums.size;
  return { mean, error: groups > 1 ? Math.sqrt((squares * groups) / (groups - 1)) / one.length : 0 };
}

/**
 * Strength of shrinkage by rolling-origin cross-validation (30-method.md 4.4, point 3): every landmark is foretold from those
 * whose outcome was known by then; of the grid, the largest λ whose mean log loss is within one standard error of the best.
 * The error is that of the difference to the best on the same rows, an account's rows taken together. Null where no landmark
 * has five churns before it.
 *
 * @param days landmark days, ascending
 */
export function chooseLambda(rows: TimedRows, days: readonly number[], shares: ArrayLike<number>): LambdaChoice | null {
  const folds = days.flatMap((day, landmark) => {
    const tested = rowsAt(rows, landmark);
    const train = rowsKnownBy(rows, day);
    return tested.churned.length > 0 && churnsIn(train) >= LEAST_CHURNS && hasBoth(train) ? [{ train, tested }] : [];
  });
  const size = folds.reduce((sum, { tested }) => sum + tested.churned.length, 0);
  if (size === 0) return null;
  const losses = LAMBDA_GRID.map(() => new Float64Array(size));
  const accountOf = new Int32Array(size);
  let from = 0;
  for (const { train, tested } of folds) {
    const prior = fitPrior(train, shares);
    let start: Fit | undefined;
    // From the strongest down: each starts where the one before ended.
    for (let k = LAMBDA_GRID.length - 1; k >= 0; k--) {
      start = fitShrunk(train, prior, shares, LAMBDA_GRID[k] as number, start);
      writeLosses(tested, start, losses[k] as Float64Array, from);
    }
    accountOf.set(tested.accountOf, from);
    from += tested.churned.length;
  }
  const means = losses.map((loss) => loss.reduce((sum, value) => sum + value, 0) / size);
  let best = 0;
  means.forEach((mean, k) => {
    if (mean <= (means[best] as number)) best = k;
  });
  const curve = LAMBDA_GRID.map((lambda, k): LambdaPoint => {
    const { mean, error } = pairedMean(losses[k] as Float64Array, losses[best] as Float64Array, accountOf);
    return { lambda, loss: means[k] as number, behind: mean, error };
  });
  const chosen = curve.reduce((largest, { behind, error }, k) => (behind <= error ? k : largest), best);
  return {
    lambda: LAMBDA_GRID[chosen] as number,
    best: LAMBDA_GRID[best] as number,
    curve,
    folds: folds.length,
    rows: size,
  };
}

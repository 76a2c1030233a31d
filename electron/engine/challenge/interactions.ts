import { churnsIn, hasBoth, rowsAt, rowsKnownBy, type TimedRows } from '../calibrate/timed-rows.ts';
import { fitLogistic, sigmoid } from '../validate/logistic.ts';
import { lossOf } from '../validate/probability.ts';

/** Strengths of the ridge that are tried, on standardised columns. */
export const RIDGES: readonly number[] = [1, 3, 10, 30, 100, 300, 1000];
/** Without a fold to choose by: hold back. */
const WITHOUT_FOLDS = 100;
/** Churns a fold has to learn from. */
const LEAST_CHURNS = 5;

/** Mean and standard deviation of a column in training; a column that does not vary is 0 everywhere. */
type Scale = { readonly mean: number; readonly deviation: number };

/** p = σ(intercept + Σ βⱼxⱼ) over standardised columns and the standardised products of every two of them. */
export type InteractionFit = {
  readonly mains: readonly Scale[];
  readonly products: readonly Scale[];
  readonly intercept: number;
  /** Of the columns, then of the products in the order (0,1), (0,2) … (1,2) … */
  readonly coefficients: Float64Array;
};

function scaleOf(column: Float64Array): Scale {
  const n = column.length;
  const mean = column.reduce((sum, value) => sum + value, 0) / n;
  const variance = column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n;
  return { mean, deviation: variance > 1e-18 ? Math.sqrt(variance) : Number.POSITIVE_INFINITY };
}

const scaled = (column: Float64Array, { mean, deviation }: Scale): Float64Array =>
  column.map((value) => (value - mean) / deviation);

function productsOf(columns: readonly Float64Array[]): Float64Array[] {
  return columns.flatMap((one, i) =>
    columns.slice(i + 1).map((other) => one.map((value, row) => value * (other[row] as number))),
  );
}

/** Fits main effects and pairwise interactions with a ridge ½λ Σβ² on the sum of losses; the intercept is free. */
export function fitInteractions(
  columns: readonly Float64Array[],
  churned: ArrayLike<number>,
  ridge: number,
  start?: InteractionFit,
): InteractionFit {
  const mains = columns.map(scaleOf);
  const own = columns.map((column, j) => scaled(column, mains[j] as Scale));
  const crossed = productsOf(own);
  const products = crossed.map(scaleOf);
  const design = [...own, ...crossed.map((column, j) => scaled(column, products[j] as Scale))];
  const fit = fitLogistic(design, churned, {
    ridge,
    ...(start ? { start: [start.intercept, ...start.coefficients] } : {}),
  });
  return { mains, products, intercept: fit.intercept, coefficients: fit.coefficients };
}

/** Probability of churn of rows, 0-1. */
export function interactionP(fit: InteractionFit, columns: readonly Float64Array[]): Float64Array {
  const own = columns.map((column, j) => scaled(column, fit.mains[j] as Scale));
  const design = [...own, ...productsOf(own).map((column, j) => scaled(column, fit.products[j] as Scale))];
  const z = new Float64Array(columns[0]?.length ?? 0).fill(fit.intercept);
  design.forEach((column, j) => {
    const slope = fit.coefficients[j] as number;
    for (let row = 0; row < z.length; row++) z[row] = (z[row] as number) + slope * (column[row] as number);
  });
  return z.map(sigmoid);
}

/**
 * The ridge with the least log loss on landmarks foretold from the ones before them, all inside the rows given (30-method.md
 * 4.1: the inner loop sees the training part only); the larger of equal ones.
 */
export function chooseRidge(rows: TimedRows, days: readonly number[]): number {
  const losses = new Float64Array(RIDGES.length);
  let folds = 0;
  days.forEach((day, landmark) => {
    const [train, tested] = [rowsKnownBy(rows, day), rowsAt(rows, landmark)];
    if (tested.churned.length === 0 || churnsIn(train) < LEAST_CHURNS || !hasBoth(train)) return;
    folds++;
    let start: InteractionFit | undefined;
    // From the strongest down: each starts where the one before ended.
    for (let k = RIDGES.length - 1; k >= 0; k--) {
      start = fitInteractions(train.columns, train.churned, RIDGES[k] as number, start);
      const p = interactionP(start, tested.columns);
      for (let row = 0; row < p.length; row++)
        losses[k] = (losses[k] as number) + lossOf(p[row] as number, tested.churned[row] as number);
    }
  });
  if (folds === 0) return WITHOUT_FOLDS;
  let best = 0;
  losses.forEach((loss, k) => {
    if (loss <= (losses[best] as number)) best = k;
  });
  return RIDGES[best] as number;
}

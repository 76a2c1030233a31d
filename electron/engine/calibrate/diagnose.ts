import { type FitRows, fitBounded } from './bounded-fit.ts';
import { PRIOR_RIDGE } from './weight-fit.ts';

/** Beyond this correlation the split of weight between two dimensions is arbitrary (30-method.md 4.4, point 7). */
const CORRELATED = 0.8;

export type CorrelatedPair = { readonly one: number; readonly other: number; readonly r: number };

/** Pearson's r of the rows in which both dimensions are known, NaN below three of them or without spread. */
export function correlation(one: Float64Array, other: Float64Array): number {
  let n = 0;
  let [meanX, meanY, xx, yy, xy] = [0, 0, 0, 0, 0];
  for (let row = 0; row < one.length; row++) {
    const [x, y] = [one[row] as number, other[row] as number];
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    n++;
    const dx = x - meanX;
    meanX += dx / n;
    const dy = y - meanY;
    meanY += dy / n;
    xx += dx * (x - meanX);
    yy += dy * (y - meanY);
    xy += dx * (y - meanY);
  }
  return n >= 3 && xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : Number.NaN;
}

/** Pairs of dimensions with |r| > .8 among scores 0-100, NaN where missing. */
export function correlatedPairs(dimensions: readonly Float64Array[]): CorrelatedPair[] {
  return dimensions.flatMap((column, one) =>
    dimensions.slice(one + 1).flatMap((next, k) => {
      const r = correlation(column, next);
      return Math.abs(r) > CORRELATED ? [{ one, other: one + 1 + k, r }] : [];
    }),
  );
}

/** How churn falls with a dimension where slopes may have either sign; per 0-1 of the dimension, positive as it should be. */
export type FreeSlope = {
  /** All dimensions together. */
  readonly joint: number;
  /** This dimension alone. */
  readonly alone: number;
};

/**
 * Slopes without the bound at 0 (30-method.md 4.4, point 8): a negative one is a data problem or a reversed signal, never a
 * negative weight.
 */
export function freeSlopes(rows: FitRows): FreeSlope[] {
  const options = { ridge: PRIOR_RIDGE, nonNegative: false };
  const joint = fitBounded(rows, options).slopes;
  return rows.columns.map((column, i) => ({
    joint: joint[i] as number,
    alone: fitBounded({ ...rows, columns: [column] }, options).slopes[0] as number,
  }));
}

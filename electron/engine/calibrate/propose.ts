import { round6 } from '../math/round.ts';
import { compositeOf } from '../score/composite.ts';
import { chooseLambda, type LambdaChoice } from './choose-lambda.ts';
import { hasBoth, type TimedRows } from './timed-rows.ts';
import { filledColumns, fitPrior, fitShrunk, LEAST_LAMBDA, normalised } from './weight-fit.ts';
import { projectOntoRanges, type ShareRange, wholePercents } from './whole-percent.ts';

/** One row per account and landmark, in an order that does not depend on how accounts are stored. */
export type CalibrationRows = Omit<TimedRows, 'columns' | 'counts'> & {
  /** Scores 0-100 per dimension, NaN where there is none; every row has one at least. */
  readonly dimensions: readonly Float64Array[];
};

export type CalibrationModel = {
  /** Current weights on any scale. */
  readonly weights: readonly number[];
  /** Ranges the proposal has to stay in, as shares; null for none. */
  readonly ranges: readonly ShareRange[] | null;
};

/**
 * Why there are no weights: the scores do not predict churn, no weights in the documented ranges add up to 100, or no
 * landmark has earlier ones to learn from.
 */
export type NoWeights = 'unrelated' | 'ranges' | 'history';

/**
 * Which λ: `cautious` the largest within one standard error of the best, `best` the best of the finite ones, `free` the least,
 * which hardly holds the weights where they are.
 */
export type LambdaRule = 'cautious' | 'best' | 'free';

export type Proposal = {
  readonly lambda: number;
  readonly choice: LambdaChoice;
  /** Before rounding, adding up to 1. */
  readonly shares: Float64Array;
  /** Whole percent, adding up to 100. */
  readonly percents: readonly number[];
};

export function timedRows(rows: CalibrationRows, weights: ArrayLike<number>): TimedRows {
  return { ...rows, columns: filledColumns(rows.dimensions, weights) };
}

/** λ by the rule: the best finite one has the least loss, the larger of equal ones. */
function lambdaBy(rule: LambdaRule, choice: LambdaChoice): number {
  if (rule === 'cautious') return choice.lambda;
  if (rule === 'free') return LEAST_LAMBDA;
  const finite = choice.curve.filter(({ lambda }) => lambda !== Number.POSITIVE_INFINITY);
  return finite.reduce((best, point) => (point.loss <= best.loss ? point : best)).lambda;
}

/** Keeps weights in the documented ranges where there are some; null when that cannot be. */
export function withinRanges(shares: Float64Array, { ranges }: CalibrationModel): Float64Array | null {
  return ranges ? projectOntoRanges(shares, ranges) : shares;
}

/**
 * Weights from rows whose outcome is known (30-method.md 4.4, points 1-6): λ by rolling cross-validation among their
 * landmarks, the shrunk fit on all of them, the documented ranges, whole percent.
 */
export function proposeWeights(
  rows: TimedRows,
  days: readonly number[],
  model: CalibrationModel,
  rule: LambdaRule,
): Proposal | NoWeights {
  const shares = normalised(model.weights);
  if (!shares) return 'unrelated';
  if (!hasBoth(rows)) return 'history';
  const choice = chooseLambda(rows, days, shares);
  if (!choice) return 'history';
  const lambda = lambdaBy(rule, choice);
  const fitted = normalised(fitShrunk(rows, fitPrior(rows, shares), shares, lambda).slopes);
  if (!fitted) return 'unrelated';
  const adjusted = withinRanges(fitted, model);
  return adjusted ? { lambda, choice, shares: adjusted, percents: wholePercents(adjusted) } : 'ranges';
}

/**
 * Scores 0-100 of rows under weights, missing dimensions left out as the composite does. A row known only in dimensions the
 * weights give nothing to keeps its score under the fallback weights.
 */
export function scoresUnder(
  dimensions: readonly Float64Array[],
  weights: ArrayLike<number>,
  fallback: ArrayLike<number>,
): Float64Array {
  const own = new Float64Array(dimensions.length);
  return Float64Array.from({ length: dimensions[0]?.length ?? 0 }, (_, row) => {
    dimensions.forEach((column, i) => {
      own[i] = column[row] as number;
    });
    const score = compositeOf(weights, own);
    return round6(Number.isNaN(score) ? compositeOf(fallback, own) : score);
  });
}

import type { HealthModel } from '#shared/model/health-model.ts';
import { round6 } from '../math/round.ts';
import {
  compositeOf,
  coverageOf,
  lacksRequired,
  requiredDimensions,
  SCORE_STATE,
  stateOf,
  weightsOf,
} from '../score/composite.ts';

/**
 * Score of each row where a model gives it a full one, NaN where its coverage makes the score provisional or none, or a
 * dimension it requires is missing (30-method.md 2.5): weights and the coverage rule decide together which rows a model
 * answers for.
 *
 * @param dimensions dimension scores by row, 0-100, NaN for missing; `inner` the coverage 0-1 inside each
 * @returns 0-100 at 6 decimals
 */
export function fullScores(
  model: HealthModel,
  dimensions: readonly Float64Array[],
  inner: readonly Float64Array[],
  length: number,
): Float64Array {
  const weights = weightsOf(model);
  const required = requiredDimensions(model);
  const scores = new Float64Array(weights.length);
  const known = new Float64Array(weights.length);
  return Float64Array.from({ length }, (_, row) => {
    for (let d = 0; d < weights.length; d++) {
      scores[d] = dimensions[d]?.[row] as number;
      known[d] = inner[d]?.[row] as number;
    }
    const state = stateOf(model.missingPolicy, coverageOf(weights, scores, known), lacksRequired(required, scores));
    return state === SCORE_STATE.scored ? round6(compositeOf(weights, scores)) : Number.NaN;
  });
}

/** Rows of a paired comparison: those both models give a full score, and those only one does. */
export type Pairing = {
  readonly both: Int32Array;
  readonly onlyBefore: Int32Array;
  readonly onlyAfter: Int32Array;
};

/**
 * Splits the rows that take part by who scores them. Differences are taken over `both` alone: a model is neither praised
 * nor blamed for rows it gives no full score (30-method.md 5, point 5).
 *
 * @param before scores by row, NaN for none; `after` of the other model
 */
export function pairScores(
  before: ArrayLike<number>,
  after: ArrayLike<number>,
  takesPart: (row: number) => boolean,
): Pairing {
  const split: Record<keyof Pairing, number[]> = { both: [], onlyBefore: [], onlyAfter: [] };
  for (let row = 0; row < before.length; row++) {
    if (!takesPart(row)) continue;
    const [was, now] = [!Number.isNaN(before[row]), !Number.isNaN(after[row])];
    if (was && now) split.both.push(row);
    else if (was) split.onlyBefore.push(row);
    else if (now) split.onlyAfter.push(row);
  }
  return {
    both: Int32Array.from(split.both),
    onlyBefore: Int32Array.from(split.onlyBefore),
    onlyAfter: Int32Array.from(split.onlyAfter),
  };
}

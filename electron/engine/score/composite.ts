import type { HealthModel, MissingPolicy } from '#shared/model/health-model.ts';
import { round6 } from '../math/round.ts';
import { NO_TIER, thresholdSets, tierOf } from './thresholds.ts';

/** 0 no score, 1 provisional, 2 scored. */
export const SCORE_STATE = { none: 0, provisional: 1, scored: 2 } as const;
export const SCORE_STATE_NAMES = ['none', 'provisional', 'scored'] as const;

export type CompositeScores = {
  /** H, 0-100, rounded to 6 decimals; NaN when the state is none. */
  readonly score: Float64Array;
  /** C, 0-1, rounded to 6 decimals. */
  readonly coverage: Float64Array;
  readonly state: Uint8Array;
  /** Index in `model.tiers`, NO_TIER when there is no score. */
  readonly tier: Uint8Array;
};

/**
 * H before rounding: Σ wᵢsᵢ ÷ Σ wᵢ over the dimensions with a score (30-method.md 2.5), NaN when there is none.
 * A common factor of the weights does not matter.
 */
export function compositeOf(weights: ArrayLike<number>, dimensions: ArrayLike<number>): number {
  let sum = 0;
  let weightSum = 0;
  for (let d = 0; d < weights.length; d++) {
    const score = dimensions[d] as number;
    if (Number.isNaN(score)) continue;
    sum += (weights[d] as number) * score;
    weightSum += weights[d] as number;
  }
  return weightSum > 0 ? sum / weightSum : Number.NaN;
}

/** C: Σ wᵢcᵢ ÷ Σ wᵢ over all dimensions, null ones with c = 0; rounded to 6 decimals. */
export function coverageOf(
  weights: ArrayLike<number>,
  dimensions: ArrayLike<number>,
  inner: ArrayLike<number>,
): number {
  let sum = 0;
  let weightSum = 0;
  for (let d = 0; d < weights.length; d++) {
    weightSum += weights[d] as number;
    if (!Number.isNaN(dimensions[d] as number)) sum += (weights[d] as number) * (inner[d] as number);
  }
  return weightSum > 0 ? round6(sum / weightSum) : 0;
}

/** Indices of the dimensions a model requires. */
export function requiredDimensions({ dimensions, missingPolicy }: HealthModel): readonly number[] {
  return dimensions.flatMap(({ id }, d) => (missingPolicy.requiredDimensions.includes(id) ? [d] : []));
}

/** Whether one of the required dimensions is null. */
export function lacksRequired(required: readonly number[], dimensions: ArrayLike<number>): boolean {
  for (const d of required) if (Number.isNaN(dimensions[d] as number)) return true;
  return false;
}

/** State of an account from its coverage and from whether a required dimension is null (30-method.md 2.5). */
export function stateOf(policy: MissingPolicy, coverage: number, lacking: boolean): number {
  if (coverage < policy.minProvisionalCoverage || coverage === 0) return SCORE_STATE.none;
  return lacking || coverage < policy.minScoredCoverage ? SCORE_STATE.provisional : SCORE_STATE.scored;
}

export function weightsOf(model: HealthModel): number[] {
  return model.dimensions.map((dimension) => dimension.weight);
}

/**
 * Composite, coverage, state and tier of a block of accounts from their dimension columns (30-method.md 2.5, 7.2).
 *
 * @param segments segment of each row, for the threshold overlays
 * @param include rows to score; all when absent
 */
export function scoreComposite(
  model: HealthModel,
  dimensions: readonly Float64Array[],
  dimensionCoverage: readonly Float64Array[],
  segments: readonly string[],
  include?: (row: number) => boolean,
): CompositeScores {
  const length = segments.length;
  const { sets, setOf } = thresholdSets(model, segments);
  const sum = new Float64Array(length);
  const weightSum = new Float64Array(length);
  const covered = new Float64Array(length);
  const lacking = new Uint8Array(length);
  let everything = 0;
  // Dimension by dimension, in the order of compositeOf and coverageOf: the same sums, to the bit.
  model.dimensions.forEach(({ id, weight }, d) => {
    const scores = dimensions[d] as Float64Array;
    const inner = dimensionCoverage[d] as Float64Array;
    const isRequired = Number(model.missingPolicy.requiredDimensions.includes(id));
    everything += weight;
    for (let row = 0; row < length; row++) {
      const own = scores[row] as number;
      if (Number.isNaN(own)) {
        lacking[row] = (lacking[row] as number) | isRequired;
        continue;
      }
      sum[row] = (sum[row] as number) + weight * own;
      weightSum[row] = (weightSum[row] as number) + weight;
      covered[row] = (covered[row] as number) + weight * (inner[row] as number);
    }
  });
  const score = new Float64Array(length).fill(Number.NaN);
  const coverage = new Float64Array(length);
  const state = new Uint8Array(length);
  const tier = new Uint8Array(length).fill(NO_TIER);
  for (let row = 0; row < length; row++) {
    if (include && !include(row)) continue;
    const known = everything > 0 ? round6((covered[row] as number) / everything) : 0;
    const rowState = stateOf(model.missingPolicy, known, lacking[row] === 1);
    coverage[row] = known;
    if (rowState === SCORE_STATE.none || weightSum[row] === 0) continue;
    const health = round6((sum[row] as number) / (weightSum[row] as number));
    state[row] = rowState;
    score[row] = health;
    tier[row] = tierOf(sets[setOf[row] as number] as readonly number[], health);
  }
  return { score, coverage, state, tier };
}

import type { HealthModel, MissingPolicy } from '#shared/model/health-model.ts';
import { round6 } from '../math/round.ts';
import { NO_TIER, thresholdSets } from './thresholds.ts';

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

type Weighted = { readonly weight: number; readonly scores: Float64Array; readonly inner: Float64Array };

/** Adds a dimension where it is known, and a bit of its own to the missing ones elsewhere. */
function addDimension(
  { score, coverage }: CompositeScores,
  missing: Int32Array,
  { weight, scores, inner }: Weighted,
  bit: number,
): void {
  for (let row = 0; row < missing.length; row++) {
    const own = scores[row] as number;
    if (Number.isNaN(own)) missing[row] = (missing[row] as number) | bit;
    else {
      score[row] = (score[row] as number) + weight * own;
      coverage[row] = (coverage[row] as number) + weight * (inner[row] as number);
    }
  }
}

/** Sum of the weights whose bit is not set, in their order. */
function weightWithout(weights: readonly number[], missing: number): number {
  let sum = 0;
  for (let d = 0; d < weights.length; d++) if (((missing >> d) & 1) === 0) sum += weights[d] as number;
  return sum;
}

/** Lower bounds of all sets one after the other, each no higher than those before it: a score's tier is how many it misses. */
function boundsOf(sets: readonly (readonly number[])[]): Float64Array {
  return Float64Array.from(sets.flatMap((set) => set.map((_, tier) => Math.min(...set.slice(0, tier + 1)))));
}

/**
 * Composite, coverage, state and tier of a block of accounts from their dimension columns (30-method.md 2.5, 7.2); none where
 * every dimension is null.
 *
 * @param segments segment of each row, for the threshold overlays
 */
export function scoreComposite(
  model: HealthModel,
  dimensions: readonly Float64Array[],
  dimensionCoverage: readonly Float64Array[],
  segments: readonly string[],
): CompositeScores {
  const length = segments.length;
  const score = new Float64Array(length);
  const coverage = new Float64Array(length);
  const state = new Uint8Array(length);
  const tier = new Uint8Array(length);
  const scored: CompositeScores = { score, coverage, state, tier };
  const missing = new Int32Array(length);
  // Dimension by dimension, in the order of compositeOf and coverageOf: the same sums, to the bit.
  const weights = weightsOf(model);
  weights.forEach((weight, d) => {
    const column = { weight, scores: dimensions[d] as Float64Array, inner: dimensionCoverage[d] as Float64Array };
    addDimension(scored, missing, column, 1 << d);
  });
  const everything = weightWithout(weights, 0);
  const required = requiredDimensions(model).reduce((bits, d) => bits | (1 << d), 0);
  const { minProvisionalCoverage, minScoredCoverage } = model.missingPolicy;
  const { sets, setOf } = thresholdSets(model, segments);
  const bounds = boundsOf(sets);
  const width = model.tiers.length;
  for (let row = 0; row < length; row++) {
    const known = everything > 0 ? round6((coverage[row] as number) / everything) : 0;
    coverage[row] = known;
    if (known < minProvisionalCoverage || known === 0) {
      score[row] = Number.NaN;
      tier[row] = NO_TIER;
      continue;
    }
    const lacking = missing[row] as number;
    const health = round6((score[row] as number) / (lacking === 0 ? everything : weightWithout(weights, lacking)));
    score[row] = health;
    const isProvisional = known < minScoredCoverage || (lacking & required) !== 0;
    state[row] = isProvisional ? SCORE_STATE.provisional : SCORE_STATE.scored;
    const first = (setOf[row] as number) * width;
    let missed = 0;
    for (let bound = first; bound < first + width - 1; bound++) missed += Number(health < (bounds[bound] as number));
    tier[row] = missed;
  }
  return scored;
}

import type { HealthModel } from '#shared/model/health-model.ts';
import { weightsOf } from '../score/composite.ts';
import { NEUTRAL_SCORE } from '../score/points.ts';

/** Weights of the known dimensions so that they add up to 1; NaN for null dimensions. */
export function effectiveWeights(weights: ArrayLike<number>, dimensions: ArrayLike<number>): Float64Array {
  let sum = 0;
  for (let d = 0; d < weights.length; d++) if (!Number.isNaN(dimensions[d] as number)) sum += weights[d] as number;
  const effective = new Float64Array(weights.length).fill(Number.NaN);
  for (let d = 0; d < weights.length; d++) {
    if (!Number.isNaN(dimensions[d] as number)) effective[d] = (weights[d] as number) / sum;
  }
  return effective;
}

/**
 * Contribution of each dimension against a reference, in score points: kᵢ = wᵢ′(sᵢ − rᵢ) with the weights renormalised
 * over the known dimensions (30-method.md 2.6). Exact and additive: they sum to H − H_ref, where H_ref is the
 * reference under the same weights. NaN for null dimensions; order of the model's dimensions.
 *
 * @param dims scores 0-100, NaN for null
 * @param reference scores to compare with, e.g. the medians of the segment; NaN or absent entries count as 50
 */
export function contributions(
  model: HealthModel,
  dims: ArrayLike<number>,
  reference?: ArrayLike<number> | null,
): Float64Array {
  const parts = effectiveWeights(weightsOf(model), dims);
  for (let d = 0; d < parts.length; d++) {
    const given = reference?.[d] ?? Number.NaN;
    const from = Number.isNaN(given) ? NEUTRAL_SCORE : given;
    parts[d] = (parts[d] as number) * ((dims[d] as number) - from);
  }
  return parts;
}

/** Renormalised weight × score of each dimension; they sum to H. NaN for null dimensions. */
export function contributionsToZero(model: HealthModel, dims: ArrayLike<number>): Float64Array {
  const parts = effectiveWeights(weightsOf(model), dims);
  for (let d = 0; d < parts.length; d++) parts[d] = (parts[d] as number) * (dims[d] as number);
  return parts;
}

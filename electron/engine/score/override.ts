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
} from './composite.ts';

/** What a person says instead of the model: the composite or one dimension as a score 0-100, or the tier by its name. */
export type ScoreOverride =
  | { readonly kind: 'composite'; readonly score: number }
  | { readonly kind: 'dimension'; readonly dimension: string; readonly score: number }
  | { readonly kind: 'tier'; readonly tier: string };

/** Dimension scores with the overridden ones in place; those the model does not have are left out. */
function overriddenDimensions(
  model: HealthModel,
  dimensions: ArrayLike<number>,
  overrides: readonly ScoreOverride[],
): Float64Array {
  const changed = Float64Array.from(dimensions);
  for (const override of overrides) {
    if (override.kind !== 'dimension') continue;
    const at = model.dimensions.findIndex(({ id }) => id === override.dimension);
    if (at >= 0) changed[at] = override.score;
  }
  return changed;
}

/**
 * Composite as it is shown: the overridden one, else the composite of the dimensions with the overridden ones in place; not
 * rounded. NaN when no dimension is known and the composite is not overridden.
 *
 * @param dimensions computed scores in the model's order, NaN for null
 */
export function shownComposite(
  model: HealthModel,
  dimensions: ArrayLike<number>,
  overrides: readonly ScoreOverride[],
): number {
  const composite = overrides.findLast((override) => override.kind === 'composite');
  return composite?.score ?? compositeOf(weightsOf(model), overriddenDimensions(model, dimensions, overrides));
}

/**
 * Score 0-100 at 6 decimals that the active overrides of an account put beside the computed one (30-method.md 2.7). An
 * overridden dimension counts as known in full (7.2); where the coverage still is too low for a score, there is none. NaN
 * when no override is about the composite or a dimension of this model.
 *
 * @param dimensions computed scores in the model's order, NaN for null
 * @param dimensionCoverage coverage inside each dimension, 0-1
 */
export function overriddenScore(
  model: HealthModel,
  dimensions: ArrayLike<number>,
  dimensionCoverage: ArrayLike<number>,
  overrides: readonly ScoreOverride[],
): number {
  const composite = overrides.findLast((override) => override.kind === 'composite');
  if (composite) return composite.score;
  const replaced = model.dimensions.map(({ id }) =>
    overrides.some((override) => override.kind === 'dimension' && override.dimension === id),
  );
  if (!replaced.includes(true)) return Number.NaN;
  const changed = overriddenDimensions(model, dimensions, overrides);
  const inner = replaced.map((isReplaced, d) => (isReplaced ? 1 : (dimensionCoverage[d] as number)));
  const coverage = coverageOf(weightsOf(model), changed, inner);
  const state = stateOf(model.missingPolicy, coverage, lacksRequired(requiredDimensions(model), changed));
  return state === SCORE_STATE.none ? Number.NaN : round6(compositeOf(weightsOf(model), changed));
}

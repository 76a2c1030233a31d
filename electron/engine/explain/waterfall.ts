import type { HealthModel } from '#shared/model/health-model.ts';
import { compositeOf, weightsOf } from '../score/composite.ts';
import { type ScoreOverride, shownComposite } from '../score/override.ts';
import { effectiveWeights } from './contributions.ts';

export type ChangeWaterfall = {
  /** H at both dates, not rounded. */
  readonly before: number;
  readonly after: number;
  readonly delta: number;
  /** Δ(common): the change on the dimensions known at both dates; 0 when there is none. */
  readonly deltaCommon: number;
  /** Part of each dimension in Δ(common), model order; 0 for dimensions not known at both dates. */
  readonly behaviour: Float64Array;
  /** Change caused by dimensions that appeared or vanished. */
  readonly coverageEffect: number;
};

/** Keeps the scores of `dims` at dates where `other` has a score too. */
function commonWith(dims: ArrayLike<number>, other: ArrayLike<number>): Float64Array {
  return Float64Array.from({ length: dims.length }, (_, d) =>
    Number.isNaN(other[d] as number) ? Number.NaN : (dims[d] as number),
  );
}

/**
 * Explains ΔH between two dates under one model: Σ wᵢ′Δsᵢ over the common dimensions, plus the coverage effect; the parts
 * sum to ΔH (30-method.md 2.5, 2.6). Null when one of the dates has no known dimension.
 *
 * @param before dimension scores at the earlier date, NaN for null
 * @param after dimension scores at the later date
 */
export function changeWaterfall(
  model: HealthModel,
  before: ArrayLike<number>,
  after: ArrayLike<number>,
): ChangeWaterfall | null {
  const weights = weightsOf(model);
  const from = compositeOf(weights, before);
  const to = compositeOf(weights, after);
  if (Number.isNaN(from) || Number.isNaN(to)) return null;
  const shared = commonWith(before, after);
  const effective = effectiveWeights(weights, shared);
  const behaviour = Float64Array.from(effective, (weight, d) =>
    Number.isNaN(weight) ? 0 : weight * ((after[d] as number) - (before[d] as number)),
  );
  const deltaCommon = behaviour.reduce((sum, part) => sum + part, 0);
  const sameDimensions = weights.every(
    (_, d) => Number.isNaN(before[d] as number) === Number.isNaN(after[d] as number),
  );
  const delta = sameDimensions ? deltaCommon : to - from;
  return { before: from, after: to, delta, deltaCommon, behaviour, coverageEffect: delta - deltaCommon };
}

/** A score as it is shown on a day: the model that makes it, the dimension scores under it, the overrides that count. */
export type ShownScore = {
  readonly model: HealthModel;
  /** In the model's order, NaN for null. */
  readonly dimensions: ArrayLike<number>;
  readonly overrides: readonly ScoreOverride[];
};

export type ChangeExplanation = {
  /** Composites as they were and are shown, not rounded. */
  readonly before: number;
  readonly after: number;
  /** As of {@link ChangeWaterfall}, under the earlier model. */
  readonly behaviour: Float64Array;
  readonly coverageEffect: number;
  /** What another model makes of the later day; 0 under one model. */
  readonly modelEffect: number;
  /** Change of what overrides add to the computed score. */
  readonly overrideEffect: number;
};

/**
 * Explains the change between two shown scores: behaviour on the common dimensions, coverage effect, model-version effect and
 * override effect, each by switching one factor in that order; they sum to the change (30-method.md 2.6). Null when one of
 * the days has no computed score.
 *
 * @param held dimension scores of the later day under the earlier model; without any under it, all is the model's effect
 */
export function explainChange(
  before: ShownScore,
  held: ArrayLike<number>,
  after: ShownScore,
): ChangeExplanation | null {
  const from = compositeOf(weightsOf(before.model), before.dimensions);
  const to = compositeOf(weightsOf(after.model), after.dimensions);
  if (Number.isNaN(from) || Number.isNaN(to)) return null;
  const same = changeWaterfall(before.model, before.dimensions, held);
  const shownFrom = shownComposite(before.model, before.dimensions, before.overrides);
  const shownTo = shownComposite(after.model, after.dimensions, after.overrides);
  return {
    before: shownFrom,
    after: shownTo,
    behaviour: same?.behaviour ?? new Float64Array(before.model.dimensions.length),
    coverageEffect: same?.coverageEffect ?? 0,
    modelEffect: to - (same ? from + same.delta : from),
    overrideEffect: shownTo - to - (shownFrom - from),
  };
}

/** Δ(common) alone, NaN when the dates share no known dimension; rapid-drop alerts use it (30-method.md 2.5). */
export function commonChange(weights: ArrayLike<number>, before: ArrayLike<number>, after: ArrayLike<number>): number {
  return compositeOf(weights, commonWith(after, before)) - compositeOf(weights, commonWith(before, after));
}

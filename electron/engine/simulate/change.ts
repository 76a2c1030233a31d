import type { HealthModel } from '#shared/model/health-model.ts';

/** What of a model can be edited without measuring or scoring a signal again; what is left out stays as it is. */
export type ModelChange = {
  /** Percent by dimension id. */
  readonly weights?: Readonly<Record<string, number>> | undefined;
  /** Lower bounds of all tiers, best first; the healthy and the at-risk cut move with the bounds they were equal to. */
  readonly bounds?: readonly number[] | undefined;
  readonly overlays?: HealthModel['segmentOverlays'] | undefined;
  readonly coverage?:
    | {
        readonly scored?: number | undefined;
        readonly provisional?: number | undefined;
        readonly required?: readonly string[] | undefined;
      }
    | undefined;
  readonly flagPolicy?: HealthModel['flagPolicy'] | undefined;
  readonly confirm?: HealthModel['confirmPolicy'] | undefined;
};

/**
 * A model with a change on top (30-method.md 5, point 1). Bounds that are not one per tier are refused by the caller; here
 * missing ones stay as they are.
 */
export function changedModel(model: HealthModel, change: ModelChange): HealthModel {
  const { missingPolicy } = model;
  const from = (tier: number): number => change.bounds?.[tier] ?? (model.tiers[tier]?.from as number);
  const cut = (bound: number): number => {
    const tier = model.tiers.findIndex((candidate) => candidate.from === bound);
    return tier < 0 ? bound : from(tier);
  };
  return {
    ...model,
    dimensions: model.dimensions.map((dimension) => ({
      ...dimension,
      weight: change.weights?.[dimension.id] ?? dimension.weight,
    })),
    tiers: model.tiers.map((tier, at) => ({ ...tier, from: from(at) })),
    healthyBound: cut(model.healthyBound),
    atRiskBound: cut(model.atRiskBound),
    segmentOverlays: change.overlays ?? model.segmentOverlays,
    missingPolicy: {
      ...missingPolicy,
      minScoredCoverage: change.coverage?.scored ?? missingPolicy.minScoredCoverage,
      minProvisionalCoverage: change.coverage?.provisional ?? missingPolicy.minProvisionalCoverage,
      requiredDimensions: change.coverage?.required ?? missingPolicy.requiredDimensions,
    },
    flagPolicy: change.flagPolicy ?? model.flagPolicy,
    confirmPolicy: change.confirm ?? model.confirmPolicy,
  };
}

/** What dimension scores, flags, status and the onboarding of accounts are made of. */
const scoredBy = (model: HealthModel): string =>
  JSON.stringify([
    model.dimensions.map(({ id, scoring }) => [id, scoring]),
    model.missingPolicy.minDimensionCoverage,
    model.tiltsEnabled ? model.segmentTilts : [],
    model.seasonalPolicy,
    model.signalOptions,
    model.onboardingPolicy,
    model.flags,
    model.riskOverlay,
  ]);

/**
 * Whether stored dimension scores of one model serve the other as well: they differ in weights, bounds, overlays, coverage
 * of the composite, flag policy or confirmation alone, and have as many tiers.
 */
export function isReweighing(from: HealthModel, to: HealthModel): boolean {
  return from === to || (from.tiers.length === to.tiers.length && scoredBy(from) === scoredBy(to));
}

import { signalPoints } from '#electron/engine/index.ts';
import type { ModelInfo } from '#shared/contract/models.ts';
import { type HealthModel, modelVersionOf } from '#shared/model/health-model.ts';
import { signalDefinition } from '#shared/model/signals.ts';

/** A model as lists and reference pages show it. */
export function describeModel(model: HealthModel, preset: boolean, active: boolean, snapshots: number): ModelInfo {
  const rules = signalPoints(model, () => Number.NaN);
  return {
    id: model.id,
    name: model.name,
    version: model.version,
    modelVersion: modelVersionOf(model),
    parentVersion: model.parentVersion,
    author: model.author,
    createdAt: model.createdAt,
    changeNote: model.changeNote,
    source: model.source,
    preset,
    active,
    snapshots,
    tiers: model.tiers.map((tier) => ({ ...tier })),
    segmentOverlays: model.segmentOverlays.map((overlay) => ({ ...overlay })),
    dimensions: model.dimensions.map((dimension) => ({
      id: dimension.id,
      name: dimension.name,
      weight: dimension.weight,
      documentedRange: dimension.documentedRange === null ? null : { ...dimension.documentedRange },
      origin: dimension.origin,
      signals: rules
        .filter((rule) => rule.dimension === dimension.id)
        .map((rule) => ({
          id: rule.signal,
          name: rule.name,
          rule: rule.rule,
          measured: signalDefinition(rule.signal)?.measured ?? '',
          origin: rule.origin,
        })),
    })),
  };
}

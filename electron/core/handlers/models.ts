import { ruleText } from '#electron/engine/index.ts';
import type { ModelInfo } from '#shared/contract/whatif.ts';
import { type HealthModel, modelVersionOf } from '#shared/model/health-model.ts';
import { signalDefinition } from '#shared/model/signals.ts';

/** A model as the reference pages show it. */
export function describeModel(model: HealthModel, active: boolean): ModelInfo {
  return {
    id: model.id,
    name: model.name,
    version: model.version,
    modelVersion: modelVersionOf(model),
    source: model.source,
    active,
    tiers: model.tiers.map((tier) => ({ ...tier })),
    segmentOverlays: model.segmentOverlays.map((overlay) => ({ ...overlay })),
    dimensions: model.dimensions.map((dimension) => ({
      id: dimension.id,
      name: dimension.name,
      weight: dimension.weight,
      documentedRange: dimension.documentedRange === null ? null : { ...dimension.documentedRange },
      signals: dimension.scoring.rules.map((rule) => {
        const definition = signalDefinition(rule.signal);
        return {
          id: rule.signal,
          name: definition?.name ?? rule.signal,
          rule: ruleText(rule),
          measured: definition?.measured ?? '',
        };
      }),
    })),
  };
}

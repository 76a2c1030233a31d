import type { ModelInfo } from '#shared/contract/models.ts';
import { decodeWeights, encodeWeights, sameWeights, type Weights } from '../../effect/weights.ts';
import type { Scenario } from '../../state/whatif.ts';

export function officialScenario(model: ModelInfo): Scenario {
  return {
    weights: Object.fromEntries(model.dimensions.map((dimension) => [dimension.id, dimension.weight])),
    locks: [],
  };
}

/** Weights and locks of an address; null when it carries none that fit the model. */
export function scenarioOf(params: Readonly<Record<string, string>>, model: ModelInfo): Scenario | null {
  const ids = model.dimensions.map((dimension) => dimension.id);
  const weights = params.w === undefined ? null : decodeWeights(params.w, ids);
  if (!weights) return null;
  const locks = (params.lock ?? '').split(',').filter((id) => ids.includes(id));
  return { weights, locks };
}

/** The part of an address that carries a scenario; nothing for the official weights without locks. */
export function paramsOf(scenario: Scenario, official: Weights): { readonly w: string; readonly lock: string } {
  const plain = sameWeights(scenario.weights, official) && scenario.locks.length === 0;
  return plain
    ? { w: '', lock: '' }
    : { w: encodeWeights(scenario.weights), lock: [...scenario.locks].sort().join(',') };
}

export function sameScenario(a: Scenario, b: Scenario): boolean {
  return (
    sameWeights(a.weights, b.weights) &&
    a.locks.length === b.locks.length &&
    a.locks.every((id) => b.locks.includes(id))
  );
}

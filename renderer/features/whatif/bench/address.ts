import { weightsOf } from '../../../editing/edits.ts';
import { decodeWeights, encodeWeights, sameWeights, type Weights } from '../../../effect/weights.ts';
import type { Edited, ModelDocument } from '../../../state/drafts.ts';

export const TABS = [
  { id: '', label: 'Today' },
  { id: 'history', label: 'History and accuracy' },
  { id: 'sensitivity', label: 'Sensitivity' },
  { id: 'compare', label: 'Compare' },
  { id: 'scenarios', label: 'Scenarios' },
] as const;
export type Tab = (typeof TABS)[number]['id'];

export function tabOf(params: Readonly<Record<string, string>>): Tab {
  return TABS.find(({ id }) => id === params.tab)?.id ?? '';
}

/** Weights and locks as an address carries them; null when it carries none that fit the model. */
export function sharedWeights(
  params: Readonly<Record<string, string>>,
  model: Pick<ModelDocument, 'dimensions'>,
): { readonly weights: Weights; readonly locks: readonly string[] } | null {
  const ids = model.dimensions.map((dimension) => dimension.id);
  const weights = params.w === undefined ? null : decodeWeights(params.w, ids);
  if (!weights) return null;
  return { weights, locks: (params.lock ?? '').split(',').filter((id) => ids.includes(id)) };
}

/** The part of an address that carries the weights; nothing for those the draft was started with and no locks. */
export function paramsOf(
  { model, locks }: Edited,
  start: ModelDocument,
): { readonly w: string; readonly lock: string } {
  const weights = weightsOf(model);
  return sameWeights(weights, weightsOf(start)) && locks.length === 0
    ? { w: '', lock: '' }
    : { w: encodeWeights(weights), lock: [...locks].sort().join(',') };
}

export function sameShared(
  shared: { readonly weights: Weights; readonly locks: readonly string[] },
  { model, locks }: Edited,
): boolean {
  return (
    sameWeights(shared.weights, weightsOf(model)) &&
    shared.locks.length === locks.length &&
    shared.locks.every((id) => locks.includes(id))
  );
}

/** Id of the saved scenario an address names. */
export function scenarioOf(params: Readonly<Record<string, string>>): number | null {
  const id = Number(params.scenario ?? '');
  return params.scenario !== undefined && params.scenario !== '' && Number.isInteger(id) && id > 0 ? id : null;
}

import { useEffect, useMemo, useRef } from 'react';
import type { ModelInfo } from '#shared/contract/models.ts';
import { currentAddress, navigate, useAddress } from '../../state/navigation.ts';
import { type Scenario, useWhatIfStore } from '../../state/whatif.ts';
import { officialScenario, paramsOf, sameScenario, scenarioOf } from './scenario.ts';

export type ScenarioBinding = {
  readonly official: Scenario;
  readonly draft: Scenario;
  readonly held: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
};

/** The draft of a model, kept in step with the address in both directions. Null until the draft is open. */
export function useScenario(model: ModelInfo): ScenarioBinding | null {
  const { params } = useAddress();
  const official = useMemo(() => officialScenario(model), [model]);
  const { modelVersion, draft, held, past, future } = useWhatIfStore();
  const written = useRef<string | null>(null);
  const current = modelVersion === model.modelVersion ? draft : null;
  const address = `${params.w ?? ''}|${params.lock ?? ''}`;

  useEffect(() => {
    const store = useWhatIfStore.getState();
    store.open(model.modelVersion, official);
    if (address === written.current) return;
    written.current = address;
    const shared = scenarioOf({ w: address.split('|')[0] ?? '', lock: address.split('|')[1] ?? '' }, model);
    const mine = useWhatIfStore.getState().draft;
    if (shared && mine && !sameScenario(shared, mine)) store.adopt(model.modelVersion, official, shared);
  }, [address, model, official]);

  useEffect(() => {
    if (!current || held) return;
    const { w, lock } = paramsOf(current, official.weights);
    const next = `${w}|${lock}`;
    const address = currentAddress();
    if (address.view !== 'what-if' || next === `${address.params.w ?? ''}|${address.params.lock ?? ''}`) return;
    written.current = next;
    navigate({ params: { ...address.params, w, lock } }, { replace: true });
  }, [current, held, official]);

  return current
    ? { official, draft: current, held: held !== null, canUndo: past.length > 0, canRedo: future.length > 0 }
    : null;
}

/** Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y, wherever the focus is. A field with unsaved text keeps its own undo. */
export function useUndoKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      if (key !== 'z' && key !== 'y') return;
      event.preventDefault();
      if (key === 'y' || event.shiftKey) useWhatIfStore.getState().redo();
      else useWhatIfStore.getState().undo();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

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
  const { modelVersion, history } = useWhatIfStore();
  const written = useRef<string | null>(null);
  const mine = modelVersion === model.modelVersion ? history : null;
  const current = mine?.present ?? null;
  const held = mine !== null && mine.held !== null;
  const address = `${params.w ?? ''}|${params.lock ?? ''}`;

  useEffect(() => {
    const store = useWhatIfStore.getState();
    store.open(model.modelVersion, official);
    if (address === written.current) return;
    written.current = address;
    const shared = scenarioOf({ w: address.split('|')[0] ?? '', lock: address.split('|')[1] ?? '' }, model);
    const present = useWhatIfStore.getState().history?.present;
    if (shared && present && !sameScenario(shared, present)) store.adopt(model.modelVersion, official, shared);
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

  return mine
    ? { official, draft: mine.present, held, canUndo: mine.past.length > 0, canRedo: mine.future.length > 0 }
    : null;
}

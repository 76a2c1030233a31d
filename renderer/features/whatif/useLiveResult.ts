import { useMemo } from 'react';
import type { WhatIfResult } from '#shared/contract/whatif.ts';
import { useApi } from '../../api/ApiProvider.tsx';
import { withAsOf } from '../../data/portfolio.ts';
import { useAsOf } from '../../data/workspace.ts';
import { markInput, measureStep } from '../../effect/live.ts';
import { type LiveAnswer, type LiveSource, useLive } from '../../effect/useLive.ts';
import type { Weights } from '../../effect/weights.ts';
import { useSession } from '../../state/session.ts';
import { useWhatIfStore } from '../../state/whatif.ts';

const STREAM = 'what-if';

/** The weights of the draft in the store. */
const SOURCE: LiveSource<Weights> = {
  current: () => useWhatIfStore.getState().history?.present.weights ?? null,
  held: () => (useWhatIfStore.getState().history?.held ?? null) !== null,
  subscribe: (onChange) =>
    useWhatIfStore.subscribe((state, previous) => {
      if (state.history && state.history.present.weights !== previous.history?.present.weights) onChange();
    }),
  onInput: markInput,
  onDrawn: measureStep,
};

const itself = (result: WhatIfResult): WhatIfResult => result;

/** The answer to the draft in the store. */
export function useLiveResult(model: string, limit: number): LiveAnswer<WhatIfResult> {
  const api = useApi();
  const asOf = useAsOf();
  const { epoch, revision } = useSession();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new workspace or revision needs a new answer.
  const request = useMemo(
    () =>
      asOf === null
        ? null
        : (weights: Weights) =>
            api.call('whatif.run', { ...withAsOf(asOf), model, weights: { ...weights }, limit, stream: STREAM }),
    [api, asOf, model, limit, epoch, revision],
  );
  return useLive(SOURCE, request, itself);
}

import { useCallback, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { WhatIfResult } from '#shared/contract/whatif.ts';
import { useApi } from '../../api/ApiProvider.tsx';
import { type ApiError, asApiError } from '../../api/api.ts';
import { niceCeiling } from '../../charts/toOption/whatif-histogram.ts';
import { withAsOf } from '../../data/portfolio.ts';
import { useAsOf } from '../../data/workspace.ts';
import { useSession } from '../../state/session.ts';
import { useWhatIfStore } from '../../state/whatif.ts';
import { createLive, type Live, markInput, measureStep } from './live.ts';
import type { Weights } from './weights.ts';

const STREAM = 'what-if';

export type LiveResult = {
  readonly result: WhatIfResult | null;
  /** Top of the histogram's axis; it only grows while a slider is held. */
  readonly ceiling: number;
  readonly error: ApiError | null;
  readonly retry: () => void;
};

type Shown = { readonly result: WhatIfResult; readonly ceiling: number };

function ceilingOf(result: WhatIfResult): number {
  return niceCeiling(Math.max(...result.before.histogram, ...result.after.histogram) * 1.08);
}

/**
 * The answer to the draft in the store. It follows the store directly, so that a request leaves in the very event that
 * moved the slider, and commits the answer synchronously, so that the next frame shows it.
 */
export function useLiveResult(model: string, limit: number): LiveResult {
  const api = useApi();
  const asOf = useAsOf();
  const { epoch, revision } = useSession();
  const [shown, setShown] = useState<Shown | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const live = useRef<Live<Weights> | null>(null);

  const send = useCallback((at: number) => {
    const weights = useWhatIfStore.getState().draft?.weights;
    if (weights) live.current?.push(weights, at);
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new workspace or revision needs a new answer.
  useEffect(() => {
    if (asOf === null) return;
    const loop = createLive<Weights, WhatIfResult>({
      request: (weights) =>
        api.call('whatif.run', { ...withAsOf(asOf), model, weights: { ...weights }, limit, stream: STREAM }),
      onResult: (result, weights, since) => {
        flushSync(() => {
          setError(null);
          setShown((previous) => {
            const needed = ceilingOf(result);
            const held = useWhatIfStore.getState().held !== null;
            return { result, ceiling: held && previous ? Math.max(previous.ceiling, needed) : needed };
          });
        });
        measureStep(since, weights);
      },
      onError: (failure) => {
        const known = asApiError(failure);
        if (known.code !== 'cancelled') setError(known);
      },
      onFrame: (callback) => requestAnimationFrame(callback),
    });
    live.current = loop;
    send(performance.now());
    const unsubscribe = useWhatIfStore.subscribe((state, previous) => {
      if (state.draft === null || state.draft.weights === previous.draft?.weights) return;
      const at = inputTime();
      markInput(at);
      loop.push(state.draft.weights, at);
    });
    return () => {
      unsubscribe();
      loop.stop();
      live.current = null;
    };
  }, [api, asOf, model, limit, epoch, revision, send]);

  const retry = useCallback(() => {
    setError(null);
    send(performance.now());
  }, [send]);
  return { result: shown?.result ?? null, ceiling: shown?.ceiling ?? 4, error, retry };
}

/** Time of the input event being handled; now, where a change has no event. */
function inputTime(): number {
  const event = window.event;
  const now = performance.now();
  return event instanceof UIEvent || event?.type === 'input' || event?.type === 'change'
    ? Math.min(now, event.timeStamp)
    : now;
}

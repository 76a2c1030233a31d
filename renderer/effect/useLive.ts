import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { WhatIfResult } from '#shared/contract/whatif.ts';
import { type ApiError, asApiError } from '../api/api.ts';
import { niceCeiling } from '../charts/bins.ts';
import { createLive, type Live } from './live.ts';

/** What is asked about while someone edits: the newest input, and whether a control is held right now. */
export type LiveSource<I> = {
  /** null while there is nothing to ask. */
  readonly current: () => I | null;
  readonly held: () => boolean;
  /** Calls back on every change of the input; answers how to stop. */
  readonly subscribe: (onChange: () => void) => () => void;
  /** Called when an answer has been drawn. */
  readonly onDrawn?: (since: number, input: I) => void;
};

export type LiveAnswer<O> = {
  readonly answer: O | null;
  /** Top of the histogram's axis; it only grows while a control is held. */
  readonly ceiling: number;
  readonly error: ApiError | null;
  readonly retry: () => void;
};

type Shown<O> = { readonly answer: O; readonly ceiling: number };

function ceilingOf({ before, after }: WhatIfResult): number {
  return niceCeiling(Math.max(...before.histogram, ...after.histogram) * 1.08);
}

/**
 * The answer to what the source holds. It follows the source directly, so that a request leaves in the very event that
 * moved a control, and commits the answer synchronously, so that the next frame shows it. A new `request` asks anew.
 */
export function useLive<I, O>(
  source: LiveSource<I>,
  request: ((input: I) => Promise<O>) | null,
  resultOf: (answer: O) => WhatIfResult,
): LiveAnswer<O> {
  const [shown, setShown] = useState<Shown<O> | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const live = useRef<Live<I> | null>(null);

  const send = useCallback(
    (at: number) => {
      const input = source.current();
      if (input !== null) live.current?.push(input, at);
    },
    [source],
  );

  useEffect(() => {
    if (!request) return;
    const loop = createLive<I, O>({
      request,
      onResult: (answer, input, since) => {
        flushSync(() => {
          setError(null);
          setShown((previous) => {
            const needed = ceilingOf(resultOf(answer));
            return { answer, ceiling: source.held() && previous ? Math.max(previous.ceiling, needed) : needed };
          });
        });
        source.onDrawn?.(since, input);
      },
      onError: (failure) => {
        const known = asApiError(failure);
        if (known.code !== 'cancelled') setError(known);
      },
      onFrame: (callback) => requestAnimationFrame(callback),
    });
    live.current = loop;
    send(performance.now());
    const unsubscribe = source.subscribe(() => send(inputTime()));
    return () => {
      unsubscribe();
      loop.stop();
      live.current = null;
    };
  }, [request, resultOf, source, send]);

  const retry = useCallback(() => {
    setError(null);
    send(performance.now());
  }, [send]);
  // The same object while nothing changed, so that what is drawn from it is not drawn again by the control that moved.
  return useMemo(
    () => ({ answer: shown?.answer ?? null, ceiling: shown?.ceiling ?? 4, error, retry }),
    [shown, error, retry],
  );
}

/** Time of the input event being handled; now, where a change has no event. */
function inputTime(): number {
  const event = window.event;
  const now = performance.now();
  return event instanceof UIEvent || event?.type === 'input' || event?.type === 'change'
    ? Math.min(now, event.timeStamp)
    : now;
}

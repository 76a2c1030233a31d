/** Stable names: `useBatches`, `useRejected`, `useSources`, `useInspect`, `useJob`. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { JobProgress } from '#shared/contract/events.ts';
import type { InputOf, JobName, OutputOf } from '#shared/contract/index.ts';
import { useApi } from '../api/ApiProvider.tsx';
import { type ApiError, asApiError, type JobHandle } from '../api/api.ts';
import { useRpc } from './query.ts';

export function useBatches(page: { readonly offset?: number; readonly limit?: number } = {}) {
  return useRpc('data.batches', page);
}

/** Rows of one batch never stand under the title of another, not even for a moment. */
export function useRejected(batchId: number | null, page: { readonly offset?: number; readonly limit?: number } = {}) {
  return useRpc('data.rejected', { batchId: batchId ?? 0, ...page }, { enabled: batchId !== null, keep: false });
}

export function useSources() {
  return useRpc('data.sources', {});
}

export function useInspect(input: InputOf<'import.inspect'> | null) {
  return useRpc('import.inspect', input ?? { source: '' }, { enabled: input !== null });
}

export type JobRun<K extends JobName> = {
  readonly state: 'idle' | 'running' | 'done' | 'failed' | 'cancelled';
  readonly progress: JobProgress | null;
  readonly result: OutputOf<K> | null;
  readonly error: ApiError | null;
  /** Resolves with the result, or null when it failed or was cancelled (the state says which). */
  readonly run: (input: InputOf<K>) => Promise<OutputOf<K> | null>;
  readonly cancel: () => void;
  readonly reset: () => void;
};

/** Long work of one method (`import.preview`, `import.run`, `score.run`) with progress and cancel. */
export function useJob<K extends JobName>(method: K): JobRun<K> {
  type State = Pick<JobRun<K>, 'state' | 'progress' | 'result' | 'error'>;
  const idle: State = { state: 'idle', progress: null, result: null, error: null };
  const api = useApi();
  const [view, setView] = useState<State>(idle);
  const handle = useRef<JobHandle<OutputOf<K>> | null>(null);
  const mounted = useRef(true);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);

  const run = useCallback(
    async (input: InputOf<K>) => {
      const job = api.runJob(method, input, (progress) => {
        if (mounted.current && handle.current === job)
          setView({ state: 'running', progress, result: null, error: null });
      });
      handle.current = job;
      setView({ state: 'running', progress: null, result: null, error: null });
      const settle = (next: State) => {
        if (mounted.current && handle.current === job) setView(next);
      };
      try {
        const result = await job.promise;
        settle({ state: 'done', progress: null, result, error: null });
        return result;
      } catch (error) {
        const failure = asApiError(error);
        settle({
          state: failure.code === 'cancelled' ? 'cancelled' : 'failed',
          progress: null,
          result: null,
          error: failure,
        });
        return null;
      }
    },
    [api, method],
  );
  const cancel = useCallback(() => handle.current?.cancel(), []);
  const reset = useCallback(() => {
    handle.current = null;
    setView({ state: 'idle', progress: null, result: null, error: null });
  }, []);
  return { ...view, run, cancel, reset };
}

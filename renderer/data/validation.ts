/**
 * Stable names: `BackTest`, `BackTestInput`, `useBackTest(input, auto)`. A back-test is kept for as long as
 * data and options are the same, so that coming back shows it at once.
 */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { JobProgress } from '#shared/contract/events.ts';
import type { InputOf, OutputOf } from '#shared/contract/index.ts';
import { useApi } from '../api/ApiProvider.tsx';
import type { ApiError } from '../api/api.ts';
import { useSession } from '../state/session.ts';

export type BackTest = OutputOf<'validation.run'>;
export type BackTestInput = InputOf<'validation.run'>;

export type BackTestRun = {
  readonly result: BackTest | null;
  readonly running: boolean;
  readonly progress: JobProgress | null;
  /** Why there is no result, except that it was cancelled. */
  readonly error: ApiError | null;
  readonly cancelled: boolean;
  readonly run: () => void;
  readonly cancel: () => void;
};

/**
 * The back-test of these options; `auto` starts it unasked. Other options, another revision or leaving the view cancel one
 * that is running.
 */
export function useBackTest(input: BackTestInput, auto: boolean): BackTestRun {
  const api = useApi();
  const { epoch, revision } = useSession();
  const [progress, setProgress] = useState<JobProgress | null>(null);
  const [cancel, setCancel] = useState<(() => void) | null>(null);
  const query = useQuery<BackTest, ApiError>({
    queryKey: ['validation.run', input, epoch, revision],
    queryFn: async ({ signal }) => {
      setProgress(null);
      const job = api.runJob('validation.run', input, setProgress);
      signal.addEventListener('abort', job.cancel);
      setCancel(() => job.cancel);
      return job.promise;
    },
    enabled: auto,
    retryOnMount: false,
    retry: false,
  });
  const stopped = query.error?.code === 'cancelled';
  return {
    result: query.data ?? null,
    running: query.isFetching,
    progress: query.isFetching ? progress : null,
    error: query.isFetching || stopped ? null : query.error,
    cancelled: stopped && !query.isFetching,
    run: () => void query.refetch(),
    cancel: () => cancel?.(),
  };
}

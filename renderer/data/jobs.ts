/**
 * Stable name: `useJobQuery(method, input, {enabled, previous})`. A job whose answer is looked at like that of a query: it is run
 * when it is asked for, its progress is told, and it is kept for as long as data and options are the same. A newer question, another
 * revision or leaving the view cancels one that is running.
 */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { JobProgress } from '#shared/contract/events.ts';
import type { InputOf, JobName, OutputOf } from '#shared/contract/index.ts';
import { useApi } from '../api/ApiProvider.tsx';
import type { ApiError } from '../api/api.ts';
import { useSession } from '../state/session.ts';

export type JobAnswer<T> = {
  readonly data: T | undefined;
  /** The data belongs to an older question. */
  readonly stale: boolean;
  readonly busy: boolean;
  readonly progress: JobProgress | null;
  /** Why there is no answer, except that it was cancelled. */
  readonly error: ApiError | null;
  readonly cancelled: boolean;
  readonly run: () => void;
  readonly cancel: () => void;
};

type Options = {
  /** Run unasked; without it {@link JobAnswer.run} asks. */
  readonly enabled?: boolean;
  /** The answer to an older question stands until the new one is there. */
  readonly previous?: boolean;
};

export function useJobQuery<K extends JobName>(
  method: K,
  input: InputOf<K>,
  { enabled = true, previous = true }: Options = {},
): JobAnswer<OutputOf<K>> {
  const api = useApi();
  const { epoch, revision } = useSession();
  const [progress, setProgress] = useState<JobProgress | null>(null);
  const [cancel, setCancel] = useState<(() => void) | null>(null);
  const query = useQuery<unknown, ApiError>({
    queryKey: [method, input, epoch, revision],
    enabled,
    ...(previous ? { placeholderData: keepPreviousData } : {}),
    // What was cancelled or has failed is not tried again by coming back to it.
    retryOnMount: false,
    retry: false,
    queryFn: async ({ signal }) => {
      setProgress(null);
      const job = api.runJob(method, input, (next) => !signal.aborted && setProgress(next));
      signal.addEventListener('abort', job.cancel);
      setCancel(() => job.cancel);
      return job.promise;
    },
  });
  const stopped = query.error?.code === 'cancelled';
  const busy = query.isFetching;
  return {
    data: query.data as OutputOf<K> | undefined,
    stale: query.isPlaceholderData,
    busy,
    progress: busy ? progress : null,
    error: busy || stopped ? null : query.error,
    cancelled: stopped && !busy,
    run: () => void query.refetch(),
    cancel: () => cancel?.(),
  };
}

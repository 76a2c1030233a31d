/**
 * Stable name: `useJobQuery(method, input, {enabled})`. A job whose answer is looked at like that of a query: it is run when it
 * is asked for, its progress is told, a newer question takes an older one's place and leaving the view cancels it.
 */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { JobProgress } from '#shared/contract/events.ts';
import type { InputOf, JobName, OutputOf } from '#shared/contract/index.ts';
import { useApi } from '../api/ApiProvider.tsx';
import { ApiError } from '../api/api.ts';
import { useSession } from '../state/session.ts';

export type JobAnswer<T> = {
  readonly data: T | undefined;
  /** The data belongs to an older question. */
  readonly stale: boolean;
  readonly busy: boolean;
  readonly progress: JobProgress | null;
  readonly error: ApiError | null;
  readonly retry: () => void;
  readonly cancel: () => void;
};

export function useJobQuery<K extends JobName>(
  method: K,
  input: InputOf<K>,
  { enabled = true }: { readonly enabled?: boolean } = {},
): JobAnswer<OutputOf<K>> {
  const api = useApi();
  const client = useQueryClient();
  const { epoch, revision } = useSession();
  const [progress, setProgress] = useState<JobProgress | null>(null);
  const queryKey = [method, input, epoch, revision];
  const query = useQuery<unknown, ApiError>({
    queryKey,
    enabled,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      setProgress(null);
      const job = api.runJob(method, input, (next) => !signal.aborted && setProgress(next));
      signal.addEventListener('abort', job.cancel);
      return job.promise;
    },
  });
  const hash = JSON.stringify(queryKey);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is told by its text.
  const cancel = useCallback(() => void client.cancelQueries({ queryKey, exact: true }), [client, hash]);
  return {
    data: query.data as OutputOf<K> | undefined,
    stale: query.isPlaceholderData,
    busy: query.isFetching,
    progress: query.isFetching ? progress : null,
    error: query.error instanceof ApiError && query.error.code !== 'cancelled' ? query.error : null,
    retry: () => void query.refetch(),
    cancel,
  };
}

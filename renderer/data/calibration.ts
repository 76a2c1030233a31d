/**
 * Stable names: `Calibration`, `CalibrationInput`, `useCalibration(input)`. Nothing runs unasked; a result is kept for as long
 * as data and options are the same.
 */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { JobProgress } from '#shared/contract/events.ts';
import type { InputOf, OutputOf } from '#shared/contract/index.ts';
import { useApi } from '../api/ApiProvider.tsx';
import type { ApiError } from '../api/api.ts';
import { useSession } from '../state/session.ts';

export type Calibration = OutputOf<'calibration.run'>;
export type CalibrationInput = InputOf<'calibration.run'>;

/** The calibration of these options; other options, another revision or leaving the view cancel one that is running. */
export function useCalibration(input: CalibrationInput) {
  const api = useApi();
  const { epoch, revision } = useSession();
  const [progress, setProgress] = useState<JobProgress | null>(null);
  const [cancel, setCancel] = useState<(() => void) | null>(null);
  const query = useQuery<Calibration, ApiError>({
    queryKey: ['calibration.run', input, epoch, revision],
    queryFn: async ({ signal }) => {
      setProgress(null);
      const job = api.runJob('calibration.run', input, setProgress);
      signal.addEventListener('abort', job.cancel);
      setCancel(() => job.cancel);
      return job.promise;
    },
    enabled: false,
    retry: false,
  });
  const isCancelled = query.error?.code === 'cancelled';
  return {
    result: query.data ?? null,
    running: query.isFetching,
    progress: query.isFetching ? progress : null,
    error: query.isFetching || isCancelled ? null : query.error,
    cancelled: isCancelled && !query.isFetching,
    run: () => void query.refetch(),
    cancel: () => cancel?.(),
  };
}

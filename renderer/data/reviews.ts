/**
 * Stable names: `useReviews()`, `useCompleteReview()`, `useTakeBackReview()`, `useShadowRuns()`, `useShadowComparison(id)`,
 * `useShadowActions()`. Who looked at the model when, and candidates that run beside it.
 */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { JobProgress } from '#shared/contract/events.ts';
import type { InputOf, OutputOf } from '#shared/contract/index.ts';
import { useApi } from '../api/ApiProvider.tsx';
import { asApiError } from '../api/api.ts';
import { setAuthor } from '../state/preferences.ts';
import { keepReopened } from '../state/reopened.ts';
import { showToast } from '../state/toasts.ts';
import { useRpc, useRpcMutation } from './query.ts';

export type Reviews = OutputOf<'reviews.list'>;
export type ShadowRun = OutputOf<'shadow.end'>;
export type ShadowComparison = OutputOf<'shadow.compare'>;

export function useReviews() {
  return useRpc('reviews.list', {});
}

export function useShadowRuns() {
  return useRpc('shadow.list', {});
}

export function useShadowComparison(id: number) {
  return useRpc('shadow.compare', { id, limit: 200 }, { keep: false });
}

export type Review = OutputOf<'reviews.complete'>;

/** Reviews are no data: a change of them has to be asked for. */
export function useTakeBackReview(): (review: Review) => Promise<void> {
  const api = useApi();
  const client = useQueryClient();
  const act = async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work();
      await client.invalidateQueries({ queryKey: ['reviews.list'] });
      return true;
    } catch (failure) {
      showToast(asApiError(failure).message, null, 'bad');
      return false;
    }
  };
  return async (review) => {
    if (!(await act(() => api.call('reviews.remove', { id: review.id })))) return;
    keepReopened(review);
    showToast(`The ${review.cadence} review is open again`, {
      label: 'Undo',
      run: () => void act(() => api.call('reviews.restore', { review })),
    });
  };
}

export function useCompleteReview() {
  const client = useQueryClient();
  const complete = useRpcMutation('reviews.complete');
  const takeBack = useTakeBackReview();
  const [error, setError] = useState<string | null>(null);
  return {
    busy: complete.isPending,
    error,
    /** Answers whether it was kept. */
    run: async (input: InputOf<'reviews.complete'>): Promise<boolean> => {
      setError(null);
      try {
        const review = await complete.mutateAsync(input);
        setAuthor(input.by);
        await client.invalidateQueries({ queryKey: ['reviews.list'] });
        showToast(`The ${input.cadence} review is done`, { label: 'Undo', run: () => void takeBack(review) });
        return true;
      } catch (failure) {
        setError(asApiError(failure).message);
        return false;
      }
    },
  };
}

export function useShadowActions() {
  const api = useApi();
  const client = useQueryClient();
  const ending = useRpcMutation('shadow.end');
  const [progress, setProgress] = useState<JobProgress | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [cancel, setCancel] = useState<(() => void) | null>(null);
  const refresh = () =>
    Promise.all(
      ['shadow.list', 'shadow.compare', 'models.list'].map((method) =>
        client.invalidateQueries({ queryKey: [method] }),
      ),
    );
  const resume = async ({ id, name }: ShadowRun): Promise<void> => {
    try {
      await api.call('shadow.resume', { id });
      await refresh();
      showToast(`${name} goes on`);
    } catch (failure) {
      showToast(asApiError(failure).message, null, 'bad');
    }
  };
  return {
    progress,
    error,
    busy: cancel !== null || ending.isPending,
    cancel: () => cancel?.(),
    /** Answers the run, null where it failed or was cancelled. */
    start: async (input: InputOf<'shadow.start'>): Promise<ShadowRun | null> => {
      setError(null);
      const job = api.runJob('shadow.start', input, setProgress);
      setCancel(() => job.cancel);
      try {
        const run = await job.promise;
        setAuthor(input.by);
        await refresh();
        showToast(`${run.name} runs beside the official model until ${run.until}`);
        return run;
      } catch (failure) {
        const known = asApiError(failure);
        setError(known.code === 'cancelled' ? 'Cancelled. No run was started.' : known.message);
        return null;
      } finally {
        setCancel(null);
        setProgress(null);
      }
    },
    end: async (input: InputOf<'shadow.end'>): Promise<boolean> => {
      setError(null);
      try {
        const run = await ending.mutateAsync(input);
        setAuthor(input.by);
        await refresh();
        showToast(`${run.name} was ended; its scores stay`, { label: 'Undo', run: () => void resume(run) });
        return true;
      } catch (failure) {
        setError(asApiError(failure).message);
        return false;
      }
    },
  };
}

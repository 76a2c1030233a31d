/** Stable names: `useModels`, `useModel`, `useHeldModel`, `useSignals`, `useSignalNames`, `useModelDiff`, `useSaveModel`, `usePromotion`. */
import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { JobProgress } from '#shared/contract/events.ts';
import type { InputOf, OutputOf } from '#shared/contract/index.ts';
import { useApi } from '../api/ApiProvider.tsx';
import { asApiError } from '../api/api.ts';
import { useRpc, useRpcMutation } from './query.ts';

export function useModels() {
  return useRpc('models.list', {});
}

/** One version as a complete document. */
export function useModel(modelVersion: string, options: { readonly enabled?: boolean } = {}) {
  return useRpc('models.get', { model: modelVersion }, { ...options, keep: false });
}

/** One version as a complete document, the one before it while it is on its way: for what must not be taken off the page. */
export function useHeldModel(modelVersion: string, options: { readonly enabled?: boolean } = {}) {
  const query = useRpc('models.get', { model: modelVersion }, options);
  return { ...query, data: query.data?.info.modelVersion === modelVersion ? query.data : undefined };
}

/** All signals a rule can use. */
export function useSignals(options: { readonly enabled?: boolean } = {}) {
  return useRpc('models.signals', {}, options);
}

/** Signal id to its name, over all models. */
export function useSignalNames(): ReadonlyMap<string, string> {
  const { data } = useModels();
  return useMemo(
    () =>
      new Map(
        data?.models.flatMap((model) =>
          model.dimensions.flatMap((dimension) => dimension.signals.map((signal) => [signal.id, signal.name] as const)),
        ),
      ),
    [data],
  );
}

/** What changed from one version to another, or to a draft. */
export function useModelDiff(input: InputOf<'models.diff'>, options: { readonly enabled?: boolean } = {}) {
  return useRpc('models.diff', input, { ...options, keep: false });
}

/** Stores a draft as the next version of its id; a new version changes no data, so the list is asked for again. */
export function useSaveModel() {
  const client = useQueryClient();
  const save = useRpcMutation('models.save');
  return {
    busy: save.isPending,
    run: async (input: InputOf<'models.save'>): Promise<OutputOf<'models.save'>> => {
      const saved = await save.mutateAsync(input);
      await client.invalidateQueries({ queryKey: ['models.list'] });
      return saved;
    },
  };
}

export type Promotion = {
  readonly progress: JobProgress | null;
  readonly busy: boolean;
  readonly error: string | null;
  /** Answers what was done, null when it failed or was cancelled. */
  readonly run: (input: InputOf<'models.promote'>) => Promise<OutputOf<'models.promote'> | null>;
  readonly cancel: () => void;
};

/** Makes a version the official one, with progress and a way out. */
export function usePromotion(): Promotion {
  const api = useApi();
  const client = useQueryClient();
  const [progress, setProgress] = useState<JobProgress | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [cancel, setCancel] = useState<(() => void) | null>(null);
  const run = async (input: InputOf<'models.promote'>) => {
    setError(null);
    const job = api.runJob('models.promote', input, setProgress);
    setCancel(() => job.cancel);
    try {
      const done = await job.promise;
      await client.invalidateQueries();
      return done;
    } catch (failure) {
      const known = asApiError(failure);
      setError(known.code === 'cancelled' ? 'Cancelled. The official version is what it was.' : known.message);
      return null;
    } finally {
      setCancel(null);
      setProgress(null);
    }
  };
  return { progress, busy: cancel !== null, error, run, cancel: () => cancel?.() };
}

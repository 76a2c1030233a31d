/** Stable names: `useModels()`, `useSignalNames()`. */
import { useMemo } from 'react';
import { useRpc } from './query.ts';

export function useModels() {
  return useRpc('models.list', {});
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

/** Stable names: `useModels()`, `useSignalNames()`, `useWhatIf(weights, {limit})`. */
import { useMemo } from 'react';
import type { InputOf } from '#shared/contract/index.ts';
import { withAsOf } from './portfolio.ts';
import { useRpc } from './query.ts';
import { useAsOf } from './workspace.ts';

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

/** Re-weights the snapshot in force. Requests of one stream are latest-wins in the core; the old answer stays meanwhile. */
export function useWhatIf(
  weights: Readonly<Record<string, number>>,
  options: { readonly limit?: number; readonly enabled?: boolean } = {},
) {
  const asOf = useAsOf();
  const input: InputOf<'whatif.run'> = {
    ...withAsOf(asOf),
    weights: { ...weights },
    limit: options.limit ?? 50,
    stream: 'what-if',
  };
  return useRpc('whatif.run', input, { enabled: asOf !== null && (options.enabled ?? true) });
}

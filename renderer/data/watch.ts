/** Stable names: `useWatch`, `useSetWatch`. The watched folder and what is new in it. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useApi } from '../api/ApiProvider.tsx';
import { useRpc, useRpcMutation } from './query.ts';

export function useWatch() {
  const api = useApi();
  const client = useQueryClient();
  useEffect(
    () =>
      api.subscribe((event) => {
        if (event.topic === 'watch-changed') void client.invalidateQueries({ queryKey: ['watch.get'] });
      }),
    [api, client],
  );
  return useRpc('watch.get', {});
}

export function useSetWatch() {
  const client = useQueryClient();
  const mutation = useRpcMutation('watch.set');
  return {
    ...mutation,
    mutateAsync: async (input: Parameters<typeof mutation.mutateAsync>[0]) => {
      const state = await mutation.mutateAsync(input);
      await client.invalidateQueries({ queryKey: ['watch.get'] });
      return state;
    },
  };
}

/**
 * The two building blocks of every data hook: `useRpc(method, input, {enabled, keep})` and `useRpcMutation(method)`.
 * Keys are method + input + workspace epoch + dataset revision, so nothing expires by time and a change of the data
 * is a change of the key. `keep` (default) shows the previous answer while the next one is on its way.
 */
import {
  keepPreviousData,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
} from '@tanstack/react-query';
import type { InputOf, MutationName, OutputOf, QueryName } from '#shared/contract/index.ts';
import { useApi } from '../api/ApiProvider.tsx';
import type { ApiError } from '../api/api.ts';
import { useSession } from '../state/session.ts';

export type RpcOptions = { readonly enabled?: boolean; readonly keep?: boolean };

export function useRpcKey(): (method: QueryName, input: unknown) => readonly unknown[] {
  const { epoch, revision } = useSession();
  return (method, input) => [method, input, epoch, revision];
}

export function useRpc<K extends QueryName>(
  method: K,
  input: InputOf<K>,
  options: RpcOptions = {},
): UseQueryResult<OutputOf<K>, ApiError> {
  const api = useApi();
  const key = useRpcKey();
  // Typed once at the end: the library's own guards do not resolve for a method that is still generic.
  const result = useQuery<unknown, ApiError>({
    queryKey: key(method, input),
    queryFn: () => api.call(method, input),
    enabled: options.enabled ?? true,
    ...(options.keep === false ? {} : { placeholderData: keepPreviousData }),
  });
  return result as UseQueryResult<OutputOf<K>, ApiError>;
}

export function useRpcMutation<K extends MutationName>(
  method: K,
): UseMutationResult<OutputOf<K>, ApiError, InputOf<K>> {
  const api = useApi();
  return useMutation<OutputOf<K>, ApiError, InputOf<K>>({ mutationFn: (input) => api.call(method, input) });
}

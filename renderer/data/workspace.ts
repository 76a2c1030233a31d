/**
 * Stable names: `useAppInfo`, `useWorkspace`, `useRecentWorkspaces`, `useCreateWorkspace`, `useOpenWorkspace`,
 * `useCloseWorkspace`, `useForgetWorkspace`, `useAsOf`, `SAMPLE_REF`.
 */
import { useQueryClient } from '@tanstack/react-query';
import type { InputOf } from '#shared/contract/index.ts';
import { asApiError } from '../api/api.ts';
import { navigate, useAddress } from '../state/navigation.ts';
import { useSession } from '../state/session.ts';
import { showToast } from '../state/toasts.ts';
import { EMPTY_FILTERS, type ViewName } from '../state/url.ts';
import { useRpc, useRpcMutation } from './query.ts';

/** Reference of the sample portfolio that ships with the application. */
export const SAMPLE_REF = 'sample';

export function useAppInfo() {
  return useRpc('app.info', {});
}

/** Summary of the open workspace: name, currency, snapshots, model, facets. */
export function useWorkspace(options: { readonly enabled?: boolean } = {}) {
  return useRpc('workspace.summary', {}, options);
}

export function useRecentWorkspaces(options: { readonly enabled?: boolean } = {}) {
  return useRpc('workspace.recent', {}, options);
}

const EVENT_MS = 1500;

/** Whether the event of a change of workspace came within a moment. */
function epochAfter(before: number): Promise<boolean> {
  if (useSession.getState().epoch !== before) return Promise.resolve(true);
  return new Promise((resolve) => {
    const finish = (came: boolean) => {
      clearTimeout(timer);
      unsubscribe();
      resolve(came);
    };
    const timer = setTimeout(() => finish(false), EVENT_MS);
    const unsubscribe = useSession.subscribe((session) => session.epoch !== before && finish(true));
  });
}

/** A workspace opens at its latest snapshot without filters, whatever the address said about the one before. */
function useOpening<K extends 'workspace.create' | 'workspace.open' | 'workspace.close'>(method: K) {
  const client = useQueryClient();
  const mutation = useRpcMutation(method);
  return {
    busy: mutation.isPending,
    run: async (input: InputOf<K>, view: ViewName = 'portfolio'): Promise<boolean> => {
      navigate({ view, id: null, filters: EMPTY_FILTERS, asOf: null, params: {} });
      try {
        const { epoch } = useSession.getState();
        await mutation.mutateAsync(input);
        // The core's event brings the window along; asking is for a stream that was down at the time.
        if (!(await epochAfter(epoch))) await client.invalidateQueries({ queryKey: ['app.info'] });
        return true;
      } catch (error) {
        showToast(asApiError(error).message, null, 'bad');
        return false;
      }
    },
  };
}

/** `run(input, view?)` answers whether it worked; a failure is shown as a toast. */
export function useCreateWorkspace() {
  return useOpening('workspace.create');
}

export function useOpenWorkspace() {
  return useOpening('workspace.open');
}

export function useCloseWorkspace() {
  return useOpening('workspace.close');
}

export function useForgetWorkspace() {
  return useRpcMutation('workspace.forget');
}

/** The as-of date in force: that of the address when it is a snapshot, else the latest one; null before the first scoring. */
export function useAsOf(): string | null {
  const { asOf } = useAddress();
  const { data } = useWorkspace();
  if (!data) return asOf;
  return asOf !== null && data.snapshots.includes(asOf) ? asOf : data.asOf;
}

export function useEpoch(): number {
  return useSession((session) => session.epoch);
}

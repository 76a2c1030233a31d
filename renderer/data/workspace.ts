/**
 * Stable names: `useAppInfo`, `useWorkspace`, `useRecentWorkspaces`, `useCreateWorkspace`, `useOpenWorkspace`,
 * `useCloseWorkspace`, `useForgetWorkspace`, `useAsOf`, `SAMPLE_REF`.
 */
import { useAddress } from '../state/navigation.ts';
import { useSession } from '../state/session.ts';
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

export function useCreateWorkspace() {
  return useRpcMutation('workspace.create');
}

export function useOpenWorkspace() {
  return useRpcMutation('workspace.open');
}

export function useCloseWorkspace() {
  return useRpcMutation('workspace.close');
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

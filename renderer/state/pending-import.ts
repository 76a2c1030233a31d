/**
 * Files chosen before there was a workspace to import them into; the Data view takes them over.
 * Stable names: `setPendingImport(sources)`, `takePendingImport()` (empties it).
 */
import { create } from 'zustand';
import type { ImportSource } from '#shared/contract/bridge.ts';

export const usePendingImport = create<{ readonly sources: readonly ImportSource[] }>(() => ({ sources: [] }));

export function setPendingImport(sources: readonly ImportSource[]): void {
  usePendingImport.setState({ sources });
}

export function takePendingImport(): readonly ImportSource[] {
  const { sources } = usePendingImport.getState();
  if (sources.length > 0) setPendingImport([]);
  return sources;
}

/** Stable names: `useMappings`, `useSaveMapping`, `useRemoveMapping`, `usePresets`, `useTemplates`. */
import { useRpc, useRpcMutation } from './query.ts';

export function useMappings() {
  return useRpc('mappings.list', {});
}

export function useSaveMapping() {
  return useRpcMutation('mappings.save');
}

export function useRemoveMapping() {
  return useRpcMutation('mappings.remove');
}

export function usePresets() {
  return useRpc('presets.list', {});
}

export function useTemplates() {
  return useRpc('templates.list', {});
}

/** Stable names: `useScenarios()`, `useScenarioActions()`. Saved scenarios; what is deleted can be had back. */
import { useQueryClient } from '@tanstack/react-query';
import type { InputOf, MutationName, OutputOf } from '#shared/contract/index.ts';
import type { ScenarioInfo } from '#shared/contract/scenarios.ts';
import { scenarioDocument } from '#shared/contract/scenarios.ts';
import { useApi } from '../api/ApiProvider.tsx';
import { asApiError } from '../api/api.ts';
import { showToast } from '../state/toasts.ts';
import { fileStem } from './exporting.ts';
import { useRpc } from './query.ts';

/** Name of the scenario that keeps what nobody has saved; it is offered, never opened unasked. */
export const KEPT_DRAFT = 'Unsaved draft';

export function useScenarios(options: { readonly enabled?: boolean } = {}) {
  return useRpc('scenarios.list', {}, options);
}

export function useScenarioActions() {
  const api = useApi();
  const client = useQueryClient();
  /** Scenarios are no data: a change of them has to be asked for. */
  const refresh = () =>
    client.invalidateQueries({
      predicate: ({ queryKey: [method, input] }) =>
        method === 'scenarios.list' ||
        method === 'scenarios.get' ||
        JSON.stringify(input ?? null).includes('"scenario":'),
    });
  async function act<K extends Extract<MutationName, `scenarios.${string}`>>(
    method: K,
    input: InputOf<K>,
  ): Promise<OutputOf<K> | null> {
    try {
      const done = await api.call(method, input);
      await refresh();
      return done;
    } catch (error) {
      showToast(asApiError(error).message, null, 'bad');
      return null;
    }
  }
  return {
    /** Fails with the reason, for the dialog that asked. */
    save: async (input: InputOf<'scenarios.save'>): Promise<ScenarioInfo> => {
      const saved = await api.call('scenarios.save', input);
      await refresh();
      return saved;
    },
    rename: async (id: number, name: string): Promise<ScenarioInfo> => {
      const renamed = await api.call('scenarios.rename', { id, name });
      await refresh();
      return renamed;
    },
    duplicate: async (id: number): Promise<void> => {
      const copy = await act('scenarios.duplicate', { id });
      if (copy) showToast(`${copy.name} is saved`);
    },
    remove: async ({ id, name }: Pick<ScenarioInfo, 'id' | 'name'>): Promise<boolean> => {
      const gone = await act('scenarios.remove', { id });
      if (gone) showToast(`${name} is deleted`, { label: 'Undo', run: () => void act('scenarios.restore', { id }) });
      return gone !== null;
    },
    /** Without a word: what was kept of a draft that is no longer needed. */
    forget: (id: number): Promise<unknown> => act('scenarios.remove', { id }),
    exportFile: async (id: number): Promise<void> => {
      try {
        const { document } = await api.call('scenarios.get', { id });
        const saved = await api.bridge.saveText(
          `scenario-${fileStem(document.name)}.json`,
          `${JSON.stringify(document, null, 2)}\n`,
        );
        if (saved) showToast(`${document.name} is saved as a file`);
      } catch (error) {
        showToast(asApiError(error).message, null, 'bad');
      }
    },
    importFile: async (file: File): Promise<void> => {
      const read = scenarioDocument.safeParse(parsed(await file.text().catch(() => '')));
      if (!read.success) {
        showToast(`${file.name} is no scenario of Bellwether. Nothing was changed.`, null, 'bad');
        return;
      }
      const taken = await act('scenarios.import', { document: read.data });
      if (taken) showToast(`${taken.name} is in the list`);
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

import type { Api } from '../../../api/api.ts';
import { putOnBench } from '../../../editing/put-on-bench.ts';
import { useBenchStore } from '../../../state/bench.ts';
import type { ModelDocument } from '../../../state/drafts.ts';
import { currentAddress, navigate } from '../../../state/navigation.ts';

/** The version a document was made from; null where this workspace has no such version, as for an imported one. */
async function baseOf(api: Api, baseVersion: string): Promise<ModelDocument | null> {
  const { models } = await api.call('models.list', {});
  if (!models.some(({ modelVersion }) => modelVersion === baseVersion)) return null;
  return (await api.call('models.get', { model: baseVersion })).model;
}

/** The bench is no longer that of the scenario that was open; the address has to say so at once, or it would be opened again. */
export function leaveScenario(workspace: string, modelId: string | null): void {
  navigate({ params: { ...currentAddress().params, scenario: '' } }, { replace: true });
  useBenchStore.getState().put(workspace, modelId, null);
}

/** Puts a saved scenario on the bench; a draft that was being edited there stays one undo (or one click) away. */
export async function openScenario(api: Api, workspace: string, id: number, still: () => boolean): Promise<void> {
  const { info, document } = await api.call('scenarios.get', { id });
  const base = await baseOf(api, document.baseVersion);
  if (!still()) return;
  putOnBench(workspace, document, base);
  useBenchStore.getState().put(workspace, document.model.id, {
    id: info.id,
    name: info.name,
    saved: { model: document.model, locks: document.locks },
  });
}

import type { OutputOf } from '#shared/contract/index.ts';
import type { Api } from '../../../api/api.ts';
import { useBenchStore } from '../../../state/bench.ts';
import { draftKey, isChanged, type ModelDocument, useDrafts } from '../../../state/drafts.ts';
import { currentAddress, navigate } from '../../../state/navigation.ts';
import { showToast } from '../../../state/toasts.ts';

type Document = OutputOf<'scenarios.get'>['document'];

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

/** Makes a document the draft on the bench. With the same base it is one undoable step, else the old draft can be had back. */
export function putOnBench(
  workspace: string,
  document: Pick<Document, 'model' | 'locks' | 'baseVersion'>,
  base: ModelDocument | null,
): void {
  const key = draftKey(workspace, document.model.id);
  const { drafts, open, edit } = useDrafts.getState();
  const present = drafts[key];
  const baseVersion = base === null ? null : document.baseVersion;
  if (!present || present.base !== baseVersion) {
    open(key, baseVersion, base ?? document.model);
    if (present && isChanged(present))
      showToast(`The draft of ${present.history.present.model.name} was put aside`, {
        label: 'Back to it',
        run: () => {
          useDrafts.getState().restore(key, present);
          useBenchStore.getState().put(workspace, document.model.id, null);
          navigate({ params: { ...currentAddress().params, scenario: '', w: '', lock: '' } });
        },
      });
  }
  edit(key, () => ({ model: document.model, locks: document.locks }));
}

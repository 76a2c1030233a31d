import type { OutputOf } from '#shared/contract/index.ts';
import { useBenchStore } from '../state/bench.ts';
import { draftKey, isChanged, type ModelDocument, useDrafts } from '../state/drafts.ts';
import { currentAddress, navigate } from '../state/navigation.ts';
import { showToast } from '../state/toasts.ts';

type Document = OutputOf<'scenarios.get'>['document'];

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

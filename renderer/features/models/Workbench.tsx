import { useState } from 'react';
import type { Promotion } from '#shared/contract/models.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import type { Format } from '../../data/format.ts';
import { draftKey, type ModelDocument, useDrafts } from '../../state/drafts.ts';
import { navigate, useAddress } from '../../state/navigation.ts';
import { useNoteRecent } from '../../state/recent.ts';
import { showToast } from '../../state/toasts.ts';
import { Button, Dialog } from '../../ui/controls.tsx';
import { DropArea } from '../../ui/DropArea.tsx';
import { type ModelGroup, shownModel } from './address.ts';
import { DuplicateDialog } from './DuplicateDialog.tsx';
import { useFetchModel, useModelFiles } from './documents.tsx';
import { EditTab } from './edit/EditTab.tsx';
import { ModelList } from './ModelList.tsx';
import { ModelTabs } from './ModelTabs.tsx';

type Props = {
  readonly groups: readonly ModelGroup[];
  readonly promotions: readonly Promotion[];
  readonly workspace: WorkspaceSummary;
  readonly format: Format;
};

/** The list of models, and what is chosen in it: a version, or a new model that has none yet. */
export function Workbench({ groups, promotions, workspace, format }: Props) {
  const { params } = useAddress();
  const drafts = useDrafts((state) => state.drafts);
  const fetchModel = useFetchModel();
  const [duplicated, setDuplicated] = useState<ModelDocument | null>(null);
  const { readOnly } = workspace;
  const open = (id: string) => draftKey(workspace.name, id);
  const isNew =
    params.model !== undefined && !groups.some(({ id }) => id === params.model) && open(params.model) in drafts;
  const shown = isNew ? null : shownModel(groups, params.model);
  useNoteRecent('model', params.model === undefined ? null : (shown?.id ?? null), shown?.name ?? null);

  const takeIn = async (model: ModelDocument) => {
    const group = groups.find(({ id }) => id === model.id);
    const store = useDrafts.getState();
    const key = open(model.id);
    if (!group) store.open(key, null, model);
    else {
      // A file of a model that is here is a change of the version it names, else of the newest one.
      const base = group.versions.find(({ version }) => version === model.version) ?? group.newest;
      const start = await fetchModel(base.modelVersion);
      if (!start) return;
      store.open(key, base.modelVersion, start);
      const { version, parentVersion, author, createdAt, changeNote } = start;
      const content = { ...model, version, parentVersion, author, createdAt, changeNote };
      store.edit(key, (edited) => ({ ...edited, model: content }));
    }
    navigate({
      params: { model: group ? (useDrafts.getState().drafts[key]?.base ?? model.id) : model.id, tab: 'edit' },
    });
    showToast(`${model.name} is open as a draft. Nothing is stored until you save it.`);
  };
  const files = useModelFiles((model) => void takeIn(model));

  return (
    <DropArea
      disabled={readOnly}
      onFiles={files.drop}
      hint="Drop a model document to open it as a draft. Nothing is stored until you save it."
    >
      <div className="page models">
        <div className="models-cols">
          <ModelList
            groups={groups}
            shown={shown?.modelVersion ?? params.model ?? ''}
            workspace={workspace.name}
            format={format}
            tools={
              <>
                {files.input}
                <Button kind="quiet" disabled={readOnly} onClick={files.pick}>
                  Import
                </Button>
              </>
            }
          />
          <div className="models-main">
            {shown ? (
              <ModelTabs
                key={shown.id}
                groups={groups}
                shown={shown}
                promotions={promotions}
                workspace={workspace}
                format={format}
                onDuplicate={setDuplicated}
              />
            ) : (
              <EditTab id={params.model ?? ''} base={null} groups={groups} workspace={workspace} format={format} />
            )}
          </div>
        </div>
      </div>
      {duplicated && (
        <DuplicateDialog
          model={duplicated}
          taken={groups.map(({ id }) => id)}
          onClose={() => setDuplicated(null)}
          onCopy={(copy) => {
            setDuplicated(null);
            useDrafts.getState().open(open(copy.id), null, copy);
            navigate({ params: { model: copy.id, tab: 'edit' } });
          }}
        />
      )}
      {files.failed && (
        <Dialog open title={`${files.failed.file} is not a model`} onClose={files.forget}>
          <div className="dialog-b">
            <ul className="model-errors">
              {files.failed.errors.slice(0, 8).map((error) => (
                <li key={error}>{error}</li>
              ))}
              {files.failed.errors.length > 8 && <li className="dim">and {files.failed.errors.length - 8} more</li>}
            </ul>
            <p className="dim sm">Nothing was changed. Correct the file, or start from one that was exported here.</p>
            <div className="row end">
              <Button onClick={files.forget}>Close</Button>
            </div>
          </div>
        </Dialog>
      )}
    </DropArea>
  );
}

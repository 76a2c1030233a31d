import { useEffect } from 'react';
import type { ModelInfo } from '#shared/contract/models.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import type { Format } from '../../../data/format.ts';
import { draftKey, isChanged, type ModelDocument, useDrafts } from '../../../state/drafts.ts';
import { useHref } from '../../../state/navigation.ts';
import { showToast } from '../../../state/toasts.ts';
import { EmptyState, LoadingState } from '../../../ui/states.tsx';
import type { ModelGroup } from '../address.ts';
import { DraftEditor } from './DraftEditor.tsx';

type Props = {
  /** Id of the model. */
  readonly id: string;
  /** The version shown; null for a model that has none yet. */
  readonly base: { readonly info: ModelInfo; readonly model: ModelDocument } | null;
  readonly groups: readonly ModelGroup[];
  readonly workspace: WorkspaceSummary;
  readonly format: Format;
};

/** A draft of the model: opened from the version shown, unless one with changes is open already. */
export function EditTab({ id, base, groups, workspace, format }: Props) {
  const href = useHref();
  const key = draftKey(workspace.name, id);
  const draft = useDrafts((state) => state.drafts[key]);
  const shown = base?.info.modelVersion ?? null;
  const stale = draft !== undefined && base !== null && draft.base !== shown && !isChanged(draft);
  useEffect(() => {
    if (base && (draft === undefined || stale) && !workspace.readOnly)
      useDrafts.getState().open(key, base.info.modelVersion, base.model);
  }, [base, draft, stale, key, workspace.readOnly]);

  if (workspace.readOnly) {
    return (
      <EmptyState
        page
        title="This workspace is read-only, so its models cannot be edited."
        action={
          shown && (
            <a className="btn" href={href({ params: { model: shown, tab: 'reference' } })}>
              Read the reference
            </a>
          )
        }
      >
        Export the model and edit it in a workspace of your own.
      </EmptyState>
    );
  }
  if (!draft || stale) return <LoadingState label="Opening a draft" rows={10} finding />;
  const startOver =
    base && draft.base !== shown
      ? () => {
          const gone = useDrafts.getState().discard(key);
          useDrafts.getState().open(key, base.info.modelVersion, base.model);
          showToast(
            `The draft starts from version ${base.info.version} again`,
            gone && { label: 'Undo', run: () => useDrafts.getState().restore(key, gone) },
          );
        }
      : null;
  return (
    <DraftEditor
      key={key}
      draftKey={key}
      draft={draft}
      shown={base?.info ?? null}
      onStartOver={startOver}
      groups={groups}
      workspace={workspace}
      format={format}
    />
  );
}

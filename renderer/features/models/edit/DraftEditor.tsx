import { useCallback, useMemo, useState } from 'react';
import type { ModelInfo } from '#shared/contract/models.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { useApi } from '../../../api/ApiProvider.tsx';
import { asApiError } from '../../../api/api.ts';
import type { Format } from '../../../data/format.ts';
import { useSignals } from '../../../data/models.ts';
import { withAsOf } from '../../../data/portfolio.ts';
import { useAsOf } from '../../../data/workspace.ts';
import { type Editor, EditorContext } from '../../../editing/editor.ts';
import { problemsOf } from '../../../editing/problems.ts';
import { SaveDialog } from '../../../editing/SaveDialog.tsx';
import { moversCsv } from '../../../effect/movers-csv.ts';
import { useUndoKeys } from '../../../effect/useUndoKeys.ts';
import { useBenchStore } from '../../../state/bench.ts';
import { type Draft, type Edited, type ModelDocument, useDrafts } from '../../../state/drafts.ts';
import { navigate } from '../../../state/navigation.ts';
import { showToast } from '../../../state/toasts.ts';
import { Button } from '../../../ui/controls.tsx';
import { ErrorState, LoadingState } from '../../../ui/states.tsx';
import type { ModelGroup } from '../address.ts';
import { usePreview } from '../draft/usePreview.ts';
import { DraftBar } from './DraftBar.tsx';
import { Effect } from './Effect.tsx';
import { Parts } from './Parts.tsx';

type Props = {
  readonly draftKey: string;
  readonly draft: Draft;
  /** The version in the address; null for a new model. */
  readonly shown: ModelInfo | null;
  /** Throws the draft away for one of the version shown; null when it is of that version. */
  readonly onStartOver: (() => void) | null;
  readonly groups: readonly ModelGroup[];
  readonly workspace: WorkspaceSummary;
  readonly format: Format;
};

const FEW = 50;
const MANY = 500;

/** The form on the left, what it does to the portfolio on the right, undo and save above. */
export function DraftEditor({ draftKey: key, draft, shown, onStartOver, groups, workspace, format }: Props) {
  const api = useApi();
  const asOf = useAsOf();
  const signals = useSignals();
  const live = usePreview(key, FEW);
  const [saving, setSaving] = useState(false);
  const { model, locks } = draft.history.present;
  const problems = useMemo(() => problemsOf(model), [model]);
  const undo = useCallback(() => useDrafts.getState().undo(key), [key]);
  const redo = useCallback(() => useDrafts.getState().redo(key), [key]);
  useUndoKeys(undo, redo);

  const editor = useMemo((): Editor => {
    const store = useDrafts.getState();
    const all = signals.data?.signals ?? [];
    const byId = new Map(all.map((signal) => [signal.id, signal]));
    const editAll = (by: (edited: Edited) => Edited) => store.edit(key, by);
    return {
      draft: key,
      model,
      start: draft.start,
      locks,
      problems,
      signals: all,
      signalOf: (id) => byId.get(id),
      segments: workspace.facets.segment?.map(({ value }) => value) ?? [],
      models: groups.map(({ id, name }) => ({ id, name })),
      format,
      edit: (by: (now: ModelDocument) => ModelDocument) =>
        editAll((edited) => ({ ...edited, model: by(edited.model) })),
      editAll,
      drag: (by) => store.drag(key, by),
      release: () => store.release(key),
    };
  }, [model, draft.start, locks, problems, signals.data, workspace, groups, format, key]);

  if (signals.isError && !signals.data) {
    return (
      <ErrorState
        page
        title="The signals could not be read"
        cause={signals.error.message}
        safe="The draft is kept."
        actions={<Button onClick={() => void signals.refetch()}>Try again</Button>}
      />
    );
  }
  if (!signals.data) return <LoadingState label="Loading the signals" rows={10} finding />;

  const discard = () => {
    const gone = useDrafts.getState().discard(key);
    showToast(
      `The draft of ${model.name} is discarded`,
      gone && {
        label: 'Undo',
        run: () => {
          useDrafts.getState().restore(key, gone);
          navigate({ view: 'models', params: { model: draft.base ?? model.id, tab: 'edit' } });
        },
      },
    );
    navigate({ params: { model: draft.base ?? '' } });
  };
  const tryIt = () => {
    const { opened, put } = useBenchStore.getState();
    // A scenario that was opened there and edited here goes back as what it is.
    put(workspace.name, model.id, opened?.saved.model.id === model.id ? opened : null);
    navigate({ view: 'what-if' });
  };
  const exportMovers = async () => {
    try {
      const { result } = await api.call('models.preview', { draft: model, ...withAsOf(asOf), limit: MANY });
      if (await api.bridge.saveText(`draft-movers-${result.asOf}.csv`, moversCsv(result, 'draft')))
        showToast(`${format.count(result.movers.length, 'account')} exported`);
    } catch (error) {
      showToast(asApiError(error).message, null, 'bad');
    }
  };
  const remarks = live.answer?.remarks ?? [];
  return (
    <EditorContext value={editor}>
      <DraftBar
        draft={draft}
        result={live.answer?.result ?? null}
        remarks={problems.size > 0 ? [] : remarks}
        problem={problems.values().next().value ?? null}
        format={format}
        onUndo={undo}
        onRedo={redo}
        onDiscard={discard}
        onSave={() => setSaving(true)}
        onTry={workspace.asOf === null ? null : tryIt}
      />
      {onStartOver && shown && (
        <p className="me-other">
          This draft was started from {draft.base ?? 'a file'}, not from the version shown.{' '}
          <button type="button" className="link" onClick={onStartOver}>
            Start from version {shown.version} instead
          </button>
        </p>
      )}
      <div className="me-cols">
        <Parts />
        <Effect
          live={live}
          scored={workspace.asOf !== null}
          held={draft.history.held !== null}
          onExport={() => void exportMovers()}
        />
      </div>
      {saving && (
        <SaveDialog
          draft={draft}
          format={format}
          onClose={() => setSaving(false)}
          onSaved={(saved) => {
            setSaving(false);
            useDrafts.getState().discard(key);
            showToast(`${saved.name} is saved as version ${saved.version}. Nothing is scored under it yet.`);
            navigate({ params: { model: saved.modelVersion } });
          }}
        />
      )}
    </EditorContext>
  );
}

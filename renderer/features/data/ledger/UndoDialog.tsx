import { useFormat } from '../../../data/format.ts';
import { undoSentences, useUndo } from '../../../data/undo.ts';
import { showToast } from '../../../state/toasts.ts';
import { Button, Dialog } from '../../../ui/controls.tsx';
import { LoadingState, ProgressBar } from '../../../ui/states.tsx';

/** Says what taking a batch back does before it is done: only importing the file again brings its rows back. */
export function UndoDialog({
  batchId,
  file,
  onClose,
}: {
  readonly batchId: number;
  readonly file: string;
  readonly onClose: () => void;
}) {
  const format = useFormat();
  const undo = useUndo([batchId]);
  const confirm = async () => {
    if (!(await undo.run())) return;
    showToast(`${file}, batch ${batchId}, is taken back`);
    onClose();
  };
  return (
    <Dialog open title={`Undo the import of ${file}?`} onClose={undo.busy ? () => undefined : onClose}>
      <div className="undo">
        {undo.trial ? (
          <ul>
            {undoSentences(undo.trial, format).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        ) : undo.error === null ? (
          <LoadingState label="Working out what would change" rows={2} />
        ) : null}
        <p className="dim sm">
          Batch {batchId} stays in the ledger as undone. Scores are computed again. To bring its rows back, import the
          file again.
        </p>
        {undo.error !== null && (
          <p className="bad" role="alert">
            {undo.error}
          </p>
        )}
        {undo.busy ? (
          <ProgressBar
            label={undo.progress?.label ?? 'Taking the batch back'}
            fraction={undo.progress?.fraction ?? null}
            onCancel={undo.cancel}
          />
        ) : (
          <div className="row end">
            <Button onClick={onClose}>Keep it</Button>
            <Button kind="danger" disabled={undo.trial === null} onClick={() => void confirm()}>
              Undo import
            </Button>
          </div>
        )}
      </div>
    </Dialog>
  );
}

import { useState } from 'react';
import type { OutputOf } from '#shared/contract/index.ts';
import { useApi } from '../../../api/ApiProvider.tsx';
import { asApiError } from '../../../api/api.ts';
import { fileStem, useExport } from '../../../data/exporting.ts';
import { useFormat } from '../../../data/format.ts';
import { useRejected } from '../../../data/imports.ts';
import { showToast } from '../../../state/toasts.ts';
import { Button, Dialog, IconButton } from '../../../ui/controls.tsx';
import { ErrorState, LoadingState } from '../../../ui/states.tsx';
import { RejectedGrid } from './RejectedGrid.tsx';

const PAGE = 50;
type Row = OutputOf<'data.rejected'>['rows'][number];
type Shown = { readonly batchId: number; readonly file: string };

/** The rejected rows of one batch, to read, to correct and import again, or to take away as CSV with the reasons. */
export function RejectedDialog({ shown, onClose }: { readonly shown: Shown; readonly onClose: () => void }) {
  const api = useApi();
  const format = useFormat();
  const exporting = useExport();
  const [{ batchId, file }, setBatch] = useState(shown);
  const [page, setPage] = useState(0);
  const [edits, setEdits] = useState<ReadonlyMap<number, readonly string[]>>(new Map());
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const rejected = useRejected(batchId, { offset: page * PAGE, limit: PAGE });
  const total = rejected.data?.total ?? 0;
  const pages = Math.max(1, Math.ceil(total / PAGE));

  const edit = (row: Row, cells: readonly string[]) =>
    setEdits((before) => {
      const next = new Map(before);
      if (same(cells, row.cells)) next.delete(row.id);
      else next.set(row.id, cells);
      return next;
    });
  const importCorrected = async () => {
    setBusy(true);
    setError(null);
    try {
      const rows = [...edits].map(([id, cells]) => ({ id, cells: withoutBlankTail(cells) }));
      const { batch, remaining } = await api.runJob('import.fix', { batchId, rows }).promise;
      setEdits(new Map());
      if (remaining.length === 0 || batch.batchId === null) {
        showToast(`${format.count(batch.accepted, 'corrected row')} imported`);
        if (rows.length === total) onClose();
        return;
      }
      // What is still refused stands in the batch of the corrections now.
      setBatch({ batchId: batch.batchId, file: batch.file });
      setPage(0);
      setError(
        `${format.number(batch.accepted)} of ${format.count(rows.length, 'corrected row')} imported. ${format.count(remaining.length, 'row')} still cannot be read; the reasons are below.`,
      );
    } catch (failure) {
      setError(asApiError(failure).message);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog open title={`Rejected rows of ${file}`} onClose={onClose} width={1080}>
      {rejected.isError && !rejected.data ? (
        <ErrorState
          title="The rejected rows could not be read"
          cause={rejected.error.message}
          actions={<Button onClick={() => void rejected.refetch()}>Try again</Button>}
        />
      ) : !rejected.data ? (
        <LoadingState label="Loading the rejected rows" rows={6} />
      ) : (
        <>
          <div className="row rej-tools">
            <span className="dim">
              {format.count(total, 'row')}, kept as in the file.
              {rejected.data.headers.length > 0 && ' Correct a cell and import the row again.'}
            </span>
            <span className="sp" />
            {pages > 1 && (
              <>
                <IconButton icon="left" label="Earlier rows" disabled={page === 0} onClick={() => setPage(page - 1)} />
                <span className="dim">
                  {page + 1} of {pages}
                </span>
                <IconButton
                  icon="right"
                  label="Later rows"
                  disabled={page >= pages - 1}
                  onClick={() => setPage(page + 1)}
                />
              </>
            )}
            <Button
              disabled={exporting.busy}
              onClick={() =>
                void exporting.run(`rejected-${batchId}-${fileStem(file.replace(/\.[^.]*$/, ''))}.csv`, {
                  what: 'rejected',
                  format: 'csv',
                  batchId,
                })
              }
            >
              Download CSV
            </Button>
            <Button kind="primary" disabled={edits.size === 0 || busy} onClick={() => void importCorrected()}>
              {busy
                ? 'Importing…'
                : edits.size === 0
                  ? 'Import corrections'
                  : `Import ${format.count(edits.size, 'correction')}`}
            </Button>
          </div>
          {error !== null && (
            <p className="bad rej-note" role="alert">
              {error}
            </p>
          )}
          <RejectedGrid
            headers={rejected.data.headers}
            rows={rejected.data.rows}
            edits={edits}
            format={format}
            onEdit={edit}
          />
        </>
      )}
    </Dialog>
  );
}

function same(a: readonly string[], b: readonly string[]): boolean {
  const [left, right] = [withoutBlankTail(a), withoutBlankTail(b)];
  return left.length === right.length && left.every((cell, index) => cell === right[index]);
}

/** Cells a row has beyond its last filled one say nothing; a row too long for its header can be made to fit. */
function withoutBlankTail(cells: readonly string[]): string[] {
  let end = cells.length;
  while (end > 1 && cells[end - 1] === '') end -= 1;
  return cells.slice(0, end);
}

import { useState } from 'react';
import type { OutputOf } from '#shared/contract/index.ts';
import { toCsv } from '#shared/format/csv.ts';
import { useApi } from '../../api/ApiProvider.tsx';
import { type Api, asApiError } from '../../api/api.ts';
import { useFormat } from '../../data/format.ts';
import { useRejected } from '../../data/imports.ts';
import { showToast } from '../../state/toasts.ts';
import { Button, Dialog, IconButton } from '../../ui/controls.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { RejectedRows } from './PreviewRows.tsx';

const PAGE = 100;
const CHUNK = 500;
type Rows = OutputOf<'data.rejected'>['rows'];

/** The rejected rows of one batch; the download has the reason as its last columns, so it can be fixed and imported again. */
export function RejectedDialog({
  batchId,
  file,
  onClose,
}: {
  readonly batchId: number;
  readonly file: string;
  readonly onClose: () => void;
}) {
  const api = useApi();
  const format = useFormat();
  const [page, setPage] = useState(0);
  const rejected = useRejected(batchId, { offset: page * PAGE, limit: PAGE });
  const total = rejected.data?.total ?? 0;
  const pages = Math.max(1, Math.ceil(total / PAGE));
  const download = async () => {
    try {
      const rows = await allRejected(api, batchId);
      const text = toCsv(
        ['line', 'row', 'column', 'code', 'reason'],
        rows.map((row) => [row.line, row.raw, row.column, row.code, row.message]),
      );
      if (await api.bridge.saveText(`rejected-${batchId}-${file.replace(/\.[^.]*$/, '')}.csv`, text))
        showToast(`${format.count(rows.length, 'rejected row')} saved`);
    } catch (failure) {
      showToast(asApiError(failure).message, null, 'bad');
    }
  };
  return (
    <Dialog open title={`Rejected rows of ${file}`} onClose={onClose} width={960}>
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
            <span className="dim">{format.count(total, 'row')}, kept as they were in the file</span>
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
            <Button onClick={() => void download()}>Download CSV</Button>
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable with the keyboard. */}
          <section className="rej-body" tabIndex={0} aria-label="Rejected rows">
            <RejectedRows report={{ rejectedSample: rejected.data.rows }} format={format} />
          </section>
        </>
      )}
    </Dialog>
  );
}

async function allRejected(api: Api, batchId: number): Promise<Rows> {
  const rows: Rows = [];
  for (;;) {
    const page = await api.call('data.rejected', { batchId, offset: rows.length, limit: CHUNK });
    rows.push(...page.rows);
    if (page.rows.length === 0 || rows.length >= page.total) return rows;
  }
}

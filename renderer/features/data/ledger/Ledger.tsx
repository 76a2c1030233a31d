import type { OutputOf } from '#shared/contract/index.ts';
import type { Format } from '../../../data/format.ts';
import { Button, IconButton } from '../../../ui/controls.tsx';
import { Section } from '../../../ui/layout.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../../ui/states.tsx';
import { TableHead } from '../../../ui/table.tsx';
import { kindShort } from '../labels.ts';

const COLUMNS = [
  { label: 'Batch', width: 'c-id' },
  { label: 'File' },
  { label: 'Kind', width: 'c-kind', className: 'hn' },
  { label: 'Imported', width: 'c-when' },
  { label: 'Read', width: 'c-n', className: 'r' },
  { label: 'Accepted', width: 'c-n', className: 'r' },
  { label: 'Rejected', width: 'c-n', className: 'r' },
  { label: 'New', width: 'c-n', className: 'r hn' },
  { label: 'Changed', width: 'c-n', className: 'r hn' },
  { label: 'Undo', width: 'c-undo', quiet: true },
] as const;

export type Batch = OutputOf<'data.batches'>['batches'][number];
type Props = {
  readonly batches: readonly Batch[] | null;
  /** Why the ledger could not be read; null while it can. */
  readonly error: string | null;
  readonly onRetry: () => void;
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
  readonly onPage: (page: number) => void;
  readonly format: Format;
  readonly readOnly: boolean;
  readonly onRejected: (batch: Batch) => void;
  readonly onUndo: (batch: Batch) => void;
};

/** Every batch with what became of its rows, and the way back. */
export function Ledger(props: Props) {
  const { batches, total, page, pageSize, onPage, format } = props;
  const pages = Math.max(1, Math.ceil(total / pageSize));
  const paging =
    pages > 1 ? (
      <span className="row">
        <IconButton icon="left" label="Newer batches" disabled={page === 0} onClick={() => onPage(page - 1)} />
        <span>
          {format.number(page * pageSize + 1)} to {format.number(Math.min(total, (page + 1) * pageSize))} of{' '}
          {format.number(total)}
        </span>
        <IconButton icon="right" label="Older batches" disabled={page >= pages - 1} onClick={() => onPage(page + 1)} />
      </span>
    ) : undefined;
  return (
    <Section
      title="Ledger"
      className="data-main"
      sub="every batch, newest first; rows read = accepted + rejected"
      tools={paging}
    >
      {batches !== null ? (
        <Batches {...props} batches={batches} />
      ) : props.error !== null ? (
        <ErrorState
          title="The ledger could not be read"
          cause={props.error}
          safe="Nothing was changed."
          actions={<Button onClick={props.onRetry}>Try again</Button>}
        />
      ) : (
        <LoadingState label="Loading the ledger" rows={5} />
      )}
    </Section>
  );
}

function Batches({
  batches,
  format,
  readOnly,
  onRejected,
  onUndo,
}: Omit<Props, 'batches'> & { readonly batches: readonly Batch[] }) {
  if (batches.length === 0) {
    return (
      <EmptyState title="No file has been imported.">
        Every import appears here with its counts and its rejected rows.
      </EmptyState>
    );
  }
  return (
    <table className="t compact ledger">
      <TableHead columns={COLUMNS} />
      <tbody>
        {batches.map((batch) => (
          <tr key={batch.batchId} className={batch.undoneAt === null ? '' : 'undone'}>
            <td className="dim">{batch.batchId}</td>
            <td className="m" title={describe(batch, format)}>
              {batch.file}
              {batch.fixOf !== null && <span className="dim">, corrects batch {batch.fixOf}</span>}
            </td>
            <td className="mut hn">{kindShort(batch.kind)}</td>
            <td className="mut">{format.moment(batch.importedAt)}</td>
            <td className="r">{format.number(batch.rowsRead)}</td>
            <td className="r">{format.number(batch.accepted)}</td>
            <td className="r">
              <Rejected batch={batch} format={format} onRejected={onRejected} />
            </td>
            <td className="r mut hn">{format.number(batch.created)}</td>
            <td className="r mut hn">{format.number(batch.updated)}</td>
            <td className="r">
              {batch.undoneAt === null ? (
                <button
                  type="button"
                  className="link"
                  aria-label={`Undo the import of ${batch.file}, batch ${batch.batchId}`}
                  disabled={readOnly}
                  onClick={() => onUndo(batch)}
                >
                  Undo
                </button>
              ) : (
                <span className="dim" title={`Taken back ${format.moment(batch.undoneAt)}`}>
                  undone
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Rejected({ batch, format, onRejected }: Pick<Props, 'format' | 'onRejected'> & { readonly batch: Batch }) {
  if (batch.rejected === 0) return <span className="dim">0</span>;
  const corrected = batch.rejected - batch.rejectedOpen;
  return (
    <button
      type="button"
      className="link"
      aria-label={`${batch.rejected} rejected rows of ${batch.file}${corrected > 0 ? `, ${corrected} of them corrected` : ''}`}
      title={corrected > 0 ? `${format.number(corrected)} of them corrected` : undefined}
      onClick={() => onRejected(batch)}
    >
      {batch.rejectedOpen === 0 ? <s>{format.number(batch.rejected)}</s> : format.number(batch.rejected)}
    </button>
  );
}

function describe(batch: Batch, format: Format): string {
  const sums = Object.entries(batch.sums).map(([column, sum]) => `sum of ${column} ${format.number(sum, 2)}`);
  return [batch.file, format.bytes(batch.bytes), `sha-256 ${batch.sha256}`, ...sums].join(', ');
}

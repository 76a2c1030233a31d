import type { OutputOf } from '#shared/contract/index.ts';
import type { Format } from '../../data/format.ts';
import { IconButton } from '../../ui/controls.tsx';
import { Section } from '../../ui/layout.tsx';
import { EmptyState, LoadingState } from '../../ui/states.tsx';
import { kindShort } from './labels.ts';

type Batch = OutputOf<'data.batches'>['batches'][number];
type Props = {
  readonly batches: readonly Batch[] | null;
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
  readonly onPage: (page: number) => void;
  readonly format: Format;
  readonly onRejected: (shown: { readonly batchId: number; readonly file: string }) => void;
};

export function Ledger({ batches, total, page, pageSize, onPage, format, onRejected }: Props) {
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
      {batches === null ? (
        <LoadingState label="Loading the ledger" rows={5} />
      ) : batches.length === 0 ? (
        <EmptyState title="No file has been imported.">
          Every import appears here with its counts and its rejected rows.
        </EmptyState>
      ) : (
        <table className="t compact ledger">
          <colgroup>
            <col className="c-id" />
            <col />
            <col className="c-kind hn" />
            <col className="c-when" />
            <col className="c-n" />
            <col className="c-n" />
            <col className="c-n" />
            <col className="c-n hn" />
            <col className="c-n hn" />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">Batch</th>
              <th scope="col">File</th>
              <th scope="col" className="hn">
                Kind
              </th>
              <th scope="col">Imported</th>
              <th scope="col" className="r">
                Read
              </th>
              <th scope="col" className="r">
                Accepted
              </th>
              <th scope="col" className="r">
                Rejected
              </th>
              <th scope="col" className="r hn">
                New
              </th>
              <th scope="col" className="r hn">
                Changed
              </th>
            </tr>
          </thead>
          <tbody>
            {batches.map((batch) => (
              <tr key={batch.batchId}>
                <td className="dim">{batch.batchId}</td>
                <td className="m" title={`${batch.file}, ${format.bytes(batch.bytes)}, sha-256 ${batch.sha256}`}>
                  {batch.file}
                </td>
                <td className="mut hn">{kindShort(batch.kind)}</td>
                <td className="mut">{format.moment(batch.importedAt)}</td>
                <td className="r">{format.number(batch.rowsRead)}</td>
                <td className="r">{format.number(batch.accepted)}</td>
                <td className="r">
                  {batch.rejected > 0 ? (
                    <button
                      type="button"
                      className="link"
                      aria-label={`${batch.rejected} rejected rows of ${batch.file}`}
                      onClick={() => onRejected(batch)}
                    >
                      {format.number(batch.rejected)}
                    </button>
                  ) : (
                    <span className="dim">0</span>
                  )}
                </td>
                <td className="r mut hn">{format.number(batch.created)}</td>
                <td className="r mut hn">{format.number(batch.updated)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

import type { QualityReport } from '#shared/contract/quality.ts';
import type { Format } from '../../../data/format.ts';
import { Section } from '../../../ui/layout.tsx';
import { TableHead } from '../../../ui/table.tsx';

const COLUMNS = [
  { label: 'File' },
  { label: 'Rejected', width: 'c-n', className: 'r' },
  { label: 'Repeated', width: 'c-n', className: 'r' },
  { label: 'Waiting', width: 'c-n', className: 'r' },
] as const;

const SHOWN = 12;

/** Share of rows that were not stored as they came, batch by batch; the newest last. */
export function QualityTrend({ trend, format }: { readonly trend: QualityReport['trend']; readonly format: Format }) {
  if (trend.length === 0) return null;
  const shown = trend.slice(-SHOWN);
  return (
    <Section
      title="Batches"
      sub={trend.length > SHOWN ? `the last ${SHOWN} of ${format.number(trend.length)}` : 'oldest first'}
    >
      <table className="t compact q-trend">
        <TableHead columns={COLUMNS} />
        <tbody>
          {shown.map((batch) => (
            <tr key={batch.batchId}>
              <td title={`${batch.file}, batch ${batch.batchId}, ${format.moment(batch.importedAt)}`}>{batch.file}</td>
              <Share share={batch.rejectedShare} format={format} />
              <Share share={batch.duplicateShare} format={format} />
              <Share share={batch.waitingShare} format={format} />
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Share({ share, format }: { readonly share: number; readonly format: Format }) {
  return <td className={share === 0 ? 'r dim' : 'r'}>{share === 0 ? '0%' : format.percent(share, 1)}</td>;
}

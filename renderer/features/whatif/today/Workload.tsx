import type { OutputOf } from '#shared/contract/index.ts';
import type { Format } from '../../../data/format.ts';
import { withAsOf } from '../../../data/portfolio.ts';
import { useRpc } from '../../../data/query.ts';
import { useAsOf } from '../../../data/workspace.ts';
import { Delta } from '../../../ui/figures.tsx';
import { Section } from '../../../ui/layout.tsx';
import { LoadingState } from '../../../ui/states.tsx';
import { TableHead } from '../../../ui/table.tsx';
import type { Rested } from '../bench/useRested.ts';
import { HOW_MORE } from '../explanations.ts';
import { Updating } from '../Updating.tsx';

type Row = OutputOf<'whatif.workload'>['rows'][number];

const FEW = 8;
const COLUMNS = [
  { label: 'CSM' },
  { label: 'Was', width: 'c-num', className: 'r' },
  { label: 'Now', width: 'c-num', className: 'r' },
  { label: 'Change', width: 'c-num', className: 'r' },
  { label: 'ARR now', width: 'c-arr', className: 'r' },
];

/** Accounts below 50 per CSM before and after: who would have more to look after. */
export function Workload({ rested, format }: { readonly rested: Rested; readonly format: Format }) {
  const asOf = useAsOf();
  const { source, behind } = rested;
  const query = useRpc(
    'whatif.workload',
    { source: source ?? {}, ...withAsOf(asOf) },
    { enabled: source !== null && asOf !== null },
  );
  const rows = query.data?.rows;
  return (
    <Section
      title="Workload"
      how={HOW_MORE.workload}
      sub="accounts below 50 by CSM"
      className="w5 wi-work"
      tools={<Updating on={behind || query.isFetching} />}
    >
      {rows ? (
        <WorkTable rows={rows} format={format} />
      ) : query.isError ? (
        <p className="bad">{query.error.message}</p>
      ) : (
        <LoadingState label="Counting the workload" rows={FEW} />
      )}
    </Section>
  );
}

function WorkTable({ rows, format }: { readonly rows: readonly Row[]; readonly format: Format }) {
  const busy = rows.filter((row) => row.before.atRiskAccounts > 0 || row.after.atRiskAccounts > 0);
  const rest = busy.slice(FEW);
  if (busy.length === 0) return <p className="dim">No account is below 50, before or after.</p>;
  return (
    <>
      <table className="t compact">
        <TableHead columns={COLUMNS} />
        <tbody>
          {busy.slice(0, FEW).map((row) => (
            <tr key={row.csm ?? ''}>
              <td className="ell">{row.csm ?? <span className="dim">No CSM</span>}</td>
              <td className="r dim">{format.number(row.before.atRiskAccounts)}</td>
              <td className="r b">{format.number(row.after.atRiskAccounts)}</td>
              <td className="r">
                <Delta value={row.after.atRiskAccounts - row.before.atRiskAccounts} decimals={0} inverse />
              </td>
              <td className="r">{format.money(row.after.atRiskArr)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rest.length > 0 && (
        <div className="foot">
          {format.count(rest.length, 'other CSM', 'other CSMs')} with{' '}
          {format.count(
            rest.reduce((sum, row) => sum + row.after.atRiskAccounts, 0),
            'account',
          )}
          .
        </div>
      )}
    </>
  );
}

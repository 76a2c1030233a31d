import type { Format } from '../../../data/format.ts';
import { useHref } from '../../../state/navigation.ts';
import { TableHead } from '../../../ui/table.tsx';
import { StackBar, TierBadge } from '../../../ui/tier.tsx';
import type { Exploration } from './Explore.tsx';

const FEW = 12;
const COLUMNS = [
  { label: 'Least sure accounts' },
  { label: 'Score', width: 'c-num', className: 'r' },
  { label: 'Tier', width: 'c-tier' },
  { label: 'Keeps it in', width: 'c-at', className: 'r' },
  { label: 'Tiers of the models nearby', width: 'c-mix', className: 'gapl' },
  { label: 'ARR', width: 'c-arr', className: 'r' },
];

/** Accounts whose tier depends most on the choice of weights. */
export function Confidence({ data, format }: { readonly data: Exploration; readonly format: Format }) {
  const href = useHref();
  const { tiers } = data.source;
  return (
    <div className="w12">
      <table className="t compact">
        <TableHead columns={COLUMNS} />
        <tbody>
          {data.rows.slice(0, FEW).map((row) => (
            <tr key={row.accountId}>
              <td>
                <a className="rowlink" href={href({ view: 'account', id: row.accountId })} title={row.name}>
                  {row.name}
                </a>
              </td>
              <td className="r">{format.score(row.score)}</td>
              <td>
                <TierBadge role={row.role} name={row.tier} />
              </td>
              <td className="r b">{format.percent(row.confidence)}</td>
              <td className="gapl">
                <StackBar
                  label={`Tiers of ${row.name}, percent of the models`}
                  parts={row.shares.map((share, index) => ({
                    role: tiers[index]?.role ?? 'none',
                    name: tiers[index]?.name ?? '',
                    count: Math.round(share * 100),
                  }))}
                />
              </td>
              <td className="r">{format.money(row.arr)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

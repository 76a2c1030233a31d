import { useFormat } from '../../../data/format.ts';
import { useShadowComparison } from '../../../data/reviews.ts';
import { useHref } from '../../../state/navigation.ts';
import { EMPTY_FILTERS } from '../../../state/url.ts';
import { LoadingState } from '../../../ui/states.tsx';
import { TableHead } from '../../../ui/table.tsx';
import { SaveCsv } from '../SaveCsv.tsx';
import { comparisonText } from './words.ts';

const BY = { official: 'official alone', candidate: 'candidate alone', both: 'both' } as const;
const COLUMNS = [
  { label: 'Account' },
  { label: 'ARR', width: 'c-arr', className: 'r' },
  { label: 'Week', width: 'c-when' },
  { label: 'From', width: 'c-tr' },
  { label: 'To', width: 'c-tr' },
  { label: 'Alerted by', width: 'c-by' },
];
const FEW = 12;

/** What both would have sent in the weeks of a run: confirmed entries into a worse tier. */
export function ShadowComparison({ id }: { readonly id: number }) {
  const format = useFormat();
  const href = useHref();
  const { data, error } = useShadowComparison(id);
  if (!data)
    return error ? (
      <p className="bad">{error.message}</p>
    ) : (
      <LoadingState label="Comparing what both would have sent" rows={3} />
    );
  const total = (side: 'official' | 'candidate') => data.weeks.reduce((sum, week) => sum + week[side].down, 0);
  return (
    <>
      <p className="va-said">{comparisonText(data)}</p>
      {data.weeks.length > 0 && (
        <p className="sm mut">
          {format.count(data.weeks.length, 'closed week')}: {format.number(total('official'))} confirmed falls under{' '}
          {data.official.label}, {format.number(total('candidate'))} under {data.candidate.label}.{' '}
          <SaveCsv
            name={`shadow-run-${id}`}
            of="shadow run by week"
            header={['week', 'official_down', 'official_up', 'candidate_down', 'candidate_up']}
            rows={data.weeks.map(({ asOf, official, candidate }) => [
              asOf,
              official.down,
              official.up,
              candidate.down,
              candidate.up,
            ])}
          />
        </p>
      )}
      {data.accounts.length > 0 && (
        <table className="t compact va-names">
          <TableHead columns={COLUMNS} />
          <tbody>
            {data.accounts.slice(0, FEW).map((row) => (
              <tr key={`${row.accountId}/${row.asOf}/${row.by}`}>
                <td>
                  <a
                    className="rowlink"
                    title={row.name}
                    href={href({
                      view: 'account',
                      id: row.accountId,
                      asOf: row.asOf,
                      filters: EMPTY_FILTERS,
                      params: {},
                    })}
                  >
                    <bdi>{row.name}</bdi>
                  </a>
                </td>
                <td className="r">{format.money(row.arr)}</td>
                <td className="mut">{format.date(row.asOf)}</td>
                <td className="mut">{row.fromTier}</td>
                <td>{row.toTier}</td>
                <td className={row.by === 'both' ? 'dim' : ''}>{BY[row.by]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {data.accountsTotal > FEW && (
        <p className="foot">
          The {FEW} with the largest ARR of {format.number(data.accountsTotal)}.
        </p>
      )}
    </>
  );
}

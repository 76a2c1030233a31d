import { useState } from 'react';
import { formatSigned } from '#shared/format/number.ts';
import { withAsOf } from '../../../data/portfolio.ts';
import { useRpc } from '../../../data/query.ts';
import { useAsOf } from '../../../data/workspace.ts';
import { navigate, useAddress, useHref } from '../../../state/navigation.ts';
import { SelectField } from '../../../ui/controls.tsx';
import { Section } from '../../../ui/layout.tsx';
import { LoadingState } from '../../../ui/states.tsx';
import { TableHead } from '../../../ui/table.tsx';
import { TierBadge } from '../../../ui/tier.tsx';
import { HOW_MORE } from '../explanations.ts';
import { Updating } from '../Updating.tsx';
import type { SensitivityProps } from './Sensitivity.tsx';

const WITHIN = 5;
const FEW = 12;
const MANY = 500;
const COLUMNS = [
  { label: 'Account' },
  { label: 'Score', width: 'c-num', className: 'r' },
  { label: 'Tier', width: 'c-tier' },
  { label: 'Weight', width: 'c-dim' },
  { label: 'Now', width: 'c-num', className: 'r' },
  { label: 'Changes at', width: 'c-at', className: 'r' },
  { label: 'By', width: 'c-num', className: 'r' },
  { label: 'To', width: 'c-tier gapl' },
  { label: 'ARR', width: 'c-arr', className: 'r' },
];

type Props = SensitivityProps & {
  readonly dimensions: readonly { readonly id: string; readonly name: string }[];
};

/** Accounts whose tier hangs on a few points of one weight, with the exact weight at which it changes. */
export function KnifeEdge({ source, behind, dimensions, format }: Props) {
  const asOf = useAsOf();
  const href = useHref();
  const { params } = useAddress();
  const [all, setAll] = useState(false);
  const dimension = dimensions.find(({ id }) => id === params.edge)?.id;
  const query = useRpc('whatif.stability', {
    ...withAsOf(asOf),
    source,
    within: WITHIN,
    ...(dimension === undefined ? {} : { dimension }),
    limit: all ? MANY : FEW,
  });
  const { data } = query;
  return (
    <Section
      title="Knife-edge accounts"
      how={HOW_MORE.stability}
      sub={
        data
          ? `${format.number(data.total)} of ${format.number(data.accounts)} change tier within ${WITHIN} points of a weight, ${format.money(data.arr)} ARR`
          : `change tier within ${WITHIN} points of a weight`
      }
      className="w12 wi-edge"
      tools={
        <>
          <Updating on={behind || query.isFetching} />
          <SelectField
            hideLabel
            label="Weight that moves"
            value={dimension ?? ''}
            options={[
              { value: '', label: 'Any weight' },
              ...dimensions.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(event) =>
              navigate({ params: { ...params, edge: event.currentTarget.value } }, { replace: true })
            }
          />
          {data && data.total > FEW && (
            <button type="button" className="link" aria-expanded={all} onClick={() => setAll(!all)}>
              {all ? `First ${FEW}` : 'Show all'}
            </button>
          )}
        </>
      }
    >
      {data ? (
        data.rows.length === 0 ? (
          <p className="dim">No tier hangs on {WITHIN} points of a weight.</p>
        ) : (
          <table className="t compact">
            <TableHead columns={COLUMNS} />
            <tbody>
              {data.rows.map((row) => (
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
                  <td className="ell">{row.dimensionName}</td>
                  <td className="r dim">{format.number(row.weight, 1)}%</td>
                  <td className="r b">{format.number(row.at, 2)}%</td>
                  <td className="r">{formatSigned(row.by, format.locale, 2)}</td>
                  <td className="gapl">
                    <TierBadge role={row.toRole} name={row.toTier} />
                  </td>
                  <td className="r">{format.money(row.arr)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )
      ) : query.isError ? (
        <p className="bad">{query.error.message}</p>
      ) : (
        <LoadingState label="Looking for knife-edge accounts" rows={FEW} />
      )}
    </Section>
  );
}

import { useState } from 'react';
import type { BackTest } from '#shared/contract/validation.ts';
import { useFormat } from '../../../data/format.ts';
import { useHref } from '../../../state/navigation.ts';
import { EMPTY_FILTERS } from '../../../state/url.ts';
import type { Explanation } from '../../../ui/HowComputed.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { Section } from '../../../ui/layout.tsx';
import { Glyph, ScoreCell, TierBadge } from '../../../ui/tier.tsx';
import { SaveCsv } from '../SaveCsv.tsx';
import { nextSorting, type Sorting, type SortKey, sortedNames } from './named.ts';

type Props = {
  readonly title: string;
  readonly sub: string;
  readonly file: string;
  readonly list: BackTest['missedChurns'];
  readonly how: Explanation;
  /** Whether the rows have a day of the outcome. */
  readonly dated: boolean;
  readonly none: string;
  readonly initial: Sorting;
};

const FEW = 10;
const HEADS: readonly { readonly key: SortKey; readonly label: string; readonly className: string }[] = [
  { key: 'name', label: 'Account', className: '' },
  { key: 'score', label: 'Score then', className: 'r c-sc' },
  { key: 'arr', label: 'ARR', className: 'r c-arr' },
  { key: 'landmark', label: 'Landmark', className: 'r c-day' },
  { key: 'churnDate', label: 'Left', className: 'r c-day' },
];

/** Accounts by name, each a link to what was known of it at the landmark. */
export function NamedList({ title, sub, file, list, how, dated, none, initial }: Props) {
  const format = useFormat();
  const href = useHref();
  const [sorting, setSorting] = useState<Sorting>(initial);
  const [whole, setWhole] = useState(false);
  const sorted = sortedNames(list.rows, sorting);
  const shown = whole ? sorted : sorted.slice(0, FEW);
  const heads = HEADS.filter((head) => dated || head.key !== 'churnDate');
  return (
    <Section
      title={title}
      sub={list.total === 0 ? undefined : `${sub}${list.arr === null ? '' : `, ${format.money(list.arr)} ARR`}`}
      how={how}
      className={`${dated ? 'w8' : 'w4 narrow'} va-names`}
      tools={
        list.rows.length > 0 && (
          <>
            {list.rows.length > FEW && (
              <button type="button" className="link" aria-expanded={whole} onClick={() => setWhole(!whole)}>
                {whole ? `First ${FEW}` : `Show all ${list.rows.length}`}
              </button>
            )}
            <SaveCsv
              name={file}
              of={title.toLowerCase()}
              header={['account_id', 'name', 'landmark', 'score', 'tier', 'arr', 'segment', 'outcome_date']}
              rows={sorted.map((row) => [
                row.accountId,
                row.name,
                row.landmark,
                row.score,
                row.tier,
                row.arr,
                row.segment,
                row.churnDate,
              ])}
            />
          </>
        )
      }
    >
      {list.rows.length === 0 ? (
        <p className="mut">{none}</p>
      ) : (
        <table className="t compact">
          <thead>
            <tr>
              {heads.map(({ key, label, className }) => (
                <th
                  key={key}
                  scope="col"
                  className={className}
                  aria-sort={sorting.key === key ? (sorting.down ? 'descending' : 'ascending') : undefined}
                >
                  <button type="button" className="va-sort" onClick={() => setSorting(nextSorting(sorting, key))}>
                    {label}
                    {sorting.key === key && <Icon name={sorting.down ? 'down' : 'up'} size={10} />}
                  </button>
                </th>
              ))}
              {dated && (
                <th scope="col" className="c-tr gapl hn">
                  Tier then
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={`${row.accountId}/${row.landmark}`}>
                <td>
                  <a
                    className="rowlink"
                    title={row.name}
                    href={href({
                      view: 'account',
                      id: row.accountId,
                      asOf: row.landmark,
                      filters: EMPTY_FILTERS,
                      params: {},
                    })}
                  >
                    <bdi>{row.name}</bdi>
                  </a>
                </td>
                <td className="r">
                  {dated ? (
                    <ScoreCell value={row.score} text={format.score(row.score)} role={row.role} />
                  ) : (
                    <span className="va-score" title={row.tier}>
                      <Glyph role={row.role} size={9} />
                      <span className="vh">{row.tier} </span>
                      <b>{format.score(row.score)}</b>
                    </span>
                  )}
                </td>
                <td className="r">{format.money(row.arr)}</td>
                <td className="r mut">{format.date(row.landmark)}</td>
                {dated && <td className="r mut">{format.date(row.churnDate)}</td>}
                {dated && (
                  <td className="gapl hn">
                    <TierBadge role={row.role} name={row.tier} />
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {list.total > list.rows.length && (
        <p className="foot">
          The {format.number(list.rows.length)} with the largest ARR of {format.number(list.total)}.
        </p>
      )}
    </Section>
  );
}

import { useState } from 'react';
import type { Format } from '../../../data/format.ts';
import type { AccuracyResult } from '../../../data/whatif.ts';
import { useHref } from '../../../state/navigation.ts';
import type { Explanation } from '../../../ui/HowComputed.tsx';
import { Section } from '../../../ui/layout.tsx';
import { TableHead } from '../../../ui/table.tsx';

const FEW = 8;
const COLUMNS = [
  { label: 'Account' },
  { label: 'Was', width: 'c-num', className: 'r' },
  { label: 'New', width: 'c-num', className: 'r' },
  { label: 'Churned', width: 'c-date', className: 'r' },
  { label: 'ARR', width: 'c-arr', className: 'r' },
];

type Props = {
  readonly title: string;
  readonly how: Explanation;
  readonly rows: AccuracyResult['newlyCaught'];
  readonly none: string;
  readonly format: Format;
};

/** Churns that only one of the two models had flagged, by name. */
export function Churns({ title, how, rows, none, format }: Props) {
  const href = useHref();
  const [all, setAll] = useState(false);
  const shown = all ? rows : rows.slice(0, FEW);
  return (
    <Section
      title={title}
      how={how}
      sub={format.number(rows.length)}
      className="w6"
      tools={
        rows.length > FEW && (
          <button type="button" className="link" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? `First ${FEW}` : 'Show all'}
          </button>
        )
      }
    >
      {rows.length === 0 ? (
        <p className="dim">{none}</p>
      ) : (
        <table className="t compact">
          <TableHead columns={COLUMNS} />
          <tbody>
            {shown.map((row) => (
              <tr key={`${row.accountId} ${row.landmark}`}>
                <td>
                  <a
                    className="rowlink"
                    href={href({ view: 'account', id: row.accountId, asOf: row.landmark })}
                    title={`${row.name}, as of ${format.date(row.landmark)}`}
                  >
                    {row.name}
                  </a>
                </td>
                <td className="r dim">{format.score(row.before)}</td>
                <td className="r b">{format.score(row.after)}</td>
                <td className="r">{format.date(row.churnDate)}</td>
                <td className="r">{format.money(row.arr)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

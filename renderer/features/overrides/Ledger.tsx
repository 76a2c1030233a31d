import { useState } from 'react';
import type { OverrideRow } from '#shared/contract/overrides.ts';
import type { Format } from '../../data/format.ts';
import { useOverrideActions } from '../../data/overrides.ts';
import { usePreferences } from '../../state/preferences.ts';
import { showToast } from '../../state/toasts.ts';
import { type TableColumn, TableHead } from '../../ui/table.tsx';
import { EndDialog } from './EndDialog.tsx';
import { hindsight, nearDate, OUTCOMES, REASONS, standing, targetText } from './words.ts';
import './overrides.css';

type Props = {
  readonly rows: readonly OverrideRow[];
  readonly asOf: string;
  readonly dimensionName: (id: string) => string;
  /** Address of an account, where the ledger is the workspace's; null inside an account. */
  readonly accountHref: ((accountId: string) => string) | null;
  readonly format: Format;
};

const COLUMNS: readonly TableColumn[] = [
  { label: 'From', width: 'c-from' },
  { label: 'Person says', width: 'c-target' },
  { label: 'Computed', width: 'c-computed', className: 'r' },
  { label: 'Why, and who', className: 'gapl' },
  { label: 'Standing', width: 'c-state' },
  { label: 'Action', width: 'c-act', quiet: true },
];

/** Every override ever made, newest first: what was said, why, by whom, and what came of it. */
export function Ledger({ rows, asOf, dimensionName, accountHref, format }: Props) {
  const author = usePreferences((preferences) => preferences.author);
  const actions = useOverrideActions();
  const [asking, setAsking] = useState<OverrideRow | null>(null);
  const end = async (row: OverrideRow) => {
    if (author === '') setAsking(row);
    else if (!(await actions.end(row, author)))
      showToast('The override could not be ended. Nothing was changed.', null, 'bad');
  };
  const columns = accountHref === null ? COLUMNS : [{ label: 'Account', width: 'c-who' }, ...COLUMNS];
  return (
    <>
      <table className="t ledger">
        <TableHead columns={columns} />
        <tbody>
          {rows.map((row) => {
            const says = targetText(row.target, dimensionName, format.locale);
            return (
              <tr key={row.id} className={row.active ? '' : 'past'}>
                {accountHref !== null && (
                  <td>
                    <a className="rowlink" dir="auto" href={accountHref(row.accountId)} title={row.accountName}>
                      {row.accountName}
                    </a>
                  </td>
                )}
                <td className="mut">{nearDate(row.from, asOf, format.locale)}</td>
                <td className="b" title={says}>
                  {says}
                </td>
                <td className="r wrap mut">
                  {format.number(row.computedThen, 1)}
                  <span className="dim sm sub">now {format.number(row.computedNow, 1)}</span>
                </td>
                <td className="gapl wrap">
                  <span className="m">{REASONS[row.reason]}.</span> <bdi className="mut">{row.text}</bdi>{' '}
                  <bdi className="dim">{row.author}</bdi>
                </td>
                <td className="wrap">
                  <span className={row.active ? '' : 'dim'}>{standing(row, asOf, format.locale)}</span>
                  <Outcome row={row} />
                </td>
                <td className="r">
                  {row.active && (
                    <button
                      type="button"
                      className="link"
                      disabled={actions.busy}
                      aria-label={`End the override ${says} by ${row.author}`}
                      onClick={() => void end(row)}
                    >
                      End
                    </button>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {asking !== null && <EndDialog row={asking} onClose={() => setAsking(null)} />}
    </>
  );
}

function Outcome({ row }: { readonly row: OverrideRow }) {
  if (row.outcome === null) return null;
  const nearer = hindsight(row);
  return (
    <span className="dim sm sub">
      {OUTCOMES[row.outcome]}
      {nearer !== null && `; the ${nearer} was nearer`}
    </span>
  );
}

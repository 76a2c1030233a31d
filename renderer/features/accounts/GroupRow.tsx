// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold rows that are placed one by one.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active row.
// biome-ignore-all lint/a11y/useAriaPropsSupportedByRole: the copy on top has no role.
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid handles the keyboard for all of its rows.
import type { CSSProperties, ReactNode } from 'react';
import type { AccountGroup } from '#shared/contract/portfolio.ts';
import { UNKNOWN } from '#shared/format/number.ts';
import type { TierRole } from '#shared/model/health-model.ts';
import type { Format } from '../../data/format.ts';
import { Delta } from '../../ui/figures.tsx';
import { Icon } from '../../ui/icons.tsx';
import { StackBar } from '../../ui/tier.tsx';
import type { Column } from './columns.tsx';

export type GroupContext = {
  readonly format: Format;
  readonly tiers: readonly { readonly name: string; readonly role: TierRole }[];
  /** What the list is grouped by, in words. */
  readonly field: string;
};

type Props = {
  readonly group: AccountGroup;
  readonly open: boolean;
  readonly columns: readonly Column[];
  readonly context: GroupContext;
  readonly style: CSSProperties;
  readonly active: boolean;
  readonly onToggle: (value: string) => void;
  /** Absent on the copy that stays on top while the group passes below. */
  readonly line?: number;
};

/** Columns whose subtotal stands in them. */
const OWN: ReadonlySet<string> = new Set(['name', 'score', 'tier', 'change30', 'arr']);

/** Head of a group with its subtotals, each in the column it is of. */
export function GroupRow({ group, open, columns, context, style, active, onToggle, line }: Props) {
  const { format, tiers, field } = context;
  const shown = group.value === '(none)' ? `No ${field}` : group.value;
  const shows = (id: string): boolean => columns.some((column) => column.id === id);
  const last = columns.findLast((column) => !OWN.has(column.id));
  const risk = group.atRiskArr > 0 && (
    <span className="ag-risk">
      at risk <b>{format.money(group.atRiskArr)}</b>
    </span>
  );
  const cells: Readonly<Record<string, ReactNode>> = {
    name: (
      <>
        <span className={open ? 'ag-chev open' : 'ag-chev'}>
          <Icon name="right" size={14} />
        </span>
        <b className="ell" dir="auto" title={shown}>
          {shown}
        </b>
        <span className="dim">{format.number(group.accounts)}</span>
        {!last && risk}
      </>
    ),
    score: (
      <>
        <span className="dim mi">mean</span> <b>{group.mean === null ? UNKNOWN : format.score(group.mean)}</b>
      </>
    ),
    tier: (
      <StackBar
        label="Tiers"
        parts={tiers.map(({ name, role }, index) => ({ name, role, count: group.tiers[index] ?? 0 }))}
      />
    ),
    change30: <Delta value={group.change30} />,
    arr: <b>{group.withArr === 0 ? UNKNOWN : format.money(group.arr)}</b>,
  };
  const copy = line === undefined;
  return (
    <div
      role={copy ? undefined : 'row'}
      id={copy ? undefined : `account-row-${line}`}
      aria-hidden={copy ? true : undefined}
      aria-rowindex={copy ? undefined : line + 2}
      aria-level={copy ? undefined : 1}
      aria-expanded={copy ? undefined : open}
      aria-current={active ? 'true' : undefined}
      className={`ag-row ag-group${copy ? ' ag-copy' : ' ag-body'}${active ? ' on' : ''}`}
      style={style}
      onClick={() => onToggle(group.value)}
    >
      <div role={copy ? undefined : 'gridcell'} className="ag-pick" />
      {columns.map((column) => (
        <div
          key={column.id}
          role={copy ? undefined : 'gridcell'}
          className={`${column.right || column === last ? 'r' : ''}${column.id === 'name' ? ' ag-first' : ''}${column === last ? ' ag-over' : ''}`}
        >
          {shows(column.id) && (column === last ? risk || null : (cells[column.id] ?? null))}
        </div>
      ))}
    </div>
  );
}

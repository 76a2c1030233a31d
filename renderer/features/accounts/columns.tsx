import type { ReactNode } from 'react';
import {
  ACCOUNT_COLUMN_TITLES,
  type AccountColumnId,
  attributeOfColumn,
  dimensionOfColumn,
  isNamedColumn,
  type NamedColumn,
  sortFieldOf,
  USUAL_COLUMNS,
} from '#shared/contract/account-columns.ts';
import type { AccountRow } from '#shared/contract/portfolio.ts';
import { daysBetween } from '#shared/format/date.ts';
import { UNKNOWN } from '#shared/format/number.ts';
import type { Format } from '../../data/format.ts';
import { Delta, Sparkline } from '../../ui/figures.tsx';
import { Coverage, ScoreCell, TierBadge } from '../../ui/tier.tsx';
import type { ColumnChoice } from './layout.ts';
import type { Sort } from './sorting.ts';

export type CellContext = {
  readonly format: Format;
  readonly asOf: string;
  readonly hasAlerts: boolean;
  readonly actionOf: (tier: string | null) => string | null;
};

type Look = {
  /** Where the title is too long for a head. */
  readonly label?: string;
  readonly width: number;
  /** Takes a share of what is left. */
  readonly grows?: boolean;
  readonly right?: boolean;
  /** Direction of the first click; ascending when absent. */
  readonly first?: Sort['direction'];
  /** 0 never leaves; larger numbers leave first as space shrinks. */
  readonly leaves: number;
  readonly cell: (row: AccountRow, context: CellContext) => ReactNode;
};
export type Column = Look & {
  readonly id: AccountColumnId;
  readonly label: string;
  readonly title: string;
  readonly sort: { readonly field: Sort['field']; readonly first: Sort['direction'] };
};

const text = (value: string | null): ReactNode =>
  value === null || value === '' ? (
    <span className="dim">{UNKNOWN}</span>
  ) : (
    <span title={value} dir="auto">
      {value}
    </span>
  );
const words = (width: number, leaves: number, of: (row: AccountRow) => string | null): Look => ({
  width,
  leaves,
  cell: (row) => text(of(row)),
});
const change = (label: string, leaves: number, of: (row: AccountRow) => number | null): Look => ({
  label,
  width: 68,
  right: true,
  leaves,
  cell: (row) => <Delta value={of(row)} />,
});
const sinceTouch = (row: AccountRow, asOf: string) =>
  row.lastTouch === null ? null : daysBetween(row.lastTouch, asOf);
const QUIET_DAYS = 60;
const SOON_DAYS = 30;
const NO_ALERTS = 'Nothing raises alerts in this workspace yet';

const LOOKS: Readonly<Record<NamedColumn, Look>> = {
  name: { width: 188, grows: true, leaves: 0, cell: (row) => row.name },
  accountId: words(96, 20, (row) => row.accountId),
  score: {
    label: 'Score',
    width: 108,
    right: true,
    leaves: 0,
    cell: (row, { format }) => (
      <ScoreCell
        value={row.score}
        text={format.score(row.score)}
        role={row.tierRole}
        provisional={row.state === 'provisional'}
      />
    ),
  },
  tier: {
    width: 112,
    first: 'desc',
    leaves: 0,
    cell: (row) => (
      <>
        <TierBadge role={row.tierRole} name={row.tier} />
        {row.state === 'provisional' && <span className="dim mi"> prov.</span>}
      </>
    ),
  },
  confirmedTier: words(112, 21, (row) => row.confirmedTier),
  change30: { ...change('30 d', 1, (row) => row.change30), width: 64 },
  changeMonth: change('vs month', 15, (row) => row.changeMonth),
  change90: change('90 d', 16, (row) => row.change90),
  change180: change('180 d', 17, (row) => row.change180),
  spark: {
    label: '26 weeks',
    width: 100,
    leaves: 4,
    cell: (row) => <Sparkline values={row.spark} width={84} reference={50} label="Scores of 26 weeks" />,
  },
  arr: {
    width: 76,
    right: true,
    first: 'desc',
    leaves: 2,
    cell: (row, { format }) => (row.arr === null ? text(null) : format.money(row.arr)),
  },
  renewalDate: {
    label: 'Renewal',
    width: 112,
    right: true,
    leaves: 3,
    cell: (row, { format, asOf }) => {
      const days = row.renewalDate === null ? null : daysBetween(asOf, row.renewalDate);
      if (days === null) return text(null);
      const date = format.dayMonth(row.renewalDate);
      return (
        <span title={format.date(row.renewalDate)}>
          {days <= SOON_DAYS ? <b>{date}</b> : date} <span className="dim">{format.number(days)} d</span>
        </span>
      );
    },
  },
  lastTouch: {
    label: 'Touch',
    width: 64,
    right: true,
    leaves: 8,
    cell: (row, { format, asOf }) => {
      const days = sinceTouch(row, asOf);
      if (days === null) return text(null);
      return (
        <span className={days >= QUIET_DAYS ? 'bad m' : 'mut'} title={format.date(row.lastTouch)}>
          {format.number(days)} d
        </span>
      );
    },
  },
  openAlerts: {
    label: 'Alerts',
    width: 64,
    right: true,
    first: 'desc',
    leaves: 9,
    cell: (row, { hasAlerts }) =>
      !hasAlerts ? (
        <span className="dim" title={NO_ALERTS}>
          {UNKNOWN}
          <span className="vh"> {NO_ALERTS}</span>
        </span>
      ) : row.openAlerts > 0 ? (
        <b>{row.openAlerts}</b>
      ) : (
        <span className="dim">0</span>
      ),
  },
  priorityTier: {
    label: 'Priority',
    width: 68,
    right: true,
    leaves: 5,
    cell: (row) => <span className="m">{row.priorityTier ?? UNKNOWN}</span>,
  },
  csm: words(128, 6, (row) => row.csm),
  segment: words(104, 10, (row) => row.segment),
  topDriver: {
    width: 176,
    grows: true,
    leaves: 7,
    cell: (row) => <span className="mut">{text(row.topDriver)}</span>,
  },
  coverage: { width: 92, leaves: 11, cell: (row) => <Coverage share={row.coverage} /> },
  action: {
    width: 180,
    grows: true,
    first: 'desc',
    leaves: 12,
    cell: (row, { actionOf }) => <span className="mut">{text(actionOf(row.tier))}</span>,
  },
  momentum: words(96, 18, (row) => row.momentum),
  state: words(96, 19, (row) => row.state),
  seatUtilization: {
    label: 'Seats',
    width: 72,
    right: true,
    leaves: 22,
    cell: (row, { format }) => (row.seatUtilization === null ? text(null) : format.percent(row.seatUtilization)),
  },
  tags: {
    width: 140,
    leaves: 13,
    cell: (row) =>
      row.tags.length === 0 ? (
        text(null)
      ) : (
        <span className="tags" title={row.tags.join(', ')}>
          {row.tags.map((tag) => (
            <span key={tag} className="tag" dir="auto">
              {tag}
            </span>
          ))}
        </span>
      ),
  },
  industry: words(112, 23, (row) => row.industry),
  region: words(120, 24, (row) => row.region),
  plan: words(92, 25, (row) => row.plan),
  country: words(112, 26, (row) => row.country),
  channel: words(112, 27, (row) => row.channel),
  useCase: words(128, 28, (row) => row.useCase),
  size: words(92, 29, (row) => row.size),
  status: words(92, 14, (row) => row.status.replace('_', ' ')),
};

/** `dimensionName` turns the id of a dimension into words. */
function columnOf(id: AccountColumnId, dimensionName: (id: string) => string | null): Column | null {
  const whole = (look: Look, title: string): Column => {
    const field = sortFieldOf(id);
    return { ...look, id, label: look.label ?? title, title, sort: { field, first: look.first ?? 'asc' } };
  };
  if (isNamedColumn(id)) return whole(LOOKS[id], ACCOUNT_COLUMN_TITLES[id]);
  const attribute = attributeOfColumn(id);
  if (attribute !== null)
    return whole(
      words(128, 40, (row) => row.attributes[attribute] ?? null),
      attribute,
    );
  const dimension = dimensionOfColumn(id) ?? '';
  const name = dimensionName(dimension);
  if (name === null) return null;
  return whole(
    {
      width: 92,
      right: true,
      leaves: 30,
      cell: (row, { format }) => {
        const score = row.dimensions[dimension] ?? null;
        return score === null ? text(null) : format.number(score);
      },
    },
    name,
  );
}

/** The columns of a layout, in its order and widths; what the model or the files do not have any more is left out. */
export function columnsOf(
  choices: readonly ColumnChoice[],
  dimensionName: (id: string) => string | null,
): readonly Column[] {
  return choices.flatMap(({ id, width }) => {
    const column = columnOf(id, dimensionName);
    if (!column) return [];
    return [width === null ? column : { ...column, width, grows: false }];
  });
}

/** Every column there is to choose: the named ones, the dimensions of the model, the custom attributes. */
export function columnChoices(
  dimensions: readonly { readonly id: string; readonly name: string }[],
  attributes: readonly string[],
): readonly Column[] {
  const named = (Object.keys(ACCOUNT_COLUMN_TITLES) as NamedColumn[]).filter((id) => id !== 'name');
  const ids: AccountColumnId[] = [
    ...USUAL_COLUMNS.filter((id) => id !== 'name'),
    ...named.filter((id) => !USUAL_COLUMNS.includes(id)),
    ...dimensions.map(({ id }) => `dimension:${id}` as const),
    ...attributes.map((name) => `attribute:${name}` as const),
  ];
  return columnsOf(
    ids.map((id) => ({ id, width: null })),
    (id) => dimensions.find((dimension) => dimension.id === id)?.name ?? null,
  );
}

/** The columns that fit, in their own order: those that leave last are placed first. */
export function fittingColumns(columns: readonly Column[], width: number): readonly Column[] {
  let left = width;
  const kept = new Set<string>();
  for (const column of [...columns].sort((a, b) => a.leaves - b.leaves)) {
    if (column.leaves > 0 && column.width > left) break;
    left -= column.width;
    kept.add(column.id);
  }
  return columns.filter((column) => kept.has(column.id));
}

/** Width of the boxes that pick accounts, px. */
export const PICK = 28;

export function templateOf(columns: readonly Column[]): string {
  return [
    `${PICK}px`,
    ...columns.map((column) =>
      column.grows ? `minmax(${column.width}px, ${column.id === 'name' ? 1.4 : 1}fr)` : `${column.width}px`,
    ),
  ].join(' ');
}

/** Least width of a row, px. */
export function widthOf(columns: readonly Column[]): number {
  return columns.reduce((sum, { width }) => sum + width, PICK + 24);
}

import type { ReactNode } from 'react';
import type { AccountRow } from '#shared/contract/portfolio.ts';
import type { CsvCell } from '#shared/format/csv.ts';
import { daysBetween } from '#shared/format/date.ts';
import { UNKNOWN } from '#shared/format/number.ts';
import type { Format } from '../../data/format.ts';
import { Delta, Sparkline } from '../../ui/figures.tsx';
import { Coverage, ScoreCell, TierBadge } from '../../ui/tier.tsx';
import type { Sort, SortField } from './sorting.ts';

export type CellContext = {
  readonly format: Format;
  readonly asOf: string;
  readonly actionOf: (tier: string | null) => string | null;
};

export type Column = {
  readonly id: string;
  readonly label: string;
  /** What the label stands for, where it is short. */
  readonly title?: string;
  readonly width: number;
  /** Takes a share of what is left. */
  readonly grows?: boolean;
  readonly right?: boolean;
  readonly sort?: { readonly field: SortField; readonly first: Sort['direction'] };
  /** 0 never leaves; larger numbers leave first as space shrinks. */
  readonly leaves: number;
  readonly cell: (row: AccountRow, context: CellContext) => ReactNode;
  readonly csv: (row: AccountRow, context: CellContext) => CsvCell;
};

const text = (value: string | null): ReactNode =>
  value === null || value === '' ? <span className="dim">{UNKNOWN}</span> : <span title={value}>{value}</span>;
const sinceTouch = (row: AccountRow, asOf: string) =>
  row.lastTouch === null ? null : daysBetween(row.lastTouch, asOf);
const QUIET_DAYS = 60;
const SOON_DAYS = 30;

export const NAME_COLUMN: Column = {
  id: 'name',
  label: 'Account',
  width: 180,
  grows: true,
  sort: { field: 'name', first: 'asc' },
  leaves: 0,
  cell: (row) => row.name,
  csv: (row) => row.name,
};

export const COLUMNS: readonly Column[] = [
  NAME_COLUMN,
  {
    id: 'score',
    label: 'Score',
    width: 108,
    right: true,
    sort: { field: 'score', first: 'asc' },
    leaves: 0,
    cell: (row, { format }) => (
      <ScoreCell
        value={row.score}
        text={format.score(row.score)}
        role={row.tierRole}
        provisional={row.state === 'provisional'}
      />
    ),
    csv: (row) => row.score,
  },
  {
    id: 'tier',
    label: 'Tier',
    width: 104,
    sort: { field: 'tier', first: 'desc' },
    leaves: 0,
    cell: (row) => (
      <>
        <TierBadge role={row.tierRole} name={row.tier} />
        {row.state === 'provisional' && <span className="dim mi"> prov.</span>}
      </>
    ),
    csv: (row) => row.tier,
  },
  {
    id: 'change30',
    label: '30 d',
    title: 'Change in 30 days',
    width: 64,
    right: true,
    sort: { field: 'change30', first: 'asc' },
    leaves: 1,
    cell: (row) => <Delta value={row.change30} />,
    csv: (row) => row.change30,
  },
  {
    id: 'spark',
    label: '26 weeks',
    width: 100,
    leaves: 4,
    cell: (row) => <Sparkline values={row.spark} width={84} reference={50} label="Scores of 26 weeks" />,
    csv: (row) => row.spark.filter((value) => value !== null).join(' '),
  },
  {
    id: 'arr',
    label: 'ARR',
    width: 72,
    right: true,
    sort: { field: 'arr', first: 'desc' },
    leaves: 2,
    cell: (row, { format }) => format.money(row.arr),
    csv: (row) => row.arr,
  },
  {
    id: 'renewal',
    label: 'Renewal',
    width: 112,
    right: true,
    sort: { field: 'renewalDate', first: 'asc' },
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
    csv: (row) => row.renewalDate,
  },
  {
    id: 'touch',
    label: 'Touch',
    title: 'Days since the last touchpoint',
    width: 64,
    right: true,
    sort: { field: 'lastTouch', first: 'asc' },
    leaves: 8,
    cell: (row, { format, asOf }) => {
      const days = sinceTouch(row, asOf);
      if (days === null) return text(null);
      return <span className={days >= QUIET_DAYS ? 'bad m' : 'mut'}>{format.number(days)} d</span>;
    },
    csv: (row) => row.lastTouch,
  },
  {
    id: 'alerts',
    label: 'Alerts',
    title: 'Open alerts',
    width: 64,
    right: true,
    sort: { field: 'openAlerts', first: 'desc' },
    leaves: 9,
    cell: (row) => (row.openAlerts > 0 ? <b>{row.openAlerts}</b> : <span className="dim">0</span>),
    csv: (row) => row.openAlerts,
  },
  {
    id: 'priority',
    label: 'Priority',
    width: 64,
    right: true,
    sort: { field: 'priorityTier', first: 'asc' },
    leaves: 5,
    cell: (row) => <span className="m">{row.priorityTier ?? UNKNOWN}</span>,
    csv: (row) => row.priorityTier,
  },
  {
    id: 'csm',
    label: 'CSM',
    width: 128,
    sort: { field: 'csm', first: 'asc' },
    leaves: 6,
    cell: (row) => text(row.csm),
    csv: (row) => row.csm,
  },
  {
    id: 'segment',
    label: 'Segment',
    width: 104,
    sort: { field: 'segment', first: 'asc' },
    leaves: 10,
    cell: (row) => text(row.segment),
    csv: (row) => row.segment,
  },
  {
    id: 'driver',
    label: 'Risk notes',
    title: 'The worst signal behind the score',
    width: 176,
    grows: true,
    leaves: 7,
    cell: (row) => <span className="mut">{text(row.topDriver)}</span>,
    csv: (row) => row.topDriver,
  },
  {
    id: 'coverage',
    label: 'Coverage',
    width: 92,
    sort: { field: 'coverage', first: 'asc' },
    leaves: 11,
    cell: (row) => <Coverage share={row.coverage} />,
    csv: (row) => Math.round(row.coverage * 1000) / 1000,
  },
  {
    id: 'action',
    label: 'Action needed',
    title: 'What the model says to do in this tier',
    width: 180,
    grows: true,
    leaves: 12,
    cell: (row, { actionOf }) => <span className="mut">{text(actionOf(row.tier))}</span>,
    csv: (row, { actionOf }) => actionOf(row.tier),
  },
  {
    id: 'change90',
    label: '90 d',
    title: 'Change in 90 days',
    width: 68,
    right: true,
    sort: { field: 'change90', first: 'asc' },
    leaves: 13,
    cell: (row) => <Delta value={row.change90} />,
    csv: (row) => row.change90,
  },
  {
    id: 'momentum',
    label: 'Momentum',
    width: 92,
    sort: { field: 'momentum', first: 'asc' },
    leaves: 14,
    cell: (row) => text(row.momentum),
    csv: (row) => row.momentum,
  },
  {
    id: 'industry',
    label: 'Industry',
    width: 112,
    sort: { field: 'industry', first: 'asc' },
    leaves: 15,
    cell: (row) => text(row.industry),
    csv: (row) => row.industry,
  },
  {
    id: 'region',
    label: 'Region',
    width: 120,
    sort: { field: 'region', first: 'asc' },
    leaves: 16,
    cell: (row) => text(row.region),
    csv: (row) => row.region,
  },
  {
    id: 'plan',
    label: 'Plan',
    width: 92,
    sort: { field: 'plan', first: 'asc' },
    leaves: 17,
    cell: (row) => text(row.plan),
    csv: (row) => row.plan,
  },
  {
    id: 'status',
    label: 'Status',
    width: 88,
    sort: { field: 'status', first: 'asc' },
    leaves: 18,
    cell: (row) => text(row.status.replace('_', ' ')),
    csv: (row) => row.status,
  },
];

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

export function templateOf(columns: readonly Column[]): string {
  return columns
    .map((column) =>
      column.grows ? `minmax(${column.width}px, ${column.id === 'name' ? 1.4 : 1}fr)` : `${column.width}px`,
    )
    .join(' ');
}

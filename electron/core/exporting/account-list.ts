import type { SqlValue } from '#electron/store/values.ts';
import {
  ACCOUNT_COLUMN_TITLES,
  attributeOfColumn,
  dimensionOfColumn,
  isNamedColumn,
  type NamedColumn,
} from '#shared/contract/account-columns.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { ParsedInputOf } from '#shared/contract/index.ts';
import type { AccountGroup, AccountRow, ListGroup } from '#shared/contract/portfolio.ts';
import { dayFromIso, isoFromDay } from '#shared/model/day.ts';
import type { HealthModel } from '#shared/model/health-model.ts';
import type { ReadContext } from '../context.ts';
import { accountPage } from '../views/account-page.ts';
import { type Book, bookOf } from '../views/book.ts';
import { orderedList } from '../views/order.ts';
import type { ExportColumn, ExportTable } from './table.ts';

type List = NonNullable<ParsedInputOf<'export.run'>['list']>;
type Row = AccountRow;
type ListColumn = ExportColumn & { readonly of: (row: Row) => SqlValue };
type Cell = Omit<ListColumn, 'name'>;

const PAGE = 500;
const SCORE = { type: 'number', digits: 1 } as const;
const dayOf = (iso: string | null): number | null => (iso === null ? null : dayFromIso(iso));
const text = (of: (row: Row) => SqlValue): Cell => ({ type: 'text', of });
const points = (of: (row: Row) => number | null): Cell => ({ ...SCORE, of });

const CELLS: Readonly<Record<Exclude<NamedColumn, 'action'>, Cell>> = {
  name: text((row) => row.name),
  accountId: text((row) => row.accountId),
  csm: text((row) => row.csm),
  segment: text((row) => row.segment),
  score: points((row) => row.score),
  tier: text((row) => row.tier),
  confirmedTier: text((row) => row.confirmedTier),
  changeMonth: points((row) => row.changeMonth),
  change30: points((row) => row.change30),
  change90: points((row) => row.change90),
  change180: points((row) => row.change180),
  momentum: text((row) => row.momentum),
  spark: text((row) => row.spark.flatMap((value) => (value === null ? [] : [value.toFixed(1)])).join(' ')),
  arr: { type: 'number', digits: 2, of: (row) => row.arr },
  renewalDate: { type: 'date', of: (row) => dayOf(row.renewalDate) },
  lastTouch: { type: 'date', of: (row) => dayOf(row.lastTouch) },
  // Nothing raises alerts yet: unknown, not zero.
  openAlerts: { type: 'number', of: () => null },
  coverage: { type: 'number', digits: 2, of: (row) => (row.status === 'active' ? row.coverage : null) },
  state: text((row) => row.state),
  priorityTier: text((row) => row.priorityTier),
  topDriver: text((row) => row.topDriver),
  seatUtilization: { type: 'number', digits: 2, of: (row) => row.seatUtilization },
  tags: text((row) => row.tags.join('; ') || null),
  industry: text((row) => row.industry),
  region: text((row) => row.region),
  plan: text((row) => row.plan),
  country: text((row) => row.country),
  channel: text((row) => row.channel),
  useCase: text((row) => row.useCase),
  size: text((row) => row.size),
  status: text((row) => row.status),
};

function actionCell(model: HealthModel): Cell {
  const actions = new Map(model.tiers.map((tier) => [tier.name, tier.action]));
  return text((row) => actions.get(row.tier ?? '') || null);
}

/** @throws AppError('bad_request') for a column there is not. */
function columnOf(model: HealthModel, id: string): ListColumn {
  if (isNamedColumn(id))
    return { name: ACCOUNT_COLUMN_TITLES[id], ...(id === 'action' ? actionCell(model) : CELLS[id]) };
  const attribute = attributeOfColumn(id);
  if (attribute !== null) return { name: attribute, ...text((row) => row.attributes[attribute] ?? null) };
  const dimension = model.dimensions.find((known) => known.id === dimensionOfColumn(id));
  if (!dimension)
    throw new AppError(
      'bad_request',
      `There is no column ${id}. There is: ${Object.keys(ACCOUNT_COLUMN_TITLES).join(', ')}, dimension:<id> and attribute:<name>.`,
    );
  return { name: dimension.name, ...points((row) => row.dimensions[dimension.id] ?? null) };
}

/** Ids of the columns as they are written: the account's id first, then what the list is grouped by. */
function columnIds({ columns, group }: List): string[] {
  return [...new Set(['accountId', ...(group ? [group] : []), ...columns])];
}

/** Which accounts of the list are written; null for all. */
function pickOf({ only, except }: List): ((accountId: string) => boolean) | null {
  if (only) {
    const wanted = new Set(only);
    return (accountId) => wanted.has(accountId);
  }
  if (!except || except.length === 0) return null;
  const unwanted = new Set(except);
  return (accountId) => !unwanted.has(accountId);
}

/** The account list as it is shown: its filters, order, grouping and columns, as of the book's day. */
export function accountListTable(
  context: ReadContext,
  input: Pick<ParsedInputOf<'export.run'>, 'asOf' | 'model' | 'list'>,
): { readonly list: ExportTable; readonly legends: readonly ExportTable[] } {
  const { list } = input;
  if (!list) throw new AppError('bad_request', 'The export of an account list needs the list.');
  const book = bookOf(context, input.model, input.asOf);
  const { accounts, groups } = orderedList(context, book, list);
  const picked = pickOf(list);
  const ordered = picked ? accounts.filter((account) => picked(book.records[account]?.accountId ?? '')) : accounts;
  const ids = columnIds(list);
  const columns = ids.map((id) => columnOf(book.model, id));
  const attributes = ids.flatMap((id) => attributeOfColumn(id) ?? []);
  return {
    list: {
      name: 'accounts',
      columns,
      rowCount: ordered.length,
      *rows() {
        for (let at = 0; at < ordered.length; at += PAGE)
          for (const row of accountPage(context, book, ordered.subarray(at, at + PAGE), attributes))
            yield columns.map((column) => column.of(row));
      },
    },
    legends: [...(list.group && !picked ? [subtotals(book, groups, list.group)] : []), about(book, list)],
  };
}

function subtotals(book: Book, groups: readonly AccountGroup[], group: ListGroup): ExportTable {
  const number = { type: 'number' } as const;
  return {
    name: 'subtotals',
    columns: [
      { name: ACCOUNT_COLUMN_TITLES[group], type: 'text' },
      { name: 'Accounts', ...number },
      { name: 'Mean health score', ...SCORE },
      { name: 'Change in 30 days', ...SCORE },
      ...book.model.tiers.map((tier) => ({ name: tier.name, ...number })),
      { name: 'ARR', ...number, digits: 2 },
      { name: 'At-risk ARR', ...number, digits: 2 },
    ],
    rowCount: groups.length,
    rows: () => groups.map((of) => [of.value, of.accounts, of.mean, of.change30, ...of.tiers, of.arr, of.atRiskArr]),
    isLegend: true,
  };
}

/** What the list is of, for whoever finds the workbook later. */
function about(book: Book, list: List): ExportTable {
  const filters = Object.entries(list.filters ?? {}).map(([field, value]): SqlValue[] => [
    `Filter ${field}`,
    Array.isArray(value) ? value.join(', ') : String(value),
  ]);
  const sort = (list.sort ?? []).map(({ field, direction }) => `${field} ${direction}`).join(', ');
  const rows: SqlValue[][] = [
    ['Score as of', isoFromDay(book.asOf)],
    ['Model version', book.modelVersion],
    ['Scores', 'from 0 to 100; higher is healthier'],
    ['Order', sort || 'score asc'],
    ...filters,
  ];
  return {
    name: 'about',
    columns: [
      { name: 'Accounts', type: 'text' },
      { name: '', type: 'text' },
    ],
    rowCount: rows.length,
    rows: () => rows,
    isLegend: true,
  };
}

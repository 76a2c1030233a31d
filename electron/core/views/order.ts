import { NO_TIER, PRIORITY_TIERS } from '#electron/engine/index.ts';
import { readAttributeColumns } from '#electron/store/reads/accounts.ts';
import type { Filters } from '#shared/contract/common.ts';
import type { AccountGroup, ListGroup, SortField } from '#shared/contract/portfolio.ts';
import { NO_DAY } from '#shared/model/day.ts';
import type { ReadContext } from '../context.ts';
import { type Book, editsStamp, memo, memoWithOverrides } from './book.ts';
import { selectAccounts } from './filters.ts';
import { groupsOf } from './groups.ts';
import { priorityRankOf } from './outlook.ts';
import { topDriver } from './rows.ts';

export type ListQuery = {
  readonly filters?: Filters | undefined;
  readonly sort?: readonly { readonly field: SortField; readonly direction: 'asc' | 'desc' }[] | undefined;
  readonly group?: ListGroup | undefined;
};

const LOWEST_FIRST = [{ field: 'score', direction: 'asc' }] as const;
const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Place of each text in alphabetical order, NaN for none; equal texts share a place. */
function textRanks(values: readonly (string | null | undefined)[]): Float64Array {
  const present = new Set<string>();
  for (const value of values) if (value) present.add(value);
  const distinct = [...present].sort(collator.compare);
  const ranks = new Map<string, number>();
  let rank = 0;
  distinct.forEach((value, index) => {
    if (index > 0 && collator.compare(value, distinct[index - 1] ?? '') !== 0) rank = index;
    ranks.set(value, rank);
  });
  return Float64Array.from(values, (value) => (value ? (ranks.get(value) ?? Number.NaN) : Number.NaN));
}

/** A custom attribute in the order of its numbers where all of its values are numbers, else of its words. */
function attributeRanks(context: ReadContext, book: Book, name: string): Float64Array {
  const column = readAttributeColumns(context.db, book.records.length, name).get(name);
  if (!column) return new Float64Array(book.records.length).fill(Number.NaN);
  const numbers = column.values.map((value) => (value.trim() === '' ? Number.NaN : Number(value)));
  const ranks = numbers.some(Number.isNaN) ? textRanks(column.values) : numbers;
  return Float64Array.from(column.indexOf, (value) => ranks[value] ?? Number.NaN);
}

const known = (column: ArrayLike<number>, isKnown: (value: number, account: number) => boolean): Float64Array =>
  Float64Array.from(column, (value, account) => (isKnown(value, account) ? value : Number.NaN));

const tierKey = (tier: number): number => (tier === NO_TIER ? Number.NaN : -tier);

/** A column that takes long to make, until the data or an edit by hand changes. */
const kept = (context: ReadContext, book: Book, field: SortField, make: () => Float64Array): Float64Array =>
  memo(context, `rank ${field} ${book.modelVersion} ${book.asOf} ${editsStamp(context)}`, make);

/** What accounts are in order of, by account; NaN for those without, which come last in both directions. */
function sortColumn(context: ReadContext, book: Book, field: SortField): ArrayLike<number> {
  const { snapshot, records } = book;
  const isActive = (account: number): boolean => snapshot.status[account] === 1;
  switch (field) {
    case 'score':
      return snapshot.score;
    case 'tier':
      return Float64Array.from(snapshot.tier, tierKey);
    case 'confirmedTier':
      return kept(context, book, field, () =>
        Float64Array.from(snapshot.tier, (_, account) =>
          isActive(account) ? tierKey(book.confirmed(account).tier) : Number.NaN,
        ),
      );
    case 'changeMonth':
    case 'change30':
    case 'change90':
    case 'change180':
      return book[field];
    case 'arr':
      return book.arr;
    case 'renewalDate':
      return known(book.renewalDay, (day, account) => day !== NO_DAY && isActive(account));
    case 'lastTouch':
      return known(book.lastTouchDay, (day) => day !== NO_DAY);
    case 'coverage':
      return known(snapshot.coverage, (_, account) => isActive(account));
    case 'priorityTier':
      return Float64Array.from(book.priority, (tier) => (PRIORITY_TIERS[tier] ? tier : Number.NaN));
    case 'momentum':
      return Float64Array.from(book.trend, (trend) => (trend === 0 ? Number.NaN : -trend));
    case 'status':
      return snapshot.status;
    case 'state':
      return snapshot.state;
    case 'openAlerts':
      return new Uint8Array(records.length);
    case 'seatUtilization':
      return book.seatUtilization;
    case 'topDriver':
      return kept(context, book, field, () =>
        textRanks(records.map((record, account) => (record ? topDriver(book, account) : null))),
      );
    case 'tags':
      return kept(context, book, field, () =>
        textRanks(records.map((_, account) => book.tags.get(account)?.join('\u001f'))),
      );
    case 'name':
    case 'accountId':
    case 'segment':
    case 'csm':
    case 'region':
    case 'industry':
    case 'plan':
    case 'country':
    case 'channel':
    case 'useCase':
    case 'size':
      return kept(context, book, field, () => textRanks(records.map((record) => record?.[field])));
    default:
      return columnOf(context, book, field);
  }
}

/** Dimensions and custom attributes, which the model and the files name. */
function columnOf(context: ReadContext, book: Book, field: `dimension:${string}` | `attribute:${string}`) {
  const at = field.indexOf(':');
  const [kind, name] = [field.slice(0, at), field.slice(at + 1)];
  const { snapshot, model } = book;
  return kind === 'dimension'
    ? (snapshot.dimensions[model.dimensions.findIndex(({ id }) => id === name)] ?? [])
    : kept(context, book, field, () => attributeRanks(context, book, name));
}

/** `chosen` in the order asked for: by each key in turn, what is missing last, ties in the order of `chosen`. */
function sorted(
  chosen: Int32Array,
  keys: readonly { readonly column: ArrayLike<number>; readonly descending: boolean }[],
): Int32Array {
  const columns = keys.map(({ column, descending }) =>
    Float64Array.from(chosen, (account) => {
      const value = column[account];
      return value === undefined || Number.isNaN(value) ? Number.POSITIVE_INFINITY : descending ? -value : value;
    }),
  );
  const places = Int32Array.from(chosen, (_, place) => place).sort((a, b) => {
    for (const column of columns) {
      const [one, two] = [column[a] as number, column[b] as number];
      if (one !== two) return one < two ? -1 : 1;
    }
    return a - b;
  });
  return places.map((place) => chosen[place] as number);
}

export type OrderedList = { readonly accounts: Int32Array; readonly groups: readonly AccountGroup[] };

/**
 * Accounts the filters leave, in the order asked for, group by group; ties by account, inside a priority tier by what is at
 * stake. With the groups in their order, none without grouping.
 */
export function orderedList(context: ReadContext, book: Book, query: ListQuery): OrderedList {
  const sorts = query.sort && query.sort.length > 0 ? query.sort : LOWEST_FIRST;
  const key = JSON.stringify([query.filters ?? {}, sorts, query.group ?? null]);
  return memoWithOverrides(context, `order ${book.modelVersion} ${book.asOf} ${key}`, () => {
    const include = selectAccounts(book, query.filters);
    const chosen = Int32Array.from(include.keys()).filter((account) => include[account] === 1);
    const { rank, groups } = groupsOf(book, chosen, { group: query.group, sort: sorts });
    const stakes = sorts.some(({ field }) => field === 'priorityTier')
      ? [{ column: priorityRankOf(context, book), descending: false }]
      : [];
    const accounts = sorted(chosen, [
      ...(groups.length > 0 ? [{ column: rank, descending: false }] : []),
      ...sorts.map(({ field, direction }) => ({
        column: sortColumn(context, book, field),
        descending: direction === 'desc',
      })),
      ...stakes,
    ]);
    return { accounts, groups };
  });
}

/** The accounts of a list in its order. */
export function orderedAccounts(context: ReadContext, book: Book, query: ListQuery): Int32Array {
  return orderedList(context, book, query).accounts;
}

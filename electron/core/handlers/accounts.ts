import { PRIORITY_TIERS, TREND_CLASSES } from '#electron/engine/index.ts';
import { searchContacts } from '#electron/store/reads/accounts.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import type { SORT_FIELDS } from '#shared/contract/portfolio.ts';
import { isoFromDay, NO_DAY } from '#shared/model/day.ts';
import { AT_RISK_SCORE, modelVersionOf } from '#shared/model/health-model.ts';
import type { ReadContext } from '../context.ts';
import { officialModel } from '../model-versions.ts';
import { type Book, bookOf, headsOf, memoWithOverrides, recordsOf } from '../views/book.ts';
import { selectAccounts } from '../views/filters.ts';
import { money, orNull, rowsOf } from '../views/rows.ts';

type SortField = (typeof SORT_FIELDS)[number];
type SortKey = number | string | null;

const numberKey = (value: number | undefined): SortKey => orNull(value);
const dayKey = (value: number | undefined): SortKey => (value === undefined || value === NO_DAY ? null : value);

/** What a column sorts by; null sorts last in both directions. */
function sortKey(book: Book, field: SortField, account: number): SortKey {
  const record = book.records[account];
  const { snapshot } = book;
  switch (field) {
    case 'score':
      return numberKey(snapshot.score[account]);
    case 'tier': {
      const tier = snapshot.tier[account] ?? 255;
      return tier === 255 ? null : -tier;
    }
    case 'change30':
      return numberKey(book.change30[account]);
    case 'change90':
      return numberKey(book.change90[account]);
    case 'change180':
      return numberKey(book.change180[account]);
    case 'arr':
      return numberKey(book.arr[account]);
    case 'renewalDate':
      return snapshot.status[account] === 1 ? dayKey(book.renewalDay[account]) : null;
    case 'lastTouch':
      return dayKey(book.lastTouchDay[account]);
    case 'coverage':
      return snapshot.status[account] === 1 ? numberKey(snapshot.coverage[account]) : null;
    case 'priorityTier':
      return PRIORITY_TIERS[book.priority[account] ?? 0] ?? null;
    case 'momentum':
      return TREND_CLASSES[book.trend[account] ?? 0] ?? null;
    case 'status':
      return snapshot.status[account] ?? 0;
    case 'openAlerts':
      return 0;
    case 'name':
    case 'accountId':
    case 'segment':
    case 'csm':
    case 'region':
    case 'industry':
    case 'plan':
      return record?.[field] ?? null;
  }
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

function compareKeys(a: SortKey, b: SortKey, descending: boolean): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  const order = typeof a === 'string' && typeof b === 'string' ? collator.compare(a, b) : Number(a) - Number(b);
  return descending ? -order : order;
}

/** Accounts the filters leave, in the order asked for; ties by account, inside a priority tier by what is at stake. */
export function orderedAccounts(
  context: ReadContext,
  book: Book,
  input: Pick<ParsedInputOf<'accounts.list'>, 'filters' | 'sort'>,
): Int32Array {
  const sorts =
    input.sort && input.sort.length > 0 ? input.sort : [{ field: 'score' as const, direction: 'asc' as const }];
  return memoWithOverrides(
    context,
    `order ${book.modelVersion} ${book.asOf} ${JSON.stringify([input.filters ?? {}, sorts])}`,
    () => {
      const include = selectAccounts(book, input.filters);
      const chosen: number[] = [];
      include.forEach((flag, account) => {
        if (flag === 1) chosen.push(account);
      });
      const keys = sorts.map((sort) => ({
        descending: sort.direction === 'desc',
        of: Array.from(include, (flag, account) => (flag === 1 ? sortKey(book, sort.field, account) : null)),
      }));
      const rank = sorts.some(({ field }) => field === 'priorityTier') ? book.priorityRank : null;
      chosen.sort((a, b) => {
        for (const key of keys) {
          const order = compareKeys(key.of[a] ?? null, key.of[b] ?? null, key.descending);
          if (order !== 0) return order;
        }
        return rank ? (rank[a] ?? 0) - (rank[b] ?? 0) : a - b;
      });
      return Int32Array.from(chosen);
    },
  );
}

export function accountsListHandler(
  context: ReadContext,
  input: ParsedInputOf<'accounts.list'>,
): OutputOf<'accounts.list'> {
  const book = bookOf(context, input.model, input.asOf);
  const ordered = orderedAccounts(context, book, input);
  const offset = input.offset ?? 0;
  const totals = { accounts: ordered.length, churned: 0, notStarted: 0, arr: 0, atRiskArr: 0 };
  let sum = 0;
  let scored = 0;
  for (const account of ordered) {
    const arr = book.arr[account] || 0;
    const score = book.snapshot.score[account] ?? Number.NaN;
    if (book.snapshot.status[account] === 2) totals.churned += 1;
    if (book.snapshot.status[account] === 0) totals.notStarted += 1;
    totals.arr += arr;
    if (Number.isNaN(score)) continue;
    sum += score;
    scored += 1;
    if (score < AT_RISK_SCORE) totals.atRiskArr += arr;
  }
  return {
    asOf: isoFromDay(book.asOf),
    modelVersion: book.modelVersion,
    total: ordered.length,
    totals: {
      ...totals,
      arr: money(totals.arr),
      atRiskArr: money(totals.atRiskArr),
      mean: scored === 0 ? null : sum / scored,
    },
    offset,
    accounts: rowsOf(book, Array.from(ordered.subarray(offset, offset + (input.limit ?? 100)))),
  };
}

export function searchHandler(context: ReadContext, input: ParsedInputOf<'search.find'>): OutputOf<'search.find'> {
  const needle = input.text.trim().toLocaleLowerCase('en');
  const limit = input.limit ?? 8;
  if (needle === '') return { accounts: [], contacts: [] };
  const model = officialModel(context);
  const book = headsOf(context, modelVersionOf(model)).length > 0 ? bookOf(context, undefined, undefined) : null;
  const found = recordsOf(context)
    .flatMap((record, account) => {
      if (!record) return [];
      const name = record.name.toLocaleLowerCase('en');
      const rank = name.startsWith(needle)
        ? 0
        : name.includes(` ${needle}`)
          ? 1
          : name.includes(needle)
            ? 2
            : record.accountId.toLocaleLowerCase('en').includes(needle)
              ? 3
              : -1;
      return rank < 0 ? [] : [{ record, account, rank }];
    })
    .sort((a, b) => a.rank - b.rank || collator.compare(a.record.name, b.record.name))
    .slice(0, limit);
  return {
    accounts: found.map(({ record, account }) => ({
      accountId: record.accountId,
      name: record.name,
      segment: record.segment,
      score: orNull(book?.snapshot.score[account]),
      tierRole: book?.model.tiers[book.snapshot.tier[account] ?? 255]?.role ?? null,
    })),
    contacts: needle.length < 2 ? [] : searchContacts(context.db, input.text.trim(), limit),
  };
}

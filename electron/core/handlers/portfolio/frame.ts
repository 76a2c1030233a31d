import { BIN_WIDTH, scoreHistogram, summariseHealth, tierCounts } from '#electron/engine/index.ts';
import type { Filters } from '#shared/contract/common.ts';
import type { ParsedInputOf } from '#shared/contract/index.ts';
import { BREAKDOWN_FIELDS, type BreakdownField, type PortfolioFrame } from '#shared/contract/portfolio.ts';
import { isoFromDay, NO_DAY } from '#shared/model/day.ts';
import type { ReadContext } from '../../context.ts';
import { type Book, bookOf } from '../../views/book.ts';
import { selectAccounts } from '../../views/filters.ts';
import { money } from '../../views/rows.ts';
import { breakdownOf } from './breakdown.ts';

type FilterKey = keyof Filters;

/** Accounts a page is about: all filters, or all but those on what a part of the page shows. */
export type PageAccounts = {
  readonly all: Uint8Array;
  /** The accounts without some of the filters; the same as `all` unless parts of the page leave out the filter on themselves. */
  readonly without: (...keys: readonly FilterKey[]) => Uint8Array;
};

export function pageAccounts(
  book: Book,
  { filters = {}, crossFilter }: Pick<ParsedInputOf<'portfolio.summary'>, 'filters' | 'crossFilter'>,
): PageAccounts {
  const all = selectAccounts(book, filters);
  return {
    all,
    without: (...keys) => {
      if (!crossFilter || keys.every((key) => filters[key] === undefined)) return all;
      const rest = Object.fromEntries(Object.entries(filters).filter(([key]) => !keys.some((own) => own === key)));
      return selectAccounts(book, rest);
    },
  };
}

const COMPARE_DAYS = 30;

/** Snapshot the deltas compare with: the latest one dated 30 to 37 days before. */
function comparedAt(book: Book): number {
  for (let index = book.at - 1; index >= 0; index--) {
    const asOf = book.history[index]?.asOf ?? NO_DAY;
    if (asOf < book.asOf - COMPARE_DAYS - 7) return -1;
    if (asOf <= book.asOf - COMPARE_DAYS) return index;
  }
  return -1;
}

/** Filters that go by how an account stands on the as-of day, or by what became of it up to then. */
export const STANDING_FILTERS = [
  'tier',
  'state',
  'scoreMin',
  'scoreMax',
  'change30Below',
  'priority',
  'driver',
  'expansionReady',
  'unusual',
  'tierDrop',
  'moved',
  'tierBefore',
] as const satisfies readonly FilterKey[];

/** Position of the compared snapshot; −1 also where accounts were picked by today's standing: they differ by selection alone. */
export function comparedSnapshot(book: Book, filters: Filters | undefined): number {
  return STANDING_FILTERS.some((key) => filters?.[key] !== undefined) ? -1 : comparedAt(book);
}

/** What scores, tiers and ARR say about the accounts of a page. */
export function frameOf(
  book: Book,
  accounts: PageAccounts,
  filters: Filters | undefined,
  fields: readonly BreakdownField[] = BREAKDOWN_FIELDS,
): PortfolioFrame {
  const { snapshot, model, arr } = book;
  const compared = comparedSnapshot(book, filters);
  const health = summariseHealth(snapshot, arr, accounts.all);
  book.pause();
  const earlier = compared < 0 ? null : book.dayState(compared);
  const before = earlier && summariseHealth(earlier.snapshot, earlier.arr, accounts.all);
  const cards = { accounts: 0, unscored: 0, churned: 0, arr: 0 };
  book.pause();
  const { status, state } = snapshot;
  for (let account = 0; account < status.length; account++) {
    if (accounts.all[account] !== 1) continue;
    if (status[account] === 2) cards.churned += 1;
    if (status[account] !== 1) continue;
    cards.accounts += 1;
    cards.arr += arr[account] || 0;
    if (state[account] === 0) cards.unscored += 1;
  }
  book.pause();
  const drawn = accounts.without('tier', 'scoreMin', 'scoreMax');
  const tiers = tierCounts(model, snapshot, arr, drawn);
  return {
    asOf: isoFromDay(book.asOf),
    comparedWith: earlier && isoFromDay(earlier.snapshot.asOf),
    modelVersion: book.modelVersion,
    cards: {
      ...cards,
      arr: money(cards.arr),
      scored: health.accounts - health.provisional,
      provisional: health.provisional,
      meanHealth: { value: health.mean, before: before?.mean ?? null },
      meanHealthArrWeighted: { value: health.arrWeightedMean, before: before?.arrWeightedMean ?? null },
      atRiskAccounts: { value: health.atRiskAccounts, before: before?.atRiskAccounts ?? null },
      atRiskArr: { value: money(health.atRiskArr), before: before && money(before.atRiskArr) },
      atRiskShare: health.atRiskShare,
    },
    tiers: model.tiers.map(({ name, role, from }, index) => ({
      name,
      role,
      from,
      accounts: tiers[index]?.accounts ?? 0,
      arr: money(tiers[index]?.arr ?? 0),
    })),
    histogram: { binWidth: BIN_WIDTH, bins: scoreHistogram(model, snapshot, drawn) },
    breakdown: fields.map((field) => {
      book.pause();
      return breakdownOf(book, field, accounts.without(field));
    }),
  };
}

/** One step of the hand on the as-of date: aggregates of columns that are in memory, nothing of signals. */
export function frameHandler(context: ReadContext, input: ParsedInputOf<'portfolio.frame'>): PortfolioFrame {
  const book = bookOf(context, input.model, input.asOf);
  return frameOf(book, pageAccounts(book, input), input.filters, input.by && [input.by]);
}

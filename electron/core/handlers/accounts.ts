import { searchContacts } from '#electron/store/reads/accounts.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import { byName } from '#shared/format/natural.ts';
import { isoFromDay } from '#shared/model/day.ts';
import { AT_RISK_SCORE, modelVersionOf } from '#shared/model/health-model.ts';
import type { ReadContext } from '../context.ts';
import { officialModel } from '../model-versions.ts';
import { accountPage } from '../views/account-page.ts';
import { type Book, bookOf, headsOf, recordsOf } from '../views/book.ts';
import { orderedAccounts, orderedList } from '../views/order.ts';
import { money, orNull } from '../views/rows.ts';

const PAGE = 100;

function totalsOf(book: Book, accounts: Int32Array): OutputOf<'accounts.list'>['totals'] {
  const totals = { accounts: accounts.length, churned: 0, notStarted: 0, arr: 0, withArr: 0, atRiskArr: 0 };
  let sum = 0;
  let scored = 0;
  for (const account of accounts) {
    const arr = book.arr[account] || 0;
    const score = book.snapshot.score[account] ?? Number.NaN;
    if (book.snapshot.status[account] === 2) totals.churned += 1;
    if (book.snapshot.status[account] === 0) totals.notStarted += 1;
    totals.arr += arr;
    if (!Number.isNaN(book.arr[account])) totals.withArr += 1;
    if (Number.isNaN(score)) continue;
    sum += score;
    scored += 1;
    if (score < AT_RISK_SCORE) totals.atRiskArr += arr;
  }
  return {
    ...totals,
    arr: money(totals.arr),
    atRiskArr: money(totals.atRiskArr),
    mean: scored === 0 ? null : sum / scored,
  };
}

export function accountsListHandler(
  context: ReadContext,
  input: ParsedInputOf<'accounts.list'>,
): OutputOf<'accounts.list'> {
  const book = bookOf(context, input.model, input.asOf);
  const { accounts: ordered, groups } = orderedList(context, book, input);
  const { offset = 0, limit = PAGE } = input;
  return {
    asOf: isoFromDay(book.asOf),
    modelVersion: book.modelVersion,
    total: ordered.length,
    totals: totalsOf(book, ordered),
    groups: input.group && offset === 0 ? [...groups] : null,
    offset,
    accounts: accountPage(context, book, ordered.subarray(offset, offset + limit), input.attributes ?? []),
  };
}

export function resolveAccountsHandler(
  context: ReadContext,
  input: ParsedInputOf<'accounts.resolve'>,
): OutputOf<'accounts.resolve'> {
  const book = bookOf(context, input.model, input.asOf);
  const { offset = 0, limit } = input;
  const except = new Set(input.except);
  const ordered = orderedAccounts(context, book, input).subarray(
    offset,
    limit === undefined ? undefined : offset + limit,
  );
  return {
    accountIds: Array.from(ordered, (account) => book.records[account]?.accountId ?? '').filter(
      (id) => !except.has(id),
    ),
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
    .sort((a, b) => a.rank - b.rank || byName(a.record.name, b.record.name))
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

import { CHURN_DAYS, PHASE, retentionForecast, SCORE_STATE } from '#electron/engine/index.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import type { PortfolioOutlook, PortfolioTierDrops, PortfolioUnusual } from '#shared/contract/outlook.ts';
import { isoFromDay, NO_DAY } from '#shared/model/day.ts';
import type { ReadContext } from '../../context.ts';
import { type Book, bookOf, currencyOf, memoWithOverrides } from '../../views/book.ts';
import type { AccountDrop } from '../../views/forecast.ts';
import { basisText, churnModelOf, noticeOf } from '../../views/outlook.ts';
import { money, orNull } from '../../views/rows.ts';
import type { Unusual } from '../../views/unusual.ts';
import { pageAccounts } from './frame.ts';

const LIST = 10;

/** Active accounts whose next renewal lies 0 to 90 days ahead. */
function dueAccounts(book: Book, include: Uint8Array): number[] {
  const { renewalDay, asOf, snapshot } = book;
  const due: number[] = [];
  include.forEach((chosen, account) => {
    const day = renewalDay[account] ?? NO_DAY;
    if (chosen === 1 && snapshot.status[account] === 1 && day >= asOf && day <= asOf + CHURN_DAYS) due.push(account);
  });
  return due;
}

function forecastOf(context: ReadContext, book: Book, include: Uint8Array): PortfolioOutlook['retentionForecast'] {
  const model = churnModelOf(context, book);
  const notice = noticeOf(book);
  const { snapshot, arr } = book;
  const counts = { accounts: 0, arr: 0, noticed: 0, without: 0, withoutArr: 0 };
  const due = dueAccounts(book, include).flatMap((account) => {
    const value = arr[account] ?? Number.NaN;
    if (!(value > 0)) return [];
    const leaving = notice(account) !== null;
    const isScored = snapshot.state[account] === SCORE_STATE.scored && snapshot.phase[account] === PHASE.standard;
    if (!leaving && !isScored) {
      counts.without += 1;
      counts.withoutArr += value;
      return [];
    }
    counts.accounts += 1;
    counts.arr += value;
    if (leaving) counts.noticed += 1;
    return { arr: value, score: snapshot.score[account] ?? Number.NaN, leaving };
  });
  const found = retentionForecast(model, due);
  return {
    horizonDays: CHURN_DAYS,
    basis: model.basis,
    basisText: basisText(model),
    share: found?.share ?? null,
    low: found?.interval?.low ?? null,
    high: found?.interval?.high ?? null,
    ...counts,
    arr: money(counts.arr),
    withoutArr: money(counts.withoutArr),
  };
}

type Told = Pick<PortfolioUnusual['accounts'][number], 'kind' | 'date' | 'before' | 'after'>;

/** The one thing to tell of an account: a shift, else the day furthest out, else a drift. */
function toldOf({ shift, days, drift }: Unusual): Told | null {
  if (shift) return { kind: 'shift', date: isoFromDay(shift.day), before: shift.before, after: shift.after };
  const [first] = days;
  if (first) {
    const worst = days.reduce((most, day) => (Math.abs(day.z) > Math.abs(most.z) ? day : most), first);
    return { kind: 'days', date: isoFromDay(worst.day), before: Math.max(0, worst.usual), after: worst.value };
  }
  return drift && { kind: 'drift', date: isoFromDay(drift.day), before: drift.usual, after: drift.average };
}

function unusualOf(book: Book, include: Uint8Array): Omit<PortfolioUnusual, 'asOf'> {
  const { unusual, arr, records, snapshot, model } = book;
  const found = [...unusual.keys()].filter((account) => include[account] === 1 && records[account] !== undefined);
  const arrOf = (account: number): number => arr[account] || 0;
  found.sort((a, b) => arrOf(b) - arrOf(a) || a - b);
  return {
    total: found.length,
    arr: money(found.reduce((sum, account) => sum + arrOf(account), 0)),
    accounts: found.slice(0, LIST).flatMap((account) => {
      const [record, what] = [records[account], unusual.get(account)];
      const told = what && toldOf(what);
      if (!record || !what || !told) return [];
      return {
        accountId: record.accountId,
        name: record.name,
        arr: orNull(arr[account]),
        score: orNull(snapshot.score[account]),
        tierRole: model.tiers[snapshot.tier[account] ?? -1]?.role ?? null,
        measure: what.measure,
        ...told,
        days: what.days.length,
      };
    }),
  };
}

/** What may become of the accounts of a page (30-method.md 4.6). */
export function portfolioOutlookHandler(
  context: ReadContext,
  input: ParsedInputOf<'portfolio.outlook'>,
): OutputOf<'portfolio.outlook'> {
  const book = bookOf(context, input.model, input.asOf);
  const { filters = {}, crossFilter = false } = input;
  const key = JSON.stringify([filters, crossFilter]);
  return memoWithOverrides(context, `outlook ${book.modelVersion} ${book.asOf} ${key}`, () => ({
    asOf: isoFromDay(book.asOf),
    modelVersion: book.modelVersion,
    currency: currencyOf(context),
    retentionForecast: forecastOf(context, book, pageAccounts(book, input).without('renewalWithin')),
  }));
}

/** Whose usage is unusual among the accounts of a page (30-method.md 4.3). */
export function portfolioUnusualHandler(
  context: ReadContext,
  input: ParsedInputOf<'portfolio.unusual'>,
): OutputOf<'portfolio.unusual'> {
  const book = bookOf(context, input.model, input.asOf);
  return { asOf: isoFromDay(book.asOf), ...unusualOf(book, pageAccounts(book, input).without('unusual')) };
}

type Drop = readonly [account: number, drop: AccountDrop];

function dropRows(book: Book, drops: readonly Drop[]): PortfolioTierDrops['accounts'] {
  return drops.slice(0, LIST).flatMap(([account, { tier, bound, score, probability }]) => {
    const [record, own] = [book.records[account], book.model.tiers[tier]];
    if (!record || !own) return [];
    return {
      accountId: record.accountId,
      name: record.name,
      arr: orNull(book.arr[account]),
      score: orNull(book.snapshot.score[account]),
      tier: own.name,
      tierRole: own.role,
      bound,
      forecast: score,
      probability,
    };
  });
}

/** Who is predicted to fall a tier within 13 weeks among the accounts of a page (30-method.md 4.3). */
export function portfolioTierDropsHandler(
  context: ReadContext,
  input: ParsedInputOf<'portfolio.tierDrops'>,
): OutputOf<'portfolio.tierDrops'> {
  const book = bookOf(context, input.model, input.asOf);
  const include = pageAccounts(book, input).without('tierDrop');
  const drops = [...book.tierDrops].filter(([account]) => include[account] === 1 && book.records[account]);
  const arrOf = ([account]: Drop): number => book.arr[account] || 0;
  const arr = (of: readonly Drop[]): number => money(of.reduce((sum, drop) => sum + arrOf(drop), 0));
  const predicted = drops.filter(([, drop]) => drop.predicted).sort((a, b) => arrOf(b) - arrOf(a) || a[0] - b[0]);
  const possible = drops
    .filter(([, drop]) => !drop.predicted)
    .sort((a, b) => b[1].probability - a[1].probability || arrOf(b) - arrOf(a) || a[0] - b[0]);
  return {
    asOf: isoFromDay(book.asOf),
    total: predicted.length,
    arr: arr(predicted),
    accounts: dropRows(book, predicted),
    possible: { total: possible.length, arr: arr(possible), accounts: dropRows(book, possible) },
    method: book.forecastRule && (book.forecastRule.parameters ? 'trend' : 'flat'),
  };
}

import {
  BLOCK,
  netPromoterScore,
  priorityShares,
  type RiskDriver,
  revenueRetention,
  riskDrivers,
} from '#electron/engine/index.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import type { PortfolioFrame } from '#shared/contract/portfolio.ts';
import { dayFromIso, isoFromDay, NO_DAY } from '#shared/model/day.ts';
import { AT_RISK_SCORE } from '#shared/model/health-model.ts';
import type { ReadContext } from '../../context.ts';
import { type Book, bookOf, currencyOf, memoWithOverrides } from '../../views/book.ts';
import { driverTitle } from '../../views/phrases.ts';
import { money, orNull, referenceOf, rowsOf } from '../../views/rows.ts';
import { frameOf, pageAccounts } from './frame.ts';

type Summary = OutputOf<'portfolio.summary'>;

const RENEWAL_DAYS = 90;
const RECENT_DROP = -15;
const LIST = 10;
const MAX_RENEWALS = 500;

function listOf(
  book: Book,
  include: Uint8Array,
  keep: (account: number) => boolean,
  order: (a: number, b: number) => number,
): number[] {
  const accounts: number[] = [];
  include.forEach((chosen, account) => {
    if (account % BLOCK === 0) book.pause();
    if (chosen === 1 && book.snapshot.status[account] === 1 && keep(account)) accounts.push(account);
  });
  return accounts.sort(order);
}

const arrOf = (book: Book, account: number): number => book.arr[account] || 0;
const isRenewing = ({ renewalDay, asOf }: Book, account: number): boolean => {
  const day = renewalDay[account] ?? NO_DAY;
  return day >= asOf && day <= asOf + RENEWAL_DAYS;
};
const byArr = (book: Book) => (a: number, b: number) => arrOf(book, b) - arrOf(book, a) || a - b;

function trendOf(book: Book, include: Uint8Array): Summary['trend'] {
  return book.history.slice(0, book.at + 1).map((entry) => {
    book.pause();
    let scored = 0;
    let sum = 0;
    let weight = 0;
    let weighted = 0;
    let atRisk = 0;
    for (let account = 0; account < entry.score.length; account++) {
      const score = entry.score[account] ?? Number.NaN;
      if (include[account] !== 1 || Number.isNaN(score)) continue;
      const arr = arrOf(book, account);
      scored += 1;
      sum += score;
      weight += arr;
      weighted += arr * score;
      if (score < AT_RISK_SCORE) atRisk += 1;
    }
    return {
      date: isoFromDay(entry.asOf),
      mean: scored === 0 ? null : sum / scored,
      arrWeighted: weight === 0 ? null : weighted / weight,
      atRisk,
      withScore: scored,
    };
  });
}

function missingDimensions(book: Book, include: Uint8Array, active: number): string[] {
  if (active === 0) return [];
  return book.model.dimensions.flatMap((dimension, index) => {
    const column = book.snapshot.dimensions[index];
    let known = 0;
    column?.forEach((score, account) => {
      if (include[account] === 1 && !Number.isNaN(score)) known += 1;
    });
    return known < active / 10 ? [dimension.name] : [];
  });
}

function cardsOf(book: Book, include: Uint8Array, frame: PortfolioFrame): Summary['cards'] {
  const { snapshot, facts, index, asOf } = book;
  const earlier = frame.comparedWith === null ? null : dayFromIso(frame.comparedWith);
  book.pause();
  const retention = revenueRetention(facts, asOf, 12, index, include);
  book.pause();
  const retentionBefore = earlier === null ? null : revenueRetention(facts, earlier, 12, index, include);
  book.pause();
  const nps = netPromoterScore(facts, asOf, include);
  const npsBefore = earlier === null ? null : netPromoterScore(facts, earlier, include);
  const cards = { atRiskRenewing90: 0, expansionReadyArr: 0, expansionReadyAccounts: 0 };
  include.forEach((chosen, account) => {
    if (account % BLOCK === 0) book.pause();
    if (chosen !== 1 || snapshot.status[account] !== 1) return;
    if ((snapshot.score[account] ?? Number.NaN) < AT_RISK_SCORE && isRenewing(book, account))
      cards.atRiskRenewing90 += 1;
    if (book.expansionReady[account] === 1) {
      cards.expansionReadyArr += arrOf(book, account);
      cards.expansionReadyAccounts += 1;
    }
  });
  return {
    ...frame.cards,
    ...cards,
    expansionReadyArr: money(cards.expansionReadyArr),
    grr: { value: retention?.grr ?? null, before: retentionBefore?.grr ?? null },
    nrr: { value: retention?.nrr ?? null, before: retentionBefore?.nrr ?? null },
    logoRetention: { value: retention?.logo ?? null, before: retentionBefore?.logo ?? null },
    nps: { value: nps.nps, before: npsBefore?.nps ?? null },
    npsResponses: nps.responses,
    missingDimensions: missingDimensions(book, include, frame.cards.accounts),
  };
}

/** Risk drivers, each account against its own segment (30-method.md 2.6), largest first. */
function driversOf(book: Book, include: Uint8Array): RiskDriver[] {
  const { model, lostPoints, snapshot, arr } = book;
  return riskDrivers(model, lostPoints, snapshot, arr, (account) => referenceOf(book, account), include);
}

export function portfolioHandler(context: ReadContext, input: ParsedInputOf<'portfolio.summary'>): Summary {
  const book = bookOf(context, input.model, input.asOf);
  const { filters = {}, crossFilter = false } = input;
  return memoWithOverrides(
    context,
    `portfolio ${book.modelVersion} ${book.asOf} ${JSON.stringify([filters, crossFilter])}`,
    () => summarise(context, book, input),
  );
}

function summarise(context: ReadContext, book: Book, input: ParsedInputOf<'portfolio.summary'>): Summary {
  const accounts = pageAccounts(book, input);
  const { snapshot, model, asOf } = book;
  const include = accounts.all;
  const frame = frameOf(book, accounts, input.filters);
  const atRisk = listOf(
    book,
    include,
    (account) => (snapshot.score[account] ?? Number.NaN) < AT_RISK_SCORE,
    byArr(book),
  );
  const declined = listOf(
    book,
    include,
    (account) => (book.change30[account] ?? Number.NaN) < RECENT_DROP,
    (a, b) => (book.change30[a] ?? 0) - (book.change30[b] ?? 0) || a - b,
  );
  const expansion = listOf(book, include, (account) => book.expansionReady[account] === 1, byArr(book));
  const renewing = listOf(
    book,
    accounts.without('renewalWithin'),
    (account) => isRenewing(book, account),
    (a, b) => (book.renewalDay[a] ?? 0) - (book.renewalDay[b] ?? 0) || a - b,
  );
  return {
    ...frame,
    currency: currencyOf(context),
    cards: cardsOf(book, include, frame),
    trend: trendOf(book, include),
    topAtRisk: rowsOf(book, atRisk.slice(0, LIST)),
    renewals: renewing
      .toSorted(byArr(book))
      .slice(0, MAX_RENEWALS)
      .map((account) => {
        const tier = model.tiers[snapshot.tier[account] ?? 255];
        return {
          accountId: book.records[account]?.accountId ?? '',
          name: book.records[account]?.name ?? '',
          days: (book.renewalDay[account] ?? asOf) - asOf,
          arr: orNull(book.arr[account]),
          score: orNull(snapshot.score[account]),
          tier: tier?.name ?? null,
          tierRole: tier?.role ?? null,
        };
      }),
    renewalsTotal: {
      accounts: renewing.length,
      arr: money(renewing.reduce((sum, account) => sum + arrOf(book, account), 0)),
    },
    declined: rowsOf(book, declined.slice(0, LIST)),
    declinedTotal: declined.length,
    expansionReady: rowsOf(book, expansion.slice(0, LIST)),
    priorities: priorityShares(book.priority, accounts.without('priority')).map(({ expected, ...share }) => ({
      ...share,
      expected: expected && [...expected],
    })),
    drivers: driversOf(book, accounts.without('driver'))
      .slice(0, 5)
      .map((driver) => ({
        signal: driver.signal,
        name: driverTitle(driver.signal),
        dimension: driver.dimension,
        accounts: driver.accounts,
        arrPoints: money(driver.arrPoints),
      })),
  };
}

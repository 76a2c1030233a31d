import {
  arrAsOf,
  BIN_WIDTH,
  type HealthSummary,
  isSameSeries,
  netPromoterScore,
  priorityShares,
  type RiskDriver,
  revenueRetention,
  riskDrivers,
  type Snapshot,
  scoreHistogram,
  summariseHealth,
  tierCounts,
} from '#electron/engine/index.ts';
import type { Filters } from '#shared/contract/common.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import { isoFromDay, NO_DAY } from '#shared/model/day.ts';
import { AT_RISK_SCORE } from '#shared/model/health-model.ts';
import type { ReadContext } from '../context.ts';
import { type Book, bookOf, currencyOf, memoWithOverrides, snapshotAt } from '../views/book.ts';
import { NO_VALUE, selectAccounts } from '../views/filters.ts';
import { driverTitle } from '../views/phrases.ts';
import { money, orNull, rowsOf } from '../views/rows.ts';

type Summary = OutputOf<'portfolio.summary'>;

const COMPARE_DAYS = 30;
const RENEWAL_DAYS = 90;
const RECENT_DROP = -15;
const LIST = 10;
const BREAKDOWN_FIELDS = ['segment', 'csm', 'region', 'industry', 'plan'] as const;
const MAX_GROUPS = 50;
const MAX_RENEWALS = 500;

/** Snapshot the deltas compare with: the latest one dated 30 to 37 days before. */
function comparedAt(book: Book): number {
  for (let index = book.at - 1; index >= 0; index--) {
    const asOf = book.history[index]?.asOf ?? NO_DAY;
    if (asOf < book.asOf - COMPARE_DAYS - 7) return -1;
    if (asOf <= book.asOf - COMPARE_DAYS) return index;
  }
  return -1;
}

function selectsByScore(filters: Filters | undefined): boolean {
  const { tier, state, scoreMin, scoreMax, change30Below, priority, driver, expansionReady } = filters ?? {};
  return [tier, state, scoreMin, scoreMax, change30Below, priority, driver, expansionReady].some(
    (filter) => filter !== undefined,
  );
}

function listOf(
  book: Book,
  include: Uint8Array,
  keep: (account: number) => boolean,
  order: (a: number, b: number) => number,
): number[] {
  const accounts: number[] = [];
  include.forEach((chosen, account) => {
    if (chosen === 1 && book.snapshot.status[account] === 1 && keep(account)) accounts.push(account);
  });
  return accounts.sort(order);
}

const arrOf = (book: Book, account: number): number => book.arr[account] || 0;
const byArr = (book: Book) => (a: number, b: number) => arrOf(book, b) - arrOf(book, a) || a - b;

function trendOf(book: Book, include: Uint8Array): Summary['trend'] {
  return book.history.slice(0, book.at + 1).map((entry) => {
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

function breakdownOf(book: Book, include: Uint8Array): Summary['breakdown'] {
  const { snapshot, model } = book;
  return BREAKDOWN_FIELDS.map((field) => {
    const groups = new Map<
      string,
      {
        accounts: number;
        arr: number;
        sum: number;
        scored: number;
        change: number;
        changed: number;
        tiers: number[];
        atRiskArr: number;
      }
    >();
    include.forEach((chosen, account) => {
      const record = book.records[account];
      if (chosen !== 1 || !record || snapshot.status[account] !== 1) return;
      const value = record[field] ?? NO_VALUE;
      const group = groups.get(value) ?? {
        accounts: 0,
        arr: 0,
        sum: 0,
        scored: 0,
        change: 0,
        changed: 0,
        tiers: model.tiers.map(() => 0),
        atRiskArr: 0,
      };
      groups.set(value, group);
      const score = snapshot.score[account] ?? Number.NaN;
      const change = book.change30[account] ?? Number.NaN;
      group.accounts += 1;
      group.arr += arrOf(book, account);
      if (!Number.isNaN(score)) {
        group.scored += 1;
        group.sum += score;
        const tier = snapshot.tier[account] ?? 255;
        if (tier < group.tiers.length) group.tiers[tier] = (group.tiers[tier] ?? 0) + 1;
        if (score < AT_RISK_SCORE) group.atRiskArr += arrOf(book, account);
      }
      if (!Number.isNaN(change)) {
        group.change += change;
        group.changed += 1;
      }
    });
    return {
      field,
      groups: [...groups]
        .map(([value, group]) => ({
          value,
          accounts: group.accounts,
          arr: money(group.arr),
          mean: group.scored === 0 ? null : group.sum / group.scored,
          change30: group.changed === 0 ? null : group.change / group.changed,
          tiers: group.tiers,
          atRiskArr: money(group.atRiskArr),
        }))
        .sort((a, b) => b.atRiskArr - a.atRiskArr || b.arr - a.arr || (a.value < b.value ? -1 : 1))
        .slice(0, MAX_GROUPS),
    };
  });
}

function changesOf(context: ReadContext, book: Book, include: Uint8Array): Summary['changes'] {
  const previous = book.history[book.at - 1];
  const changes = {
    since: previous ? isoFromDay(previous.asOf) : null,
    enteredAtRisk: 0,
    enteredAtRiskArr: 0,
    leftAtRisk: 0,
    leftAtRiskArr: 0,
    tierUp: 0,
    tierDown: 0,
    newAccounts: 0,
    churned: 0,
    coverageFell: 0,
  };
  if (!previous) return changes;
  const before = snapshotAt(context, book.model, previous.asOf);
  const now = book.snapshot;
  for (let account = 0; account < include.length; account++) {
    if (include[account] !== 1) continue;
    if (before.status[account] === 0 && now.status[account] === 1) changes.newAccounts += 1;
    if (before.status[account] === 1 && now.status[account] === 2) changes.churned += 1;
    // The end of onboarding is another model, not news about the customer.
    if (!isSameSeries(before.phase[account] ?? 0, now.phase[account] ?? 0)) continue;
    const a = before.score[account] ?? Number.NaN;
    const b = now.score[account] ?? Number.NaN;
    if (now.status[account] === 1 && (before.coverage[account] ?? 0) - (now.coverage[account] ?? 0) >= 0.2)
      changes.coverageFell += 1;
    if (Number.isNaN(a) || Number.isNaN(b)) continue;
    if (a >= AT_RISK_SCORE && b < AT_RISK_SCORE) {
      changes.enteredAtRisk += 1;
      changes.enteredAtRiskArr += arrOf(book, account);
    }
    if (a < AT_RISK_SCORE && b >= AT_RISK_SCORE) {
      changes.leftAtRisk += 1;
      changes.leftAtRiskArr += arrOf(book, account);
    }
    const from = before.tier[account] ?? 255;
    const to = now.tier[account] ?? 255;
    if (to < from) changes.tierUp += 1;
    if (to > from) changes.tierDown += 1;
  }
  return { ...changes, enteredAtRiskArr: money(changes.enteredAtRiskArr), leftAtRiskArr: money(changes.leftAtRiskArr) };
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

function cardsOf(
  book: Book,
  include: Uint8Array,
  before: { readonly snapshot: Snapshot; readonly health: HealthSummary } | null,
): Summary['cards'] {
  const { snapshot, facts, index, asOf } = book;
  const health = summariseHealth(snapshot, book.arr, include);
  const earlier = before?.snapshot.asOf;
  const retention = revenueRetention(facts, asOf, 12, index, include);
  const retentionBefore = earlier === undefined ? null : revenueRetention(facts, earlier, 12, index, include);
  const nps = netPromoterScore(facts, asOf, include);
  const npsBefore = earlier === undefined ? null : netPromoterScore(facts, earlier, include);
  const cards = {
    accounts: 0,
    unscored: 0,
    churned: 0,
    arr: 0,
    atRiskRenewing90: 0,
    expansionReadyArr: 0,
    expansionReadyAccounts: 0,
  };
  include.forEach((chosen, account) => {
    if (chosen !== 1) return;
    if (snapshot.status[account] === 2) cards.churned += 1;
    if (snapshot.status[account] !== 1) return;
    const arr = arrOf(book, account);
    const renewal = book.renewalDay[account] ?? NO_DAY;
    cards.accounts += 1;
    cards.arr += arr;
    if (snapshot.state[account] === 0) cards.unscored += 1;
    if ((snapshot.score[account] ?? Number.NaN) < AT_RISK_SCORE && renewal >= asOf && renewal <= asOf + RENEWAL_DAYS)
      cards.atRiskRenewing90 += 1;
    if (book.expansionReady[account] === 1) {
      cards.expansionReadyArr += arr;
      cards.expansionReadyAccounts += 1;
    }
  });
  return {
    ...cards,
    arr: money(cards.arr),
    expansionReadyArr: money(cards.expansionReadyArr),
    scored: health.accounts - health.provisional,
    provisional: health.provisional,
    meanHealth: { value: health.mean, before: before?.health.mean ?? null },
    meanHealthArrWeighted: { value: health.arrWeightedMean, before: before?.health.arrWeightedMean ?? null },
    atRiskAccounts: { value: health.atRiskAccounts, before: before?.health.atRiskAccounts ?? null },
    atRiskArr: { value: money(health.atRiskArr), before: before ? money(before.health.atRiskArr) : null },
    atRiskShare: health.atRiskShare,
    grr: { value: retention?.grr ?? null, before: retentionBefore?.grr ?? null },
    nrr: { value: retention?.nrr ?? null, before: retentionBefore?.nrr ?? null },
    logoRetention: { value: retention?.logo ?? null, before: retentionBefore?.logo ?? null },
    nps: { value: nps.nps, before: npsBefore?.nps ?? null },
    npsResponses: nps.responses,
    missingDimensions: missingDimensions(book, include, cards.accounts),
  };
}

/** Risk drivers, each account against its own segment (30-method.md 2.6), largest first. */
function driversOf(book: Book, include: Uint8Array): RiskDriver[] {
  const totals = new Map<string, RiskDriver>();
  for (const [segment, reference] of book.references) {
    const members = include.map((flag, account) => (book.facts.accounts.segment[account] === segment ? flag : 0));
    for (const driver of riskDrivers(book.model, book.lostPoints, book.snapshot, book.arr, reference, members)) {
      const known = totals.get(driver.signal);
      totals.set(driver.signal, {
        ...driver,
        accounts: driver.accounts + (known?.accounts ?? 0),
        arrPoints: driver.arrPoints + (known?.arrPoints ?? 0),
      });
    }
  }
  return [...totals.values()].sort((a, b) => b.arrPoints - a.arrPoints || (a.signal < b.signal ? -1 : 1));
}

export function portfolioHandler(context: ReadContext, input: ParsedInputOf<'portfolio.summary'>): Summary {
  const book = bookOf(context, input.model, input.asOf);
  return memoWithOverrides(
    context,
    `portfolio ${book.modelVersion} ${book.asOf} ${JSON.stringify(input.filters ?? {})}`,
    () => summarise(context, book, input),
  );
}

function summarise(context: ReadContext, book: Book, input: ParsedInputOf<'portfolio.summary'>): Summary {
  const include = selectAccounts(book, input.filters);
  const { snapshot, model, asOf } = book;
  // accounts picked by today's score have fallen by selection alone: comparing them with last month would mislead
  const compared = selectsByScore(input.filters) ? -1 : comparedAt(book);
  const comparedDay = book.history[compared]?.asOf;
  const earlier = comparedDay === undefined ? null : snapshotAt(context, model, comparedDay);
  const before = earlier
    ? {
        snapshot: earlier,
        health: summariseHealth(earlier, arrAsOf(book.facts, earlier.asOf, book.index).arr, include),
      }
    : null;
  const tiers = tierCounts(model, snapshot, book.arr, include);
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
    include,
    (account) => {
      const day = book.renewalDay[account] ?? NO_DAY;
      return day >= asOf && day <= asOf + RENEWAL_DAYS;
    },
    (a, b) => (book.renewalDay[a] ?? 0) - (book.renewalDay[b] ?? 0) || a - b,
  );
  return {
    asOf: isoFromDay(asOf),
    comparedWith: comparedDay === undefined ? null : isoFromDay(comparedDay),
    modelVersion: book.modelVersion,
    currency: currencyOf(context),
    cards: cardsOf(book, include, before),
    tiers: model.tiers.map((tier, index) => ({
      name: tier.name,
      role: tier.role,
      from: tier.from,
      accounts: tiers[index]?.accounts ?? 0,
      arr: money(tiers[index]?.arr ?? 0),
    })),
    histogram: { binWidth: BIN_WIDTH, bins: scoreHistogram(model, snapshot, include) },
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
    priorities: priorityShares(book.priority, include).map(({ expected, ...share }) => ({
      ...share,
      expected: expected && [...expected],
    })),
    drivers: driversOf(book, include)
      .slice(0, 5)
      .map((driver) => ({
        signal: driver.signal,
        name: driverTitle(driver.signal),
        dimension: driver.dimension,
        accounts: driver.accounts,
        arrPoints: money(driver.arrPoints),
      })),
    breakdown: breakdownOf(book, include),
    changes: changesOf(context, book, include),
  };
}

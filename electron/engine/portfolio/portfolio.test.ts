import { describe, expect, it } from 'vitest';
import { lostPoints } from '../explain/lost-points.ts';
import { columnsOf } from '../score/dimensions.ts';
import { computeSignals } from '../signals/compute.ts';
import {
  buildFacts,
  type ContractRow,
  day,
  readModel,
  type SurveyRow,
  snapshotOfDimensions,
} from '../testing/fixtures.ts';
import { dimensionMedians, histogramBin, scoreHistogram, summariseHealth, tierCounts } from './aggregates.ts';
import { monthsBefore, netPromoterScore, retentionOf, revenueRetention } from './retention.ts';
import { riskDrivers } from './risk-drivers.ts';

const model = readModel('003-signal');
const same = (score: number) => [score, score, score, score, score];

describe('aggregates', () => {
  const snapshot = snapshotOfDimensions(model, [
    same(30),
    same(50),
    same(49.9),
    same(80),
    [Number.NaN, 90, 90, 90, 90],
    Array<number>(5).fill(Number.NaN),
  ]);
  const arr = Float64Array.of(10, 20, 30, 40, Number.NaN, 500);
  const four = Uint8Array.of(1, 1, 1, 1, 0, 0);

  it('TV25: 50 is not below 50', () => {
    expect(summariseHealth(snapshot, arr, four)).toEqual({
      accounts: 4,
      provisional: 0,
      arr: 100,
      mean: 52.475,
      arrWeightedMean: 59.97,
      atRiskAccounts: 2,
      atRiskArr: 40,
      atRiskShare: 0.4,
    });
  });

  it('counts tiers and provisional accounts; an account without a score is in none', () => {
    expect(tierCounts(model, snapshot, arr)).toEqual(
      [
        { accounts: 2, arr: 40, provisional: 0 },
        { accounts: 2, arr: 50, provisional: 0 },
        { accounts: 1, arr: 10, provisional: 0 },
      ].map((count, tier) => (tier === 0 ? { ...count, provisional: 1 } : count)),
    );
    expect(summariseHealth(snapshot, arr, new Uint8Array(6))).toMatchObject({
      accounts: 0,
      mean: null,
      arrWeightedMean: null,
      atRiskShare: null,
    });
  });

  it('bins scores by 2.5 points, stacked per tier', () => {
    expect([0, 2.499999, 2.5, 97.499999, 97.5, 100].map(histogramBin)).toEqual([0, 0, 1, 38, 39, 39]);
    for (let bin = 0; bin < 40; bin++) expect(histogramBin(bin * 2.5)).toBe(bin);
    const bins = scoreHistogram(model, snapshot);
    expect(bins.map((bin, at) => [at, bin] as const).filter(([, bin]) => bin.some((count) => count > 0))).toEqual([
      [12, [0, 0, 1]],
      [19, [0, 1, 0]],
      [20, [0, 1, 0]],
      [32, [1, 0, 0]],
      [36, [1, 0, 0]],
    ]);
  });

  it('medians per dimension skip nulls', () => {
    expect([...dimensionMedians(snapshot, four)]).toEqual([49.95, 49.95, 49.95, 49.95, 49.95]);
    expect(dimensionMedians(snapshot)[1]).toBe(50);
  });
});

describe('retention', () => {
  it('TV24', () => {
    const start = [100, 80, 60, 40, 20, 0];
    const end = [120, 80, 45, 0, 20, 50];
    const result = retentionOf(
      start,
      end,
      (account) => account < 5,
      (account) => account !== 3,
    );
    expect(result.grr).toBeCloseTo(245 / 300, 12);
    expect(result.nrr).toBeCloseTo(265 / 300, 12);
    expect(result).toMatchObject({ logo: 0.8, expansionRate: 0.2, customers: 5, kept: 4 });
    expect(
      retentionOf(
        [0],
        [10],
        () => true,
        () => true,
      ),
    ).toMatchObject({ grr: null, nrr: null, logo: 1 });
  });

  it('TV24 from contracts: renewals, a downgrade, a churn, a new customer', () => {
    const start = day('2024-01-15');
    const later = day('2025-03-01');
    const asOf = day('2025-06-30');
    const contract = (account: number, on: number, change: ContractRow['change'], arr?: number): ContractRow => ({
      account,
      day: on,
      change,
      ...(arr === undefined ? {} : { arr }),
    });
    const facts = buildFacts({
      accounts: Array.from({ length: 6 }, () => ({})),
      contracts: [
        ...[100, 80, 60, 40, 20].map((arr, account) => contract(account, start, 'new', arr)),
        contract(0, later, 'upgrade', 120),
        contract(1, later, 'renewal', 80),
        contract(2, later, 'downgrade', 45),
        contract(3, later, 'churn'),
        contract(4, asOf + 1, 'churn'),
        contract(5, later, 'new', 50),
      ],
    });
    const result = revenueRetention(facts, asOf);
    expect(result).toMatchObject({ customers: 5, kept: 4, startArr: 300, endArr: 265, logo: 0.8, expansionRate: 0.2 });
    expect(revenueRetention(facts, start + 100)).toBeNull();
  });

  it('sums open subscriptions', () => {
    const facts = buildFacts({
      accounts: [{}],
      contracts: [
        { account: 0, day: 0, change: 'new', arr: 60, subscription: 1 },
        { account: 0, day: 0, change: 'new', arr: 40, subscription: 2 },
        { account: 0, day: 500, change: 'churn', subscription: 2 },
      ],
    });
    expect(revenueRetention(facts, 700)).toMatchObject({ startArr: 100, endArr: 60, logo: 1, grr: 0.6 });
  });

  it('counts back calendar months, within shorter ones', () => {
    expect(monthsBefore(day('2026-02-28'), 12)).toBe(day('2025-02-28'));
    expect(monthsBefore(day('2024-03-31'), 1)).toBe(day('2024-02-29'));
    expect(monthsBefore(day('2024-02-29'), 12)).toBe(day('2023-02-28'));
    expect(monthsBefore(day('2024-01-31'), 2)).toBe(day('2023-11-30'));
  });
});

it('company NPS of the last 90 days', () => {
  const survey = (responded: number, rating: number): SurveyRow => ({
    account: 0,
    sent: responded - 1,
    responded,
    rating,
  });
  const facts = buildFacts({
    accounts: [{}, {}],
    surveys: [
      survey(100, 9),
      survey(50, 10),
      survey(60, 8),
      survey(70, 3),
      survey(10, 0),
      survey(101, 0),
      { account: 1, sent: 90 },
    ],
  });
  expect(netPromoterScore(facts, 100)).toEqual({ nps: 25, responses: 4 });
  expect(netPromoterScore(facts, 100, Uint8Array.of(0, 1))).toEqual({ nps: null, responses: 0 });
});

it('risk drivers split a negative contribution over the bad rules by points', () => {
  const facts = buildFacts({
    accounts: [{}],
    contracts: [
      { account: 0, day: 0, change: 'new', termEnd: 110 },
      { account: 0, day: 90, change: 'downgrade' },
    ],
  });
  const table = computeSignals(facts, 100, readModel('003-signal'));
  const snapshot = snapshotOfDimensions(model, [[40, 50, 20, 50, 50]]);
  // Billing weighs 0.2: (20 − 50) × 0.2 = −6, of which −20 : −10 points; usage has no bad rule behind it.
  expect(riskDrivers(model, lostPoints(model, columnsOf(table), ['']), snapshot, Float64Array.of(1000))).toEqual([
    {
      signal: 'subscription_change',
      name: 'Subscription change',
      dimension: 'billing',
      accounts: 1,
      arrPoints: expect.closeTo(4000, 6),
    },
    {
      signal: 'days_to_renewal',
      name: 'Days to renewal',
      dimension: 'billing',
      accounts: 1,
      arrPoints: expect.closeTo(2000, 6),
    },
  ]);
});

it('risk drivers are ordered by ARR points, then by accounts, then by their id', () => {
  const snapshot = snapshotOfDimensions(model, [same(30), same(30), same(50)]);
  const cost = (signal: string, ...lost: number[]) => ({ dimension: 0, signal, lost: Float64Array.from(lost) });
  const order = (arr: number[], ...costs: ReturnType<typeof cost>[]) =>
    riskDrivers(model, costs, snapshot, Float64Array.from(arr)).map(({ signal, accounts, arrPoints }) => [
      signal,
      accounts,
      arrPoints,
    ]);
  // Usage weighs 0.3: (30 − 50) × 0.3 = −6 of each account; the third is not at risk.
  expect(order([10, 10, 10], cost('z', 1, 0, 9), cost('a', 0, 2, 9))).toEqual([
    ['a', 1, 60],
    ['z', 1, 60],
  ]);
  expect(order([20, 0, 0], cost('a', 1, 0), cost('z', 1, 5))).toEqual([
    ['z', 2, 60],
    ['a', 1, 60],
  ]);
  expect(order([20, 0, 0], cost('a', 1, 5), cost('z', 3, 0))).toEqual([
    ['z', 1, 90],
    ['a', 2, 30],
  ]);
});

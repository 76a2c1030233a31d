import { describe, expect, it } from 'vitest';
import { buildFacts, type ContractRow, day, type SurveyRow } from '../testing/fixtures.ts';
import { monthsBefore, netPromoterScore, retentionOf, revenueRetention } from './retention.ts';

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

  it('a customer without a known start value counts as customer only, one who leaves with 0', () => {
    const all = () => true;
    expect(retentionOf([Number.NaN, 100, 100], [50, Number.NaN, 100], all, (account) => account < 2)).toEqual({
      customers: 3,
      kept: 2,
      startArr: 200,
      endArr: 0,
      grr: 0,
      nrr: 0,
      logo: 2 / 3,
      expansionRate: 0,
    });
    expect(retentionOf([100], [100], () => false, all)).toMatchObject({
      customers: 0,
      logo: null,
      expansionRate: null,
    });
  });

  it('is of the customers a filter leaves, and needs facts that reach back to the start', () => {
    const asOf = day('2025-06-30');
    const start = day('2024-06-30');
    const facts = (first: number, started = start) =>
      buildFacts({
        accounts: [
          { startDay: started, arr: 100 },
          { startDay: started, arr: 60 },
        ],
        outcomes: [
          { account: 0, day: first, outcome: 'renewal' },
          { account: 1, day: asOf, outcome: 'churn' },
        ],
      });
    const of = (include: Uint8Array) => revenueRetention(facts(start), asOf, 12, undefined, include);
    expect(of(Uint8Array.of(1, 1))).toMatchObject({ customers: 2, kept: 1, startArr: 160, endArr: 100, logo: 0.5 });
    expect(of(Uint8Array.of(1, 0))).toMatchObject({ customers: 1, kept: 1, grr: 1 });
    expect(of(Uint8Array.of(0, 1))).toMatchObject({ customers: 1, kept: 0, grr: 0 });
    expect(of(Uint8Array.of(0, 0))).toBeNull();
    expect(revenueRetention(facts(start + 1), asOf)).toBeNull();
    expect(revenueRetention(facts(start, start + 1), asOf)).toBeNull();
    expect(revenueRetention(facts(day('2024-12-30')), asOf, 6)).toMatchObject({ customers: 2, kept: 1 });
    // Start dates alone say nothing about who stayed.
    expect(revenueRetention(buildFacts({ accounts: [{ startDay: start, arr: 100 }] }), asOf)).toBeNull();
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

it('company NPS: 9 and 10 promote, 0 to 6 detract, and other surveys say nothing', () => {
  const nps = (...ratings: number[]) =>
    netPromoterScore(
      buildFacts({
        accounts: [{}],
        surveys: [
          ...ratings.map((rating) => ({ account: 0, sent: 99, responded: 100, rating })),
          { account: 0, sent: 99, responded: 100, rating: 5, kind: 'csat' },
        ],
      }),
      100,
    );
  expect(nps(8, 9)).toEqual({ nps: 50, responses: 2 });
  expect(nps(9, 10, 9, 7)).toEqual({ nps: 75, responses: 4 });
  expect(nps(6, 7)).toEqual({ nps: -50, responses: 2 });
  expect(nps(0, 6, 8, 10)).toEqual({ nps: -25, responses: 4 });
  expect(nps()).toEqual({ nps: null, responses: 0 });
});

import { expect, it } from 'vitest';
import { arrCuts, PRIORITY_TIERS, priorityColumn, priorityRank, priorityShares, priorityTier } from './priority.ts';

const normal = {
  score: 78,
  change30: Number.NaN,
  change90: Number.NaN,
  arr: 50_000,
  daysToRenewal: 200,
  declining: false,
  engagement: 80,
};
const cuts = { low: 20_000, high: 100_000 };

const cases = [
  [{ score: 39 }, 'T1'],
  [{ score: 45, arr: 150_000 }, 'T1'],
  [{ score: 45 }, 'T2'],
  [{ score: 78, daysToRenewal: 45 }, 'T2'],
  [{ score: 65, daysToRenewal: 45 }, 'T1'],
  [{ score: 78, change30: -10 }, 'T1'],
  [{ score: 78, change30: -6 }, 'T2'],
  [{ score: 78, change90: -10 }, 'T2'],
  [{ score: 78 }, 'T3'],
  [{ score: 90 }, 'T4'],
  [{ score: 90, engagement: 50 }, 'T3'],
  [{ score: 90, declining: true }, 'T3'],
  [{ score: 75, arr: 10_000 }, 'T5'],
  [{ score: 75, arr: 10_000, declining: true }, 'T3'],
  [{ score: 70 }, 'T3'],
  [{ score: 40 }, 'T2'],
  [{ score: Number.NaN }, null],
  [{ score: 78, daysToRenewal: 45, declining: true }, 'T1'],
  [{ score: 78, daysToRenewal: -5 }, 'T3'],
  // At every bound, and beside it.
  [{ score: 39.999999 }, 'T1'],
  [{ score: 65, daysToRenewal: 0 }, 'T1'],
  [{ score: 65, daysToRenewal: 60 }, 'T1'],
  [{ score: 65, daysToRenewal: 61 }, 'T2'],
  [{ score: 70, daysToRenewal: 60 }, 'T2'],
  [{ score: 78, daysToRenewal: 120 }, 'T2'],
  [{ score: 78, daysToRenewal: 121 }, 'T3'],
  [{ score: 49.999999, arr: 100_000 }, 'T1'],
  [{ score: 49.999999, arr: 99_999 }, 'T2'],
  [{ score: 50, arr: 150_000 }, 'T2'],
  [{ score: 78, change30: -9.999999 }, 'T2'],
  [{ score: 78, change30: -5 }, 'T2'],
  [{ score: 78, change30: -4.999999 }, 'T3'],
  [{ score: 78, change90: -9.999999 }, 'T3'],
  [{ score: 78, change30: 4, change90: 9 }, 'T3'],
  [{ score: 85 }, 'T4'],
  [{ score: 84.999999 }, 'T3'],
  [{ score: 90, engagement: 70 }, 'T4'],
  [{ score: 90, engagement: 69.999999 }, 'T3'],
  [{ score: 75, arr: 19_999 }, 'T5'],
  [{ score: 75, arr: 20_000 }, 'T3'],
  [{ score: 75, arr: Number.NaN }, 'T3'],
] as const;

it.each(cases)('TV21 %j is %s', (change, expected) => {
  expect(priorityTier({ ...normal, ...change }, cuts)).toBe(expected);
});

it('TV21 literal mode takes every renewal within 60 days', () => {
  expect(priorityTier({ ...normal, daysToRenewal: 45 }, cuts, 'literal')).toBe('T1');
});

it('the columnar version says the same', () => {
  const rows = cases.map(([change]) => ({ ...normal, ...change }));
  const column = (pick: (row: (typeof rows)[number]) => number) => Float64Array.from(rows, pick);
  const codes = priorityColumn(
    {
      score: column((row) => row.score),
      change30: column((row) => row.change30),
      change90: column((row) => row.change90),
      arr: column((row) => row.arr),
      daysToRenewal: column((row) => row.daysToRenewal),
      trend: Uint8Array.from(rows, (row) => (row.declining ? 3 : 2)),
      engagement: column((row) => row.engagement),
    },
    cuts,
  );
  expect(Array.from(codes, (code) => PRIORITY_TIERS[code])).toEqual(cases.map(([, expected]) => expected));
});

it('cuts are quartiles of the known ARR of active accounts', () => {
  expect(arrCuts(Float64Array.of(10, 20, 30, 40, 50, Number.NaN, 1000), Uint8Array.of(1, 1, 1, 1, 1, 1, 2))).toEqual({
    low: 20,
    high: 40,
  });
});

it('cuts lie between two accounts in proportion, whatever the order of the accounts', () => {
  expect(arrCuts(Float64Array.of(40, 10, 30, 20), new Uint8Array(4).fill(1))).toEqual({ low: 17.5, high: 32.5 });
  expect(arrCuts(Float64Array.of(40), Uint8Array.of(1))).toEqual({ low: 40, high: 40 });
  expect(arrCuts(Float64Array.of(40), Uint8Array.of(2))).toEqual({ low: Number.NaN, high: Number.NaN });
});

it('fixed cuts of the model replace the quartiles one by one', () => {
  const arr = Float64Array.of(10, 20, 30, 40, 50);
  const active = new Uint8Array(5).fill(1);
  expect(arrCuts(arr, active, { arrLow: 5, arrHigh: 1000 })).toEqual({ low: 5, high: 1000 });
  expect(arrCuts(arr, active, { arrLow: null, arrHigh: 1000 })).toEqual({ low: 20, high: 1000 });
});

it('literal mode takes overdue renewals too, guarded mode does not', () => {
  expect(priorityTier({ ...normal, daysToRenewal: -5 }, cuts, 'literal')).toBe('T1');
  expect(priorityTier({ ...normal, daysToRenewal: Number.NaN }, cuts, 'literal')).toBe('T3');
  expect(priorityTier({ ...normal, daysToRenewal: 60 }, cuts, 'literal')).toBe('T1');
  expect(priorityTier({ ...normal, daysToRenewal: 61 }, cuts, 'literal')).toBe('T2');
});

it('shares are of the accounts with a tier, beside those the text expects', () => {
  // 1 × T1, 2 × T2, 4 × T3, 1 × T4, 2 × T5, 1 unscored
  const priority = Uint8Array.of(1, 2, 2, 3, 3, 3, 3, 4, 5, 5, 0);
  expect(priorityShares(priority)).toEqual([
    { tier: 'T1', accounts: 1, share: 0.1, expected: [0.1, 0.15] },
    { tier: 'T2', accounts: 2, share: 0.2, expected: [0.2, 0.3] },
    { tier: 'T3', accounts: 4, share: 0.4, expected: [0.4, 0.5] },
    { tier: 'T4', accounts: 1, share: 0.1, expected: [0.1, 0.2] },
    { tier: 'T5', accounts: 2, share: 0.2, expected: null },
  ]);
  expect(priorityShares(priority, Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1))[0]?.share).toBe(1);
  expect(priorityShares(Uint8Array.of(0)).map(({ share }) => share)).toEqual([null, null, null, null, null]);
});

it('work goes by tier, then by ARR × risk', () => {
  // T1: 100 × 70 = 7000 and 90 × 80 = 7200; T2: 500 × 50; unknown ARR weighs 0; unscored last
  const rank = priorityRank(
    Uint8Array.of(1, 2, 1, 1, 0),
    Float64Array.of(100, 500, 90, Number.NaN, 900),
    Float64Array.of(70, 50, 80, 90, Number.NaN),
  );
  expect([...rank]).toEqual([1, 3, 0, 2, 4]);
  // A probability bends the order: 100 × 0.4 goes before 150 × 0.2, where 100 × 60 went after 150 × 50.
  const [arr, tier] = [Float64Array.of(100, 150), Uint8Array.of(1, 1)];
  expect([...priorityRank(tier, arr, Float64Array.of(0.4, 0.2))]).toEqual([0, 1]);
  expect([...priorityRank(tier, arr, Float64Array.of(60, 50))]).toEqual([1, 0]);
  const alike = [1, 1, 1, 1];
  expect([...priorityRank(Uint8Array.from(alike), Float64Array.from(alike), Float64Array.from(alike))]).toEqual([
    0, 1, 2, 3,
  ]);
});

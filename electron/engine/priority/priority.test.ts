import { expect, it } from 'vitest';
import { arrCuts, PRIORITY_TIERS, priorityColumn, priorityTier } from './priority.ts';

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

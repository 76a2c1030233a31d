import { describe, expect, it } from 'vitest';
import { boxOf, cohortHealth, healthPoint, valuesByCohort } from './distribution.ts';

const NONE = Number.NaN;

describe('box plot', () => {
  it('has quartiles of type 7, whiskers inside 1.5 × the box and the rest as outliers', () => {
    // q1 52, q3 62: fences 37 and 77
    expect(boxOf(Float64Array.of(10, 50, 52, 55, 57, 60, 62, 64, 100))).toEqual({
      n: 9,
      min: 10,
      q1: 52,
      median: 57,
      q3: 62,
      max: 100,
      mean: expect.closeTo(510 / 9, 12),
      whiskerLow: 50,
      whiskerHigh: 64,
      outliersLow: 1,
      outliersHigh: 1,
    });
    expect(boxOf(Float64Array.of(40, 50))).toMatchObject({ q1: 42.5, median: 45, q3: 47.5, outliersLow: 0 });
    expect(boxOf(Float64Array.of(70))).toMatchObject({ min: 70, q1: 70, max: 70, whiskerHigh: 70, outliersHigh: 0 });
    expect(boxOf(new Float64Array())).toBeNull();
  });
});

describe('health of cohorts', () => {
  const snapshot = {
    status: Uint8Array.of(1, 1, 1, 2, 1, 0),
    score: Float64Array.of(80, 40, 60, NONE, NONE, NONE),
    tier: Uint8Array.of(0, 2, 1, 255, 255, 255),
  };
  const arr = Float64Array.of(100, 300, NONE, 0, 50, 0);
  const change90 = Float64Array.of(-4, 10, NONE, NONE, NONE, NONE);

  it('counts customers, money and tiers; former customers and those without a score count as accounts only', () => {
    const [a, b] = cohortHealth({ snapshot, arr, change90 }, Int32Array.of(0, 0, 1, 0, 1, -1), 2, 3);
    expect(a).toEqual({
      accounts: 3,
      active: 2,
      churned: 1,
      scored: 2,
      arr: 400,
      atRiskAccounts: 1,
      atRiskArr: 300,
      mean: 60,
      arrWeighted: 50,
      change90: 3,
      changed: 2,
      tiers: [1, 0, 1],
      box: expect.objectContaining({ n: 2, median: 60 }),
    });
    expect(b).toMatchObject({
      accounts: 2,
      active: 2,
      scored: 1,
      arr: 50,
      mean: 60,
      arrWeighted: null,
      change90: null,
    });
    expect(b).toMatchObject({ atRiskAccounts: 0, tiers: [0, 1, 0], changed: 0 });
    expect(cohortHealth({ snapshot, arr, change90 }, new Int32Array(6).fill(-1), 1, 3)[0]).toMatchObject({
      accounts: 0,
      mean: null,
      box: null,
    });
  });

  it('averages one snapshot by cohort, plain and by ARR', () => {
    const point = healthPoint(snapshot.score, arr, Int32Array.of(0, 0, 1, 0, 2, -1), 3);
    expect(Array.from(point.n)).toEqual([2, 1, 0]);
    expect(Array.from(point.mean)).toEqual([60, 60, NONE]);
    expect(Array.from(point.arrWeighted)).toEqual([50, NONE, NONE]);
  });

  it('groups values in the order of the accounts and leaves out what is missing', () => {
    expect(valuesByCohort([5, NONE, 3, 4], Int32Array.of(1, 1, 0, 1), 2)).toEqual([
      Float64Array.of(3),
      Float64Array.of(5, 4),
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { readModel, snapshotOfDimensions } from '../testing/fixtures.ts';
import { dimensionMedians, histogramBin, scoreHistogram, summariseHealth, tierCounts } from './aggregates.ts';

const model = readModel('003-signal');
const same = (score: number) => [score, score, score, score, score];

describe('aggregates', () => {
  const six = () =>
    snapshotOfDimensions(model, [
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
    const snapshot = six();
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
    const snapshot = six();
    expect(tierCounts(model, snapshot, arr)).toEqual(
      [
        { accounts: 2, arr: 40, provisional: 0 },
        { accounts: 2, arr: 50, provisional: 0 },
        { accounts: 1, arr: 10, provisional: 0 },
      ].map((count, tier) => (tier === 0 ? { ...count, provisional: 1 } : count)),
    );
    expect(tierCounts(model, snapshot, arr, four).map(({ accounts }) => accounts)).toEqual([1, 2, 1]);
    expect(summariseHealth(snapshot, arr)).toMatchObject({ accounts: 5, provisional: 1, arr: 100 });
    expect(summariseHealth(snapshot, arr, new Uint8Array(6))).toMatchObject({
      accounts: 0,
      mean: null,
      arrWeightedMean: null,
      atRiskShare: null,
    });
  });

  it('bins scores by 2.5 points, stacked per tier', () => {
    const snapshot = six();
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
    const chosen = scoreHistogram(model, snapshot, four);
    expect([chosen[32], chosen[36]]).toEqual([
      [1, 0, 0],
      [0, 0, 0],
    ]);
  });

  it('medians per dimension skip nulls', () => {
    const snapshot = six();
    expect([...dimensionMedians(snapshot, four)]).toEqual([49.95, 49.95, 49.95, 49.95, 49.95]);
    expect(dimensionMedians(snapshot)[1]).toBe(50);
  });
});

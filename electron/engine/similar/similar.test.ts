import { describe, expect, it } from 'vitest';
import { nearestCases, type SimilarCases, similarOutcome } from './similar.ts';

const WEIGHTS = [30, 20, 20, 15, 15];
const N = 40;
const STEPS = [
  [37, 0],
  [53, 17],
  [71, 29],
  [29, 5],
  [13, 61],
] as const;

/** Scores (a·i + b) mod 101 of 40 accounts in three segments, the second of every 7th unknown, the first and fourth of every 11th. */
function cases(): SimilarCases {
  const dimensions = STEPS.map(([a, b], k) =>
    Float64Array.from({ length: N }, (_, i) =>
      (i % 7 === 0 && k === 1) || (i % 11 === 0 && (k === 0 || k === 3)) ? Number.NaN : (a * i + b) % 101,
    ),
  );
  return { length: N, account: Int32Array.from({ length: N }, (_, i) => i), dimensions };
}
const segment = Array.from({ length: N + 1 }, (_, i) => i % 3);
const queryOf = (row: number, dimensions?: readonly number[]) => ({
  account: dimensions ? N : row,
  dimensions: dimensions ?? cases().dimensions.map((column) => column[row] as number),
  weights: WEIGHTS,
  segment,
});
const found = (row: number, dimensions?: readonly number[]) =>
  nearestCases(cases(), queryOf(row, dimensions)).map(({ row: at, distance }) => [at, Number(distance.toFixed(6))]);

describe('nearest cases', () => {
  // scikit-learn 1.2.1, NearestNeighbors(algorithm='brute') with the distance as its metric; the account itself left out.
  it('are those of scikit-learn, with its distances', () => {
    expect(found(7)).toEqual([
      [4, 19.740504],
      [21, 24.252193],
      [37, 27.894892],
      [16, 36.199965],
      [13, 37.005067],
    ]);
    expect(found(13)).toEqual([
      [37, 23.078128],
      [30, 25.88238],
      [16, 26.106513],
      [5, 32.800219],
      [24, 33.607202],
    ]);
    expect(found(N, [50, 50, 50, 50, 50])).toEqual([
      [37, 13.451766],
      [16, 22.378561],
      [23, 24.101418],
      [29, 24.131525],
      [7, 24.327197],
    ]);
  });

  it('need 60 % of the weight in common: 55 % is too little, whoever lacks it', () => {
    expect(found(22)).toEqual([]);
    expect(found(N, [Number.NaN, 60, 40, Number.NaN, 70])).toEqual([]);
    // Case 11 lacks 45 % of the weight: nobody is like it, though it is the query itself.
    const own = STEPS.map(([a, b]) => (a * 11 + b) % 101);
    expect(found(N, own).some(([row]) => row === 11)).toBe(false);
    // Exactly 60 %: dimensions of 30, 15 and 15.
    const three = cases();
    const sixty = {
      ...three,
      dimensions: three.dimensions.map((column, k) => (k === 1 || k === 2 ? column.map(() => Number.NaN) : column)),
    };
    expect(nearestCases(sixty, queryOf(N, [50, 50, 50, 50, 50])).length).toBe(5);
  });

  it('count an account once, by its nearest day, and never the account itself', () => {
    const column = Float64Array.from([52, 40, 60, 51, 49, 30]);
    const own: SimilarCases = { length: 6, account: Int32Array.from([0, 1, 1, 2, 2, 3]), dimensions: [column] };
    const query = { account: 3, dimensions: [50], weights: [100], segment: [0, 0, 1, 0] };
    expect(nearestCases(own, query)).toEqual([
      { row: 0, distance: 2 },
      { row: 1, distance: 10 },
      // Another segment: 1 + 10.
      { row: 3, distance: 11 },
    ]);
    expect(nearestCases(own, query, 1)).toEqual([{ row: 0, distance: 2 }]);
  });
});

describe('what became of similar accounts', () => {
  const near = (scores: readonly number[]): SimilarCases => ({
    length: scores.length,
    account: Int32Array.from(scores.keys()),
    dimensions: [Float64Array.from(scores)],
  });
  const query = { account: 99, dimensions: [50], weights: [1], segment: [] };

  it('is the share of the five nearest, with its Wilson interval', () => {
    const outcome = similarOutcome(near([50, 90, 51, 49, 55, 45, 70]), [1, 1, 0, 0, 1, 0, 1], query);
    // Rows 0, 2, 3, 4 and 5: two of five left. Wilson of 2 of 5: 11.8 to 76.9 %.
    expect(outcome).toMatchObject({ outcomes: 2, share: 0.4 });
    expect('low' in outcome && [outcome.low, outcome.high]).toEqual([
      expect.closeTo(0.117621, 6),
      expect.closeTo(0.769276, 6),
    ]);
  });

  it('is refused with fewer than five within 25 points', () => {
    expect(similarOutcome(near([50, 75, 25, 60, 75.001, 20]), [0, 0, 0, 0, 0, 0], query)).toEqual({ within: 4 });
    expect(similarOutcome(near([50, 75, 25, 60, 75]), [0, 0, 0, 0, 0], query)).toMatchObject({ outcomes: 0, low: 0 });
  });
});

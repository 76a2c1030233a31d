import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutPenalty, levelShifts, MIN_SEGMENT_WEEKS, noiseOf } from './change-points.ts';

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const errorOf = (values: readonly number[]): number => {
  const level = mean(values);
  return values.reduce((sum, value) => sum + (value - level) ** 2, 0);
};

/** Every way to cut a series into segments of at least four. */
function everyCut(n: number, from = 0): number[][] {
  const cuts: number[][] = [[]];
  for (let at = from + MIN_SEGMENT_WEEKS; at <= n - MIN_SEGMENT_WEEKS; at++)
    for (const later of everyCut(n, at)) cuts.push([at, ...later]);
  return cuts;
}

function costOf(values: readonly number[], cuts: readonly number[], penalty: number): number {
  const bounds = [0, ...cuts, values.length];
  return (
    penalty * cuts.length +
    bounds.slice(1).reduce((sum, to, k) => sum + errorOf(values.slice(bounds[k] as number, to)), 0)
  );
}

function cheapest(values: readonly number[], choices: readonly (readonly number[])[]): readonly number[] {
  const penalty = cutPenalty(values);
  return choices.reduce((best, cuts) =>
    costOf(values, cuts, penalty) < costOf(values, best, penalty) - 1e-9 ? cuts : best,
  );
}

describe('level shifts', () => {
  const dropped = [320, 316, 322, 318, 324, 319, 321, 317, 210, 214, 208, 212, 209, 213, 207, 211];

  it('σ̂ is 1.4826·MAD of the differences ÷ √2, and a cut costs 3σ̂²·ln n', () => {
    // Differences of 10, 12, 9, 13, 8: 2, −3, 4, −5; median −0.5, deviations 2.5, 2.5, 4.5, 4.5 → MAD 3.5.
    const values = [10, 12, 9, 13, 8];
    expect(noiseOf(values)).toBeCloseTo((1.4826 * 3.5) / Math.SQRT2, 12);
    expect(cutPenalty(values)).toBeCloseTo(3 * ((1.4826 * 3.5) / Math.SQRT2) ** 2 * Math.log(5), 12);
    // What hardly varies has a floor of 5 % of its level: 0.05 · 20 = 1.
    expect(noiseOf([20, 20, 20, 20])).toBeCloseTo(1.4826 / Math.SQRT2, 12);
  });

  it('finds one shift where it is, with the means on either side', () => {
    expect(levelShifts(dropped)).toEqual([{ at: 8, before: 319.625, after: 210.5 }]);
  });

  it('finds several, in the order of time', () => {
    const steps = [50, 52, 49, 51, 80, 82, 79, 81, 80, 30, 31, 29, 30, 32];
    expect(levelShifts(steps).map(({ at }) => at)).toEqual([4, 9]);
    expect(levelShifts(steps).map(({ before, after }) => [before, after])).toEqual([
      [50.5, 80.4],
      [80.4, 30.4],
    ]);
  });

  it('needs 12 weeks and four on either side; noise and a single blip are no shift', () => {
    expect(levelShifts(dropped.slice(3, 14))).toEqual([]);
    // Three low weeks at the end are no segment of their own: the cut lies four from the end.
    expect(levelShifts([...dropped.slice(0, 8), ...dropped.slice(0, 5), 210, 211, 209]).map(({ at }) => at)).toEqual([
      12,
    ]);
    expect(levelShifts([10, 12, 9, 13, 8, 11, 12, 9, 10, 13, 9, 11])).toEqual([]);
    expect(levelShifts([20, 20, 20, 20, 20, 20, 20, 24, 20, 20, 20, 20, 20, 20])).toEqual([]);
    expect(levelShifts(new Array(20).fill(7))).toEqual([]);
  });

  it('cuts once where trying every single cut does, whatever the values', () => {
    const singles = (n: number): number[][] => [[], ...everyCut(n).filter((cuts) => cuts.length === 1)];
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 12, maxLength: 15 }), (values) => {
        const best = cheapest(values, singles(values.length));
        const found = levelShifts(values).map(({ at }) => at);
        expect(found.length > 0).toBe(best.length > 0);
        if (values.length < 12 + MIN_SEGMENT_WEEKS - 1 && found.length === 1)
          expect(costOf(values, found, 0)).toBeCloseTo(costOf(values, best, 0), 6);
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it('costs what the best of all sets of cuts costs where levels are clear', () => {
    const level = fc.integer({ min: 0, max: 9 }).map((step) => step * 100);
    const noise = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(level, level, level, fc.integer({ min: 4, max: 8 }), noise, (a, b, c, width, wobble) => {
        const values = wobble.map((step, k) => 1000 + (k < width ? a : k < width + 6 ? b : c) + step);
        const found = levelShifts(values).map(({ at }) => at);
        const best = cheapest(values, everyCut(values.length));
        const penalty = cutPenalty(values);
        expect(costOf(values, found, penalty)).toBeCloseTo(costOf(values, best, penalty), 6);
      }),
      { seed: 11, numRuns: 60 },
    );
  });
});

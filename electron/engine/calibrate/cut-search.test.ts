import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thresholdTable } from '../validate/thresholds.ts';
import {
  createCutSearch,
  cutByCost,
  cutByLargestDrop,
  cutByTarget,
  cutByYouden,
  largestDrop,
  pooledCut,
  simplestCut,
} from './cut-search.ts';

/** Ten accounts of TV23. */
const SCORES = [20, 35, 38, 45, 55, 62, 66, 70, 81, 90];
const CHURNED = [1, 0, 1, 1, 0, 0, 1, 0, 0, 0];

describe('threshold search', () => {
  const curve = createCutSearch(SCORES, CHURNED).curve();

  it('a cut is the simplest number that flags the same accounts', () => {
    expect(simplestCut(38, 45)).toBe(42);
    expect(simplestCut(38, 39)).toBe(39);
    expect(simplestCut(38.2, 38.9)).toBe(38.6);
    expect(simplestCut(38.21, 38.24)).toBe(38.23);
    expect(simplestCut(1 / 3, 1 / 3 + 1e-9)).toBe(1 / 3 + 1e-9);
  });

  it('most churns within a share of false alarms', () => {
    // Below 50: 20, 35, 38, 45 are flagged, of which 35 stayed: 1 of 4.
    expect(cutByTarget(curve, 0.25)).toEqual({
      threshold: 50,
      tp: 3,
      fp: 1,
      fn: 1,
      tn: 5,
    });
    expect(cutByTarget(curve, 0.2)?.tp).toBe(1);
    // Below 68 all four, and 35, 55, 62 with them: 3 of 7.
    expect(cutByTarget(curve, 0.43)).toMatchObject({ threshold: 68, tp: 4, fp: 3 });
  });

  it('no cut where even the first flagged stayed', () => {
    expect(cutByTarget(createCutSearch([10, 20, 30], [0, 0, 1]).curve(), 0.5)).toBeNull();
  });

  it('least cost, and the largest Youden J', () => {
    expect(cutByCost(curve, 5)).toMatchObject({ threshold: 68, tp: 4, fp: 3 });
    expect(cutByCost(curve, 1)).toMatchObject({ threshold: 50, tp: 3, fp: 1 });
    // J at 50 is 3/4 − 1/6 = .583, at 68 1 − 3/6 = .5.
    expect(cutByYouden(curve)).toMatchObject({ threshold: 50 });
  });

  it('TV22: the largest drop is at 50, −22.1 points', () => {
    const bands = [
      { from: 0, rows: 38, lost: 22 },
      { from: 50, rows: 67, lost: 24 },
      { from: 60, rows: 94, lost: 21 },
    ];
    const found = largestDrop(bands);
    expect(found?.threshold).toBe(50);
    expect(100 * (found?.drop ?? 0)).toBeCloseTo(22.07, 2);
    expect(found).toMatchObject({ tp: 22, fp: 16, fn: 45, tn: 116 });
    expect(largestDrop([{ from: 0, rows: 40, lost: 4 }])).toBeNull();
  });

  it('bands of fewer than 20 rows join the next one', () => {
    const scores = [...Array(5).fill(15), ...Array(20).fill(25), ...Array(30).fill(75), ...Array(3).fill(95)];
    const churned = [...Array(5).fill(1), ...Array(10).fill(1), ...Array(10).fill(0), ...Array(33).fill(0)];
    expect(cutByLargestDrop(scores, churned)).toMatchObject({ threshold: 30, drop: 15 / 25, tp: 15 });
  });

  it('equals brute force over every cut, whatever the ties and counts', () => {
    const row = fc.record({ score: fc.integer({ min: 0, max: 30 }), churned: fc.integer({ min: 0, max: 1 }) });
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 60 }),
        fc.double({ min: 0, max: 0.9, noNaN: true }),
        fc.integer({ min: 1, max: 9 }),
        (rows, target, ratio) => {
          const scores = rows.map(({ score }) => score * 3.3);
          const churned = rows.map((one) => one.churned);
          const found = createCutSearch(scores, churned).curve();
          const everywhere = [...new Set([0, ...scores.map((score) => score + 1e-9)])].sort((a, b) => a - b);
          const tried = thresholdTable(scores, churned, everywhere);
          const within = tried.filter((one) => one.fp <= target * (one.fp + one.tp) + 1e-12);
          expect(cutByTarget(found, target)?.tp ?? 0).toBe(Math.max(...within.map((one) => one.tp)));
          const costOf = (one: { fn: number; fp: number }): number => ratio * one.fn + one.fp;
          expect(costOf(cutByCost(found, ratio))).toBe(Math.min(...tried.map(costOf)));
          const best = cutByYouden(found);
          expect(thresholdTable(scores, churned, [best.threshold])).toMatchObject([best]);
          const youden = (one: typeof best): number => one.tp * (one.fp + one.tn) - one.fp * (one.tp + one.fn);
          expect(youden(best)).toBe(Math.max(...tried.map(youden)));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('rows that count twice are rows given twice', () => {
    const counts = SCORES.map((_, row) => (row * 7) % 3);
    const repeated = SCORES.flatMap((score, row) => Array<number>(counts[row] ?? 0).fill(score));
    const churned = CHURNED.flatMap((churn, row) => Array<number>(counts[row] ?? 0).fill(churn));
    const one = cutByYouden(createCutSearch(SCORES, CHURNED).curve(counts));
    const other = cutByYouden(createCutSearch(repeated, churned).curve());
    expect({ ...one, threshold: 0 }).toEqual({ ...other, threshold: 0 });
  });
});

it('a segment cut leans on its own churns: (E·own + 20·all) ÷ (E + 20)', () => {
  expect(pooledCut(20, 40, 60)).toBe(50);
  expect(pooledCut(10, 30, 60)).toBe(50);
  expect(pooledCut(180, 40, 60)).toBe(42);
});

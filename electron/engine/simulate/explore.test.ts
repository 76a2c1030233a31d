import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../testing/arbitrary-inputs.ts';
import { readModel, snapshotOfDimensions } from '../testing/fixtures.ts';
import { changedModel } from './change.ts';
import { dirichletWeights } from './dirichlet.ts';
import { explore, ternaryGrid } from './explore.ts';
import { nearestEdge } from './stability.ts';
import { tornado } from './tornado.ts';
import { createWhatIfKernel } from './what-if.ts';

const model = readModel('003-signal');
/** A to E of TV33. */
const FIVE = [
  [65, 50, 80, 40, 30],
  [90, 70, 60, 60, 70],
  [30, 60, 45, 40, 40],
  [80, 60, 70, 60, 65],
  [20, 80, 90, 60, 70],
];
const ARR = [100, 50, 200, 80, 120];
const kernelOf = (dims: readonly (readonly number[])[], arr: readonly number[]) =>
  createWhatIfKernel({ model, snapshot: snapshotOfDimensions(model, dims), arr, segments: dims.map(() => '') });

describe('tornado', () => {
  it('of TV33: usage +15 moves C down and D up; the weights after the step are said', () => {
    const bars = tornado(kernelOf(FIVE, ARR), model, ARR, 15, (weights) => (weights[0] as number) / 100);
    expect(bars).toHaveLength(5);
    expect(bars[0]?.more).toMatchObject({ weight: 45, accounts: 2, arr: 280, up: 1, down: 1 });
    expect(bars[0]?.more.deltaAuc).toBeCloseTo(0.15, 12);
    expect(bars[0]?.less.weight).toBe(15);
    expect(bars[3]?.less.weight).toBe(0);
  });

  it('adds up: accounts that change are those that rise, fall, or gain or lose a score; bounds agree with the closed form', () => {
    const score = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(
        fc.array(fc.array(score, { minLength: 5, maxLength: 5 }), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 10 }),
        (dims, step) => {
          const arr = dims.map((_, account) => account + 1);
          const weights = model.dimensions.map(({ weight }) => weight);
          const kernel = kernelOf(dims, arr);
          const tiers = [...kernel.run(weights).tier];
          tornado(kernel, model, arr, step).forEach(({ less, more }, d) => {
            for (const side of [less, more]) expect(side.accounts).toBe(side.up + side.down);
            const edges = dims.map((own, account) =>
              nearestEdge(weights, own, [70, 40, 0], tiers[account] as number, d),
            );
            const within = edges.filter((edge) => edge && Math.abs(edge.by) <= step / 100 - 1e-9).length;
            expect(less.accounts + more.accounts).toBeGreaterThanOrEqual(within);
          });
        },
      ),
      runs(200),
    );
  });

  it('a weight that cannot be stepped stays', () => {
    const alone = changedModel(model, { weights: { usage: 100, support: 0, billing: 0, engagement: 0, growth: 0 } });
    const bars = tornado(kernelOf(FIVE, ARR), alone, ARR, 5);
    expect(bars[0]?.more).toMatchObject({ weight: 100, accounts: 0, arr: 0 });
    expect(bars[0]?.less.weight).toBe(95);
  });
});

describe('exploring weights', () => {
  it('every sample gives every account one tier; what never changes is certain', () => {
    const kernel = kernelOf([...FIVE, [95, 95, 95, 95, 95]], [...ARR, 1]);
    const { samples } = dirichletWeights([30, 20, 20, 15, 15], { samples: 300, concentration: 50, seed: 11 });
    const { points, counts, tier } = explore(kernel, model, [...ARR, 1], samples, {
      aucOf: (weights) => weights[0] as number,
    });
    expect(points).toHaveLength(300);
    for (let row = 0; row < 6; row++)
      expect([0, 1, 2].reduce((sum, at) => sum + (counts[row * 3 + at] as number), 0)).toBe(300);
    expect([...tier]).toEqual([1, 0, 1, 1, 1, 0]);
    expect(counts[5 * 3]).toBe(300);
    // C (42.0, near 40) and D (68.75, near 70) are the uncertain ones
    const sure = (row: number): number => (counts[row * 3 + (tier[row] as number)] as number) / 300;
    expect(sure(3)).toBeLessThan(sure(0));
    expect(sure(2)).toBeLessThan(sure(0));
    points.forEach(({ auc, weights, changed }) => {
      expect(auc).toBe(weights[0]);
      expect(changed).toBeLessThanOrEqual(6);
    });
  });

  it('a ternary grid shares what three weights have together; its cell of now changes nothing', () => {
    const { total, cells } = ternaryGrid(kernelOf(FIVE, ARR), model, ARR, [0, 1, 2], 7);
    expect(total).toBe(70);
    expect(cells).toHaveLength(36);
    for (const { weights } of cells) expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(70, 9);
    const now = cells.find(({ weights }) => weights[0] === 30 && weights[1] === 20);
    expect(now).toMatchObject({ changed: 0, changedArr: 0 });
    const usage = cells.find(({ weights }) => weights[0] === 70);
    // 0.7·s + (0.15 + 0.15)·rest: A 56 stays Yellow, B 82.5 Green, C 33 Red, D 74.75 Green, E 33.5 Red
    expect(usage).toMatchObject({ changed: 3, changedArr: 400 });
  });
});

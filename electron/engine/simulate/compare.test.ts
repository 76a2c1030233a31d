import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HealthModel, TierRole } from '#shared/model/health-model.ts';
import { weightsOf } from '../score/composite.ts';
import { runs } from '../testing/arbitrary-inputs.ts';
import { readModel, snapshotOfDimensions } from '../testing/fixtures.ts';
import { compareModels } from './compare.ts';
import { createWhatIfKernel } from './what-if.ts';

const model = readModel('003-signal');
const DIMS = [
  [65, 50, 80, 40, 30], // 56 Yellow
  [90, 70, 60, 60, 70], // 72.5 Green
  [30, 60, 45, 40, 40], // 42 Yellow
  [80, 60, 70, 60, 65], // 68.75 Yellow
  [20, 80, 90, 60, 70], // 59.5 Yellow
];
const ARR = Float64Array.of(10, 20, Number.NaN, 40, 50);

const side = (of: HealthModel, dims: number[][] = DIMS) => ({ model: of, snapshot: snapshotOfDimensions(of, dims) });
const withWeights = (...weights: number[]): HealthModel => ({
  ...model,
  dimensions: model.dimensions.map((dimension, d) => ({ ...dimension, weight: weights[d] ?? 0 })),
});

describe('another model on the same day', () => {
  it('counts and names the accounts that move, largest ARR first, with the reason', () => {
    // usage 60, support and billing 20 each: 65, 80, 39, 74, 46
    const compared = compareModels(side(model), side(withWeights(60, 20, 20, 0, 0)), ARR, 10);
    expect(compared.movers).toEqual([
      {
        account: 3,
        arr: 40,
        before: 68.75,
        after: 74,
        fromTier: 1,
        toTier: 0,
        dimension: 'usage',
        // (0.6 − 0.3) × (80 − 68.75)
        effect: expect.closeTo(3.375, 9),
        reason: 'Usage at 80 counts 60% instead of 30%',
      },
      {
        account: 2,
        arr: 0,
        before: 42,
        after: 39,
        fromTier: 1,
        toTier: 2,
        dimension: 'usage',
        effect: expect.closeTo(-3.6, 9),
        reason: 'Usage at 30 counts 60% instead of 30%',
      },
    ]);
    expect(compared.moversTotal).toBe(2);
    expect(compared.movedUp).toEqual({ accounts: 1, arr: 40 });
    expect(compared.movedDown).toEqual({ accounts: 1, arr: 0 });
    expect(compared.migration).toEqual([
      { from: 0, to: 0, accounts: 1, arr: 20 },
      { from: 1, to: 0, accounts: 1, arr: 40 },
      { from: 1, to: 1, accounts: 2, arr: 60 },
      { from: 1, to: 2, accounts: 1, arr: 0 },
    ]);
    expect(compared.after.tiers.map((tier) => tier.accounts)).toEqual([2, 2, 1]);
    expect(compared.after.summary).toMatchObject({ accounts: 5, atRiskAccounts: 2, atRiskArr: 50 });
    // 39 and 46 fall in the bins from 37.5 and 45
    expect([compared.after.histogram[15], compared.after.histogram[18]]).toEqual([1, 1]);
    expect(compareModels(side(model), side(withWeights(60, 20, 20, 0, 0)), ARR, 1).movers).toHaveLength(1);
  });

  it('names the accounts of the largest ARR however many move, of the same ARR the first', () => {
    const count = 9000;
    const dims = Array.from({ length: count }, () => [80, 60, 70, 60, 65]);
    // 100 and more on every tenth account, 7 on all others.
    const arr = Float64Array.from({ length: count }, (_, account) => (account % 10 === 0 ? 100 + (account % 4) : 7));
    const after = withWeights(60, 20, 20, 0, 0);
    const [then, now] = [side(model, dims), side(after, dims)];
    const named = (limit: number) => compareModels(then, now, arr, limit);
    expect(named(3).movers.map(({ account }) => account)).toEqual([10, 30, 50]);
    expect(named(3).moversTotal).toBe(count);
    expect(named(3).movedUp.accounts).toBe(count);
    expect(named(0).movers).toEqual([]);
    // 900 of more than 7, 450 each of 102 and 100, and of those with 7 the first.
    const { movers: most } = named(902);
    expect([449, 450, 899, 900, 901].map((at) => most[at]?.account)).toEqual([8990, 0, 8980, 1, 2]);
    const segments = dims.map(() => '');
    const kernel = createWhatIfKernel({ model, snapshot: then.snapshot, arr, segments });
    kernel.run(weightsOf(after));
    for (const limit of [0, 3, 902]) {
      const { movers, total } = kernel.movers(limit);
      expect([total, ...movers.map(({ account }) => account)]).toEqual([
        count,
        ...named(limit).movers.map(({ account }) => account),
      ]);
    }
  });

  it('compares models with other tiers through their colours, never by name', () => {
    const four = readModel('001-five');
    // under the same dimensions' ids only usage and engagement are shared; scores 75, 40
    const before = side(model, [
      [70, 70, 70, 70, 70],
      [40, 40, 40, 40, 40],
      [70, 70, 70, 70, 70],
    ]);
    const after = side(four, [
      [75, 75, 75, 75, 75],
      [24, 24, 24, 24, 24],
      [50, 50, 50, 50, 50],
    ]);
    const compared = compareModels(before, after, [1, 2, 4], 10);
    const roles = compared.movers.map((mover) => [
      mover.account,
      model.tiers[mover.fromTier]?.role,
      four.tiers[mover.toTier]?.role,
    ]);
    expect(model.tiers.map((tier) => tier.role)).toEqual(['healthy', 'moderate', 'critical']);
    // Green and Healthy are the same colour; Yellow to Critical and Green to Moderate go down
    expect(roles).toEqual([
      [2, 'healthy', 'moderate'],
      [1, 'moderate', 'critical'],
    ]);
    expect(compared.movedDown).toEqual({ accounts: 2, arr: 6 });
    expect(compared.migration).toEqual([
      { from: 0, to: 0, accounts: 1, arr: 1 },
      { from: 0, to: 1, accounts: 1, arr: 4 },
      { from: 1, to: 3, accounts: 1, arr: 2 },
    ]);
  });

  it('compares tiers of one colour tier by tier only where both models have the same ones', () => {
    const tiersOf = (...tiers: [name: string, role: TierRole, from: number][]): HealthModel => ({
      ...model,
      tiers: tiers.map(([name, role, from]) => ({ name, role, from, action: '' })),
    });
    const good = ['Good', 'moderate', 70] as const;
    const fair = ['Fair', 'moderate', 40] as const;
    const poor = ['Poor', 'critical', 0] as const;
    const three = tiersOf([...good], [...fair], [...poor]);
    // 80 before, 50 after: from Good to Fair
    const movers = (before: HealthModel, after: HealthModel): number =>
      compareModels(side(before, [[80, 80, 80, 80, 80]]), side(after, [[50, 50, 50, 50, 50]]), [1], 1).moversTotal;
    expect(movers(three, three)).toBe(1);
    expect(movers(three, tiersOf([...good], ['Middling', 'moderate', 40], [...poor]))).toBe(0);
    expect(
      movers(three, tiersOf(['Best', 'moderate', 70], ['Middling', 'moderate', 40], ['Worst', 'critical', 0])),
    ).toBe(0);
    // The names are the same, and the colour of the second is another one: worse than before.
    const warned = tiersOf([...good], ['Fair', 'atrisk', 40], [...poor]);
    expect(movers(three, warned)).toBe(1);
    expect(movers(warned, three)).toBe(0);
    // The first two of three tiers are the same.
    const two = tiersOf([...good], ['Fair', 'moderate', 0]);
    expect(movers(two, three)).toBe(0);
    expect(movers(three, two)).toBe(0);
  });

  it('says what a dimension that is new, gone or measured in another way does', () => {
    const x = Number.NaN;
    const reason = (now: HealthModel, before: number[], after: number[]): string =>
      compareModels(side(model, [before]), side(now, [after]), [1], 1).movers[0]?.reason ?? '';
    expect(reason(model, [70, 70, 70, 70, 70], [50, 70, 70, 70, 70])).toBe('Usage is 50 instead of 70');
    expect(reason(withWeights(50, 0, 20, 15, 15), [70, 70, 70, 70, 70], [50, 70, 70, 70, 70])).toBe(
      'Usage is 50 instead of 70 and counts 50% instead of 30%',
    );
    expect(reason(withWeights(0, 35, 35, 15, 15), [90, 60, 60, 70, 70], [x, 60, 60, 70, 70])).toBe(
      'Usage at 90 counts no more, before 30%',
    );
    const bounds = { ...model, tiers: model.tiers.map((tier, at) => (at === 0 ? { ...tier, from: 80 } : tier)) };
    expect(reason(bounds, [70, 70, 70, 70, 70], [70, 70, 70, 70, 70])).toBe('Green begins at 80 instead of 70');
    const four = readModel('001-five');
    expect(reason(four, [70, 70, 70, 70, 70], [70, 70, 0, 70, 70])).toBe('Value at 0 counts 20%, before not at all');
    // 0.2 × (0 − 70)
    const [mover] = compareModels(
      side(model, [[70, 70, 70, 70, 70]]),
      side(four, [[70, 70, 0, 70, 70]]),
      [1],
      1,
    ).movers;
    expect(mover?.effect).toBeCloseTo(-14, 9);
    // What neither side knows is no reason.
    expect(reason(model, [90, 70, 70, 70, x], [50, 70, 70, 70, x])).toBe('Usage is 50 instead of 90');
  });

  it('counts accounts that lose or gain a score, which are no movers', () => {
    const x = Number.NaN;
    const compared = compareModels(
      side(model, [
        [x, x, x, x, 70],
        [70, 70, 70, 70, 70],
        [x, x, x, x, 70],
      ]),
      side(model, [
        [70, 70, 70, 70, 70],
        [x, x, x, x, 70],
        [x, x, x, x, 70],
      ]),
      [5, 7, 11],
      10,
    );
    expect(compared).toMatchObject({
      gainedScore: { accounts: 1, arr: 5 },
      lostScore: { accounts: 1, arr: 7 },
      migration: [],
      moversTotal: 0,
    });
  });

  it('with other weights alone it says what the what-if kernel says', () => {
    const cell = fc.oneof(fc.integer({ min: 0, max: 100 }), fc.constant(Number.NaN));
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 5, maxLength: 5 }), { minLength: 1, maxLength: 12 }),
        fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 5, maxLength: 5 }),
        (dims, weights) => {
          const now = withWeights(...weights);
          const [before, after] = [side(model, dims), side(now, dims)];
          const arr = dims.map((_, row) => row + 1);
          const kernel = createWhatIfKernel({ model, snapshot: before.snapshot, arr, segments: dims.map(() => '') });
          const step = kernel.run(weightsOf(now));
          const compared = compareModels(before, after, arr, 50);
          expect([compared.movedUp, compared.movedDown]).toEqual([step.movedUp, step.movedDown]);
          expect(compared.after.histogram).toEqual([...step.after.histogram]);
          expect(compared.after.tiers.map(({ accounts }) => accounts)).toEqual([...step.after.tierAccounts]);
          expect(compared.before.summary.accounts).toBe(step.before.accounts);
          expect(compared.movers.map(({ account, after: score }) => [account, score])).toEqual(
            kernel.movers(50).movers.map(({ account, after: score }) => [account, score]),
          );
          const moved = compared.movedUp.accounts + compared.movedDown.accounts;
          expect(moved).toBe(compared.moversTotal);
        },
      ),
      runs(200),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SCORE_STATE, scoreComposite, weightsOf } from '../score/composite.ts';
import { tierOf } from '../score/thresholds.ts';
import { readModel, snapshotOfDimensions } from '../testing/fixtures.ts';
import { renormalise } from './renormalise.ts';
import { createWhatIfKernel } from './what-if.ts';

const model = readModel('003-signal');
const START = { usage: 30, support: 20, billing: 20, engagement: 15, growth: 15 };
const IDS = Object.keys(START);

describe('renormalise', () => {
  it('TV33: the others move in proportion', () => {
    const next = renormalise(START, 'usage', 45);
    [45, 15.7142857, 15.7142857, 11.7857143, 11.7857143].forEach((weight, d) => {
      expect(next?.[IDS[d] ?? '']).toBeCloseTo(weight, 6);
    });
  });

  it('keeps locked weights, spreads equally over zeros, refuses what cannot be', () => {
    expect(renormalise(START, 'usage', 40, ['support', 'billing'])).toEqual({
      usage: 40,
      support: 20,
      billing: 20,
      engagement: 10,
      growth: 10,
    });
    expect(renormalise({ a: 100, b: 0, c: 0 }, 'a', 70)).toEqual({ a: 70, b: 15, c: 15 });
    expect(renormalise(START, 'usage', 70, ['support', 'billing'])).toBeNull();
    expect(renormalise(START, 'usage', 40, ['support', 'billing', 'engagement', 'growth'])).toBeNull();
    expect(renormalise(START, 'usage', 30, ['support', 'billing', 'engagement', 'growth'])).toEqual(START);
    expect(renormalise(START, 'nothing', 30)).toBeNull();
  });

  it('always totals 100 and never goes below 0', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 100, noNaN: true }),
        fc.constantFrom(...IDS),
        fc.subarray(IDS),
        (value, id, locked) => {
          const next = renormalise(START, id, value, locked);
          if (!next) return;
          const values = Object.values(next);
          expect(values.reduce((a, b) => a + b, 0)).toBeCloseTo(100, 9);
          expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});

describe('what-if', () => {
  const snapshot = snapshotOfDimensions(model, [
    [65, 50, 80, 40, 30],
    [90, 70, 60, 60, 70],
    [30, 60, 45, 40, 40],
    [80, 60, 70, 60, 65],
    [20, 80, 90, 60, 70],
  ]);
  const arr = Float64Array.of(100, 50, 200, 80, 120);
  const kernel = createWhatIfKernel({ model, snapshot, arr, segments: ['', '', '', '', ''] });

  it('TV33: scores, tiers, ARR moved', () => {
    expect([...snapshot.score]).toEqual([56, 72.5, 42, 68.75, 59.5]);
    const result = kernel.run(Object.values(renormalise(START, 'usage', 45) ?? {}));
    expect([...result.score]).toEqual([57.928571, 76.25, 39.428571, 71.160714, 51.035714]);
    expect([...result.tier]).toEqual([1, 0, 2, 0, 1]);
    expect(result.movedDown).toEqual({ accounts: 1, arr: 200 });
    expect(result.movedUp).toEqual({ accounts: 1, arr: 80 });
    expect([...result.before.tierAccounts]).toEqual([1, 4, 0]);
    expect([...result.after.tierAccounts]).toEqual([2, 2, 1]);
    expect([...result.after.tierArr]).toEqual([130, 220, 200]);
    expect(result.migrationAccounts[1 * 4 + 2]).toBe(1);
    expect(result.migrationArr[1 * 4 + 0]).toBe(80);
    expect([result.before.atRiskArr, result.after.atRiskArr]).toEqual([200, 200]);
    const { movers, total } = kernel.movers(1);
    expect(total).toBe(2);
    expect(movers).toEqual([
      {
        account: 2,
        arr: 200,
        before: 42,
        after: 39.428571,
        fromTier: 1,
        toTier: 2,
        dimension: 'usage',
        effect: expect.closeTo(-1.8, 9),
        reason: 'Usage at 30 counts 45% instead of 30%',
      },
    ]);
  });

  it('TV33: C turns red above a usage weight of 0.416667, D green from 0.377778', () => {
    const tierAt = (row: number, usage: number) =>
      kernel.run(Object.values(renormalise(START, 'usage', usage) ?? {})).tier[row];
    expect([tierAt(2, 41.6666), tierAt(2, 41.667)]).toEqual([1, 2]);
    expect([tierAt(3, 37.777), tierAt(3, 37.778)]).toEqual([1, 0]);
  });

  it('moves tier bounds, with the segment overlays on top', () => {
    const smb = createWhatIfKernel({ model, snapshot, arr, segments: ['SMB', '', '', '', ''] });
    const result = smb.run(weightsOf(model), [72.5, 45, 0]);
    expect([...result.tier]).toEqual([1, 0, 2, 1, 1]);
    expect(smb.run(weightsOf(model), [50, 47, 0]).tier[0]).toBe(tierOf([55, 57, 0], 56));
    expect(smb.movers(9).movers.find(({ account }) => account === 1)).toBeUndefined();
    expect(smb.movers(9).movers.every(({ reason }) => reason === 'Tier bounds moved')).toBe(true);
  });

  const cell = fc.oneof(fc.double({ min: 0, max: 100, noNaN: true }), fc.constant(Number.NaN));
  const rows = fc.array(fc.array(cell, { minLength: 5, maxLength: 5 }), { minLength: 1, maxLength: 12 });
  const segment = fc.constantFrom('', 'SMB', 'Enterprise', 'smb', 'Other');
  const percent = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 5, maxLength: 5 });
  const coverage = fc.constantFrom(0.4, 0.5, 0.75, 1);

  it('with any weights it gives exactly what scoreComposite gives; with the model weights the snapshot itself', () => {
    fc.assert(
      fc.property(
        rows,
        percent,
        coverage,
        fc.array(segment, { minLength: 12, maxLength: 12 }),
        (dims, weights, inner, names) => {
          const segments = names.slice(0, dims.length);
          const plain = snapshotOfDimensions(model, dims, segments);
          const dimensionCoverage = plain.dimensionCoverage.map((column, d) =>
            column.map((c) => (d % 2 === 0 ? c : c * inner)),
          );
          const base = {
            ...plain,
            ...scoreComposite(model, plain.dimensions, dimensionCoverage, segments),
            dimensionCoverage,
          };
          const money = Float64Array.from(dims, (_, row) => row + 1);
          const same = createWhatIfKernel({ model, snapshot: base, arr: money, segments });
          const identity = same.run(weightsOf(model));
          expect(identity.score).toEqual(base.score);
          expect(identity.tier).toEqual(base.tier);
          expect(identity.after).toEqual(identity.before);
          expect([identity.movedUp.accounts, identity.movedDown.accounts, same.movers(5).total]).toEqual([0, 0, 0]);

          const result = same.run(weights);
          const reweighted = {
            ...model,
            dimensions: model.dimensions.map((d, at) => ({ ...d, weight: weights[at] ?? 0 })),
          };
          const expected = scoreComposite(reweighted, base.dimensions, dimensionCoverage, segments);
          expect(result.score).toEqual(expected.score);
          expect(result.tier).toEqual(expected.tier);
          expect(result.after.provisional).toBe(
            expected.state.filter((state) => state === SCORE_STATE.provisional).length,
          );
          expect(result.after.histogram.reduce((a, b) => a + b, 0)).toBe(result.after.accounts);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('accounts in onboarding count on both sides as they are, whatever the weights and bounds', () => {
    // The second account is in onboarding: its 72.5 and Green are the onboarding model's; it has no dimensions here.
    const young = {
      ...snapshot,
      phase: Uint8Array.of(0, 1, 0, 0, 0),
      dimensions: snapshot.dimensions.map((column) => column.map((value, row) => (row === 1 ? Number.NaN : value))),
    };
    const kernel5 = createWhatIfKernel({ model, snapshot: young, arr, segments: ['', '', '', '', ''] });
    expect([...kernel5.accounts]).toEqual([0, 2, 3, 4]);
    const same = kernel5.run(weightsOf(model));
    expect(same.after).toEqual(same.before);
    expect(same.after).toMatchObject({ accounts: 5, arr: 550, mean: (56 + 72.5 + 42 + 68.75 + 59.5) / 5 });
    const moved = kernel5.run([0, 0, 0, 0, 100], [101, 100, 0]);
    // Growth alone: 30, 40, 65, 70, and no bound but 0 is reached; 72.5 stays Green in its bin 29.
    expect([...moved.after.tierAccounts]).toEqual([1, 0, 4]);
    expect([...moved.after.tierArr]).toEqual([50, 0, 500]);
    expect(moved.after.mean).toBe((30 + 72.5 + 40 + 65 + 70) / 5);
    expect([moved.after.histogram[29], moved.after.atRiskAccounts, moved.after.atRiskArr]).toEqual([1, 2, 300]);
    expect(moved.migrationAccounts[0]).toBe(1);
    expect(moved.movedDown).toEqual({ accounts: 4, arr: 500 });
    expect(kernel5.movers(9).movers.map(({ account }) => account)).toEqual([2, 4, 0, 3]);
  });

  it('flags that hold decide the tier on both sides', () => {
    const flagged = {
      ...model,
      flags: [
        { id: 'red', name: 'Red flag', all: [], effect: { kind: 'force' as const, tier: 'Red' } },
        { id: 'yellow', name: 'Yellow flag', all: [], effect: { kind: 'cap' as const, tier: 'Yellow' } },
      ],
    };
    // 56 is forced Red, 72.5 is capped at Yellow, 68.75 may not get better than Yellow.
    const masked = { ...snapshot, tier: Uint8Array.of(2, 1, 1, 1, 1), flags: Uint32Array.of(1, 2, 0, 2, 0) };
    const kernel5 = createWhatIfKernel({ model: flagged, snapshot: masked, arr, segments: ['', '', '', '', ''] });
    const same = kernel5.run(weightsOf(model));
    expect([...same.tier]).toEqual([2, 1, 1, 1, 1]);
    expect(same.after).toEqual(same.before);
    const usage = kernel5.run(Object.values(renormalise(START, 'usage', 45) ?? {}));
    expect([...usage.tier]).toEqual([2, 1, 2, 1, 1]);
    expect(kernel5.movers(9).movers.map(({ account }) => account)).toEqual([2]);
  });

  it('leaves out accounts that are not active or not selected', () => {
    const some = createWhatIfKernel({
      model,
      snapshot: { ...snapshot, status: Uint8Array.of(1, 2, 1, 0, 1) },
      arr,
      segments: ['', '', '', '', ''],
      include: Uint8Array.of(0, 1, 1, 1, 1),
    });
    expect([...some.accounts]).toEqual([2, 4]);
    expect(some.run(weightsOf(model)).after).toMatchObject({ accounts: 2, arr: 320 });
  });
});

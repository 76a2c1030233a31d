import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SCORE_STATE, scoreComposite, weightsOf } from '../score/composite.ts';
import { tierOf } from '../score/thresholds.ts';
import { runs } from '../testing/arbitrary-inputs.ts';
import { readModel, snapshotOfDimensions } from '../testing/fixtures.ts';
import { renormalise } from './renormalise.ts';
import { createWhatIfKernel } from './what-if.ts';

const model = readModel('003-signal');
const START = { usage: 30, support: 20, billing: 20, engagement: 15, growth: 15 };

describe('what-if', () => {
  const five = () =>
    snapshotOfDimensions(model, [
      [65, 50, 80, 40, 30],
      [90, 70, 60, 60, 70],
      [30, 60, 45, 40, 40],
      [80, 60, 70, 60, 65],
      [20, 80, 90, 60, 70],
    ]);
  const arr = Float64Array.of(100, 50, 200, 80, 120);
  const kernelOfFive = () => createWhatIfKernel({ model, snapshot: five(), arr, segments: ['', '', '', '', ''] });

  it('TV33: scores, tiers, ARR moved', () => {
    const kernel = kernelOfFive();
    const snapshot = five();
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
    const kernel = kernelOfFive();
    const tierAt = (row: number, usage: number) =>
      kernel.run(Object.values(renormalise(START, 'usage', usage) ?? {})).tier[row];
    expect([tierAt(2, 41.6666), tierAt(2, 41.667)]).toEqual([1, 2]);
    expect([tierAt(3, 37.777), tierAt(3, 37.778)]).toEqual([1, 0]);
  });

  it('moves tier bounds, with the segment overlays on top', () => {
    const snapshot = five();
    const smb = createWhatIfKernel({ model, snapshot, arr, segments: ['SMB', '', '', '', ''] });
    const result = smb.run(weightsOf(model), [72.5, 45, 0]);
    expect([...result.tier]).toEqual([1, 0, 2, 1, 1]);
    // Below every bound is the worst tier.
    expect([...smb.run(weightsOf(model), [90, 80, 75]).tier]).toEqual([2, 2, 2, 2, 2]);
    expect(smb.run(weightsOf(model), [50, 47, 0]).tier[0]).toBe(tierOf([55, 57, 0], 56));
    expect(smb.movers(9).movers.find(({ account }) => account === 1)).toBeUndefined();
    // SMB begins 5 points higher: 56 is above 55, and 42 elsewhere below 47
    expect(new Map(smb.movers(9).movers.map(({ account, reason }) => [account, reason]))).toEqual(
      new Map([
        [0, 'Green begins at 55 instead of 75'],
        [2, 'Yellow begins at 47 instead of 40'],
        [3, 'Green begins at 50 instead of 70'],
        [4, 'Green begins at 50 instead of 70'],
      ]),
    );
    // weights lift account 3 from 68.75 to 74, and yet it keeps Yellow by a bound; 2 falls by its score
    smb.run([60, 20, 20, 0, 0], [75, 40, 0]);
    expect(smb.movers(9).movers.find(({ account }) => account === 2)?.reason).toBe(
      'Usage at 30 counts 60% instead of 30%',
    );
    // up to 80, and still into a worse tier: the bound is the reason, not the weight
    smb.run([60, 20, 20, 0, 0], [85, 40, 0]);
    expect(smb.movers(9).movers.find(({ account }) => account === 1)).toMatchObject({
      dimension: null,
      reason: 'Green begins at 85 instead of 70',
    });
  });

  it('says no reason but the bounds where other weights come to the same score', () => {
    // 0.3·70 + 0.2·50 + 0.5·60 = 61, and so do 0.4·70 + 0.3·50 + 0.3·60.
    const one = createWhatIfKernel({
      model,
      snapshot: snapshotOfDimensions(model, [[70, 50, 60, 60, 60]]),
      arr: [1],
      segments: [''],
    });
    const result = one.run([40, 30, 0, 15, 15], [60, 40, 0]);
    expect([...result.score, ...result.tier]).toEqual([61, 0]);
    expect(one.movers(1).movers[0]).toMatchObject({
      dimension: null,
      effect: 0,
      reason: 'Green begins at 60 instead of 70',
    });
  });

  it('names the weights an account with unknown dimensions really has', () => {
    const x = Number.NaN;
    const two = createWhatIfKernel({
      model,
      snapshot: snapshotOfDimensions(model, [
        [60, 60, 60, 60, 60],
        [x, 80, 80, 50, 50],
      ]),
      arr: [1, 1],
      segments: ['', ''],
    });
    // Without usage support counts 20 of 70, then 30 of 70: 67.142857, then 71.428571.
    two.run([30, 30, 20, 10, 10]);
    expect(two.movers(2).movers).toEqual([
      {
        account: 1,
        arr: 1,
        before: 67.142857,
        after: 71.428571,
        fromTier: 1,
        toTier: 0,
        dimension: 'support',
        effect: expect.closeTo((80 - 67.142857) / 7, 9),
        reason: 'Support at 80 counts 42.9% instead of 28.6%',
      },
    ]);
  });

  it('takes each account with what is known of it, however inwardly covered', () => {
    const all60 = [60, 60, 60, 60, 60];
    const plain = snapshotOfDimensions(model, [all60, all60, all60, [60, Number.NaN, 60, 60, 60]]);
    const dimensionCoverage = plain.dimensionCoverage.map((column) => column.slice());
    dimensionCoverage[0]?.set([0.5], 1);
    dimensionCoverage[1]?.set([0.5], 2);
    const four = createWhatIfKernel({
      model,
      snapshot: { ...plain, dimensionCoverage },
      arr: [1, 1, 1, 1],
      segments: ['', '', '', ''],
    });
    expect([...four.run([20, 40, 20, 10, 10]).score]).toEqual([60, 60, 60, 60]);
  });

  it('counts a score of 100 in the last bin, once a step', () => {
    const two = createWhatIfKernel({
      model,
      snapshot: snapshotOfDimensions(model, [
        [100, 100, 100, 100, 100],
        [99, 99, 99, 99, 99],
      ]),
      arr: [1, 1],
      segments: ['', ''],
    });
    for (const weights of [weightsOf(model), [1, 1, 1, 1, 1]]) {
      const { before, after } = two.run(weights);
      expect([before.histogram[39], after.histogram[39]]).toEqual([2, 2]);
    }
  });

  it('without any weight nobody has a score', () => {
    const kernel = kernelOfFive();
    const { score, tier, after } = kernel.run([0, 0, 0, 0, 0]);
    expect([...score]).toEqual(Array(5).fill(Number.NaN));
    expect([...tier]).toEqual([255, 255, 255, 255, 255]);
    expect(after).toMatchObject({ accounts: 0, provisional: 0, arr: 0, mean: Number.NaN, atRiskArr: 0 });
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
      runs(150),
    );
  });

  it('accounts in onboarding count on both sides as they are, whatever the weights and bounds', () => {
    const snapshot = five();
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

  it('accounts in onboarding count with their tier, state and ARR, those without a score as such', () => {
    const x = Number.NaN;
    const blank = [x, x, x, x, x];
    const of = snapshotOfDimensions(model, [[60, 60, 60, 60, 60], blank, blank, blank]);
    const young = {
      ...of,
      phase: Uint8Array.of(0, 1, 1, 1),
      score: Float64Array.of(60, 75, 30, x),
      tier: Uint8Array.of(1, 0, 2, 255),
      state: Uint8Array.of(SCORE_STATE.scored, SCORE_STATE.scored, SCORE_STATE.provisional, SCORE_STATE.none),
    };
    const four = createWhatIfKernel({ model, snapshot: young, arr: [1, 10, 100, 1000], segments: ['', '', '', ''] });
    const { before, after, migrationAccounts, migrationArr } = four.run(weightsOf(model));
    for (const side of [before, after]) {
      expect(side).toMatchObject({
        accounts: 3,
        provisional: 1,
        arr: 111,
        mean: 55,
        atRiskAccounts: 1,
        atRiskArr: 100,
      });
      expect([...side.tierArr]).toEqual([10, 1, 100]);
    }
    // By tier before and after, "no score" last.
    expect([...migrationAccounts]).toEqual([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);
    expect([...migrationArr]).toEqual([10, 0, 0, 0, 0, 1, 0, 0, 0, 0, 100, 0, 0, 0, 0, 1000]);
  });

  it('flags that hold decide the tier on both sides', () => {
    const snapshot = five();
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
    const snapshot = five();
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

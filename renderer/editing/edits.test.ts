import { describe, expect, it } from 'vitest';
import type { Edited } from '../state/drafts.ts';
import {
  addDimension,
  addTier,
  copyAs,
  editTier,
  freeId,
  removeDimension,
  removeTier,
  setWeight,
  shiftDimension,
  weightsOf,
} from './edits.ts';
import { problemsOf } from './problems.ts';
import { addSignal, defaultPart, defaultRule, defaultScoring, removeSignal } from './rules.ts';
import { signalInfo, testModel } from './testing.ts';

const start: Edited = { model: testModel, locks: [] };
const weights = (edited: Edited) => weightsOf(edited.model);

describe('weights', () => {
  it('scale the others, and a moved weight is no longer from a document', () => {
    const moved = setWeight(start, 'usage', 75);
    expect(weights(moved)).toEqual({ usage: 75, support: 25 });
    expect(moved.model.dimensions.map(({ origin }) => origin)).toEqual(['default', 'default']);
    expect(testModel.dimensions[0]?.origin).toBe('document');
  });

  it('stay where they are when the rest is locked', () => {
    expect(weights(setWeight({ ...start, locks: ['support'] }, 'usage', 75))).toEqual({ usage: 60, support: 40 });
  });
});

describe('dimensions', () => {
  const signal = signalInfo({});

  it('are added with 10%, in the way the model scores the others', () => {
    const added = addDimension(start, 'Seats used', defaultScoring(testModel.dimensions[0]?.scoring, signal));
    expect(weights(added)).toEqual({ usage: 54, support: 36, seats_used: 10 });
    expect(added.model.dimensions[2]).toMatchObject({ name: 'Seats used', origin: 'default', documentedRange: null });
    expect(added.model.dimensions[2]?.scoring.kind).toBe('points');
    expect(problemsOf(added.model).size).toBe(0);
  });

  it('leave their weight to the others, and are required no longer', () => {
    const three = addDimension(start, 'Growth', defaultScoring(undefined, signal));
    const left = removeDimension(three, 'usage');
    expect(weights(left).support).toBeCloseTo((36 / 46) * 100, 6);
    expect(weights(left).growth).toBeCloseTo((10 / 46) * 100, 6);
    expect(left.model.missingPolicy.requiredDimensions).toEqual([]);
    expect(problemsOf(left.model).size).toBe(0);
  });

  it('leave their weight to locked ones only when there are no others', () => {
    const left = removeDimension({ ...start, locks: ['support'] }, 'usage');
    expect(weights(left)).toEqual({ support: 100 });
    expect(removeDimension(left, 'support')).toBe(left);
  });

  it('change places', () => {
    expect(shiftDimension(testModel, 'support', -1).dimensions.map(({ id }) => id)).toEqual(['support', 'usage']);
    expect(shiftDimension(testModel, 'support', 1)).toBe(testModel);
  });
});

describe('tiers', () => {
  it('take the cuts of segments and the tiers of flags along', () => {
    const moved = editTier(editTier(testModel, 1, { from: 45 }), 2, { name: 'Lost' });
    expect(moved.atRiskBound).toBe(45);
    expect(moved.healthyBound).toBe(70);
    expect(moved.flags[0]?.effect).toEqual({ kind: 'force', tier: 'Lost' });
  });

  it('are split where they are widest and take the roles of their number', () => {
    const four = addTier(testModel);
    expect(four.tiers.map(({ name, from, role }) => [name, from, role])).toEqual([
      ['Green', 70, 'healthy'],
      ['Yellow', 40, 'moderate'],
      ['New tier', 20, 'atrisk'],
      ['Red', 0, 'critical'],
    ]);
    const five = addTier(four);
    expect(five.tiers.map(({ role }) => role)).toEqual(['thriving', 'healthy', 'moderate', 'atrisk', 'critical']);
    expect(addTier(five)).toBe(five);
    expect(problemsOf(five).size).toBe(0);
  });

  it('can go, but for two; cuts and flags fall to what is left', () => {
    const two = removeTier(testModel, 2);
    expect(two.tiers.map(({ name, from }) => [name, from])).toEqual([
      ['Green', 70],
      ['Yellow', 0],
    ]);
    expect(two.atRiskBound).toBe(70);
    expect(two.flags[0]?.effect).toEqual({ kind: 'force', tier: 'Yellow' });
    expect(removeTier(two, 0)).toBe(two);
    expect(problemsOf(two).size).toBe(0);
  });
});

describe('signals', () => {
  it('start with a rule that fits their type and direction', () => {
    expect(defaultRule(signalInfo({}))).toMatchObject({
      origin: 'default',
      good: { when: { op: '>=', value: 0.7 }, points: 10 },
      bad: { when: { op: '<', value: 0.4 }, points: -10 },
    });
    expect(defaultRule(signalInfo({ unit: 'count', better: 'lower' }))).toMatchObject({
      good: { when: { op: '<=', value: 0 } },
      bad: { when: { op: '>', value: 2 } },
    });
    expect(
      defaultRule(signalInfo({ type: 'enum', values: ['paid', 'late', 'failed'], better: 'first' })),
    ).toMatchObject({
      good: { when: { op: 'in', values: ['paid'] } },
      bad: { when: { op: 'in', values: ['failed'] } },
    });
    expect(defaultRule(signalInfo({ type: 'boolean', better: 'lower' })).good.when).toEqual({
      op: 'in',
      values: [false],
    });
  });

  it('start with a curve from worst to best', () => {
    expect(defaultPart(signalInfo({ unit: 'count', better: 'lower' }), 1).curve).toEqual({
      kind: 'linear',
      anchors: [
        [0, 100],
        [2, 0],
      ],
    });
    const words = defaultPart(signalInfo({ type: 'enum', values: ['paid', 'late', 'failed'], better: 'first' }), 1);
    expect(words.curve.kind === 'steps' && words.curve.steps.map(({ value }) => value)).toEqual([100, 50, 0]);
  });

  it('are added with the usual weight, and the last one stays', () => {
    const support = testModel.dimensions[1]?.scoring;
    if (support?.kind !== 'parts') throw new Error('Support has parts.');
    const two = addSignal(support, signalInfo({}));
    expect(two.kind === 'parts' && two.parts[1]?.weight).toBe(1);
    expect(removeSignal(two, 0)).toMatchObject({ parts: [{ signal: 'seat_utilization' }] });
    expect(removeSignal(support, 0)).toBe(support);
  });
});

it('copies a model under another id as a first version', () => {
  expect(copyAs({ ...testModel, version: 4, parentVersion: 3 }, 'mine', 'Mine')).toMatchObject({
    id: 'mine',
    name: 'Mine',
    version: 1,
    parentVersion: null,
    author: '',
  });
  expect(freeId('Mid-Market & SMB', ['mid_market_smb'])).toBe('mid_market_smb_2');
});

import { describe, expect, it } from 'vitest';
import { replaceWeights, weightsOf } from '../../../editing/edits.ts';
import { testModel } from '../../../editing/testing.ts';
import { paramsOf, sameShared, scenarioOf, sharedWeights, tabOf } from './address.ts';

const moved = replaceWeights(testModel, { usage: 70, support: 30 });

describe('what an address says about the bench', () => {
  it('is nothing for the weights a draft was started with and no locks', () => {
    expect(paramsOf({ model: testModel, locks: [] }, testModel)).toEqual({ w: '', lock: '' });
    expect(paramsOf({ model: testModel, locks: ['usage'] }, testModel).lock).toBe('usage');
  });

  it('comes back as it was written, locks of other models left out', () => {
    const params = paramsOf({ model: moved, locks: ['support'] }, testModel);
    const shared = sharedWeights({ ...params, lock: `${params.lock},weather` }, testModel);
    expect(shared).toEqual({ weights: { usage: 70, support: 30 }, locks: ['support'] });
    expect(shared && sameShared(shared, { model: moved, locks: ['support'] })).toBe(true);
    expect(shared && sameShared(shared, { model: moved, locks: [] })).toBe(false);
    expect(shared && sameShared(shared, { model: testModel, locks: ['support'] })).toBe(false);
  });

  it('is refused where it fits another model', () => {
    expect(sharedWeights({}, testModel)).toBeNull();
    expect(sharedWeights({ w: 'usage:100' }, testModel)).toBeNull();
    expect(weightsOf(testModel)).toEqual({ usage: 60, support: 40 });
  });

  it('names a tab and a saved scenario, or neither', () => {
    expect(tabOf({ tab: 'history' })).toBe('history');
    expect(tabOf({ tab: 'weather' })).toBe('');
    expect([
      scenarioOf({}),
      scenarioOf({ scenario: '' }),
      scenarioOf({ scenario: 'x' }),
      scenarioOf({ scenario: '-1' }),
    ]).toEqual([null, null, null, null]);
    expect(scenarioOf({ scenario: '7' })).toBe(7);
  });
});

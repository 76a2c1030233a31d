import { expect, it } from 'vitest';
import { readModel } from '../testing/fixtures.ts';
import { tierGroups } from './tier-groups.ts';

const model = {
  ...readModel('003-signal'),
  flags: [{ id: 'red', name: 'Red flag', all: [], effect: { kind: 'force' as const, tier: 'Red' } }],
};

it('accounts of the same segment and flags are one group', () => {
  const { groupOf, official, thresholds } = tierGroups(['', 'SMB', '', 'SMB', 'Other'], [0, 0, 1, 0, 0]);
  expect([...groupOf]).toEqual([0, 1, 2, 1, 3]);
  // Green, Yellow, Red by score; all Red where the flag holds.
  expect([...official(model)]).toEqual([0, 1, 2, 0, 1, 2, 2, 2, 2, 0, 1, 2]);
  expect([...official({ ...model, flagPolicy: 'annotate' })]).toEqual([0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2]);
  expect([...thresholds(model)]).toEqual([70, 40, 0, 75, 50, 0, 70, 40, 0, 70, 40, 0]);
  const shifted = { ...model, segmentOverlays: [{ segment: 'other', healthyShift: -10, atRiskShift: 1 }] };
  expect([...thresholds(shifted)]).toEqual([70, 40, 0, 70, 40, 0, 70, 40, 0, 60, 41, 0]);
});

it('bounds never rise from one tier to the next worse one', () => {
  expect([...tierGroups([''], [0]).thresholds(model, [60, 65, 10])]).toEqual([60, 60, 10]);
});

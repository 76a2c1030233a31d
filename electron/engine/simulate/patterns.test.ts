import { expect, it } from 'vitest';
import { readModel, snapshotOfDimensions } from '../testing/fixtures.ts';
import { coveragePatterns } from './patterns.ts';

const model = readModel('003-signal');
const x = Number.NaN;

it('accounts of which the same is known to the same part share a pattern', () => {
  const snapshot = snapshotOfDimensions(model, [
    [10, 20, 30, 40, 50],
    [x, 20, 30, 40, 50],
    [90, 80, 70, 60, 50],
    [x, 80, 30, 40, 50],
    [90, 80, 70, 60, 50],
    [60, 60, 60, 60, 60],
  ]);
  snapshot.dimensionCoverage[1]?.set([0.5], 4);
  // A score can be known although nothing of its dimension is covered.
  snapshot.dimensionCoverage[4]?.set([0], 5);
  // Without the first account.
  const patterns = coveragePatterns(snapshot, Int32Array.of(1, 2, 3, 4, 5));
  expect([...patterns.patternOf]).toEqual([0, 1, 0, 2, 3]);
  expect([...patterns.rows]).toEqual([2, 1, 1, 1]);
  expect([...patterns.known]).toEqual([0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
  expect([...patterns.inner]).toEqual([0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0.5, 1, 1, 1, 1, 1, 1, 1, 0]);
});

it('of no accounts there are none', () => {
  const none = coveragePatterns(snapshotOfDimensions(model, []), new Int32Array());
  expect([none.patternOf, none.known, none.inner, none.rows].map((array) => array.length)).toEqual([0, 0, 0, 0]);
});

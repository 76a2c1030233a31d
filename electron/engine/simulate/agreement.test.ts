import { expect, it } from 'vitest';
import { SCATTER_POINTS, scoreAgreement } from './agreement.ts';

it('pairs the accounts that both models score', () => {
  const { accounts, meanAbsoluteDifference, sample, density } = scoreAgreement(
    [10, 20, Number.NaN, 100],
    [12, Number.NaN, 30, 99],
    1,
  );
  expect([...accounts]).toEqual([0, 3]);
  expect(sample).toBe(accounts);
  expect(meanAbsoluteDifference).toBe(1.5);
  expect(density[4 * 40 + 4]).toBe(1);
  expect(density[39 * 40 + 39]).toBe(1);
  expect(density.reduce((sum, count) => sum + count, 0)).toBe(2);
  expect(scoreAgreement([], [], 1).meanAbsoluteDifference).toBeNaN();
});

it('of many accounts takes a sample: each once, in order, the same for the same seed', () => {
  const scores = Array.from({ length: 5000 }, (_, account) => account / 50);
  const { sample } = scoreAgreement(scores, scores, 3);
  expect(sample).toHaveLength(SCATTER_POINTS);
  expect(new Set(sample).size).toBe(SCATTER_POINTS);
  expect([...sample]).toEqual([...sample].sort((a, b) => a - b));
  expect(scoreAgreement(scores, scores, 3).sample).toEqual(sample);
  expect(scoreAgreement(scores, scores, 4).sample).not.toEqual(sample);
  // 2,000 of 5,000 evenly: the mean of the places lies within four standard errors of the middle
  const mean = sample.reduce((sum, account) => sum + account, 0) / sample.length;
  expect(Math.abs(mean - 2500)).toBeLessThan(4 * (5000 / Math.sqrt(12 * 2000)));
});

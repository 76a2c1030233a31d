import { expect, it } from 'vitest';
import { quantileOf } from './quantile.ts';

it('lies between neighbours', () => {
  expect(quantileOf([1, 2, 4, 8], 0.5)).toBe(3);
  expect(quantileOf([1, 2, 4, 8], 0.25)).toBe(1.75);
  expect(quantileOf([1, 2, 4, 8], 0.9)).toBeCloseTo(6.8, 12);
});

it('ends at the ends; one value is every quantile, none is unknown', () => {
  expect(quantileOf([1, 2, 4, 8], 0)).toBe(1);
  expect(quantileOf([1, 2, 4, 8], 1)).toBe(8);
  expect(quantileOf([5], 0.1)).toBe(5);
  expect(quantileOf([], 0.5)).toBeNaN();
});

import { describe, expect, it } from 'vitest';
import { meanDifference, sampleOf, shareDifference, shareInterval, studentT, wilson } from './intervals.ts';

describe('intervals', () => {
  it('Wilson: R 4.3 prop.test without correction, and the bounds of none and all', () => {
    expect(wilson(8, 10).low).toBeCloseTo(0.4901625, 7);
    expect(wilson(8, 10).high).toBeCloseTo(0.9433178, 7);
    expect(wilson(0, 10)).toEqual({ low: 0, high: expect.closeTo(0.2775328, 7) });
    expect(wilson(10, 10)).toEqual({ low: expect.closeTo(0.7224672, 7), high: 1 });
  });

  it('of a share: Wilson, Jeffreys for none and all (SciPy beta.ppf)', () => {
    expect(shareInterval(7, 10)).toEqual({ low: expect.closeTo(0.39677815, 7), high: expect.closeTo(0.89220873, 7) });
    expect(shareInterval(0, 8)).toEqual({ low: 0, high: expect.closeTo(0.26221725, 7) });
    expect(shareInterval(8, 8)).toEqual({ low: expect.closeTo(0.73778275, 7), high: 1 });
  });

  it('difference of shares: the examples of Newcombe 1998, table II, method 10', () => {
    const a = shareDifference(56, 70, 48, 80);
    expect(a.difference).toBeCloseTo(0.2, 12);
    expect(a.low).toBeCloseTo(0.0524, 4);
    expect(a.high).toBeCloseTo(0.3339, 4);
    const none = shareDifference(0, 10, 0, 20);
    expect(none.difference).toBe(0);
    expect(none.low).toBeCloseTo(-0.1611, 4);
    expect(none.high).toBeCloseTo(0.2775, 4);
  });

  it.each([
    [3, 3.1824463],
    [4, 2.7764451],
    [5, 2.5705818],
    [7.5, 2.3330396],
    [10, 2.2281389],
    [30, 2.0422725],
    [1000, 1.9623391],
  ])('Student t with %s degrees of freedom is that of SciPy', (df, value) => {
    expect(studentT(df)).toBeCloseTo(value, 5);
  });

  it('difference of means: SciPy ttest_ind(equal_var=False).confidence_interval', () => {
    const found = meanDifference(sampleOf([62.5, 70, 71, 80.5, 90]), sampleOf([40, 55, 58, 60, 61, 66]));
    expect(found.difference).toBeCloseTo(18.1333333333, 9);
    expect(found.low).toBeCloseTo(4.2822171, 4);
    expect(found.high).toBeCloseTo(31.9844495, 4);
    expect(meanDifference(sampleOf([5, 5, 5, 5]), sampleOf([4, 4, 4, 4]))).toEqual({ difference: 1, low: 1, high: 1 });
  });

  it('a weighted sample has the mean of its weights and the effective number of values', () => {
    // (3·10 + 1·30) ÷ 4 = 15; n = 16 ÷ 10; spread (3·25 + 225) ÷ 4 = 75, × 1.6 ÷ 0.6 = 200
    expect(sampleOf([10, 30], [3, 1])).toEqual({ n: 1.6, mean: 15, variance: expect.closeTo(200, 9) });
    expect(sampleOf([1, 2, 3, 4])).toEqual({ n: 4, mean: 2.5, variance: expect.closeTo(5 / 3, 12) });
    expect(sampleOf([]).n).toBe(0);
    expect(sampleOf([7])).toEqual({ n: 1, mean: 7, variance: Number.NaN });
  });
});

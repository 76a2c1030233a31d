import { describe, expect, it } from 'vitest';
import { nextDown, nextUp } from './neighbours.ts';
import { round6, round9 } from './round.ts';
import { createTheilSen, medianInPlace } from './theil-sen.ts';

describe('rounding', () => {
  it.each([
    [1.2345674, 1.234567],
    [1.2345675, 1.234568],
    [-1.2345675, -1.234567],
    [52.14285714285714, 52.142857],
    [0.1 + 0.2, 0.3],
    [70, 70],
    [Number.NaN, Number.NaN],
  ])('to six decimals: %d is %d', (value, rounded) => {
    expect(round6(value)).toBe(rounded);
  });

  it('to nine decimals; minus zero is zero', () => {
    expect(round9(1.2345678914)).toBe(1.234567891);
    expect(round9(1.2345678916)).toBe(1.234567892);
    expect([round6(-0), round9(-0)]).toEqual([0, 0]);
  });
});

describe('neighbours', () => {
  it('are the next doubles above and below', () => {
    expect(nextUp(1)).toBe(1 + Number.EPSILON);
    expect(nextDown(1)).toBe(1 - Number.EPSILON / 2);
    expect(nextUp(-1)).toBe(-1 + Number.EPSILON / 2);
    expect(nextDown(-1)).toBe(-1 - Number.EPSILON);
    expect([nextUp(0), nextUp(-0)]).toEqual([Number.MIN_VALUE, Number.MIN_VALUE]);
    expect([nextDown(0), nextDown(-0)]).toEqual([-Number.MIN_VALUE, -Number.MIN_VALUE]);
    expect(nextUp(Number.MAX_VALUE)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('median', () => {
  it.each([
    [[], Number.NaN],
    [[4], 4],
    [[4, 1], 2.5],
    [[9, 1, 5], 5],
    [[2, 2, 2, 2], 2],
    [[7, 1, 3, 5], 4],
    [[5, 4, 3, 2, 1], 3],
    [[1, 2, 3, 4, 5, 6], 3.5],
    [[3, 1, 3, 1, 2, 2, 9, 0], 2],
    [[-5, -1, -3], -3],
    [[10, 0, 10, 0, 10, 0, 10], 10],
    [[8, 6, 7, 5, 3, 0, 9, 1, 2, 4, 10], 5],
  ])('of %j is %d', (values, median) => {
    expect(medianInPlace(Float64Array.from(values), values.length)).toBe(median);
  });

  it('is of the first so many numbers only', () => {
    expect(medianInPlace(Float64Array.of(3, 1, 2, 100, 200), 3)).toBe(2);
    expect(medianInPlace(Float64Array.of(3, 1, 100), 2)).toBe(2);
    expect(medianInPlace(Float64Array.of(3, 1), 0)).toBeNaN();
  });
});

describe('Theil-Sen slope', () => {
  it('is the median of the slopes of all pairs', () => {
    const slope = createTheilSen();
    expect(slope([0, 1, 2], [1, 3, 5], 3)).toBe(2);
    // Slopes 2, −1, −4: the outlier in the middle does not matter.
    expect(slope([0, 10, 20], [0, 20, -20], 3)).toBe(-1);
    expect(slope([0, 1, 2, 3], [0, 1, 50, 3], 4)).toBe(1);
    expect(slope([0, 1, 9], [0, 1, 900], 2)).toBe(1);
  });

  it('leaves out pairs of the same x; has none without a pair', () => {
    const slope = createTheilSen();
    expect(slope([5, 5, 7], [1, 3, 5], 3)).toBe(1.5);
    expect(slope([5, 5], [1, 3], 2)).toBeNaN();
    expect(slope([5], [1], 1)).toBeNaN();
  });

  it('keeps nothing of an earlier, longer series', () => {
    const slope = createTheilSen();
    const x = Array.from({ length: 40 }, (_, k) => k);
    // 780 pairs, more than its memory holds at first.
    expect(
      slope(
        x,
        x.map((value) => 3 * value + 7),
        40,
      ),
    ).toBe(3);
    expect(slope([0, 1], [0, -1], 2)).toBe(-1);
  });
});

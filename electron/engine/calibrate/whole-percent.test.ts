import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { projectOntoRanges, wholePercents } from './whole-percent.ts';

describe('whole percent', () => {
  it('gives what is left to the largest remainders', () => {
    expect(wholePercents([0.4875, 0.312, 0.2005])).toEqual([49, 31, 20]);
    expect(wholePercents([1 / 3, 1 / 3, 1 / 3])).toEqual([34, 33, 33]);
    expect(wholePercents([0.35, 0.35, 0.3])).toEqual([35, 35, 30]);
    expect(wholePercents([0.999, 0.001])).toEqual([100, 0]);
  });

  it('adds up to 100 and is less than a point off', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 1, maxLength: 9 }), (raw) => {
        const total = raw.reduce((sum, value) => sum + value, 0);
        const whole = wholePercents(raw.map((value) => value / total));
        expect(whole.reduce((sum, value) => sum + value, 0)).toBe(100);
        whole.forEach((percent, i) => {
          expect(Math.abs(percent - (100 * (raw[i] ?? 0)) / total)).toBeLessThan(1 + 1e-6);
        });
      }),
    );
  });
});

describe('projection onto ranges', () => {
  it('leaves shares inside their ranges as they are', () => {
    const found = projectOntoRanges(
      [0.3, 0.7],
      [
        { min: 0.2, max: 0.5 },
        { min: 0, max: 1 },
      ],
    );
    expect(found?.[0]).toBeCloseTo(0.3, 12);
    expect(found?.[1]).toBeCloseTo(0.7, 12);
  });

  it('cuts to the range and spreads the rest evenly', () => {
    // .6 is cut to .4; the .2 left go half to each of the others.
    const found = projectOntoRanges(
      [0.6, 0.3, 0.1],
      [
        { min: 0.2, max: 0.4 },
        { min: 0, max: 1 },
        { min: 0, max: 1 },
      ],
    );
    [0.4, 0.4, 0.2].forEach((share, i) => {
      expect(found?.[i]).toBeCloseTo(share, 12);
    });
  });

  it('is null where the ranges leave no room', () => {
    const narrow = [
      { min: 0.1, max: 0.4 },
      { min: 0.1, max: 0.5 },
    ];
    expect(projectOntoRanges([0.5, 0.5], narrow)).toBeNull();
    expect(
      projectOntoRanges([0.5, 0.5], [{ min: 0.6, max: 1 }, ...narrow.slice(0, 0), { min: 0.5, max: 1 }]),
    ).toBeNull();
  });

  it('is nearer than any other point of the ranges that adds up to 1', () => {
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.tuple(part, part, part), fc.tuple(part, part), (raw, [u, v]) => {
        const ranges = [
          { min: 0.1, max: 0.5 },
          { min: 0.2, max: 0.6 },
          { min: 0, max: 0.4 },
        ];
        const total = raw[0] + raw[1] + raw[2] || 1;
        const shares = raw.map((value) => value / total);
        const found = projectOntoRanges(shares, ranges) as Float64Array;
        expect(found.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
        const other = [0.1 + 0.4 * u, 0.2 + 0.4 * v];
        const last = 1 - (other[0] ?? 0) - (other[1] ?? 0);
        if (last < 0 || last > 0.4) return;
        const distance = (point: ArrayLike<number>): number =>
          shares.reduce((sum, share, i) => sum + (share - (point[i] as number)) ** 2, 0);
        expect(distance(found)).toBeLessThanOrEqual(distance([...other, last]) + 1e-9);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { robustZ, spreadOf } from '../anomaly/robust-z.ts';
import { runs } from '../testing/arbitrary-inputs.ts';
import { benchmarks } from './benchmark.ts';

const all = (count: number): Int32Array => new Int32Array(count);
const compare = (scores: readonly number[], groups: readonly number[] = scores.map(() => 0)) =>
  benchmarks(scores, [Int32Array.from(groups), all(scores.length)]);

describe('benchmarks', () => {
  it('65 among peers of mean 58 is 7 above, among peers of mean 78 it is 13 below', () => {
    // Peers 54 56 58 60 62: mean 58, and the rest of the portfolio has the same mean.
    expect(compare([65, 54, 56, 58, 60, 62])(0)).toEqual({
      level: 0,
      accounts: 5,
      median: 58,
      shrunkMean: 58,
      percentile: 100,
      difference: 7,
      verdict: 'above',
      isOutlier: false,
    });
    expect(compare([65, 74, 76, 78, 80, 82])(0)).toMatchObject({
      percentile: 0,
      shrunkMean: 78,
      difference: -13,
      verdict: 'below',
    });
  });

  it('shrinks towards the portfolio', () => {
    // Six peers of mean 40; the other five accounts have mean 84: (240 + 420) ÷ 11 = 60 over all peers.
    const scores = [50, 30, 35, 40, 40, 45, 50, 80, 82, 84, 86, 88];
    const found = compare(scores, [0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1])(0);
    // (6·40 + 5·60) ÷ 11 = 49.090909; 50 ties with one of six: (5 + ½) ÷ 6
    expect(found).toMatchObject({ accounts: 6, median: 40, shrunkMean: 49.090909, difference: 0.909091 });
    expect(found?.percentile).toBeCloseTo(91.666667, 6);
    expect(found?.verdict).toBe('in_line');
  });

  it('takes the next wider group below five peers', () => {
    const groups = [0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1];
    const scores = groups.map((_, account) => account * 10);
    expect(compare(scores, groups)(0)).toMatchObject({ level: 1, accounts: 10, median: 55 });
    expect(compare(scores, groups)(5)).toMatchObject({ level: 0, accounts: 5, median: 80 });
    expect(
      compare(
        scores,
        groups.map(() => -1),
      )(5),
    ).toMatchObject({ level: 1, accounts: 10 });
  });

  it('5 points are above, 4.999999 are in line', () => {
    const peers = [60, 60, 60, 60, 60];
    expect(compare([65, ...peers])(0)?.verdict).toBe('above');
    expect(compare([64.999999, ...peers])(0)?.verdict).toBe('in_line');
    expect(compare([55, ...peers])(0)?.verdict).toBe('below');
  });

  it('an outlier is 3.5 robust deviations away', () => {
    // Median 60, MAD 0, floor 0.05·60 = 3: 3.5·1.4826·3 = 15.5673 points
    const peers = [60, 60, 60, 60, 60];
    expect(compare([44.43, ...peers])(0)?.isOutlier).toBe(true);
    expect(compare([44.44, ...peers])(0)?.isOutlier).toBe(false);
    // Of a median of 0 the floor is 1: 3.5·1.4826 = 5.1891 exactly.
    const none = [0, 0, 0, 0, 0];
    expect(compare([5.1891, ...none])(0)?.isOutlier).toBe(true);
    expect(compare([5.189, ...none])(0)?.isOutlier).toBe(false);
  });

  it('has nothing to say without a score or without peers', () => {
    expect(compare([Number.NaN, 60, 60])(0)).toBeNull();
    expect(compare([60, Number.NaN])(0)).toBeNull();
    expect(compare([60, 70])(0)).toMatchObject({ level: 1, accounts: 1, median: 70 });
  });

  it('agrees with the definitions, peer by peer', () => {
    const score = fc.oneof(
      { weight: 9, arbitrary: fc.integer({ min: 0, max: 20 }).map((value) => value * 5) },
      { weight: 1, arbitrary: fc.constant(Number.NaN) },
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(score, fc.nat(2)), { minLength: 2, maxLength: 30 }), (rows) => {
        const scores = rows.map(([value]) => value);
        const found = compare(
          scores,
          rows.map(([, group]) => group),
        );
        for (const [account, own] of scores.entries()) {
          const others = rows.filter(([value], k) => k !== account && !Number.isNaN(value));
          const segment = others.filter(([, group]) => group === rows[account]?.[1]);
          const peers = (segment.length >= 5 ? segment : others).map(([value]) => value);
          const result = found(account);
          if (Number.isNaN(own) || peers.length === 0) {
            expect(result).toBeNull();
            continue;
          }
          const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
          const spread = spreadOf(peers);
          const less = peers.filter((value) => value < own).length;
          const equal = peers.filter((value) => value === own).length;
          expect(result?.median).toBe(spread.median);
          expect(result?.percentile).toBeCloseTo((100 * (less + equal / 2)) / peers.length, 9);
          expect(result?.isOutlier).toBe(Math.abs(robustZ(own, spread)) >= 3.5);
          const portfolio = mean(others.map(([value]) => value));
          expect(result?.shrunkMean).toBeCloseTo((peers.length * mean(peers) + 5 * portfolio) / (peers.length + 5), 6);
        }
      }),
      runs(200),
    );
  });
});

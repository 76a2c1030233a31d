import { describe, expect, it } from 'vitest';
import { ewmaDrift } from './drift.ts';
import { MAD_SCALE, OUTLIER_Z, robustZ, spreadOf } from './robust-z.ts';

const usual = [100, 102, 98, 101, 99, 103, 97];

describe('robust z', () => {
  it('TV30: median 100, MAD 2; 60 is an anomaly with and without the floor', () => {
    const spread = spreadOf(usual);
    expect(spread).toEqual({ median: 100, mad: 2 });
    expect((60 - spread.median) / (MAD_SCALE * spread.mad)).toBeCloseTo(-13.4898, 4);
    // max(2, 0.05·100, 1) = 5
    expect(robustZ(60, spread)).toBeCloseTo(-5.395926, 6);
    expect(Math.abs(robustZ(60, spread))).toBeGreaterThanOrEqual(OUTLIER_Z);
    expect(robustZ(97, spread)).toBeCloseTo(-0.404694, 6);
  });

  it('never divides by less than 1.4826', () => {
    expect(robustZ(3, spreadOf([2, 2, 2]))).toBeCloseTo(1 / 1.4826, 12);
    expect(robustZ(3, spreadOf([]))).toBeNaN();
  });
});

describe('EWMA drift', () => {
  const options = { mean: 100, sigma: 2.9652 };

  it('TV30: signals at the fourth value only', () => {
    const { average, lower, signal } = ewmaDrift([99, 97, 94, 90], options);
    [99.7, 98.89, 97.423, 95.1961].forEach((expected, k) => {
      expect(average[k]).toBeCloseTo(expected, 9);
    });
    [97.3313, 96.7425, 96.4898, 96.3724].forEach((expected, k) => {
      expect(lower[k]).toBeCloseTo(expected, 4);
    });
    expect(signal).toBe(3);
  });

  it('signals at the first value beyond the limits, whatever follows; on them is within', () => {
    expect(ewmaDrift([99, 97, 94, 90, 80, 70], options).signal).toBe(3);
    expect(ewmaDrift([50, 50], options).signal).toBe(0);
    // With all weight on the newest value the limits are mean ± 3σ.
    const plain = { mean: 0, sigma: 1, lambda: 1, width: 3 };
    expect(ewmaDrift([3, -3], plain).signal).toBe(-1);
    expect(ewmaDrift([3, 3.000001], plain).signal).toBe(1);
    expect(ewmaDrift([], plain).signal).toBe(-1);
  });

  it('is the same upwards, and silent while nothing drifts', () => {
    const up = ewmaDrift([101, 103, 106, 110], options);
    expect(up.signal).toBe(3);
    expect(up.upper[3]).toBeCloseTo(103.6276, 4);
    expect(ewmaDrift(usual, options).signal).toBe(-1);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { round6 } from '../math/round.ts';
import { compositeOf } from '../score/composite.ts';
import { tierOf } from '../score/thresholds.ts';
import { runs } from '../testing/arbitrary-inputs.ts';
import { nearestEdge, tierRange } from './stability.ts';

const WEIGHTS = [30, 20, 20, 15, 15];
const BOUNDS = [70, 40, 0];
const x = Number.NaN;

/** All weights when one has a share, the others in proportion, equally where they are all 0. */
function moved(weights: readonly number[], dimension: number, share: number): number[] {
  const rest = weights.reduce((sum, weight, d) => (d === dimension ? sum : sum + weight), 0);
  return weights.map((weight, d) => {
    if (d === dimension) return share;
    return rest > 0 ? (weight / rest) * (1 - share) : (1 - share) / (weights.length - 1);
  });
}

describe('stability of a tier', () => {
  it('TV33: C turns Red at a usage weight above 0.416667, D turns Green from 0.377778 on', () => {
    const c = tierRange(WEIGHTS, [30, 60, 45, 40, 40], BOUNDS, 1, 0);
    expect(c.high).toBeCloseTo(5 / 12, 12);
    expect(c).toMatchObject({ low: 0, below: null, above: 2 });
    const d = tierRange(WEIGHTS, [80, 60, 70, 60, 65], BOUNDS, 1, 0);
    expect(d.high).toBeCloseTo(0.377778, 6);
    expect(d).toMatchObject({ low: 0, below: null, above: 0 });
  });

  it('TV33: of C and D the nearest edge among all weights, and that of usage alone', () => {
    expect(nearestEdge(WEIGHTS, [80, 60, 70, 60, 65], BOUNDS, 1)).toMatchObject({ dimension: 0, toTier: 0 });
    expect(nearestEdge(WEIGHTS, [80, 60, 70, 60, 65], BOUNDS, 1)?.by).toBeCloseTo(0.077778, 6);
    expect(nearestEdge(WEIGHTS, [30, 60, 45, 40, 40], BOUNDS, 1, 0)?.at).toBeCloseTo(0.416667, 6);
    expect(nearestEdge(WEIGHTS, [30, 60, 45, 40, 40], BOUNDS, 1, 3)).toBeNull();
  });

  it('no weight moves an account whose dimensions agree, or one of which only that dimension is known', () => {
    expect(tierRange(WEIGHTS, [50, 50, 50, 50, 50], BOUNDS, 1, 2)).toEqual({
      low: 0,
      high: 1,
      below: null,
      above: null,
    });
    expect(tierRange(WEIGHTS, [80, x, x, x, x], BOUNDS, 0, 0)).toEqual({ low: 0, high: 1, below: null, above: null });
    expect(tierRange(WEIGHTS, [80, x, 20, x, x], BOUNDS, 1, 1)).toEqual({ low: 0, high: 1, below: null, above: null });
    expect(nearestEdge(WEIGHTS, [50, 50, 50, 50, 50], BOUNDS, 1)).toBeNull();
  });

  it('agrees with re-weighting by brute force, whatever is missing', () => {
    const score = fc.oneof(
      { arbitrary: fc.integer({ min: 0, max: 100 }), weight: 5 },
      { arbitrary: fc.constant(x), weight: 1 },
    );
    fc.assert(
      fc.property(
        fc.array(score, { minLength: 5, maxLength: 5 }).filter((dims) => dims.some((dim) => !Number.isNaN(dim))),
        fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 5, maxLength: 5 }).filter((w) => w.some((v) => v > 0)),
        fc.integer({ min: 0, max: 4 }),
        fc.integer({ min: 0, max: 200 }),
        (dims, weights, dimension, step) => {
          const total = weights.reduce((sum, weight) => sum + weight, 0);
          const now = compositeOf(weights, dims);
          if (Number.isNaN(now)) return;
          const tier = tierOf(BOUNDS, round6(now));
          const { low, high, below, above } = tierRange(weights, dims, BOUNDS, tier, dimension);
          const share = step / 200;
          // at the ends themselves rounding decides
          if (Math.abs(share - low) < 1e-6 || Math.abs(share - high) < 1e-6) return;
          const then = round6(compositeOf(moved(weights, dimension, share), dims));
          if (Number.isNaN(then)) return;
          const isInside = share > low && share < high;
          expect(tierOf(BOUNDS, then) === tier).toBe(isInside);
          const current = (weights[dimension] as number) / total;
          expect(current).toBeGreaterThanOrEqual(low - 1e-6);
          expect(current).toBeLessThanOrEqual(high + 1e-6);
          if (share < low) expect(Math.sign(tierOf(BOUNDS, then) - tier)).toBe(Math.sign((below as number) - tier));
          if (share > high) expect(Math.sign(tierOf(BOUNDS, then) - tier)).toBe(Math.sign((above as number) - tier));
        },
      ),
      runs(1000),
    );
  });
});

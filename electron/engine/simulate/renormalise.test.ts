import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renormalise } from './renormalise.ts';

const START = { usage: 30, support: 20, billing: 20, engagement: 15, growth: 15 };
const IDS = Object.keys(START);

describe('renormalise', () => {
  it('TV33: the others move in proportion', () => {
    const next = renormalise(START, 'usage', 45);
    [45, 15.7142857, 15.7142857, 11.7857143, 11.7857143].forEach((weight, d) => {
      expect(next?.[IDS[d] ?? '']).toBeCloseTo(weight, 6);
    });
  });

  it('keeps locked weights, spreads equally over zeros, refuses what cannot be', () => {
    expect(renormalise(START, 'usage', 40, ['support', 'billing'])).toEqual({
      usage: 40,
      support: 20,
      billing: 20,
      engagement: 10,
      growth: 10,
    });
    expect(renormalise({ a: 100, b: 0, c: 0 }, 'a', 70)).toEqual({ a: 70, b: 15, c: 15 });
    expect(renormalise(START, 'usage', 70, ['support', 'billing'])).toBeNull();
    expect(renormalise(START, 'usage', 40, ['support', 'billing', 'engagement', 'growth'])).toBeNull();
    expect(renormalise(START, 'usage', 30, ['support', 'billing', 'engagement', 'growth'])).toEqual(START);
    expect(renormalise(START, 'nothing', 30)).toBeNull();
    expect(renormalise({ a: 50, b: 30, c: 20 }, 'a', 0)).toEqual({ a: 0, b: 60, c: 40 });
    expect(renormalise({ a: 50, b: 30, c: 20 }, 'a', -1)).toBeNull();
    expect(renormalise({ a: 50, b: 30, c: 20 }, 'a', Number.NaN)).toBeNull();
  });

  it('always totals 100 and never goes below 0', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 100, noNaN: true }),
        fc.constantFrom(...IDS),
        fc.subarray(IDS),
        (value, id, locked) => {
          const next = renormalise(START, id, value, locked);
          if (!next) return;
          const values = Object.values(next);
          expect(values.reduce((a, b) => a + b, 0)).toBeCloseTo(100, 9);
          expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canMove,
  decodeWeights,
  encodeWeights,
  limitOf,
  moveWeight,
  normalise,
  sameWeights,
  totalOf,
  type Weights,
} from './weights.ts';

const official: Weights = { usage: 30, support: 20, billing: 20, engagement: 15, growth: 15 };
const none = new Set<string>();

describe('moving one weight', () => {
  it('scales the others in proportion: usage 30 → 45 multiplies them by 55/70', () => {
    const moved = moveWeight(official, none, 'usage', 45);
    expect(moved.usage).toBe(45);
    expect(moved.support).toBeCloseTo((20 * 55) / 70, 9);
    expect(moved.billing).toBeCloseTo((20 * 55) / 70, 9);
    expect(moved.engagement).toBeCloseTo((15 * 55) / 70, 9);
    expect(moved.growth).toBeCloseTo((15 * 55) / 70, 9);
    expect(totalOf(moved)).toBeCloseTo(100, 9);
  });

  it('leaves locked weights alone', () => {
    const moved = moveWeight(official, new Set(['growth']), 'usage', 45);
    expect(moved.growth).toBe(15);
    expect(moved.support).toBeCloseTo((20 * 40) / 55, 9);
    expect(totalOf(moved)).toBeCloseTo(100, 9);
  });

  it('spreads the rest equally when all unlocked others are zero', () => {
    const moved = moveWeight({ usage: 100, support: 0, billing: 0, engagement: 0, growth: 0 }, none, 'usage', 60);
    expect(moved).toEqual({ usage: 60, support: 10, billing: 10, engagement: 10, growth: 10 });
  });

  it('stops where the locked others leave no room', () => {
    const locks = new Set(['support', 'billing']);
    expect(limitOf(official, locks, 'usage')).toBe(60);
    expect(moveWeight(official, locks, 'usage', 95).usage).toBe(60);
  });

  it('does not move a locked weight or the only unlocked one', () => {
    expect(moveWeight(official, new Set(['usage']), 'usage', 45)).toBe(official);
    const onlyUsage = new Set(['support', 'billing', 'engagement', 'growth']);
    expect(canMove(official, onlyUsage, 'usage')).toBe(false);
    expect(moveWeight(official, onlyUsage, 'usage', 45)).toBe(official);
  });

  it('ignores what is not a number and unknown dimensions', () => {
    expect(moveWeight(official, none, 'usage', Number.NaN)).toBe(official);
    expect(moveWeight(official, none, 'weather', 10)).toBe(official);
  });

  it('keeps the total at 100 and every weight in 0…100 through any sequence of moves', () => {
    const ids = Object.keys(official);
    const step = fc.record({
      id: fc.constantFrom(...ids),
      value: fc.double({ min: -20, max: 130, noNaN: true }),
      lock: fc.subarray(ids),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let weights = official;
        for (const { id, value, lock } of steps) {
          const before = weights;
          weights = moveWeight(weights, new Set(lock), id, value);
          expect(totalOf(weights)).toBeCloseTo(100, 6);
          for (const other of ids) {
            expect(weights[other]).toBeGreaterThanOrEqual(0);
            expect(weights[other]).toBeLessThanOrEqual(100 + 1e-9);
            if (lock.includes(other)) expect(weights[other]).toBe(before[other]);
          }
        }
      }),
    );
  });
});

describe('addresses', () => {
  it('come back as they were written', () => {
    const moved = moveWeight(official, none, 'usage', 45);
    const back = decodeWeights(encodeWeights(moved), Object.keys(official));
    expect(back).not.toBeNull();
    expect(back && sameWeights(back, moved)).toBe(true);
  });

  it('are refused when they name other dimensions or no numbers', () => {
    const ids = Object.keys(official);
    expect(decodeWeights('usage:45', ids)).toBeNull();
    expect(decodeWeights('usage:a,support:1,billing:1,engagement:1,growth:1', ids)).toBeNull();
    expect(decodeWeights('usage:,support:1,billing:1,engagement:1,growth:1', ids)).toBeNull();
    expect(decodeWeights('usage:45,support:1,billing:1,engagement:1,weather:1', ids)).toBeNull();
  });

  it('are scaled to 100', () => {
    expect(decodeWeights('a:1,b:3', ['a', 'b'])).toEqual({ a: 25, b: 75 });
    expect(normalise({ a: 0, b: 0 })).toEqual({ a: 50, b: 50 });
  });
});

import { describe, expect, it } from 'vitest';
import { FORECAST_WEEKS, type ForecastRule } from './forecast-rule.ts';
import { tierDrop } from './tier-drop.ts';

/** Misses of −9 … 10, by one; a trend that carries on all of a constant slope. */
const rule: ForecastRule = {
  parameters: { alpha: 0.5, beta: 0.2, phi: 0.9 },
  error: 1,
  naiveError: 2,
  forecasts: 100,
  usual: [-50, 50],
  spread: Array.from({ length: FORECAST_WEEKS }, () => [-5, -2, 2, 5]),
  errors90: Float64Array.from({ length: 20 }, (_, k) => k - 9),
};
// TV28: 13 weeks after 80, 77, 75, 72, 70 the forecast is 56.355359; eight weeks are needed.
const falling = Float64Array.from([80, 80, 80, 80, 77, 75, 72, 70, 68, 66]);

describe('a predicted fall out of the tier', () => {
  const at = (bound: number, run = falling) => tierDrop(run, rule, bound);

  it('has the share of past misses that would put the score below the bound', () => {
    const { score } = at(60) ?? { score: Number.NaN };
    // Misses below 3: −9 … 2 are twelve of twenty.
    expect(at(score + 3)?.probability).toBeCloseTo(12 / 20, 12);
    expect(at(score - 9)?.probability).toBe(0);
    expect(at(score + 10.5)?.probability).toBe(1);
  });

  it('takes 50 %, a forecast below the bound, and the week before as well', () => {
    const { score } = at(60) ?? { score: Number.NaN };
    // Ten of twenty misses lie below 1; at the bound itself the forecast is not below it.
    expect(at(score + 0.5)?.probability).toBe(0.5);
    expect(at(score)).toMatchObject({ predicted: false });
    const before = tierDrop(falling.subarray(0, -1), rule, 60)?.score ?? Number.NaN;
    expect(before).toBeGreaterThan(score);
    expect(at(before + 1)?.predicted).toBe(true);
    // Between the two: below it only since this week.
    expect(at((before + score) / 2 + 0.01)).toMatchObject({ predicted: false });
  });

  it('is not asked without a forecast', () => {
    expect(at(60, falling.subarray(0, 7))).toBeNull();
    expect(tierDrop(falling, { ...rule, usual: [1, 50] }, 60)).toBeNull();
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forecastHolt, smoothHolt, varianceMultipliers } from './damped-holt.ts';

const parameters = { alpha: 0.5, beta: 0.2, phi: 0.9 };
const decline = [80, 77, 75, 72, 70];

describe('damped Holt', () => {
  it('TV28: level, trend and forecasts', () => {
    const state = smoothHolt(decline, parameters);
    expect(state.level).toBeCloseTo(70.153229, 6);
    expect(state.trend).toBeCloseTo(-2.055603, 6);
    const forecast = forecastHolt(state, parameters.phi, 13);
    [68.303186, 66.638147, 65.139612].forEach((expected, h) => {
      expect(forecast[h]).toBeCloseTo(expected, 6);
    });
    expect(forecast[12]).toBeCloseTo(56.355359, 6);
  });

  it('TV28: variance multipliers', () => {
    expect([...varianceMultipliers(parameters, 3)]).toEqual([1, 1.3481, 1.798341]);
  });

  it('a constant series stays, a single value is no series', () => {
    expect(smoothHolt([60, 60, 60], parameters)).toEqual({ level: 60, trend: 0 });
    expect(smoothHolt([60], parameters).trend).toBeNaN();
  });

  it('stays on the scale', () => {
    const values = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(values, (scores) => {
        for (const value of forecastHolt(smoothHolt(scores, parameters), parameters.phi, 13)) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(100);
        }
      }),
    );
    expect([...forecastHolt({ level: 3, trend: -5 }, 1, 2)]).toEqual([0, 0]);
    expect([...forecastHolt({ level: 97, trend: 5 }, 1, 2)]).toEqual([100, 100]);
  });
});

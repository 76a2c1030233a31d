import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../testing/arbitrary-inputs.ts';
import {
  type ForecastRule,
  type ForecastWeek,
  forecastOf,
  forecastRule,
  type NoForecast,
  runOf,
  scoreAhead,
} from './forecast-rule.ts';

/** Columns by week of accounts given as series. */
const weeksOf = (series: readonly (readonly number[])[]): Float64Array[] =>
  Array.from({ length: series[0]?.length ?? 0 }, (_, week) => Float64Array.from(series, (own) => own[week] as number));
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, k) => make(k));

/** The weeks of an account that has a forecast. */
function weeks(found: readonly ForecastWeek[] | NoForecast): readonly ForecastWeek[] {
  if ('reason' in found) throw new Error(found.reason);
  return found;
}

describe('runOf', () => {
  it('begins after the last gap', () => {
    const weeks = weeksOf([[50, Number.NaN, 52, 53]]);
    expect([...runOf(weeks, 0)]).toEqual([52, 53]);
  });

  it('is empty without a score in the last week, and for an account there is not', () => {
    expect([...runOf(weeksOf([[50, 51, Number.NaN]]), 0)]).toEqual([]);
    expect([...runOf(weeksOf([[50, 51]]), 1)]).toEqual([]);
  });
});

describe('forecastRule', () => {
  it('finds the trend of a portfolio that has one, and its error is below that of standing still', () => {
    // Every account falls by one point a week: standing still misses by h, on average (1 + … + 13) ÷ 13 = 7 at full length.
    const falling = times(10, (k) => times(30, (week) => 95 - k - week));
    const rule = forecastRule(weeksOf(falling));
    // The quickest of all to follow: the first trend is the first step itself.
    expect(rule?.parameters).toEqual({ alpha: 0.65, beta: 0.2, phi: 0.98 });
    expect(rule?.error).toBe(0.985436);
    // Damping 0.98 expects a little less of a fall than there is: 0.14 next week, 2.5 in 13 weeks, where standing still misses 13.
    expect(rule?.usual.map((error) => Math.round(error * 100) / 100)).toEqual([-0.14, -0.12]);
    expect(rule?.spread[12]?.map((error) => Math.round(error * 10) / 10)).toEqual([-2.6, -2.6, -2.5, -2.5]);
    // 10 accounts; origins after 8 … 29 weeks look min(13, 30 − origin) weeks ahead: 10 × (10 × 13 + 12 + 11 + … + 1).
    expect(rule?.forecasts).toBe(10 * (10 * 13 + 78));
    // (10 × 91 + Σ over 12 … 1 of s(s + 1) ÷ 2) ÷ 208 = (910 + 364) ÷ 208
    expect(rule?.naiveError).toBe(6.125);
  });

  it('carries the last score on where no trend is better', () => {
    const rule = forecastRule(weeksOf(times(5, (k) => times(40, () => 40 + k))));
    expect(rule).toMatchObject({ parameters: null, error: 0, naiveError: 0 });
    expect(rule?.spread).toEqual(times(13, () => [0, 0, 0, 0]));
  });

  it('a trend has to be two percent better than the last score', () => {
    // Single steps of ten points, at which a trend overshoots, and accounts that fall by one point a week.
    const portfolio = (falling: number) => [
      ...times(24, (k) => times(30, (week) => 40 + k + (week < 8 + ((k * 7) % 20) ? 0 : 10))),
      ...times(falling, (k) => times(30, (week) => 95 - k - week)),
    ];
    const gain = (falling: number) => {
      const rule = forecastRule(weeksOf(portfolio(falling)));
      return [rule && Math.round((100 * rule.error) / rule.naiveError), rule?.parameters?.phi ?? null];
    };
    expect([gain(4), gain(5)]).toEqual([
      [100, null],
      [95, 0.98],
    ]);
  });

  it('spreads by what the past came to', () => {
    // All rise by ten at week 20 and stay: 13 weeks ahead, 13 of the 14 forecasts of an account missed it.
    const rule = forecastRule(weeksOf(times(6, (k) => times(34, (week) => 40 + k + (week < 20 ? 0 : 10)))));
    expect(rule?.parameters).toBeNull();
    expect(rule?.spread[0]).toEqual([0, 0, 0, 0]);
    expect(rule?.spread[12]).toEqual([10, 10, 10, 10]);
  });

  it('needs thirty forecasts of thirteen weeks in the past', () => {
    const accounts = (count: number, weeks: number) => weeksOf(times(count, (k) => times(weeks, () => 50 + k)));
    expect(forecastRule(accounts(30, 20))).toBeNull();
    expect(forecastRule(accounts(29, 21))).toBeNull();
    expect(forecastRule(accounts(30, 21))?.forecasts).toBe(30 * (13 + 78));
    expect(forecastRule([])).toBeNull();
  });

  it('leaves accounts out evenly when there are very many', () => {
    const rule = forecastRule(weeksOf(times(4000, (k) => times(21, () => k % 100))));
    // 84,000 points where 20,000 do: every fifth account, 800 of them.
    expect(rule?.forecasts).toBe(800 * (13 + 78));
  });
});

describe('forecastOf', () => {
  const spread = times(13, (h) => [-10 - h, -5, 5, 10 + h]);
  const trend: ForecastRule = {
    parameters: { alpha: 0.5, beta: 0.2, phi: 0.9 },
    error: 1,
    naiveError: 2,
    forecasts: 100,
    usual: [-12, 12],
    spread,
    errors90: new Float64Array(),
  };

  it('needs eight weeks', () => {
    expect(forecastOf(Float64Array.from(times(7, () => 60)), trend)).toEqual({ reason: 'too_short' });
    expect(scoreAhead(Float64Array.from(times(7, () => 60)), trend)).toBeNaN();
    expect(forecastOf(Float64Array.from(times(8, () => 60)), trend)).toHaveLength(13);
  });

  it('adds the spread of its week, within the scale', () => {
    const found = weeks(forecastOf(new Float64Array(8).fill(92), trend));
    expect(found[0]).toEqual({ score: 92, low80: 82, low50: 87, high50: 97, high80: 100 });
    expect(found[12]).toEqual({ score: 92, low80: 70, low50: 87, high50: 97, high80: 100 });
  });

  it('follows the trend, or the last score', () => {
    const run = Float64Array.from([80, 77, 75, 72, 70, 68, 66, 64]);
    expect(weeks(forecastOf(run, trend))[12]?.score).toBeLessThan(60);
    const flat = weeks(forecastOf(run, { ...trend, parameters: null }));
    expect(flat.map(({ score }) => score)).toEqual(times(13, () => 64));
    expect(scoreAhead(run, trend)).toBe(weeks(forecastOf(run, trend))[12]?.score);
    expect(scoreAhead(run, { ...trend, parameters: null })).toBe(64);
  });

  it('says nothing of a score that left what the past has seen', () => {
    const runTo = (last: number) => Float64Array.from([...times(9, () => 80), last]);
    expect(forecastOf(runTo(68), trend)).toHaveLength(13);
    expect(forecastOf(runTo(67), trend)).toEqual({ reason: 'unusual', expected: 80, by: -13 });
    expect([scoreAhead(runTo(68), trend), scoreAhead(runTo(67), trend)]).toEqual([expect.any(Number), Number.NaN]);
    expect(forecastOf(runTo(92), trend)).toHaveLength(13);
    expect(forecastOf(runTo(92.5), trend)).toEqual({ reason: 'unusual', expected: 80, by: 12.5 });
  });

  it('stays on the scale whatever the scores, and the 50 % interval lies within the 80 % one', () => {
    const series = fc.array(fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 40, maxLength: 40 }), {
      minLength: 2,
      maxLength: 4,
    });
    fc.assert(
      fc.property(series, (accounts) => {
        const rule = forecastRule(weeksOf(accounts));
        if (!rule) throw new Error('No rule.');
        for (const week of weeks(forecastOf(Float64Array.from(accounts[0] ?? []), { ...rule, usual: [-100, 100] }))) {
          expect(week.low80).toBeGreaterThanOrEqual(0);
          expect(week.low50).toBeGreaterThanOrEqual(week.low80);
          expect(week.high50).toBeGreaterThanOrEqual(week.low50);
          expect(week.high80).toBeGreaterThanOrEqual(week.high50);
          expect(week.high80).toBeLessThanOrEqual(100);
        }
      }),
      runs(50),
    );
  });
});

import { quantileOf } from '../math/quantile.ts';
import { round6 } from '../math/round.ts';
import { dampingSums, forecastHolt, type HoltParameters, smoothHolt, stepHolt } from './damped-holt.ts';

/** Weeks a forecast looks ahead: 91 days. */
export const FORECAST_WEEKS = 13;
/** Weekly scores in a row that a forecast needs (30-method.md 4.3). */
export const MIN_FORECAST_WEEKS = 8;
/** Forecasts of the past, at the furthest week, that an interval needs. */
const MIN_ERRORS = 30;
/** Points the parameters are chosen on; accounts beyond are left out evenly. */
const MAX_POINTS = 20_000;

/** A trend has to do this much better than standing still: the best of sixty on one past always looks a little better. */
const MIN_GAIN = 0.02;

const ALPHAS = [0.2, 0.35, 0.5, 0.65];
const BETAS = [0.05, 0.1, 0.2];
const PHIS = [0.8, 0.85, 0.9, 0.95, 0.98];
/** Ends of the 80 % and of the 50 % interval. */
const SHARES = [0.1, 0.25, 0.75, 0.9] as const;

/** How a portfolio's scores are forecast, and how well that did in its own past. */
export type ForecastRule = {
  /** Null when no trend did better than the last score: it is then carried on. */
  readonly parameters: HoltParameters | null;
  /** Mean absolute error of the best trend over 1-13 weeks, score points. */
  readonly error: number;
  /** The same of carrying the last score on. */
  readonly naiveError: number;
  /** Forecasts of the past behind both. */
  readonly forecasts: number;
  /** Quantiles .01 and .99 of score − forecast one week ahead: beyond them an account does what the past has not seen. */
  readonly usual: readonly [low: number, high: number];
  /** Quantiles .1, .25, .75 and .9 of score − forecast, by weeks ahead (0 is one week). */
  readonly spread: readonly (readonly number[])[];
  /** Every score − forecast 13 weeks ahead, ascending. */
  readonly errors90: Float64Array;
};

/** Weeks ahead of one account: forecast and the ends of its 80 % and 50 % intervals, 0-100. */
export type ForecastWeek = {
  readonly score: number;
  readonly low80: number;
  readonly low50: number;
  readonly high50: number;
  readonly high80: number;
};

/** Weekly scores of one account, oldest first, up to the last week; the run ends before a week without one. */
export function runOf(weeks: readonly ArrayLike<number>[], account: number): Float64Array {
  let first = weeks.length;
  while (first > 0 && !Number.isNaN(weeks[first - 1]?.[account] ?? Number.NaN)) first--;
  return Float64Array.from(weeks.slice(first), (week) => week[account] as number);
}

/** Accounts' runs that are long enough to have been forecast at least once; every k-th account of a large portfolio. */
function sampledRuns(weeks: readonly ArrayLike<number>[]): Float64Array[] {
  const accounts = weeks.at(-1)?.length ?? 0;
  const stride = Math.max(1, Math.ceil((accounts * weeks.length) / MAX_POINTS));
  const runs: Float64Array[] = [];
  for (let account = 0; account < accounts; account += stride) {
    const run = runOf(weeks, account);
    if (run.length > MIN_FORECAST_WEEKS) runs.push(run);
  }
  return runs;
}

/** Weeks that the forecasts after each week of a run look ahead, one after the other: the order of all errors. */
function weeksAhead(runs: readonly Float64Array[]): Uint8Array {
  const ahead: number[] = [];
  for (const { length } of runs) {
    for (let next = MIN_FORECAST_WEEKS; next < length; next++) {
      for (let h = 0; h < Math.min(FORECAST_WEEKS, length - next); h++) ahead.push(h);
    }
  }
  return Uint8Array.from(ahead);
}

/** Score − forecast of every forecast of the past, each from the weeks before it alone. */
function trendErrors(runs: readonly Float64Array[], parameters: HoltParameters, into: Float64Array): Float64Array {
  const damping = dampingSums(parameters.phi, FORECAST_WEEKS);
  let at = 0;
  for (const run of runs) {
    let state = smoothHolt(run.subarray(0, MIN_FORECAST_WEEKS), parameters);
    for (let next = MIN_FORECAST_WEEKS; next < run.length; next++) {
      const { level, trend } = state;
      const steps = Math.min(FORECAST_WEEKS, run.length - next);
      for (let h = 0; h < steps; h++) {
        const forecast = level + (damping[h] as number) * trend;
        into[at++] = (run[next + h] as number) - Math.min(100, Math.max(0, forecast));
      }
      state = stepHolt(state, run[next] as number, parameters);
    }
  }
  return into;
}

/** The same of carrying the last score on. */
function flatErrors(runs: readonly Float64Array[], into: Float64Array): Float64Array {
  let at = 0;
  for (const run of runs) {
    for (let next = MIN_FORECAST_WEEKS; next < run.length; next++) {
      const steps = Math.min(FORECAST_WEEKS, run.length - next);
      for (let h = 0; h < steps; h++) into[at++] = (run[next + h] as number) - (run[next - 1] as number);
    }
  }
  return into;
}

function meanSize(errors: Float64Array): number {
  let sum = 0;
  for (const error of errors) sum += Math.abs(error);
  return round6(sum / errors.length);
}

/**
 * Chooses, once for a portfolio, the damped Holt parameters with the smallest pooled rolling error, and measures how far
 * scores came to lie from such forecasts (30-method.md 4.3, *Forecast 90 d*). Where the best of them is not 2 % better
 * than the last score, that is carried on instead.
 *
 * @param weeks scores by account of consecutive weeks, oldest first; NaN where there is none
 * @returns null when the portfolio's past is too short to say anything about a forecast of 13 weeks
 */
export function forecastRule(weeks: readonly ArrayLike<number>[]): ForecastRule | null {
  const runs = sampledRuns(weeks);
  const ahead = weeksAhead(runs);
  if (ahead.filter((h) => h === FORECAST_WEEKS - 1).length < MIN_ERRORS) return null;
  const errors = new Float64Array(ahead.length);
  const naiveError = meanSize(flatErrors(runs, errors));
  let best: HoltParameters | null = null;
  let error = Number.POSITIVE_INFINITY;
  for (const alpha of ALPHAS) {
    for (const beta of BETAS) {
      for (const phi of PHIS) {
        const mean = meanSize(trendErrors(runs, { alpha, beta, phi }, errors));
        if (mean < error) [best, error] = [{ alpha, beta, phi }, mean];
      }
    }
  }
  const parameters = error < (1 - MIN_GAIN) * naiveError ? best : null;
  if (parameters) trendErrors(runs, parameters, errors);
  else flatErrors(runs, errors);
  const errorsAt = (h: number): Float64Array => errors.filter((_, index) => ahead[index] === h).sort();
  const next = errorsAt(0);
  return {
    parameters,
    error,
    naiveError,
    forecasts: errors.length,
    errors90: errorsAt(FORECAST_WEEKS - 1),
    usual: [quantileOf(next, 0.01), quantileOf(next, 0.99)],
    spread: Array.from({ length: FORECAST_WEEKS }, (_, h) => {
      const ascending = errorsAt(h);
      return SHARES.map((share) => quantileOf(ascending, share));
    }),
  };
}

/** Why an account has no forecast: too few weeks, or a last score `by` so many points from the one expected a week before. */
export type NoForecast =
  | { readonly reason: 'too_short' }
  | { readonly reason: 'unusual'; readonly expected: number; readonly by: number };

/**
 * The score 13 weeks ahead alone, for whole portfolios: the last week of {@link forecastOf}, NaN where that has none.
 *
 * @param run its weekly scores without a gap, oldest first ({@link runOf})
 */
export function scoreAhead(run: Float64Array, { parameters, usual }: ForecastRule): number {
  if (run.length < MIN_FORECAST_WEEKS) return Number.NaN;
  const last = run.at(-1) as number;
  const before = parameters && smoothHolt(run.subarray(0, -1), parameters);
  const expected = before ? (forecastHolt(before, parameters.phi, 1)[0] as number) : (run.at(-2) as number);
  const by = round6(last - expected);
  if (by < usual[0] || by > usual[1]) return Number.NaN;
  if (!before) return last;
  return forecastHolt(stepHolt(before, last, parameters), parameters.phi, FORECAST_WEEKS)[FORECAST_WEEKS - 1] as number;
}

function forecastScores(run: Float64Array, parameters: HoltParameters | null, weeks: number): Float64Array {
  if (!parameters) return new Float64Array(weeks).fill(run.at(-1) as number);
  return forecastHolt(smoothHolt(run, parameters), parameters.phi, weeks);
}

/**
 * The next 13 weeks of one account. There are none when its last score came further from the forecast of a week before
 * than 98 % of the portfolio's past ever did: the rule is of ordinary weeks, and would only forecast the way back.
 *
 * @param run its weekly scores without a gap, oldest first ({@link runOf})
 */
export function forecastOf(run: Float64Array, rule: ForecastRule): readonly ForecastWeek[] | NoForecast {
  if (run.length < MIN_FORECAST_WEEKS) return { reason: 'too_short' };
  const expected = forecastScores(run.subarray(0, -1), rule.parameters, 1)[0] as number;
  const by = round6((run.at(-1) as number) - expected);
  if (by < rule.usual[0] || by > rule.usual[1]) return { reason: 'unusual', expected, by };
  const scores = forecastScores(run, rule.parameters, FORECAST_WEEKS);
  return rule.spread.map((spread, h) => {
    const score = scores[h] as number;
    const end = (share: number): number => Math.min(100, Math.max(0, round6(score + (spread[share] as number))));
    return { score, low80: end(0), low50: end(1), high50: end(2), high80: end(3) };
  });
}

import {
  FORECAST_WEEKS,
  type ForecastRule,
  forecastOf,
  MIN_FORECAST_WEEKS,
  type NoForecast,
  PHASE,
} from '#electron/engine/index.ts';
import type { AccountDetail } from '#shared/contract/account.ts';
import { isoFromDay } from '#shared/model/day.ts';
import type { Book } from '../../views/book.ts';
import { closedWeeks, dropReader, runReader } from '../../views/forecast.ts';

type Forecast = Pick<AccountDetail, 'forecast' | 'forecastGap'>;

const shortText = (weeks: number): string =>
  `A forecast needs ${MIN_FORECAST_WEEKS} weekly scores in a row; this account has ${weeks}.`;

function unusualText({ expected, by }: Extract<NoForecast, { reason: 'unusual' }>): string {
  const points = Math.abs(by).toFixed(1);
  return `No forecast: the score lies ${points} points ${by < 0 ? 'below' : 'above'} the ${expected.toFixed(1)} that this portfolio’s past made likely. What happened here is news, not a trend to carry on.`;
}

/** Whether the account is about to fall out of the tier its score is in. */
function dropOf(book: Book, account: number, rule: ForecastRule): NonNullable<Forecast['forecast']>['tierDrop'] {
  const drop = dropReader(book, rule)(account);
  const tier = drop && book.model.tiers[drop.tier];
  return tier ? { tier: tier.name, bound: drop.bound, probability: drop.probability, predicted: drop.predicted } : null;
}

/** The score's next 13 weeks as the portfolio's own past forecasts them (30-method.md 4.3). */
export function forecastFor(book: Book, account: number): Forecast {
  const none = (forecastGap: string): Forecast => ({ forecast: null, forecastGap });
  const score = book.history[book.at]?.score[account] ?? Number.NaN;
  if (Number.isNaN(score)) return none('Without a score there is nothing to forecast.');
  if (book.snapshot.phase[account] !== PHASE.standard)
    return none('A forecast begins once the standard model scores the account.');
  const last = closedWeeks(book).at(-1)?.asOf ?? book.asOf;
  const rule = book.forecastRule;
  if (!rule)
    return none(
      `A forecast of 90 days has to be tried on this portfolio’s own past first: that takes ${MIN_FORECAST_WEEKS + FORECAST_WEEKS} weekly scores in a row of about thirty accounts.`,
    );
  const run = runReader(book)(account);
  const found = forecastOf(run, rule);
  if ('reason' in found) return none(found.reason === 'too_short' ? shortText(run.length) : unusualText(found));
  const { parameters, error, naiveError, forecasts } = rule;
  return {
    forecast: {
      method: parameters ? 'trend' : 'flat',
      weeks: found.map((week, index) => ({ date: isoFromDay(last + 7 * (index + 1)), ...week })),
      tierDrop: dropOf(book, account, rule),
      error,
      naiveError,
      forecasts,
    },
    forecastGap: null,
  };
}

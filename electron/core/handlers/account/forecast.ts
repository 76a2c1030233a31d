import {
  FORECAST_WEEKS,
  type ForecastRule,
  forecastOf,
  forecastRule,
  MIN_FORECAST_WEEKS,
  type NoForecast,
  PHASE,
  runOf,
  tierDrop,
  tierOf,
} from '#electron/engine/index.ts';
import type { AccountDetail } from '#shared/contract/account.ts';
import { isoFromDay } from '#shared/model/day.ts';
import type { ReadContext } from '../../context.ts';
import { type Book, type HistoryEntry, memo } from '../../views/book.ts';
import { scoringOf } from '../../views/rows.ts';

type Forecast = Pick<AccountDetail, 'forecast' | 'forecastGap'>;

/** Snapshots a week apart up to the book's day. The last one may lie in the middle of a week: that week has not closed. */
function closedWeeks(book: Book): Book['history'] {
  const { history, at } = book;
  const gapBefore = (index: number): number => (history[index]?.asOf ?? 0) - (history[index - 1]?.asOf ?? 0);
  const last = at > 0 && gapBefore(at) < 7 ? at - 1 : at;
  let first = last;
  while (first > 0 && gapBefore(first) === 7) first--;
  return history.slice(first, last + 1);
}

/** A score of the standard model; NaN in onboarding. */
const standardScore = ({ score, phase }: HistoryEntry, account: number): number =>
  phase[account] === PHASE.standard ? (score[account] as number) : Number.NaN;

function ruleOf(context: ReadContext, book: Book, closed: Book['history']): ForecastRule | null {
  return memo(context, `forecast ${book.modelVersion} ${book.asOf}`, () =>
    forecastRule(closed.map((week) => Float64Array.from(week.score, (_, account) => standardScore(week, account)))),
  );
}

const shortText = (weeks: number): string =>
  `A forecast needs ${MIN_FORECAST_WEEKS} weekly scores in a row; this account has ${weeks}.`;

function unusualText({ expected, by }: Extract<NoForecast, { reason: 'unusual' }>): string {
  const points = Math.abs(by).toFixed(1);
  return `No forecast: the score lies ${points} points ${by < 0 ? 'below' : 'above'} the ${expected.toFixed(1)} that this portfolio’s past made likely. What happened here is news, not a trend to carry on.`;
}

/** Whether the account is about to fall out of the tier its score is in. */
function dropOf(
  book: Book,
  account: number,
  run: Float64Array,
  rule: ForecastRule,
): NonNullable<Forecast['forecast']>['tierDrop'] {
  const { bounds } = scoringOf(book, account);
  const at = tierOf(bounds, run.at(-1) ?? Number.NaN);
  const tier = book.model.tiers[at];
  const bound = bounds[at] ?? Number.NEGATIVE_INFINITY;
  if (!tier || at === book.model.tiers.length - 1) return null;
  const drop = tierDrop(run, rule, bound);
  return drop && { tier: tier.name, bound, probability: drop.probability, predicted: drop.predicted };
}

/** The score's next 13 weeks as the portfolio's own past forecasts them (30-method.md 4.3). */
export function forecastFor(context: ReadContext, book: Book, account: number): Forecast {
  const none = (forecastGap: string): Forecast => ({ forecast: null, forecastGap });
  const score = book.history[book.at]?.score[account] ?? Number.NaN;
  if (Number.isNaN(score)) return none('Without a score there is nothing to forecast.');
  if (book.snapshot.phase[account] !== PHASE.standard)
    return none('A forecast begins once the standard model scores the account.');
  const closed = closedWeeks(book);
  const last = closed.at(-1)?.asOf ?? book.asOf;
  const rule = ruleOf(context, book, closed);
  if (!rule)
    return none(
      `A forecast of 90 days has to be tried on this portfolio’s own past first: that takes ${MIN_FORECAST_WEEKS + FORECAST_WEEKS} weekly scores in a row of about thirty accounts.`,
    );
  const run = runOf(
    closed.map((week) => [standardScore(week, account)]),
    0,
  );
  const found = forecastOf(run, rule);
  if ('reason' in found) return none(found.reason === 'too_short' ? shortText(run.length) : unusualText(found));
  const { parameters, error, naiveError, forecasts } = rule;
  return {
    forecast: {
      method: parameters ? 'trend' : 'flat',
      weeks: found.map((week, index) => ({ date: isoFromDay(last + 7 * (index + 1)), ...week })),
      tierDrop: dropOf(book, account, run, rule),
      error,
      naiveError,
      forecasts,
    },
    forecastGap: null,
  };
}

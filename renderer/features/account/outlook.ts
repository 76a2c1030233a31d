import type { AccountDetail } from '#shared/contract/account.ts';
import { formatNumber, formatPercent } from '#shared/format/number.ts';
import { formatCount } from '#shared/format/words.ts';

type Benchmark = NonNullable<AccountDetail['benchmark']>;
type Forecast = NonNullable<AccountDetail['forecast']>;
type Expansion = AccountDetail['expansion'];
type Risk = AccountDetail['risk'];
type People = AccountDetail['people'];

export const VERDICTS: Readonly<Record<Benchmark['verdict'], string>> = {
  above: 'Above its peers',
  in_line: 'In line with its peers',
  below: 'Below its peers',
};

/**
 * `34.2 points below the 70.2 of 61 peers, healthier than 7% of them.` Compared is with the shrunk mean; the median is
 * shown beside it.
 */
export function benchmarkText(benchmark: Benchmark, locale: string): string {
  const { difference, shrunkMean, percentile, accounts } = benchmark;
  const size = formatNumber(Math.abs(difference), locale, 1);
  const mean = formatNumber(shrunkMean, locale, 1);
  const where =
    Math.abs(difference) < 0.05
      ? `At the ${mean} of`
      : `${size} points ${difference < 0 ? 'below' : 'above'} the ${mean} of`;
  return `${where} ${formatCount(accounts, locale, 'peer')}, healthier than ${formatNumber(percentile, locale)}% of them.`;
}

export const GRADES: Readonly<Record<Risk['factors'][number]['grade'], string>> = {
  critical: 'Critical',
  very_high: 'Very high',
  high: 'High',
  medium: 'Medium',
};

/**
 * `33.1 in 90 days, 80% interval 21.0 to 52.3. …` and how well such forecasts did in the portfolio's own past. Source:
 * 30-method.md 4.3.
 */
export function forecastText(forecast: Forecast, locale: string): string {
  const end = forecast.weeks.at(-1);
  if (!end) return '';
  const number = (value: number): string => formatNumber(value, locale, 1);
  const past = `over ${formatCount(forecast.forecasts, locale, 'forecast')} of this portfolio’s past`;
  const evidence =
    forecast.method === 'trend'
      ? `It follows the trend, which missed by ${number(forecast.error)} points on average ${past}; the last score carried on missed by ${number(forecast.naiveError)}.`
      : `It carries the last score on: no trend missed by clearly less than its ${number(forecast.naiveError)} points on average ${past}.`;
  return `Forecast ${number(end.score)} in 90 days, 80% interval ${number(end.low80)} to ${number(end.high80)}. ${evidence}${dropText(forecast, locale)}`;
}

/** ` A fall out of Yellow within 90 days is likely: …`; '' where it is neither predicted nor worth a word. */
function dropText({ tierDrop }: Forecast, locale: string): string {
  if (tierDrop === null || tierDrop.probability < 0.25) return '';
  const { tier, bound, probability, predicted } = tierDrop;
  const share = `${formatPercent(probability, locale)} of this portfolio’s past misses would put it below ${formatNumber(bound, locale)}`;
  return predicted
    ? ` A fall out of ${tier} within 90 days is predicted, as it was a week ago: ${share}.`
    : ` A fall out of ${tier} within 90 days is possible: ${share}.`;
}

/**
 * What the points of expansion say, and whether the account is ready; `young` in its first days. Source: 30-method.md 2.9.
 */
export function expansionText(expansion: Expansion, young: boolean, locale: string): string {
  if (expansion.score === null)
    return young ? 'Asked once the standard model scores the account.' : 'An expansion score needs a health score.';
  if (expansion.ready) return 'Ready to expand.';
  const met = expansion.parts.filter((part) => part.met === true).length;
  return `Not ready: it takes a health of 80, no decline and 30 points of signals; ${formatNumber(expansion.q, locale)} points from ${formatCount(met, locale, 'signal')} now.`;
}

/** `61% of users healthy (11 of 18), 2 of 4 key users at risk, 1 dormant` */
export function peopleText(people: People, locale: string): string {
  const { contacts, withHealth, healthy, healthyShare, keyUsers, keyUsersAtRisk, dormantKeyUsers } = people;
  const parts = [formatCount(contacts, locale, 'person', 'people')];
  if (healthyShare !== null)
    parts.push(`${formatPercent(healthyShare, locale)} of users healthy (${healthy} of ${withHealth})`);
  if (keyUsers > 0) {
    parts.push(
      keyUsersAtRisk > 0
        ? `${keyUsersAtRisk} of ${formatCount(keyUsers, locale, 'key user')} at risk`
        : `${formatCount(keyUsers, locale, 'key user')}, none at risk`,
    );
  }
  if (dormantKeyUsers > 0) parts.push(`${formatCount(dormantKeyUsers, locale, 'key user')} dormant`);
  return parts.join(', ');
}

type Flag = AccountDetail['flags'][number];
type MomentumColour = AccountDetail['momentumColour'];

/** What a flag does, or would do: `forces the lowest tier`. */
export function flagText(flag: Flag): string {
  const effect = { force: 'forces the tier', cap: 'caps the tier', annotate: 'noted only' }[flag.effect];
  return flag.effect === 'annotate' || flag.applied ? effect : `${effect}; not applied here`;
}

/** `yellow, pointing down`: the momentum colour in words. Source: 30-method.md 2.8. */
export function momentumColourText(colour: MomentumColour): string | null {
  if (colour === null) return null;
  return colour.arrow === null ? colour.colour : `${colour.colour}, pointing ${colour.arrow}`;
}

type Onboarding = NonNullable<AccountDetail['onboarding']>;
export const CHECK_INS: Readonly<Record<Onboarding['checkIns'][number]['state'], string>> = {
  done: 'done',
  missed: 'missed',
  due: 'due now',
  upcoming: 'upcoming',
};

/** What scores the account now and what takes over when. Source: 30-method.md 2.7. */
export function onboardingText(onboarding: Onboarding, locale: string): string {
  const { day, lastDay, preview, previewFrom } = onboarding;
  const later =
    preview !== null
      ? `; the standard model would say ${formatNumber(preview, locale, 1)}`
      : day < previewFrom
        ? `; a preview of the standard score comes on day ${previewFrom}`
        : '; there is too little data for a preview of the standard score';
  return `Scored by the onboarding model until day ${lastDay}${later}.`;
}

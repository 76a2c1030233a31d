import type { PortfolioOutlook, PortfolioTierDrops, PortfolioUnusual } from '#shared/contract/outlook.ts';
import { formatDayMonth } from '#shared/format/date.ts';
import { formatNumber, formatPercent } from '#shared/format/number.ts';

type Row = PortfolioUnusual['accounts'][number];
type Forecast = PortfolioOutlook['retentionForecast'];

function level(value: number, locale: string): string {
  return formatNumber(value, locale, Math.abs(value) < 20 ? 1 : 0);
}

/** `Shifted, 320 → 210 logins a day, week of 3 Aug` */
export function unusualText({ kind, date, before, after, days, measure }: Row, locale: string): string {
  const [from, to] = [level(before, locale), level(after, locale)];
  switch (kind) {
    case 'shift':
      return `Shifted, ${from} → ${to} ${measure} a day, week of ${formatDayMonth(date, locale)}`;
    case 'days':
      return `${days} unusual days, ${to} ${measure} on ${formatDayMonth(date, locale)}, usually ${from}`;
    case 'drift':
      return `Drifting, ${from} → ${to} ${measure} a day since ${formatDayMonth(date, locale)}`;
  }
}

/** Why nobody is predicted to fall, and how many might. */
export function noDropText(
  { method, possible }: Pick<PortfolioTierDrops, 'method' | 'possible'>,
  format: { readonly count: (count: number, one: string) => string },
): string {
  if (method === null)
    return 'A forecast has to be tried on this portfolio’s own past first: that takes 21 weekly scores in a row of about thirty accounts.';
  const why =
    method === 'flat'
      ? 'Nobody: on this portfolio’s past no trend foretold scores better than carrying the last one on, and that predicts no fall.'
      : 'Nobody is predicted to fall, this week and the week before.';
  return possible.total === 0
    ? why
    : `${why} By past misses ${format.count(possible.total, 'account')} ${possible.total === 1 ? 'has' : 'have'} a chance of 25% or more; the likeliest:`;
}

const BASES: Readonly<Record<Forecast['basis'], string>> = {
  calibrated: 'calibrated',
  band: 'band rates, not calibrated',
  illustrative: 'illustrative, not your data',
};

/** `64.6 to 84.0%, calibrated`: what stands under the figure. */
export function forecastNote({ share, low, high, basis }: Forecast, locale: string): string {
  if (share === null) return 'nothing with ARR due';
  if (low === null || high === null) return BASES[basis];
  return `${formatNumber(low * 100, locale, 1)} to ${formatPercent(high, locale, 1)}, ${BASES[basis]}`;
}

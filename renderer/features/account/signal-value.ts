import type { SignalDetail } from '#shared/contract/account.ts';
import { formatDate } from '#shared/format/date.ts';
import { formatNumber, formatPercent, formatSigned, formatTrimmed, MINUS, UNKNOWN } from '#shared/format/number.ts';
import { signalDefinition } from '#shared/model/signals.ts';

/** Top of the scale of ratings, by signal. */
const SCALES: Readonly<Record<string, number>> = {
  nps_rating: 10,
  csat_last5: 5,
  csat_90d: 5,
  csm_rating: 5,
  relationship_strength: 5,
  nps_points: 100,
};
const ISO = /^\d{4}-\d{2}-\d{2}$/;

function sentenceCase(words: string): string {
  const text = words.replaceAll('_', ' ').trim();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A rate that says how something changed, so that its sign matters. */
const isChange = (id: string): boolean => /_(change|trend)_/.test(id);

function signedPercent(share: number, locale: string): string {
  return `${formatSigned(share * 100, locale, 0)}%`;
}

/** A signal's value in its own unit, short enough for a column; a dash when missing. */
export function formatSignalValue(
  signal: Pick<SignalDetail, 'id' | 'value'> & { readonly unit: string | null },
  locale: string,
): string {
  const { id, value } = signal;
  if (value === null) return UNKNOWN;
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'string') return ISO.test(value) ? formatDate(value, locale) : sentenceCase(value);
  const definition = signalDefinition(id);
  const unit = definition?.kind.type === 'number' ? definition.kind.unit : signal.unit;
  switch (unit) {
    case 'ratio':
      return `${formatNumber(value, locale, 2)}×`;
    case 'rate':
      return isChange(id) ? signedPercent(value, locale) : formatPercent(value, locale);
    case 'days':
      return /_day$/.test(id) ? `day ${formatNumber(value, locale)}` : `${formatNumber(value, locale)} d`;
    case 'score': {
      const top = SCALES[id];
      return top === undefined ? formatNumber(value, locale, 1) : `${formatTrimmed(value, locale, 1)} of ${top}`;
    }
    case 'sentiment':
      return formatSigned(value, locale, 2);
    case 'slope':
      return `${formatSigned(value, locale, 2)} per 30 d`;
    case 'count':
      return formatTrimmed(value, locale, 1);
    default:
      return formatTrimmed(value, locale, 2);
  }
}

/**
 * What the rule gave and what it could give: `+10` and `−20 to +10` where points are added and taken, `28` and
 * `of 40` where parts are earned.
 */
export function formatPoints(
  signal: Pick<SignalDetail, 'state' | 'points' | 'maxPoints' | 'minPoints'>,
  locale: string,
): { readonly got: string; readonly possible: string } {
  const plain = (points: number) => formatTrimmed(Math.abs(points), locale, 1);
  const signed = (points: number) => (points === 0 ? '0' : `${points > 0 ? '+' : MINUS}${plain(points)}`);
  const earned = signal.minPoints >= 0;
  return {
    got: signal.state === 'missing' ? UNKNOWN : earned ? plain(signal.points) : signed(signal.points),
    possible: earned ? `of ${plain(signal.maxPoints)}` : `${signed(signal.minPoints)} to ${signed(signal.maxPoints)}`,
  };
}

/** A value of a weekly metric in its unit. */
export function formatMetric(value: number | null, unit: string, locale: string): string {
  if (value === null) return UNKNOWN;
  if (unit === 'rate' || unit === '%') return formatPercent(value, locale);
  if (unit === 'ratio') return `${formatNumber(value, locale, 2)}×`;
  if (unit === 'minutes' || unit === 'min') return `${formatTrimmed(value, locale, 1)} min`;
  return formatTrimmed(value, locale, Math.abs(value) < 10 ? 1 : 0);
}

/** Lower case for the middle of a sentence, except where the word is an abbreviation (NPS, API). */
export function midSentence(words: string): string {
  return /^[A-Z]{2}/.test(words) ? words : words.charAt(0).toLowerCase() + words.slice(1);
}

import type { AccountOutlook } from '#shared/contract/outlook.ts';
import { daysBetween, formatDate } from '#shared/format/date.ts';
import { formatNumber, formatPercent } from '#shared/format/number.ts';
import { formatCount, joinWords } from '#shared/format/words.ts';

type Churn = AccountOutlook['churnProbability'];
type Similar = AccountOutlook['similar'];
type Case = Similar['cases'][number];

/** What a probability rests on, said wherever it stands. */
export const BASES: Readonly<Record<Churn['basis'], string>> = {
  calibrated: 'Calibrated on your data',
  band: 'Rate of a band, not calibrated',
  illustrative: 'Illustrative, not your data',
};

/** `Of 100 accounts like this, about 12 leave within 90 days; 95% interval 8.1 to 17.2%.` */
export function churnText({ p, low, high, of, left, horizonDays, basis }: Churn, locale: string): string {
  if (p === null || low === null || high === null) return '';
  const share = (value: number): string => formatNumber(value * 100, locale, 1);
  const hundred = p > 0 && p < 0.005 ? 'fewer than 1' : `about ${formatNumber(p * 100, locale)}`;
  const leave = Math.round(p * 100) === 1 ? 'leaves' : 'leave';
  const counted =
    of === null || left === null
      ? ''
      : basis === 'illustrative'
        ? ` In the requirements’ table ${formatNumber(left, locale)} of ${formatNumber(of, locale)} left.`
        : ` ${formatNumber(left, locale)} of ${formatNumber(of, locale)} of the band left.`;
  return `Of 100 accounts like this, ${hundred} ${leave} within ${horizonDays} days; 95% interval ${share(low)} to ${share(high)}%.${counted}`;
}

/** `3 of the 5 most similar accounts of the past left within 90 days; 95% interval 23.1 to 88.2%.` */
export function similarText({ cases, churned, low, high }: Similar, locale: string): string {
  if (low === null || high === null) return '';
  const share = (value: number): string => formatNumber(value * 100, locale, 1);
  const who = `${churned === 0 ? 'None' : formatNumber(churned, locale)} of the ${formatNumber(cases.length, locale)} most similar accounts of the past`;
  return `${who} left within 90 days; 95% interval ${share(low)} to ${share(high)}%.`;
}

const OUTCOME_WORDS: Readonly<Record<Case['outcomes'][number], string>> = {
  renewal: 'renewed',
  contraction: 'contracted',
  expansion: 'expanded',
  notice: 'gave notice',
};

/** `Left on 17 Oct 2025, 19 days later` or `Stayed, renewed; score 86.0` */
export function caseText({ date, churnDate, outcomes, scoreAfter }: Case, locale: string): string {
  if (churnDate !== null) {
    const days = daysBetween(date, churnDate) ?? 0;
    return `Left on ${formatDate(churnDate, locale)}, ${formatCount(days, locale, 'day')} later`;
  }
  const after = scoreAfter === null ? '' : `; score ${formatNumber(scoreAfter, locale, 1)} then`;
  return `Stayed${outcomes.length === 0 ? '' : `, ${joinWords(outcomes.map((outcome) => OUTCOME_WORDS[outcome]))}`}${after}`;
}

type Expansion = AccountOutlook['expansionProbability'];

/** The rate of the band, or the range of the requirements: `7.6%`, `15 to 25%`. */
export function expansionRange({ rate, low, high }: Expansion, locale: string): string {
  if (low === null || high === null) return '';
  return rate === null
    ? `${formatNumber(low * 100, locale)} to ${formatPercent(high, locale)}`
    : formatPercent(rate, locale, 1);
}

/** `within 90 days, 5.9 to 9.9%; rate of the band in your data` */
export function expansionBasis({ basis, low, high }: Expansion, locale: string): string {
  if (basis === 'requirements' || low === null || high === null) return BASES.illustrative;
  return `within 90 days, 95% interval ${formatNumber(low * 100, locale, 1)} to ${formatPercent(high, locale, 1)}; rate of the band in your data`;
}

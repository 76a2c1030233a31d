import { quantileOf } from '../math/quantile.ts';
import { kaplanMeier, survivalQuantile } from './survival.ts';

/** Days before a churn in which an alert counts as one of it (30-method.md 4.3). */
export const LEAD_WINDOW = 180;
/** Detected churns below which no lead time is stated. */
const LEAST_DETECTED = 3;

export type LeadTimes = {
  readonly churns: number;
  readonly detected: number;
  readonly missed: number;
  /** Days of the detected ones, ascending. */
  readonly days: readonly number[];
  /** Median and quartiles of `days`; NaN with fewer than 3 detected. */
  readonly median: number;
  readonly q1: number;
  readonly q3: number;
  /** Median over all churns by Kaplan-Meier, missed ones as never alerted; NaN when fewer than half were. */
  readonly kaplanMeierMedian: number;
};

/**
 * Sums up lead times (30-method.md 4.3, TV27): days from the first alert to the notice, else the churn; null for a churn
 * that no alert came before, which is missed and not 0 days.
 */
export function leadTimes(leads: readonly (number | null)[]): LeadTimes {
  const days = leads.filter((lead) => lead !== null).sort((a, b) => a - b);
  const enough = days.length >= LEAST_DETECTED;
  const waited = leads.map((lead) => (lead === null ? LEAD_WINDOW : LEAD_WINDOW - Math.min(lead, LEAD_WINDOW)));
  const alerted = leads.map((lead) => (lead === null ? 0 : 1));
  return {
    churns: leads.length,
    detected: days.length,
    missed: leads.length - days.length,
    days,
    median: enough ? quantileOf(days, 0.5) : Number.NaN,
    q1: enough ? quantileOf(days, 0.25) : Number.NaN,
    q3: enough ? quantileOf(days, 0.75) : Number.NaN,
    kaplanMeierMedian: enough
      ? LEAD_WINDOW - survivalQuantile(kaplanMeier({ time: waited, event: alerted }))
      : Number.NaN,
  };
}

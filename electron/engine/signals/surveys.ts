import { type Day, NO_DAY } from '#shared/model/day.ts';
import { type Facts, SURVEY_KINDS } from '#shared/model/facts.ts';
import { round9 } from '../math/round.ts';
import { isKnown } from './days.ts';
import { type SignalRows, type SignalWriter, signalWriter } from './table.ts';

const NPS = SURVEY_KINDS.indexOf('nps');
const CSAT = SURVEY_KINDS.indexOf('csat');
const CSM_PULSE = SURVEY_KINDS.indexOf('csm_pulse');
const HALF_LIFE_DAYS = 90;
const MAX_AGE_DAYS = 365;
const WINDOW_DAYS = 90;
const LAST_SURVEYS = 3;
const RESPONSE = { responsive: 0, neutral: 1, non_responsive: 2 } as const;

/** Weight of a survey answer by age in days, 0.5^(age ÷ 90); index 0 … 365 (30-method.md 2.5). */
const SURVEY_WEIGHTS = Float64Array.from({ length: MAX_AGE_DAYS + 1 }, (_, age) => 0.5 ** (age / HALF_LIFE_DAYS));

/** Points of an NPS answer: promoter 100, passive 70, detractor 30 (30-method.md 2.3). */
export function npsPoints(rating: number): number {
  if (rating >= 9) return 100;
  return rating >= 7 ? 70 : 30;
}

/** Satisfaction ratings 1 to 5 of tickets closed in the last 90 days, added up by the support family. */
export type RecentRatings = { sum: number; count: number; day: Day; stale: boolean };

/** A weighted mean being added up. */
type Mean = { sum: number; weight: number; day: Day };
const reset = (mean: Mean): void => {
  mean.sum = 0;
  mean.weight = 0;
  mean.day = NO_DAY;
};
const add = (mean: Mean, value: number, weight: number, day: Day): void => {
  mean.sum += weight * value;
  mean.weight += weight;
  if (day > mean.day) mean.day = day;
};
const put = (writer: SignalWriter, row: number, mean: Mean, stale = false): void => {
  if (mean.weight > 0) writer.put(row, round9(mean.sum / mean.weight), mean.day, stale);
};

/**
 * Writes what people answer (30-method.md 2.2, 2.3, 2.5): NPS as mean rating and as points, the CSM's own rating (both
 * weighted by age, ignored after 365 days), satisfaction of the last 90 days over tickets and surveys, and whether surveys
 * are answered. An answer given after the as-of date does not exist yet. The CSM's pulse is no survey of the customer.
 * Satisfaction and CSM ratings outside 1 to 5 are of another scale and do not count.
 */
export function surveySignals(
  facts: Facts,
  rows: SignalRows,
  days: readonly Day[],
): (row: number, account: number, at: number, tickets: RecentRatings) => void {
  const { surveys } = facts;
  const rating = signalWriter(rows, 'nps_rating');
  const points = signalWriter(rows, 'nps_points');
  const csm = signalWriter(rows, 'csm_rating');
  const satisfaction = signalWriter(rows, 'csat_90d');
  const response = signalWriter(rows, 'survey_response');
  const nps: Mean = { sum: 0, weight: 0, day: NO_DAY };
  const npsAsPoints: Mean = { sum: 0, weight: 0, day: NO_DAY };
  const pulse: Mean = { sum: 0, weight: 0, day: NO_DAY };
  const csat: Mean = { sum: 0, weight: 0, day: NO_DAY };

  function addAnswer(kind: number, value: number, answered: Day, asOf: Day): void {
    const age = asOf - answered;
    if (Number.isNaN(value) || age > MAX_AGE_DAYS) return;
    const weight = SURVEY_WEIGHTS[age] as number;
    if (kind === NPS) {
      add(nps, value, weight, answered);
      add(npsAsPoints, npsPoints(value), weight, answered);
      return;
    }
    if (value < 1 || value > 5) return;
    if (kind === CSM_PULSE) add(pulse, value, weight, answered);
    else if (kind === CSAT && age < WINDOW_DAYS) add(csat, value, 1, answered);
  }

  return (row, account, at, tickets) => {
    const asOf = days[at] as Day;
    for (const mean of [nps, npsAsPoints, pulse, csat]) reset(mean);
    let sent = 0;
    let lastSent: Day = NO_DAY;
    /** Surveys sent since the latest one that has been answered. */
    let unanswered = 0;
    const end = surveys.offsets[account + 1] as number;
    for (let k = surveys.offsets[account] as number; k < end; k++) {
      const sentOn = surveys.sentDay[k] as number;
      if (sentOn > asOf) break;
      if (!isKnown(surveys, k, asOf)) continue;
      const answered = surveys.respondedDay[k] as number;
      const known = answered !== NO_DAY && answered <= asOf;
      const kind = surveys.kind[k] as number;
      if (kind !== CSM_PULSE) {
        sent++;
        lastSent = Math.max(lastSent, known ? answered : sentOn);
        unanswered = known ? 0 : unanswered + 1;
      }
      if (known) addAnswer(kind, surveys.rating[k] as number, answered, asOf);
    }
    put(rating, row, nps);
    put(points, row, npsAsPoints);
    put(csm, row, pulse);
    if (tickets.count > 0) {
      csat.sum += tickets.sum;
      csat.weight += tickets.count;
      csat.day = Math.max(csat.day, tickets.day);
    }
    put(satisfaction, row, csat, tickets.count > 0 && tickets.stale);
    if (sent === 0) return;
    const answeredRecently = unanswered < Math.min(sent, LAST_SURVEYS);
    const state = answeredRecently
      ? RESPONSE.responsive
      : sent >= LAST_SURVEYS
        ? RESPONSE.non_responsive
        : RESPONSE.neutral;
    response.put(row, state, lastSent, false);
  };
}

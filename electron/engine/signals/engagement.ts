import { type Day, NO_DAY } from '#shared/model/day.ts';
import { type Facts, SURVEY_KINDS, TOUCHPOINT_TYPES } from '#shared/model/facts.ts';
import { round9 } from '../math/round.ts';
import { type FactsIndex, isKnown, latestDay } from './facts-index.ts';
import { MISSING_AFTER_DAYS, STALE_AFTER_DAYS } from './freshness.ts';
import { type SignalTable, signalWriter } from './table.ts';

const NPS = SURVEY_KINDS.indexOf('nps');
const CSM_PULSE = SURVEY_KINDS.indexOf('csm_pulse');
const TRAINING = TOUCHPOINT_TYPES.indexOf('training');
const COMMUNITY = TOUCHPOINT_TYPES.indexOf('community');
const HALF_LIFE_DAYS = 90;
const MAX_AGE_DAYS = 365;
const LAST_SURVEYS = 3;
const RESPONSE = { responsive: 0, neutral: 1, non_responsive: 2 } as const;

/** Weight of a survey answer by age in days, 0.5^(age ÷ 90); index 0 … 365 (30-method.md 2.5). */
const SURVEY_WEIGHTS = Float64Array.from({ length: MAX_AGE_DAYS + 1 }, (_, age) => 0.5 ** (age / HALF_LIFE_DAYS));

export type EngagementSignals = (row: number, account: number) => void;

/**
 * Writes the engagement family of one account: NPS, survey response, community, training (30-method.md 2.2, 2.5).
 * An answer given after the as-of date does not exist yet. The CSM's own pulse is no survey of the customer. Training
 * sessions whose attendance is unknown count neither as offered nor as attended.
 */
export function engagementSignals(facts: Facts, index: FactsIndex, table: SignalTable): EngagementSignals {
  const { asOf } = table;
  const { surveys, touchpoints } = facts;
  const sourceLast = latestDay(index.touchpointDays, asOf);
  const sourceMissing = asOf - sourceLast > MISSING_AFTER_DAYS;
  const stale = asOf - sourceLast > STALE_AFTER_DAYS;
  const communityExists = index.firstCommunityDay <= asOf;

  const nps = signalWriter(table, 'nps_rating');
  const response = signalWriter(table, 'survey_response');
  const community = signalWriter(table, 'community_active_90d');
  const training = signalWriter(table, 'training_completion');

  function writeSurveys(row: number, account: number): void {
    let weighted = 0;
    let weights = 0;
    let npsDay: Day = NO_DAY;
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
        lastSent = known ? Math.max(lastSent, answered) : Math.max(lastSent, sentOn);
        unanswered = known ? 0 : unanswered + 1;
      }
      const rating = surveys.rating[k] as number;
      if (kind !== NPS || !known || Number.isNaN(rating) || asOf - answered > MAX_AGE_DAYS) continue;
      const weight = SURVEY_WEIGHTS[asOf - answered] as number;
      weighted += weight * rating;
      weights += weight;
      npsDay = Math.max(npsDay, answered);
    }
    if (weights > 0) nps.put(row, round9(weighted / weights), npsDay, false);
    if (sent === 0) return;
    const answeredRecently = unanswered < Math.min(sent, LAST_SURVEYS);
    const state = answeredRecently
      ? RESPONSE.responsive
      : sent >= LAST_SURVEYS
        ? RESPONSE.non_responsive
        : RESPONSE.neutral;
    response.put(row, state, lastSent, false);
  }

  function writeTouchpoints(row: number, account: number): void {
    let communityDay: Day = NO_DAY;
    let offered = 0;
    let attended = 0;
    let trainingDay: Day = NO_DAY;
    const end = touchpoints.offsets[account + 1] as number;
    for (let k = touchpoints.offsets[account] as number; k < end; k++) {
      const on = touchpoints.day[k] as number;
      if (on > asOf) break;
      if (!isKnown(touchpoints, k, asOf)) continue;
      const type = touchpoints.type[k] as number;
      const presence = touchpoints.attended[k] as number;
      if (type === COMMUNITY && presence !== 0) communityDay = on;
      if (type === TRAINING && presence <= 1 && asOf - on < MAX_AGE_DAYS) {
        offered++;
        attended += presence;
        trainingDay = on;
      }
    }
    if (sourceMissing) {
      if (communityExists) community.put(row, Number.NaN, sourceLast, true);
      if (offered > 0) training.put(row, Number.NaN, sourceLast, true);
      return;
    }
    if (communityExists) {
      const active = communityDay !== NO_DAY && asOf - communityDay < 90;
      community.put(row, active ? 1 : 0, communityDay === NO_DAY ? sourceLast : communityDay, stale);
    }
    if (offered > 0) training.put(row, attended / offered, trainingDay, stale);
  }

  return (row, account) => {
    writeSurveys(row, account);
    writeTouchpoints(row, account);
  };
}

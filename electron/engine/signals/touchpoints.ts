import { type Day, NO_DAY } from '#shared/model/day.ts';
import { type Facts, TOUCHPOINT_TYPES } from '#shared/model/facts.ts';
import { isKnown, latestDay, lowerBound } from './days.ts';
import type { FactsIndex } from './facts-index.ts';
import { MISSING_AFTER_DAYS, STALE_AFTER_DAYS } from './freshness.ts';
import { type SignalRows, signalColumn, signalWriter } from './table.ts';

const typeOf = (...names: (typeof TOUCHPOINT_TYPES)[number][]): Uint8Array =>
  Uint8Array.from(TOUCHPOINT_TYPES, (type) => Number(names.includes(type)));
const TRAINING = TOUCHPOINT_TYPES.indexOf('training');
const COMMUNITY = TOUCHPOINT_TYPES.indexOf('community');
const EMAIL = TOUCHPOINT_TYPES.indexOf('email');
const QBR = TOUCHPOINT_TYPES.indexOf('qbr');
const IS_MEETING = typeOf('call', 'meeting', 'qbr', 'executive', 'onboarding');
const UNKNOWN = 255;

const TRAINING_YEAR_DAYS = 365;
const WINDOW_DAYS = 90;
/** A business review is quarterly; one of the last 180 days says whether the customer comes (30-method.md 2.8). */
const QBR_DAYS = 180;
const MONTH_DAYS = 31;
const RENEWAL_NEAR_DAYS = 90;
const REVIEW = { attended: 0, skipped: 1, none_scheduled: 2 } as const;

/** The customer was part of it: community posts and meetings not attended do not count. */
export function isTouch(type: number, attended: number): boolean {
  return type !== COMMUNITY && attended !== 0;
}

/**
 * Writes what the customer took part in: community, training, reviews, answers, meetings, e-mails, touches
 * (30-method.md 2.2-2.4, 2.7). Windows are 90 days unless said. Training sessions whose attendance is unknown count neither
 * as offered nor as attended in the completion rate, and as attended in the number of sessions; both, and community, are
 * missing while the workspace has none. Rates are over the touchpoints that say so (answered, opened); a meeting is held
 * unless it says otherwise. A renewal meeting is missed when the latest meeting of the window was not attended while the
 * renewal is 0 to 90 days away. Call after the billing family, which writes the days to renewal.
 */
export function touchpointSignals(
  facts: Facts,
  index: FactsIndex,
  rows: SignalRows,
  days: readonly Day[],
): (row: number, account: number, at: number) => void {
  const { touchpoints } = facts;
  const { offsets, day, type, attended, responded, opened } = touchpoints;
  const sources = days.map((asOf) => {
    const last = latestDay(index.touchpointDays, asOf);
    return { last, isMissing: asOf - last > MISSING_AFTER_DAYS, isStale: asOf - last > STALE_AFTER_DAYS };
  });
  const renewal = rows.values[signalColumn('days_to_renewal')] as Float64Array;

  const community = signalWriter(rows, 'community_active_90d');
  const completion = signalWriter(rows, 'training_completion');
  const sessions = signalWriter(rows, 'training_sessions_90d');
  const review = signalWriter(rows, 'qbr_attended');
  const response = signalWriter(rows, 'csm_response_rate');
  const meetings = signalWriter(rows, 'csm_meetings_90d');
  const opens = signalWriter(rows, 'email_open_rate_90d');
  const sinceTouch = signalWriter(rows, 'days_since_touch');
  const monthly = signalWriter(rows, 'touch_in_31d');
  const missed = signalWriter(rows, 'renewal_meeting_missed');
  const always = [sessions, review, meetings, sinceTouch, monthly];

  return (row, account, at) => {
    const { last: sourceLast, isMissing, isStale: stale } = sources[at] as (typeof sources)[number];
    if (sourceLast === NO_DAY) return;
    const asOf = days[at] as Day;
    const communityExists = index.firstCommunityDay <= asOf;
    const first = offsets[account] as number;
    let communityDay: Day = NO_DAY;
    let offered = 0;
    let completed = 0;
    let trainingDay: Day = NO_DAY;
    let trained = 0;
    let reviewDay: Day = NO_DAY;
    let reviewState: number = REVIEW.none_scheduled;
    let asked = 0;
    let answered = 0;
    let sent = 0;
    let read = 0;
    let held = 0;
    let meetingDay: Day = NO_DAY;
    let isMissed = false;
    let touchDay: Day = NO_DAY;
    let lastDay: Day = NO_DAY;
    // Backwards: what counts is recent, but for the last touch, which is looked for as far back as it lies.
    for (let k = lowerBound(day, asOf + 1, first, offsets[account + 1] as number) - 1; k >= first; k--) {
      const on = day[k] as number;
      const age = asOf - on;
      if (age >= TRAINING_YEAR_DAYS && touchDay !== NO_DAY) break;
      if (!isKnown(touchpoints, k, asOf)) continue;
      if (lastDay === NO_DAY) lastDay = on;
      const what = type[k] as number;
      const presence = attended[k] as number;
      if (touchDay === NO_DAY && isTouch(what, presence)) touchDay = on;
      if (what === TRAINING && presence !== UNKNOWN && age < TRAINING_YEAR_DAYS) {
        if (offered === 0) trainingDay = on;
        offered++;
        completed += presence;
      }
      if (what === QBR && reviewDay === NO_DAY && age < QBR_DAYS) {
        reviewDay = on;
        reviewState = presence === 0 ? REVIEW.skipped : REVIEW.attended;
      }
      if (age >= WINDOW_DAYS) continue;
      if (what === COMMUNITY && presence !== 0 && communityDay === NO_DAY) communityDay = on;
      if (what === TRAINING && presence !== 0) trained++;
      if (responded[k] !== UNKNOWN) {
        asked++;
        answered += responded[k] as number;
      }
      if (what === EMAIL && opened[k] !== UNKNOWN) {
        sent++;
        read += opened[k] as number;
      }
      if (what < IS_MEETING.length && IS_MEETING[what] === 1) {
        if (meetingDay === NO_DAY) {
          meetingDay = on;
          isMissed = presence === 0;
        }
        held += Number(presence !== 0);
      }
    }
    if (isMissing) {
      if (communityExists) community.put(row, Number.NaN, sourceLast, true);
      if (offered > 0) completion.put(row, Number.NaN, sourceLast, true);
      for (const writer of always) writer.put(row, Number.NaN, sourceLast, true);
      return;
    }
    const factDay = lastDay === NO_DAY ? sourceLast : lastDay;
    if (communityExists)
      community.put(row, Number(communityDay !== NO_DAY), communityDay === NO_DAY ? sourceLast : communityDay, stale);
    if (offered > 0) completion.put(row, completed / offered, trainingDay, stale);
    if (index.firstTrainingDay <= asOf) sessions.put(row, trained, factDay, stale);
    review.put(row, reviewState, reviewDay === NO_DAY ? factDay : reviewDay, stale);
    if (asked > 0) response.put(row, answered / asked, factDay, stale);
    meetings.put(row, held, factDay, stale);
    if (sent > 0) opens.put(row, read / sent, factDay, stale);
    if (touchDay !== NO_DAY) sinceTouch.put(row, asOf - touchDay, touchDay, stale);
    monthly.put(row, Number(touchDay !== NO_DAY && asOf - touchDay < MONTH_DAYS), factDay, stale);
    const daysLeft = renewal[row] as number;
    if (!Number.isNaN(daysLeft)) {
      const isNear = daysLeft >= 0 && daysLeft <= RENEWAL_NEAR_DAYS;
      missed.put(row, Number(isNear && isMissed), meetingDay === NO_DAY ? factDay : meetingDay, stale);
    }
  };
}

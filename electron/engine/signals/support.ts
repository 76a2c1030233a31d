import { type Day, NO_DAY } from '#shared/model/day.ts';
import type { Facts } from '#shared/model/facts.ts';
import type { SignalOptions } from '#shared/model/health-model.ts';
import { round9 } from '../math/round.ts';
import { createTheilSen } from '../math/theil-sen.ts';
import { latestDay } from './days.ts';
import { type FactsIndex, startDayOf } from './facts-index.ts';
import { MISSING_AFTER_DAYS, STALE_AFTER_DAYS } from './freshness.ts';
import type { RecentRatings } from './surveys.ts';
import { type SignalRows, signalWriter } from './table.ts';

const BASELINE_WINDOWS = 6;
/** Fewest 30-day windows of a ticket baseline (30-method.md 2.2, "min 3"). */
const MIN_BASELINE_WINDOWS = 3;
const RATED_TICKETS = 5;
const MIN_SENTIMENTS = 3;
const MIN_SENTIMENT_SPAN = 14;

const WINDOW_DAYS = 90;
/** Priority of tickets that say none (30-method.md 2.4, signalOptions). */
const DEFAULT_PRIORITY = 3;
const UNKNOWN = 255;

export type SupportSignals = (row: number, account: number, at: number) => void;

/**
 * Tickets of the last 30 days ÷ the mean of the 30-day windows before. Over an empty baseline the ratio is the ticket
 * count itself: 0 and 1 stay within the good bound 1.25, 2 is neutral, 3 and more exceed the bad bound 2.0, which is
 * what 30-method.md 2.2 prescribes.
 */
export function ticketRatio(recent: number, baselineTotal: number, windows: number): number {
  return baselineTotal === 0 ? recent : (recent * windows) / baselineTotal;
}

/**
 * Writes the support family of one account (30-method.md 2.2). An account without tickets in a live ticket source is
 * measured. A rating counts from the day its ticket was closed; where no ticket of the workspace had been closed by
 * then, the source has no closing dates and a rating counts from the opening. A reopening counts from the closing too.
 * Resolution time is the mean, over the tickets closed in the last 90 days, of days to resolve ÷ the target of their
 * priority. A ticket whose status says closed although no day does is open on no day.
 *
 * @param ratings filled with the ratings of the last 90 days, for the satisfaction over tickets and surveys
 */
export function supportSignals(
  facts: Facts,
  index: FactsIndex,
  rows: SignalRows,
  days: readonly Day[],
  { resolutionTargetDays }: SignalOptions,
  ratings: RecentRatings,
): SupportSignals {
  const { offsets, openedDay, closedDay, csat, escalated, sentiment, knownDay, supersededDay } = facts.tickets;
  const { priority, reopened, resolutionDays, closedUndated } = facts.tickets;
  const sourceFirst = index.ticketDays[0] ?? NO_DAY;
  const sources = days.map((asOf) => {
    const last = latestDay(index.ticketDays, asOf);
    return {
      last,
      isMissing: last === NO_DAY || asOf - last > MISSING_AFTER_DAYS,
      isStale: asOf - last > STALE_AFTER_DAYS,
    };
  });

  const ratio = signalWriter(rows, 'ticket_ratio_30d');
  const rating = signalWriter(rows, 'csat_last5');
  const escalations = signalWriter(rows, 'escalations_90d');
  const slope = signalWriter(rows, 'ticket_sentiment_slope');
  const tickets = signalWriter(rows, 'tickets_30d');
  const urgent = signalWriter(rows, 'p1_open');
  const resolution = signalWriter(rows, 'resolution_time_ratio');
  const reopenRate = signalWriter(rows, 'reopen_rate_90d');
  const mean = signalWriter(rows, 'ticket_sentiment_90d');
  const all = [ratio, rating, escalations, slope, tickets, urgent, resolution, reopenRate, mean];

  const theilSen = createTheilSen();
  let sentimentDay = new Float64Array(64);
  let sentimentValue = new Float64Array(64);
  const ratedDay = new Int32Array(RATED_TICKETS);
  const ratedValue = new Float64Array(RATED_TICKETS);

  /** Keeps the latest ratings, ascending by day; a tie keeps the later ticket behind. Returns the new count. */
  function keepRating(count: number, on: number, points: number): number {
    let used = count;
    if (used === RATED_TICKETS) {
      if (on < (ratedDay[0] as number)) return used;
      ratedDay.copyWithin(0, 1);
      ratedValue.copyWithin(0, 1);
      used--;
    }
    let at = used;
    while (at > 0 && (ratedDay[at - 1] as number) > on) {
      ratedDay[at] = ratedDay[at - 1] as number;
      ratedValue[at] = ratedValue[at - 1] as number;
      at--;
    }
    ratedDay[at] = on;
    ratedValue[at] = points;
    return used + 1;
  }

  return (row, account, at) => {
    const { last: sourceLast, isMissing, isStale: stale } = sources[at] as (typeof sources)[number];
    const asOf = days[at] as Day;
    const closingDatesKnown = index.firstTicketCloseDay <= asOf;
    ratings.sum = 0;
    ratings.count = 0;
    ratings.day = NO_DAY;
    ratings.stale = stale;
    if (isMissing) {
      if (sourceLast !== NO_DAY) for (const writer of all) writer.put(row, Number.NaN, sourceLast, true);
      return;
    }
    const start = Math.max(startDayOf(facts, index, account), sourceFirst);
    const windows = Math.min(BASELINE_WINDOWS, Math.floor((asOf - 29 - start) / 30));
    const baselineFrom = asOf - 29 - 30 * Math.max(0, windows);
    let lastDay = NO_DAY;
    let recent = 0;
    let before = 0;
    let escalatedCount = 0;
    let sentiments = 0;
    let rated = 0;
    let urgentOpen = 0;
    let resolved = 0;
    let resolvedRatio = 0;
    let resolvedDay = NO_DAY;
    let mayReopen = 0;
    let reopenings = 0;
    let moods = 0;
    const end = offsets[account + 1] as number;
    for (let k = offsets[account] as number; k < end; k++) {
      const opened = openedDay[k] as number;
      if (opened > asOf) break;
      if ((knownDay[k] as number) > asOf || (supersededDay[k] as number) <= asOf) continue;
      lastDay = opened;
      const age = asOf - opened;
      if (age < 30) recent++;
      else if (opened >= baselineFrom) before++;
      if (age < 90) {
        escalatedCount += escalated[k] as number;
        const mood = sentiment[k] as number;
        if (!Number.isNaN(mood)) {
          moods += mood;
          if (sentiments === sentimentDay.length) {
            const days = sentimentDay;
            const values = sentimentValue;
            sentimentDay = new Float64Array(sentiments * 2);
            sentimentDay.set(days);
            sentimentValue = new Float64Array(sentiments * 2);
            sentimentValue.set(values);
          }
          sentimentDay[sentiments] = opened;
          sentimentValue[sentiments] = mood;
          sentiments++;
        }
      }
      const closed = closedDay[k] as number;
      const isClosed = closed !== NO_DAY && closed <= asOf;
      if (priority[k] === 1 && !isClosed && closedUndated[k] === 0) urgentOpen++;
      if (isClosed && asOf - closed < WINDOW_DAYS) {
        const days = resolutionDays[k] as number;
        if (!Number.isNaN(days)) {
          resolved++;
          resolvedRatio += days / (resolutionTargetDays[((priority[k] as number) || DEFAULT_PRIORITY) - 1] as number);
          resolvedDay = Math.max(resolvedDay, closed);
        }
        if (reopened[k] !== UNKNOWN) {
          mayReopen++;
          reopenings += reopened[k] as number;
        }
      }
      const points = csat[k] as number;
      if (Number.isNaN(points) || !(isClosed || (closed === NO_DAY && !closingDatesKnown))) continue;
      const ratedOn = closed === NO_DAY ? opened : closed;
      rated = keepRating(rated, ratedOn, points);
      if (asOf - ratedOn < WINDOW_DAYS) {
        ratings.sum += points;
        ratings.count++;
        ratings.day = Math.max(ratings.day, ratedOn);
      }
    }
    const factDay = lastDay === NO_DAY ? sourceLast : lastDay;
    if (windows >= MIN_BASELINE_WINDOWS) ratio.put(row, ticketRatio(recent, before, windows), factDay, stale);
    escalations.put(row, escalatedCount, factDay, stale);
    tickets.put(row, recent, factDay, stale);
    urgent.put(row, urgentOpen, factDay, stale);
    if (resolved > 0) resolution.put(row, round9(resolvedRatio / resolved), resolvedDay, stale);
    if (mayReopen > 0) reopenRate.put(row, reopenings / mayReopen, factDay, stale);
    if (sentiments > 0) mean.put(row, round9(moods / sentiments), sentimentDay[sentiments - 1] as number, stale);
    if (rated > 0) {
      let total = 0;
      for (let k = 0; k < rated; k++) total += ratedValue[k] as number;
      rating.put(row, total / rated, ratedDay[rated - 1] as number, stale);
    }
    if (sentiments >= MIN_SENTIMENTS) {
      const span = (sentimentDay[sentiments - 1] as number) - (sentimentDay[0] as number);
      if (span >= MIN_SENTIMENT_SPAN) {
        slope.put(
          row,
          round9(theilSen(sentimentDay, sentimentValue, sentiments) * 30),
          sentimentDay[sentiments - 1] as number,
          stale,
        );
      }
    }
  };
}

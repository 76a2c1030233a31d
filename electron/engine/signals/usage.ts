import { type Day, NO_DAY } from '#shared/model/day.ts';
import type { Facts } from '#shared/model/facts.ts';
import type { SeasonalPolicy } from '#shared/model/health-model.ts';
import { round9 } from '../math/round.ts';
import { seatsKnown } from './account-state.ts';
import { activeUserSignals } from './active-users.ts';
import type { ContractState } from './contract-state.ts';
import { latestDay } from './days.ts';
import type { FactsIndex } from './facts-index.ts';
import { MISSING_AFTER_DAYS, RELATIONSHIP_DAYS, STALE_AFTER_DAYS } from './freshness.ts';
import { BASELINE, EARLIER_60, seasonReader } from './season.ts';
import { type SignalRows, type SignalWriter, signalWriter } from './table.ts';
import { featuresSeen, ROLE, VISIT_ROLES } from './usage-index.ts';
import { PART, usageWindows } from './usage-windows.ts';

/** Fewest measured days a window needs: half of a baseline, one week of the recent window. */
const MIN_BASELINE_DAYS = 45;
const MIN_EARLIER_DAYS = 15;
const MIN_RECENT_DAYS = 7;

const SESSION_OPENERS = [ROLE.logins, ROLE.sessions];

export type UsageSignals = (row: number, account: number, at: number, contract: ContractState) => void;

/**
 * Writes the usage and growth family of one account from daily usage (30-method.md 2.2, 2.7, 7).
 *
 * Means are per measured day: a day without rows counts as zero between the account's first usage day and the last usage
 * day of the source. Users are averaged over days with rows, so that weekends do not matter. Usage as such (login ratio and
 * changes) is the first of logins, sessions, active users, events that the account has. Changes compare the last 30 days
 * with the 30 days before (`30d`), those ending 60 days ago (`60d`) and 90 days ago (`90d`); a change needs 15 measured
 * days of the earlier window and some usage in it. The login ratio and the 60-day change are divided by their seasonal
 * factor where the season is known ({@link seasonReader}). Values of an account whose daily feed has stopped for it alone are
 * computed as documented and marked stale: whether that is silence or lost data cannot be told.
 */
export function usageSignals(
  facts: Facts,
  index: FactsIndex,
  rows: SignalRows,
  days: readonly Day[],
  seasonalPolicy: SeasonalPolicy,
): UsageSignals {
  const sources = days.map((asOf) => {
    const last = latestDay(index.usageDays, asOf);
    return {
      last,
      isMissing: last === NO_DAY || asOf - last > MISSING_AFTER_DAYS,
      isStale: last !== NO_DAY && asOf - last > STALE_AFTER_DAYS,
      seenFeatures: featuresSeen(index, asOf),
    };
  });
  const windows = usageWindows(facts, index);
  const { has, peak } = windows;
  const seasonOf = seasonReader(facts, index, seasonalPolicy);
  const activeUsers = activeUserSignals(facts, index, rows);

  let account = 0;
  let row = 0;
  let asOf: Day = NO_DAY;
  let sourceLast: Day = NO_DAY;
  let stale = false;

  const login = signalWriter(rows, 'login_ratio_30_90');
  const session = signalWriter(rows, 'session_duration_ratio_30_90');
  const adoption = signalWriter(rows, 'feature_adoption_30d');
  const keyActions = signalWriter(rows, 'key_action_completion_30d');
  const users = signalWriter(rows, 'user_change_90d');
  const seats = signalWriter(rows, 'seat_utilization');
  const api = signalWriter(rows, 'api_calls_change_90d');
  const volume = signalWriter(rows, 'data_volume_change_90d');
  const change30 = signalWriter(rows, 'usage_change_30d');
  const change60 = signalWriter(rows, 'usage_change_60d');
  const trend90 = signalWriter(rows, 'usage_trend_90d');
  const sinceLogin = signalWriter(rows, 'days_since_login');
  const strength = signalWriter(rows, 'relationship_strength');
  const all = [login, session, adoption, keyActions, users, seats, api, volume, change30, change60, trend90];

  const sum = (part: number, role: number): number => windows.sum(role, part, part);
  const baseline = (role: number): number =>
    sum(PART.days119to90, role) + sum(PART.days89to60, role) + sum(PART.days59to30, role);
  const put = (writer: SignalWriter, result: number, day: Day = windows.lastDay): void => {
    if (!Number.isNaN(result)) writer.put(row, result, day, stale);
  };
  const measuredDays = (from: Day, to: Day): number =>
    Math.max(0, Math.min(to, sourceLast) - Math.max(from, windows.firstDay) + 1);

  function adoptionRate(seenFeatures: number): number {
    const available = facts.accounts.featuresAvailable[account] as number;
    const outOf = available > 0 ? available : seenFeatures;
    if (outOf === 0) return Number.NaN;
    if (has(ROLE.feature)) return windows.features() / outOf;
    return has(ROLE.features_used) ? peak(ROLE.features_used) / outOf : Number.NaN;
  }

  /** (recent per day ÷ earlier per day) − 1, written so that whole numbers give the nearest double. */
  function change(role: number, part: number, recentDays: number, earlierDays: number): number {
    const before = sum(part, role) * recentDays;
    if (before === 0 || recentDays === 0) return Number.NaN;
    return (sum(PART.recent, role) * earlierDays - before) / before;
  }

  function writeLogins(visits: number, recentDays: number, baselineDays: number): void {
    const before = baseline(visits);
    if (before <= 0) return;
    const raw = (sum(PART.recent, visits) * baselineDays) / (before * recentDays);
    const season = seasonOf(account, asOf, BASELINE, visits, sum(PART.recent, visits) / recentDays);
    rows.seasonal.raw[row] = raw;
    rows.seasonal.lastYear[row] = season.lastYear;
    rows.seasonal.factor[row] = season.factor;
    rows.seasonal.applied[row] = Number(season.applied);
    put(login, season.applied ? round9(raw / season.factor) : raw);
  }

  function writeUsageChanges(visits: number, recentDays: number): void {
    const windowsBefore = [
      [change30, PART.days59to30, measuredDays(asOf - 59, asOf - 30)],
      [trend90, PART.days119to90, measuredDays(asOf - 119, asOf - 90)],
    ] as const;
    for (const [writer, part, days] of windowsBefore) {
      if (days >= MIN_EARLIER_DAYS) put(writer, change(visits, part, recentDays, days));
    }
    const days60 = measuredDays(asOf - 89, asOf - 60);
    if (days60 < MIN_EARLIER_DAYS) return;
    const raw = change(visits, PART.days89to60, recentDays, days60);
    const season = seasonOf(account, asOf, EARLIER_60, visits, sum(PART.recent, visits) / recentDays);
    put(change60, season.applied ? round9((1 + raw) / season.factor - 1) : raw);
  }

  function writeGrowth(recentDays: number): void {
    const earlierDays = measuredDays(asOf - 119, asOf - 90);
    if (earlierDays < MIN_EARLIER_DAYS) return;
    const userDays = windows.rows(PART.recent, ROLE.active_users);
    const earlierUserDays = windows.rows(PART.days119to90, ROLE.active_users);
    if (earlierUserDays > 0)
      put(users, change(ROLE.active_users, PART.days119to90, userDays === 0 ? 1 : userDays, earlierUserDays));
    put(api, change(ROLE.api_calls, PART.days119to90, recentDays, earlierDays));
    put(volume, change(ROLE.data_volume, PART.days119to90, recentDays, earlierDays));
  }

  function write(contract: ContractState, seenFeatures: number): void {
    if (has(ROLE.relationship_strength)) put(strength, windows.latest(ROLE.relationship_strength, RELATIONSHIP_DAYS));
    const lastVisit = VISIT_ROLES.some(has) ? windows.lastVisit() : NO_DAY;
    if (lastVisit !== NO_DAY) put(sinceLogin, asOf - lastVisit, lastVisit);
    const recentDays = measuredDays(asOf - 29, asOf);
    const licences = Number.isNaN(contract.seats) ? seatsKnown(facts, account, asOf) : contract.seats;
    activeUsers(row, windows, recentDays, licences, stale);
    if (recentDays === 0) return;
    put(adoption, adoptionRate(seenFeatures));
    if (has(ROLE.key_actions_completed) && sum(PART.recent, ROLE.key_actions_started) > 0) {
      put(keyActions, sum(PART.recent, ROLE.key_actions_completed) / sum(PART.recent, ROLE.key_actions_started));
    }
    if (has(ROLE.active_users) && licences > 0) put(seats, peak(ROLE.active_users) / licences);
    if (recentDays < MIN_RECENT_DAYS) return;
    const visits = VISIT_ROLES.find(has);
    const baselineDays = measuredDays(asOf - 119, asOf - 30);
    if (baselineDays >= MIN_BASELINE_DAYS) {
      if (visits !== undefined) writeLogins(visits, recentDays, baselineDays);
      const opens = SESSION_OPENERS.find(has);
      if (opens !== undefined && has(ROLE.session_minutes)) {
        const before = baseline(ROLE.session_minutes) * sum(PART.recent, opens);
        if (before > 0) put(session, (sum(PART.recent, ROLE.session_minutes) * baseline(opens)) / before);
      }
    }
    if (visits !== undefined) writeUsageChanges(visits, recentDays);
    writeGrowth(recentDays);
  }

  return (atRow, atAccount, at, contract) => {
    const source = sources[at] as (typeof sources)[number];
    row = atRow;
    account = atAccount;
    asOf = days[at] as Day;
    sourceLast = source.last;
    if (!windows.scan(account, asOf)) return;
    if (source.isMissing) {
      for (const writer of all) writer.put(row, Number.NaN, sourceLast, true);
      return;
    }
    stale = source.isStale || windows.isLost(sourceLast);
    write(contract, source.seenFeatures);
  };
}

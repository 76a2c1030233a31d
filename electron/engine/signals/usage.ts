import { type Day, NO_DAY } from '#shared/model/day.ts';
import { type Facts, NEVER } from '#shared/model/facts.ts';
import { seatsKnown } from './account-state.ts';
import type { ContractState } from './contract-state.ts';
import { type FactsIndex, featuresSeen, latestDay, lowerBound, ROLE, ROLE_COUNT } from './facts-index.ts';
import { MISSING_AFTER_DAYS, STALE_AFTER_DAYS } from './freshness.ts';
import { type SignalTable, type SignalWriter, signalWriter } from './table.ts';

/** Fewest measured days a window needs: half of a baseline, one week of the recent window. */
const MIN_BASELINE_DAYS = 45;
const MIN_EARLIER_DAYS = 15;
const MIN_RECENT_DAYS = 7;

/** The windows, as parts that do not overlap: 0 = days asOf−119…−90, 1 = asOf−89…−30, 2 = asOf−29…asOf. */
const EARLIER = 0;
const BETWEEN = 1;
const RECENT = 2;

const FEATURE = ROLE.feature;
const LOGIN_ROLES = [ROLE.logins, ROLE.sessions, ROLE.active_users, ROLE.events];
const VISIT_ROLES = [ROLE.logins, ROLE.sessions];

export type UsageSignals = (row: number, account: number, contract: ContractState) => void;

/**
 * Writes the usage family of one account: login, session and feature signals, key actions, user, API and data-volume
 * change, seat utilisation (30-method.md 2.2). Means are per measured day: a day without rows counts as zero between
 * the account's first usage day and the last usage day of the source. Users are averaged over days with rows, so that
 * weekends do not matter.
 */
export function usageSignals(facts: Facts, index: FactsIndex, table: SignalTable): UsageSignals {
  const { asOf } = table;
  const { offsets, day, metric, value } = facts.usage;
  const { metricRole, roleFirstDay } = index;
  const sourceLast = latestDay(index.usageDays, asOf);
  const sourceMissing = sourceLast === NO_DAY || asOf - sourceLast > MISSING_AFTER_DAYS;
  const stale = sourceLast !== NO_DAY && asOf - sourceLast > STALE_AFTER_DAYS;
  const seenFeatures = featuresSeen(index, asOf);

  const sums = new Float64Array(3 * ROLE_COUNT);
  const rows = new Int32Array(3 * ROLE_COUNT);
  const peaks = new Float64Array(ROLE_COUNT);
  const featureStamp = new Int32Array(facts.usage.metrics.length).fill(-1);
  let features = 0;
  let firstUsage = NEVER;
  let lastUsage = NO_DAY;
  let account = 0;
  let row = 0;

  const login = signalWriter(table, 'login_ratio_30_90');
  const session = signalWriter(table, 'session_duration_ratio_30_90');
  const adoption = signalWriter(table, 'feature_adoption_30d');
  const keyActions = signalWriter(table, 'key_action_completion_30d');
  const users = signalWriter(table, 'user_change_90d');
  const seats = signalWriter(table, 'seat_utilization');
  const api = signalWriter(table, 'api_calls_change_90d');
  const volume = signalWriter(table, 'data_volume_change_90d');
  const all = [login, session, adoption, keyActions, users, seats, api, volume];

  const has = (role: number): boolean => (roleFirstDay[account * ROLE_COUNT + role] as number) <= asOf;
  const sum = (part: number, role: number): number => sums[part * ROLE_COUNT + role] as number;
  const baseline = (role: number): number => sum(EARLIER, role) + sum(BETWEEN, role);
  const put = (writer: SignalWriter, result: number): void => {
    if (!Number.isNaN(result)) writer.put(row, result, lastUsage, stale);
  };
  const measuredDays = (from: Day, to: Day): number =>
    Math.max(0, Math.min(to, sourceLast) - Math.max(from, firstUsage) + 1);

  /** Sums the days `from` … `to − 1` of one part; locals only, for this is the hottest loop of a history. */
  function scanPart(part: number, from: number, to: number): void {
    const [totals, counts, highs, roles, which, amounts, stamps] = [
      sums,
      rows,
      peaks,
      metricRole,
      metric,
      value,
      featureStamp,
    ];
    const base = part * ROLE_COUNT;
    const mark = row;
    const isRecent = part === RECENT;
    let distinct = 0;
    for (let k = from; k < to; k++) {
      const at = which[k] as number;
      const role = roles[at] as number;
      const amount = amounts[k] as number;
      if (Number.isNaN(amount)) continue;
      const cell = base + role;
      totals[cell] = (totals[cell] as number) + amount;
      counts[cell] = (counts[cell] as number) + 1;
      if (!isRecent) continue;
      if (amount > (highs[role] as number)) highs[role] = amount;
      if (role === FEATURE && amount > 0 && stamps[at] !== mark) {
        stamps[at] = mark;
        distinct++;
      }
    }
    features += distinct;
  }

  function scan(): void {
    sums.fill(0);
    rows.fill(0);
    peaks.fill(Number.NEGATIVE_INFINITY);
    features = 0;
    const low = offsets[account] as number;
    const end = offsets[account + 1] as number;
    firstUsage = low < end ? (day[low] as number) : NEVER;
    lastUsage = NO_DAY;
    if (firstUsage > asOf) return;
    const earlier = lowerBound(day, asOf - 119, low, end);
    const between = lowerBound(day, asOf - 89, earlier, end);
    const recent = lowerBound(day, asOf - 29, between, end);
    const after = lowerBound(day, asOf + 1, recent, end);
    lastUsage = day[after - 1] as number;
    scanPart(EARLIER, earlier, between);
    scanPart(BETWEEN, between, recent);
    scanPart(RECENT, recent, after);
  }

  function adoptionRate(): number {
    const available = facts.accounts.featuresAvailable[account] as number;
    const outOf = available > 0 ? available : seenFeatures;
    if (outOf === 0) return Number.NaN;
    if (has(ROLE.feature)) return features / outOf;
    if (!has(ROLE.features_used)) return Number.NaN;
    return Math.max(0, peaks[ROLE.features_used] as number) / outOf;
  }

  /** (recent per day ÷ earlier per day) − 1, written so that whole numbers give the nearest double. */
  function change(role: number, recentDays: number, earlierDays: number): number {
    const before = sum(EARLIER, role) * recentDays;
    if (before === 0 || recentDays === 0) return Number.NaN;
    return (sum(RECENT, role) * earlierDays - before) / before;
  }

  function write(contract: ContractState): void {
    const recentDays = measuredDays(asOf - 29, asOf);
    const baselineDays = measuredDays(asOf - 119, asOf - 30);
    const earlierDays = measuredDays(asOf - 119, asOf - 90);
    if (recentDays === 0) return;
    put(adoption, adoptionRate());
    if (has(ROLE.key_actions_completed) && sum(RECENT, ROLE.key_actions_started) > 0) {
      put(keyActions, sum(RECENT, ROLE.key_actions_completed) / sum(RECENT, ROLE.key_actions_started));
    }
    if (has(ROLE.active_users)) {
      const licences = Number.isNaN(contract.seats) ? seatsKnown(facts, account, asOf) : contract.seats;
      if (licences > 0) put(seats, Math.max(0, peaks[ROLE.active_users] as number) / licences);
    }
    if (recentDays < MIN_RECENT_DAYS) return;
    if (baselineDays >= MIN_BASELINE_DAYS) {
      const visits = LOGIN_ROLES.find(has);
      if (visits !== undefined && baseline(visits) > 0) {
        put(login, (sum(RECENT, visits) * baselineDays) / (baseline(visits) * recentDays));
      }
      const opens = VISIT_ROLES.find(has);
      if (opens !== undefined && has(ROLE.session_minutes)) {
        const before = baseline(ROLE.session_minutes) * sum(RECENT, opens);
        if (before > 0) put(session, (sum(RECENT, ROLE.session_minutes) * baseline(opens)) / before);
      }
    }
    if (earlierDays < MIN_EARLIER_DAYS) return;
    const userDays = rows[RECENT * ROLE_COUNT + ROLE.active_users] as number;
    const earlierUserDays = rows[EARLIER * ROLE_COUNT + ROLE.active_users] as number;
    if (earlierUserDays > 0) put(users, change(ROLE.active_users, userDays === 0 ? 1 : userDays, earlierUserDays));
    put(api, change(ROLE.api_calls, recentDays, earlierDays));
    put(volume, change(ROLE.data_volume, recentDays, earlierDays));
  }

  return (atRow, atAccount, contract) => {
    row = atRow;
    account = atAccount;
    if (sourceMissing) {
      if (sourceLast === NO_DAY) return;
      const first = offsets[account] as number;
      if (first < (offsets[account + 1] as number) && (day[first] as number) <= asOf) {
        for (const writer of all) writer.put(row, Number.NaN, sourceLast, true);
      }
      return;
    }
    scan();
    if (firstUsage <= asOf) write(contract);
  };
}

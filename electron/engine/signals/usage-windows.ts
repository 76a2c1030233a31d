import { type Day, NO_DAY } from '#shared/model/day.ts';
import { type Facts, NEVER } from '#shared/model/facts.ts';
import { lowerBound } from './days.ts';
import type { FactsIndex } from './facts-index.ts';
import { ROLE, ROLE_COUNT, VISIT_ROLES } from './usage-index.ts';

/** The windows before the as-of date, as parts that do not overlap. */
export const PART = { days119to90: 0, days89to60: 1, days59to30: 2, recent: 3 } as const;
const PART_COUNT = 4;

/** A daily feed: rows on at least this share of the days of its baseline, and lost after so many days without one. */
const REGULAR_SHARE = 0.8;
const LOST_AFTER_DAYS = 7;

/** Usage of one account around an as-of date; the object is reused by the next scan. */
export type UsageWindows = {
  account: number;
  /** First day with a row, and the latest by the as-of date; NEVER and NO_DAY when there is none. */
  firstDay: Day;
  lastDay: Day;
  /** Different features with use in the last 30 days. */
  features: number;
  /** Reads the account; answers whether it has a row by the as-of date. */
  readonly scan: (account: number) => boolean;
  /** Whether the account ever had the metric by then. */
  readonly has: (role: number) => boolean;
  readonly sum: (part: number, role: number) => number;
  /** Rows of the metric in a part. */
  readonly rows: (part: number, role: number) => number;
  /** Largest value of the last 30 days, 0 when there is none. */
  readonly peak: (role: number) => number;
  /** Latest value of a metric at most `days` old, NaN when there is none. */
  readonly latest: (role: number, days: number) => number;
  /** Latest day with a visit, NO_DAY when there is none. */
  readonly lastVisit: () => Day;
  /** A feed that came daily has stopped for this account alone: silence, or lost data. */
  readonly isLost: (sourceLast: Day) => boolean;
};

/** Scanner of the usage rows of accounts as of a day; the hottest loop of a history. */
export function usageWindows(facts: Facts, index: FactsIndex, asOf: Day): UsageWindows {
  const { offsets, day, metric, value } = facts.usage;
  const { metricRole, roleFirstDay } = index;
  const sums = new Float64Array(PART_COUNT * ROLE_COUNT);
  const counts = new Int32Array(PART_COUNT * ROLE_COUNT);
  const peaks = new Float64Array(ROLE_COUNT);
  const featureStamp = new Int32Array(facts.usage.metrics.length).fill(-1);
  const isVisit = Uint8Array.from({ length: ROLE_COUNT }, (_, role) => Number(VISIT_ROLES.includes(role)));
  let low = 0;
  let after = 0;
  let baselineFrom = 0;
  let baselineTo = 0;

  /** Sums the rows `from` … `to − 1` of one part; locals only. */
  function scanPart(part: number, from: number, to: number, mark: number): number {
    const [totals, rows, highs, roles, which, amounts, stamps] = [
      sums,
      counts,
      peaks,
      metricRole,
      metric,
      value,
      featureStamp,
    ];
    const base = part * ROLE_COUNT;
    const isRecent = part === PART.recent;
    let distinct = 0;
    for (let k = from; k < to; k++) {
      const at = which[k] as number;
      const role = roles[at] as number;
      const amount = amounts[k] as number;
      if (Number.isNaN(amount)) continue;
      const cell = base + role;
      totals[cell] = (totals[cell] as number) + amount;
      rows[cell] = (rows[cell] as number) + 1;
      if (!isRecent) continue;
      if (amount > (highs[role] as number)) highs[role] = amount;
      if (role === ROLE.feature && amount > 0 && stamps[at] !== mark) {
        stamps[at] = mark;
        distinct++;
      }
    }
    return distinct;
  }

  const windows: UsageWindows = {
    account: -1,
    firstDay: NEVER,
    lastDay: NO_DAY,
    features: 0,
    scan(account) {
      windows.account = account;
      windows.lastDay = NO_DAY;
      windows.features = 0;
      low = offsets[account] as number;
      const end = offsets[account + 1] as number;
      windows.firstDay = low < end ? (day[low] as number) : NEVER;
      sums.fill(0);
      counts.fill(0);
      peaks.fill(0);
      if (windows.firstDay > asOf) return false;
      const from119 = lowerBound(day, asOf - 119, low, end);
      const from89 = lowerBound(day, asOf - 89, from119, end);
      const from59 = lowerBound(day, asOf - 59, from89, end);
      const recent = lowerBound(day, asOf - 29, from59, end);
      after = lowerBound(day, asOf + 1, recent, end);
      baselineFrom = from119;
      baselineTo = recent;
      windows.lastDay = day[after - 1] as number;
      scanPart(PART.days119to90, from119, from89, account);
      scanPart(PART.days89to60, from89, from59, account);
      scanPart(PART.days59to30, from59, recent, account);
      windows.features = scanPart(PART.recent, recent, after, account);
      return true;
    },
    has: (role) => (roleFirstDay[windows.account * ROLE_COUNT + role] as number) <= asOf,
    sum: (part, role) => sums[part * ROLE_COUNT + role] as number,
    rows: (part, role) => counts[part * ROLE_COUNT + role] as number,
    peak: (role) => peaks[role] as number,
    latest(role, days) {
      for (let k = after - 1; k >= low && (day[k] as number) > asOf - days; k--) {
        if (metricRole[metric[k] as number] === role && !Number.isNaN(value[k])) return value[k] as number;
      }
      return Number.NaN;
    },
    lastVisit() {
      for (let k = after - 1; k >= low; k--) {
        if (isVisit[metricRole[metric[k] as number] as number] === 1 && (value[k] as number) > 0)
          return day[k] as number;
      }
      return NO_DAY;
    },
    isLost(sourceLast) {
      if (sourceLast - windows.lastDay < LOST_AFTER_DAYS) return false;
      const from = Math.max(asOf - 119, windows.firstDay);
      const to = asOf - 30;
      if (to - from + 1 < LOST_AFTER_DAYS) return false;
      let days = 0;
      for (let k = baselineFrom; k < baselineTo; k++) if (k === baselineFrom || day[k] !== day[k - 1]) days++;
      return days >= REGULAR_SHARE * (to - from + 1);
    },
  };
  return windows;
}

import type { Day } from '#shared/model/day.ts';
import type { Facts } from '#shared/model/facts.ts';
import type { Snapshot } from '../score/snapshot.ts';
import type { FactsIndex } from '../signals/facts-index.ts';
import { VISIT_ROLES } from '../signals/usage-index.ts';
import { type MonthNumber, monthCalendar, monthNumber } from './months.ts';
import { stepAt, type Timelines } from './timelines.ts';

/** Scores of all accounts on one day; those of a history ascend by day. */
export type ScoreDay = Pick<Snapshot, 'asOf' | 'score'>;

/** Fewer days than this between a month's last snapshot and its end: the snapshot stands for the month. */
const CLOSE_DAYS = 7;
/** Months of data from which the same month of two years can be compared. */
export const SEASON_MONTHS = 13;

export type MonthHealth = {
  readonly month: MonthNumber;
  /** Index of the month's last snapshot in the history. */
  readonly at: number;
  readonly mean: number;
  readonly n: number;
  readonly complete: boolean;
};

/** Mean score of the selected accounts in the last snapshot of every month, ascending; months without scores are absent. */
export function monthlyHealth(history: readonly ScoreDay[], include: Uint8Array): MonthHealth[] {
  const months: MonthHealth[] = [];
  history.forEach(({ asOf, score }, at) => {
    const month = monthNumber(asOf);
    const following = history[at + 1];
    if (following && monthNumber(following.asOf) === month) return;
    let sum = 0;
    let n = 0;
    for (let account = 0; account < score.length; account++) {
      const value = score[account] as number;
      if (include[account] !== 1 || Number.isNaN(value)) continue;
      sum += value;
      n++;
    }
    if (n > 0) months.push({ month, at, mean: sum / n, n, complete: monthNumber(asOf + CLOSE_DAYS) > month });
  });
  return months;
}

export type MonthUsage = {
  readonly month: MonthNumber;
  /** Mean per account and day over the customers at the end of the month that had used the product by then. */
  readonly mean: number;
  readonly accounts: number;
  /** The usage data covers every day of the month. */
  readonly complete: boolean;
};

/**
 * Mean daily usage by month, ascending, over the selected accounts.
 *
 * @param metric index of the metric in `facts.usage.metrics`
 * @param covered first and last day that usage was delivered for, the last no later than the as-of day
 */
export function monthlyUsage(
  facts: Facts,
  timelines: Timelines,
  metric: number,
  include: Uint8Array,
  covered: { readonly first: Day; readonly last: Day },
): MonthUsage[] {
  const { offsets, day, metric: metrics, value } = facts.usage;
  const calendar = monthCalendar(covered.first, covered.last, 0);
  const firstMonth = calendar.of(covered.first);
  const count = calendar.of(covered.last) - firstMonth + 1;
  const ends = Int32Array.from({ length: count }, (_, k) =>
    Math.min(covered.last, calendar.firstDay(firstMonth + k + 1) - 1),
  );
  const sums = new Float64Array(count);
  const accounts = new Int32Array(count);
  for (let account = 0; account < include.length; account++) {
    if (include[account] !== 1) continue;
    let k = offsets[account] as number;
    const end = offsets[account + 1] as number;
    while (k < end && (metrics[k] !== metric || (day[k] as number) < covered.first)) k++;
    if (k === end || (day[k] as number) > covered.last) continue;
    for (let month = calendar.of(day[k] as number) - firstMonth; month < count; month++) {
      const last = ends[month] as number;
      let sum = 0;
      while (k < end && (day[k] as number) <= last) {
        if (metrics[k] === metric) sum += value[k] as number;
        k++;
      }
      const step = stepAt(timelines, account, last);
      if (step < 0 || timelines.active[step] !== 1) continue;
      sums[month] = (sums[month] as number) + sum;
      accounts[month] = (accounts[month] as number) + 1;
    }
  }
  return Array.from(ends, (last, k): MonthUsage => {
    const from = Math.max(covered.first, calendar.firstDay(firstMonth + k));
    const size = accounts[k] as number;
    return {
      month: firstMonth + k,
      mean: (sums[k] as number) / (size * (last - from + 1)),
      accounts: size,
      complete: from === calendar.firstDay(firstMonth + k) && last === calendar.firstDay(firstMonth + k + 1) - 1,
    };
  }).filter(({ accounts: size }) => size > 0);
}

export type SameMonth = {
  readonly month: MonthNumber;
  /** Accounts with a score in that month and in the same one a year before. */
  readonly accounts: number;
  readonly mean: number;
  readonly lastYear: number;
};

/** The latest complete month against the same month a year before over the same accounts; null when there is none. */
export function sameMonthLastYear(
  history: readonly ScoreDay[],
  months: readonly MonthHealth[],
  include: Uint8Array,
): SameMonth | null {
  const latest = months.findLast(({ complete }) => complete);
  const before = months.find(({ month }) => month + 12 === latest?.month);
  if (!latest || !before) return null;
  const now = history[latest.at]?.score ?? new Float64Array();
  const then = history[before.at]?.score ?? new Float64Array();
  let accounts = 0;
  let mean = 0;
  let lastYear = 0;
  for (let account = 0; account < now.length; account++) {
    const [a, b] = [now[account] as number, then[account] as number];
    if (include[account] !== 1 || Number.isNaN(a) || Number.isNaN(b)) continue;
    accounts++;
    mean += a;
    lastYear += b;
  }
  return accounts === 0
    ? null
    : { month: latest.month, accounts, mean: mean / accounts, lastYear: lastYear / accounts };
}

/** Index of the metric that says how much the product is used: logins, else sessions, active users, events; −1 for none. */
export function visitMetric(facts: Facts, index: FactsIndex): number {
  for (const role of VISIT_ROLES) {
    const metric = index.metricRole.indexOf(role);
    if (metric >= 0 && facts.usage.metric.includes(metric)) return metric;
  }
  return -1;
}

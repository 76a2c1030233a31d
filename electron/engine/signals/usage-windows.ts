import { type Day, NO_DAY } from '#shared/model/day.ts';
import { type Facts, NEVER } from '#shared/model/facts.ts';
import { lowerBound } from './days.ts';
import type { FactsIndex } from './facts-index.ts';
import { ROLE, ROLE_COUNT, VISIT_ROLES } from './usage-index.ts';

/** The windows before the as-of date, as parts that do not overlap. */
export const PART = { days119to90: 0, days89to60: 1, days59to30: 2, recent: 3 } as const;
const PART_COUNT = 4;
/** First day of each part and the day behind the last one, counted from the as-of date. */
const BOUNDS = [-119, -89, -59, -29, 1] as const;

/** A daily feed: rows on at least this share of the days of its baseline, and lost after so many days without one. */
const REGULAR_SHARE = 0.8;
const LOST_AFTER_DAYS = 7;

/** Usage of one account around an as-of date; the object is reused by the next scan. */
export type UsageWindows = {
  account: number;
  asOf: Day;
  /** First day with a row, and the latest by the as-of date; NEVER and NO_DAY when there is none. */
  firstDay: Day;
  lastDay: Day;
  /** Reads the account; answers whether it has a row by the as-of date. */
  readonly scan: (account: number, asOf: Day) => boolean;
  /** Whether the account ever had the metric by then. */
  readonly has: (role: number) => boolean;
  /** Sum of the metric over the parts `first` … `last`. */
  readonly sum: (role: number, first: number, last: number) => number;
  /** Rows of the metric in a part. */
  readonly rows: (part: number, role: number) => number;
  /** Largest value of the last 30 days, 0 when there is none. */
  readonly peak: (role: number) => number;
  /** Different features with use in the last 30 days. */
  readonly features: () => number;
  /** Latest value of a metric at most `days` old, NaN when there is none. */
  readonly latest: (role: number, days: number) => number;
  /** Latest day with a visit, NO_DAY when there is none. */
  readonly lastVisit: () => Day;
  /** A feed that came daily has stopped for this account alone: silence, or lost data. */
  readonly isLost: (sourceLast: Day) => boolean;
};

/**
 * Scanner of the usage rows of accounts as of a day; the hottest loop of a history. From one day of an account to a later
 * one the windows slide: whole numbers, which add up the same in any order, come in at one end and go out at the other;
 * metrics with fractions are added up anew, in the order of their days.
 */
export function usageWindows(facts: Facts, index: FactsIndex): UsageWindows {
  const { offsets, day, metric, value } = facts.usage;
  const { metricRole, roleFirstDay, fractionalRoles } = index;
  const sums = new Float64Array(PART_COUNT * ROLE_COUNT);
  const counts = new Int32Array(PART_COUNT * ROLE_COUNT);
  const isVisit = Uint8Array.from({ length: ROLE_COUNT }, (_, role) => Number(VISIT_ROLES.includes(role)));
  const featureStamp = new Int32Array(facts.usage.metrics.length);
  let stamp = 0;
  let low = 0;
  /** Roles with fractions of the account at hand, a bit each. */
  let fractional = 0;
  /** First row of each part, and the row behind the last one. */
  const rowOf = new Int32Array(BOUNDS.length);

  /** Adds rows to the sums of a part and takes them out of those of the part they leave; −1 for none. */
  function move(from: number, to: number, into: number, outOf: number): void {
    for (let k = from; k < to; k++) {
      const amount = value[k] as number;
      if (Number.isNaN(amount)) continue;
      const role = metricRole[metric[k] as number] as number;
      if (into >= 0) {
        const cell = into * ROLE_COUNT + role;
        sums[cell] = (sums[cell] as number) + amount;
        counts[cell] = (counts[cell] as number) + 1;
      }
      if (outOf >= 0) {
        const cell = outOf * ROLE_COUNT + role;
        sums[cell] = (sums[cell] as number) - amount;
        counts[cell] = (counts[cell] as number) - 1;
      }
    }
  }

  function start(account: number, asOf: Day): void {
    sums.fill(0);
    counts.fill(0);
    windows.account = account;
    low = offsets[account] as number;
    const end = offsets[account + 1] as number;
    windows.firstDay = low < end ? (day[low] as number) : NEVER;
    fractional = fractionalRoles[account] as number;
    let at = low;
    for (let bound = 0; bound < BOUNDS.length; bound++) {
      at = lowerBound(day, asOf + (BOUNDS[bound] as number), at, end);
      rowOf[bound] = at;
    }
    for (let part = 0; part < PART_COUNT; part++) move(rowOf[part] as number, rowOf[part + 1] as number, part, -1);
  }

  function slide(asOf: Day): void {
    const end = offsets[windows.account + 1] as number;
    // The newest rows first, so that rows come in before they move on.
    for (let bound = PART_COUNT; bound >= 0; bound--) {
      const from = rowOf[bound] as number;
      const on = asOf + (BOUNDS[bound] as number);
      let to = from;
      while (to < end && (day[to] as number) < on) to++;
      rowOf[bound] = to;
      move(from, to, bound - 1, bound === PART_COUNT ? -1 : bound);
    }
  }

  const windows: UsageWindows = {
    account: -1,
    asOf: NO_DAY,
    firstDay: NEVER,
    lastDay: NO_DAY,
    scan(account, asOf) {
      if (account === windows.account && asOf >= windows.asOf) slide(asOf);
      else start(account, asOf);
      windows.asOf = asOf;
      const after = rowOf[PART_COUNT] as number;
      windows.lastDay = after > low ? (day[after - 1] as number) : NO_DAY;
      return after > low;
    },
    has: (role) => (roleFirstDay[windows.account * ROLE_COUNT + role] as number) <= windows.asOf,
    sum(role, first, last) {
      let total = 0;
      if ((fractional & (1 << role)) === 0) {
        for (let part = first; part <= last; part++) total += sums[part * ROLE_COUNT + role] as number;
        return total;
      }
      const to = rowOf[last + 1] as number;
      for (let k = rowOf[first] as number; k < to; k++) {
        const amount = value[k] as number;
        if (metricRole[metric[k] as number] === role && !Number.isNaN(amount)) total += amount;
      }
      return total;
    },
    rows: (part, role) => counts[part * ROLE_COUNT + role] as number,
    peak(role) {
      let most = 0;
      const after = rowOf[PART_COUNT] as number;
      for (let k = rowOf[PART.recent] as number; k < after; k++) {
        if (metricRole[metric[k] as number] === role && (value[k] as number) > most) most = value[k] as number;
      }
      return most;
    },
    features() {
      stamp++;
      let distinct = 0;
      const after = rowOf[PART_COUNT] as number;
      for (let k = rowOf[PART.recent] as number; k < after; k++) {
        const which = metric[k] as number;
        if (metricRole[which] !== ROLE.feature || !((value[k] as number) > 0) || featureStamp[which] === stamp)
          continue;
        featureStamp[which] = stamp;
        distinct++;
      }
      return distinct;
    },
    latest(role, days) {
      for (let k = (rowOf[PART_COUNT] as number) - 1; k >= low && (day[k] as number) > windows.asOf - days; k--) {
        if (metricRole[metric[k] as number] === role && !Number.isNaN(value[k])) return value[k] as number;
      }
      return Number.NaN;
    },
    lastVisit() {
      for (let k = (rowOf[PART_COUNT] as number) - 1; k >= low; k--) {
        if (isVisit[metricRole[metric[k] as number] as number] === 1 && (value[k] as number) > 0)
          return day[k] as number;
      }
      return NO_DAY;
    },
    isLost(sourceLast) {
      if (sourceLast - windows.lastDay < LOST_AFTER_DAYS) return false;
      const from = Math.max(windows.asOf - 119, windows.firstDay);
      const to = windows.asOf - 30;
      if (to - from + 1 < LOST_AFTER_DAYS) return false;
      const first = rowOf[0] as number;
      let days = 0;
      for (let k = first; k < (rowOf[PART.recent] as number); k++) if (k === first || day[k] !== day[k - 1]) days++;
      return days >= REGULAR_SHARE * (to - from + 1);
    },
  };
  return windows;
}

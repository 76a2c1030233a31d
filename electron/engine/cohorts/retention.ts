import { type Day, NO_DAY } from '#shared/model/day.ts';
import { type MonthCalendar, monthCalendar } from './months.ts';
import { stepAt, type Timelines } from './timelines.ts';

/** Cohort of each account, a number from 0; −1 for accounts that are in none. */
export type CohortOf = Int32Array;

/**
 * Counts of a retention triangle. Cell (cohort c, month m) is at `c * (months + 1) + m`: the accounts of the cohort whose
 * start lies at least m whole months before the day of observation, on the day m months after their own start.
 */
export type Triangle = {
  readonly cohorts: number;
  readonly months: number;
  /** Accounts per cohort without a known start: they are in no cell. */
  readonly withoutStart: Int32Array;
  readonly n: Int32Array;
  /** Customers on that day; in month 0 everyone. */
  readonly retained: Int32Array;
  /** Accounts that had been customers at all marks before, and those of them that no longer are: for {@link survival}. */
  readonly atRisk: Int32Array;
  readonly lost: Int32Array;
  /** Accounts with a known start ARR, that ARR, their ARR on the day, and Σ min of both. */
  readonly arrAccounts: Int32Array;
  readonly startArr: Float64Array;
  readonly arr: Float64Array;
  readonly keptArr: Float64Array;
};

/** Calendar of the starts of all accounts and of `months` months after each. */
function calendarOf(timelines: Timelines, asOf: Day, months: number): MonthCalendar {
  let first = asOf;
  for (const start of timelines.start) if (start !== NO_DAY && start < first) first = start;
  return monthCalendar(first, asOf, months);
}

/** What became of each account `month` whole months after its start: 1 customer, 0 lost, −1 not that long ago by `asOf`. */
export function outcomesAfter(timelines: Timelines, asOf: Day, month: number): Int8Array {
  const calendar = calendarOf(timelines, asOf, month);
  return Int8Array.from(timelines.start, (start, account) => {
    if (start === NO_DAY) return -1;
    const began = calendar.of(start);
    const on = calendar.dayOf(began + month, start - calendar.firstDay(began));
    if (on > asOf) return -1;
    return month === 0 ? 1 : (timelines.active[stepAt(timelines, account, on)] as number);
  });
}

/**
 * Logo and ARR retention by cohort and months since each account's own start (30-method.md 4.3, 4.6). Months nobody has
 * reached by `asOf` stay at n = 0: they are censored, not lost. An account that left and came back counts as retained again.
 *
 * @param months last month of the triangle
 */
export function retentionTriangle(
  timelines: Timelines,
  asOf: Day,
  cohortOf: CohortOf,
  cohorts: number,
  months: number,
): Triangle {
  const width = months + 1;
  const size = cohorts * width;
  const triangle: Triangle = {
    cohorts,
    months,
    withoutStart: new Int32Array(cohorts),
    n: new Int32Array(size),
    retained: new Int32Array(size),
    atRisk: new Int32Array(size),
    lost: new Int32Array(size),
    arrAccounts: new Int32Array(size),
    startArr: new Float64Array(size),
    arr: new Float64Array(size),
    keptArr: new Float64Array(size),
  };
  const { n, retained, atRisk, lost, arrAccounts, startArr, arr, keptArr, withoutStart } = triangle;
  const { of, firstDay, dayOf } = calendarOf(timelines, asOf, months);
  for (let account = 0; account < cohortOf.length; account++) {
    const cohort = cohortOf[account] as number;
    if (cohort < 0) continue;
    const start = timelines.start[account] as number;
    if (start === NO_DAY) {
      withoutStart[cohort] = (withoutStart[cohort] as number) + 1;
      continue;
    }
    const base = timelines.startArr[account] as number;
    const end = timelines.offsets[account + 1] as number;
    let next = stepAt(timelines, account, start) + 1;
    const began = of(start);
    const date = start - firstDay(began);
    let known = base;
    let isLost = false;
    for (let month = 0; month < width; month++) {
      const on = dayOf(began + month, date);
      if (on > asOf) break;
      while (next < end && (timelines.day[next] as number) <= on) next++;
      const isActive = month === 0 || timelines.active[next - 1] === 1;
      const cell = cohort * width + month;
      n[cell] = (n[cell] as number) + 1;
      if (isActive) retained[cell] = (retained[cell] as number) + 1;
      if (!isLost) {
        atRisk[cell] = (atRisk[cell] as number) + 1;
        if (!isActive) {
          isLost = true;
          lost[cell] = (lost[cell] as number) + 1;
        }
      }
      if (!(base > 0)) continue;
      let now = 0;
      if (isActive) {
        const stated = month === 0 ? base : (timelines.arr[next - 1] as number);
        if (!Number.isNaN(stated)) known = stated;
        now = known;
      }
      arrAccounts[cell] = (arrAccounts[cell] as number) + 1;
      startArr[cell] = (startArr[cell] as number) + base;
      arr[cell] = (arr[cell] as number) + now;
      keptArr[cell] = (keptArr[cell] as number) + Math.min(base, now);
    }
  }
  return triangle;
}

/** The triangle of all cohorts together, as one. */
export function totalTriangle({ cohorts, months, ...columns }: Triangle): Triangle {
  const total = <Column extends Int32Array | Float64Array>(column: Column, sum: Column): Column => {
    for (let at = 0; at < column.length; at++) {
      const cell = at % sum.length;
      sum[cell] = (sum[cell] as number) + (column[at] as number);
    }
    return sum;
  };
  const counts = (column: Int32Array, length = months + 1): Int32Array => total(column, new Int32Array(length));
  const sums = (column: Float64Array): Float64Array => total(column, new Float64Array(months + 1));
  return {
    cohorts: 1,
    months,
    withoutStart: counts(columns.withoutStart, 1),
    n: counts(columns.n),
    retained: counts(columns.retained),
    atRisk: counts(columns.atRisk),
    lost: counts(columns.lost),
    arrAccounts: counts(columns.arrAccounts),
    startArr: sums(columns.startArr),
    arr: sums(columns.arr),
    keptArr: sums(columns.keptArr),
  };
}

/**
 * Share of each cohort never lost up to each month by Kaplan-Meier over all its accounts, those observed for a shorter time
 * included (30-method.md 4.3): Π (1 − lost ÷ at risk), laid out as the cells of the triangle; NaN where nobody is observed.
 */
export function survival({ cohorts, months, n, atRisk, lost }: Triangle): Float64Array {
  const shares = new Float64Array(n.length).fill(Number.NaN);
  for (let cohort = 0; cohort < cohorts; cohort++) {
    let share = 1;
    for (let month = 0; month <= months; month++) {
      const cell = cohort * (months + 1) + month;
      if (n[cell] === 0) break;
      const left = atRisk[cell] as number;
      if (left > 0) share *= 1 - (lost[cell] as number) / left;
      shares[cell] = share;
    }
  }
  return shares;
}

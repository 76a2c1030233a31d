import type { Day } from '#shared/model/day.ts';
import type { Facts } from '#shared/model/facts.ts';
import { round9 } from '../math/round.ts';
import { lowerBound } from './days.ts';
import type { FactsIndex } from './facts-index.ts';
import { startOfCustomer } from './onboarding.ts';
import { type SignalRows, signalWriter } from './table.ts';
import { ROLE } from './usage-index.ts';
import { PART, type UsageWindows } from './usage-windows.ts';

/** Days over which active days are counted, and the fewest of them for each word (30-method.md 2.3). */
const FREQUENCY_DAYS = 28;
const DAILY_FROM = 16;
const WEEKLY_FROM = 4;
const MONTHLY_FROM = 1;
const FREQUENCY = { daily: 0, weekly: 1, monthly: 2, none: 3 } as const;
/** A metric of monthly users is given at least once a month. */
const MAU_DAYS = 31;

export type ActiveUserSignals = (
  row: number,
  windows: UsageWindows,
  recentDays: number,
  licences: number,
  stale: boolean,
) => void;

function frequencyOf(activeDays: number): number {
  const days = round9(activeDays);
  if (days >= DAILY_FROM) return FREQUENCY.daily;
  if (days >= WEEKLY_FROM) return FREQUENCY.weekly;
  return days >= MONTHLY_FROM ? FREQUENCY.monthly : FREQUENCY.none;
}

/**
 * Writes how many people of an account are active: share of licences, daily of monthly users, login frequency
 * (30-method.md 2.3, 2.4, 2.7). Monthly active users are the different people with a usage row or event of their own in the
 * last 30 days; where nobody's activity is known, the metric `mau`; else they are missing, and shares of licences take the
 * busiest day instead. People that are known from old files only do not count against daily users that are still measured.
 *
 * @returns writer of one account whose usage has been scanned; `recentDays` measured days of the last 30
 */
export function activeUserSignals(facts: Facts, index: FactsIndex, rows: SignalRows): ActiveUserSignals {
  const { offsets, day, person, what } = facts.activity;
  const seen = new Int32Array(index.highestPerson + 1);
  let mark = 0;
  /** People of the last count and the days they were active, added up. */
  let people = 0;
  let personDays = 0;

  const rate = signalWriter(rows, 'active_user_rate');
  const initial = signalWriter(rows, 'initial_active_rate');
  const frequency = signalWriter(rows, 'login_frequency');
  const dauMau = signalWriter(rows, 'dau_mau');

  function countPeople(account: number, from: Day, asOf: Day): void {
    mark++;
    people = 0;
    personDays = 0;
    const end = offsets[account + 1] as number;
    for (let k = lowerBound(day, from, offsets[account] as number, end); k < end; k++) {
      if ((day[k] as number) > asOf) break;
      if (what[k] !== 0) continue;
      personDays++;
      const who = person[k] as number;
      if (seen[who] === mark) continue;
      seen[who] = mark;
      people++;
    }
  }

  return (row, windows, recentDays, licences, stale) => {
    if (recentDays === 0) return;
    const { account, asOf, lastDay } = windows;
    const measuresDaily = windows.has(ROLE.active_users);
    const dailySum = windows.sum(ROLE.active_users, PART.recent, PART.recent);
    let knowsPeople = (index.firstActivityDay[account] as number) <= asOf;
    if (knowsPeople) {
      countPeople(account, asOf - 29, asOf);
      knowsPeople = people > 0 || dailySum === 0;
    }
    const monthly = knowsPeople ? people : windows.has(ROLE.mau) ? windows.latest(ROLE.mau, MAU_DAYS) : Number.NaN;
    const userDays = knowsPeople ? personDays : measuresDaily ? dailySum : Number.NaN;
    const daily = userDays / recentDays;
    if (monthly > 0 && !Number.isNaN(daily)) dauMau.put(row, Math.min(1, round9(daily / monthly)), lastDay, stale);
    const busiest = measuresDaily ? windows.peak(ROLE.active_users) : Number.NaN;
    const active = Number.isNaN(monthly) ? busiest : monthly;
    if (licences > 0 && !Number.isNaN(active)) {
      rate.put(row, active / licences, lastDay, stale);
      const start = startOfCustomer(facts, account, asOf);
      if (knowsPeople && start > asOf - 29) countPeople(account, start, asOf);
      initial.put(row, (knowsPeople ? people : active) / licences, lastDay, stale);
    }
    if (monthly === 0) {
      frequency.put(row, FREQUENCY.none, lastDay, stale);
    } else if (knowsPeople) {
      countPeople(account, asOf - FREQUENCY_DAYS + 1, asOf);
      frequency.put(row, people === 0 ? FREQUENCY.none : frequencyOf(personDays / people), lastDay, stale);
    } else if (!Number.isNaN(daily / monthly)) {
      frequency.put(row, frequencyOf((daily * FREQUENCY_DAYS) / monthly), lastDay, stale);
    }
  };
}

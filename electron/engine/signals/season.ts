import { type Day, monthOf } from '#shared/model/day.ts';
import type { Facts } from '#shared/model/facts.ts';
import type { SeasonalPolicy } from '#shared/model/health-model.ts';
import { segmentKey } from '#shared/model/thresholds.ts';
import { lowerBound } from './days.ts';
import type { FactsIndex } from './facts-index.ts';
import { deliveredDays, ROLE_COUNT, SEASON_HISTORY_DAYS } from './usage-index.ts';

/** 52 weeks: the same weekdays a year earlier. */
const YEAR = 364;
/** Least share of delivered days in each of last year's windows. */
const MIN_COMPLETE = 0.8;

/** Days of a window relative to the as-of date, both ends included. */
export type Window = { readonly from: number; readonly to: number };
export const RECENT: Window = { from: -29, to: 0 };
/** The 90 days before the last 30, and the 30 days that end 60 days ago. */
export const BASELINE: Window = { from: -119, to: -30 };
export const EARLIER_60: Window = { from: -89, to: -60 };

/** What the season says about a ratio of two windows; the object is reused by the next call. */
export type Season = { lastYear: number; factor: number; applied: boolean };

/**
 * @param role metric of the visits
 * @param recentMean mean daily visits of the last 30 days
 */
export type SeasonReader = (account: number, earlier: Window, role: number, recentMean: number) => Season;

/**
 * Seasonal factor of a ratio "last 30 days ÷ an earlier window" (30-method.md 2.7). Own: the same ratio 364 days earlier,
 * within the policy's limits; it needs 395 days of history and both windows of then delivered to 80 %. Else the profile of
 * the account's industry: expected activity of the months of the one window ÷ those of the other, within the same limits.
 * With both, n years of own history count n times the profile: (n·own + profile) ÷ (n + 1). It is not applied when the
 * last 30 days have less than `guard` times the visits of those days last year: a collapse is no season.
 */
export function seasonReader(facts: Facts, index: FactsIndex, asOf: Day, policy: SeasonalPolicy): SeasonReader {
  const { visits } = index;
  const profiles = new Map(policy.profiles.map(({ industry, months }) => [segmentKey(industry), months]));
  const expected = new Map<string, number>();
  const season: Season = { lastYear: Number.NaN, factor: Number.NaN, applied: false };
  const limited = (ratio: number): number => Math.min(policy.most, Math.max(policy.least, ratio));

  function profileRatio(industry: string, earlier: Window): number {
    if (profiles.size === 0 || industry === '') return Number.NaN;
    const key = segmentKey(industry);
    const months = profiles.get(key);
    if (!months) return Number.NaN;
    const name = `${key} ${earlier.from}`;
    const known = expected.get(name);
    if (known !== undefined) return known;
    const mean = ({ from, to }: Window): number => {
      let sum = 0;
      for (let day = from; day <= to; day++) sum += months[monthOf(asOf + day)] as number;
      return sum / (to - from + 1);
    };
    const ratio = mean(RECENT) / mean(earlier);
    expected.set(name, ratio);
    return ratio;
  }

  /** Mean daily visits of a window last year, NaN when it was not delivered well enough. */
  function meanLastYear(account: number, role: number, firstDay: Day, { from, to }: Window): number {
    const first = Math.max(asOf + from - YEAR, firstDay);
    const last = asOf + to - YEAR;
    const days = deliveredDays(index, first, last);
    if (days < MIN_COMPLETE * (to - from + 1)) return Number.NaN;
    const end = visits.offsets[account + 1] as number;
    let sum = 0;
    for (let k = lowerBound(visits.day, first, visits.offsets[account] as number, end); k < end; k++) {
      if ((visits.day[k] as number) > last) break;
      if (visits.role[k] === role && !Number.isNaN(visits.value[k])) sum += visits.value[k] as number;
    }
    return sum / days;
  }

  return (account, earlier, role, recentMean) => {
    season.lastYear = Number.NaN;
    season.factor = Number.NaN;
    season.applied = false;
    if (!policy.enabled) return season;
    const profile = profileRatio(facts.accounts.industry[account] as string, earlier);
    const firstDay = index.roleFirstDay[account * ROLE_COUNT + role] as number;
    const history = asOf - firstDay + 1;
    let isCollapse = false;
    if (history >= SEASON_HISTORY_DAYS) {
      const recent = meanLastYear(account, role, firstDay, RECENT);
      const ratio = recent / meanLastYear(account, role, firstDay, earlier);
      if (Number.isFinite(ratio)) {
        season.lastYear = ratio;
        isCollapse = recentMean < policy.guard * recent - 1e-9;
      }
    }
    const years = Math.floor(history / 365);
    if (Number.isNaN(season.lastYear)) season.factor = limited(profile);
    else if (Number.isNaN(profile)) season.factor = limited(season.lastYear);
    else season.factor = (years * limited(season.lastYear) + limited(profile)) / (years + 1);
    season.applied = !Number.isNaN(season.factor) && !isCollapse;
    return season;
  };
}

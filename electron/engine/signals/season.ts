import { type Day, monthOf } from '#shared/model/day.ts';
import type { Facts } from '#shared/model/facts.ts';
import type { SeasonalPolicy } from '#shared/model/health-model.ts';
import { segmentKey } from '#shared/model/thresholds.ts';
import type { FactsIndex } from './facts-index.ts';
import { deliveredDays, ROLE_COUNT, SEASON_HISTORY_DAYS } from './usage-index.ts';
import { PART, usageWindows } from './usage-windows.ts';

/** 52 weeks: the same weekdays a year earlier. */
const YEAR = 364;
/** Least share of delivered days in each of last year's windows. */
const MIN_COMPLETE = 0.8;

/** Days of a window relative to the as-of date, both ends included, and the first and last of the parts it consists of. */
type Window = { readonly from: number; readonly to: number; readonly first: number; readonly last: number };
const RECENT: Window = { from: -29, to: 0, first: PART.recent, last: PART.recent };
/** The 90 days before the last 30, and the 30 days that end 60 days ago. */
export const BASELINE: Window = { from: -119, to: -30, first: PART.days119to90, last: PART.days59to30 };
export const EARLIER_60: Window = { from: -89, to: -60, first: PART.days89to60, last: PART.days89to60 };

/** What the season says about a ratio of two windows; the object is reused by the next call. */
export type Season = { lastYear: number; factor: number; applied: boolean };

/**
 * @param role metric of the visits
 * @param recentMean mean daily visits of the last 30 days
 */
export type SeasonReader = (account: number, asOf: Day, earlier: Window, role: number, recentMean: number) => Season;

/**
 * Seasonal factor of a ratio "last 30 days ÷ an earlier window" (30-method.md 2.7). Own: the same ratio 364 days earlier,
 * within the policy's limits; it needs 395 days of history and both windows of then delivered to 80 %. Else the profile of
 * the account's industry: expected activity of the months of the one window ÷ those of the other, within the same limits.
 * With both, n years of own history count n times the profile: (n·own + profile) ÷ (n + 1). It is not applied when the
 * last 30 days have less than `guard` times the visits of those days last year: a collapse is no season.
 */
export function seasonReader(facts: Facts, index: FactsIndex, policy: SeasonalPolicy): SeasonReader {
  const then = usageWindows(facts, index);
  const profiles = new Map(policy.profiles.map(({ industry, months }) => [segmentKey(industry), months]));
  const expected = new Map<string, number>();
  const season: Season = { lastYear: Number.NaN, factor: Number.NaN, applied: false };
  const limited = (ratio: number): number => Math.min(policy.most, Math.max(policy.least, ratio));

  function profileRatio(industry: string, asOf: Day, earlier: Window): number {
    if (profiles.size === 0 || industry === '') return Number.NaN;
    const key = segmentKey(industry);
    const months = profiles.get(key);
    if (!months) return Number.NaN;
    const name = `${key} ${asOf} ${earlier.from}`;
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

  /** Mean daily visits of a window of the year that was scanned, NaN when it was not delivered well enough. */
  function meanThen(role: number, firstDay: Day, { from, to, first, last }: Window): number {
    const days = deliveredDays(index, Math.max(then.asOf + from, firstDay), then.asOf + to);
    return days < MIN_COMPLETE * (to - from + 1) ? Number.NaN : then.sum(role, first, last) / days;
  }

  return (account, asOf, earlier, role, recentMean) => {
    season.lastYear = Number.NaN;
    season.factor = Number.NaN;
    season.applied = false;
    if (!policy.enabled) return season;
    const profile = profileRatio(facts.accounts.industry[account] as string, asOf, earlier);
    const firstDay = index.roleFirstDay[account * ROLE_COUNT + role] as number;
    const history = asOf - firstDay + 1;
    let isCollapse = false;
    if (history >= SEASON_HISTORY_DAYS) {
      then.scan(account, asOf - YEAR);
      const recent = meanThen(role, firstDay, RECENT);
      const ratio = recent / meanThen(role, firstDay, earlier);
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

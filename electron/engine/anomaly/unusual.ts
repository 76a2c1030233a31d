import type { Day } from '#shared/model/day.ts';
import { medianInPlace } from '../math/theil-sen.ts';
import { type LevelShift, levelShifts, MIN_SHIFT_WEEKS } from './change-points.ts';
import { ewmaDrift } from './drift.ts';
import { MAD_SCALE, OUTLIER_Z, robustZ, spreadOf } from './robust-z.ts';
import { USAGE_DAYS, USAGE_WEEKS } from './usage-days.ts';

/** Days a day is compared with: the eight weeks before its week, of which 28 days have to be known (30-method.md 4.3). */
const BASELINE_DAYS = 56;
export const MIN_BASELINE_DAYS = 28;
/** Days of a weekday in the baseline from which on its own level is known. */
const MIN_WEEKDAYS = 4;
/** Known days a week needs to have a level. */
const MIN_WEEK_DAYS = 4;
/** Weeks that are watched for drift, and weeks before them that say what is usual. */
const WATCHED_WEEKS = 8;
export const MIN_USUAL_WEEKS = 8;
const USUAL_WEEKS = 26;
/** Least spread of weekly levels, as a share of the usual one. */
const DRIFT_FLOOR = 0.02;

/** A day whose usage is far from what is usual for the account on that weekday. */
export type UsageAnomaly = {
  readonly day: Day;
  readonly value: number;
  /** Median of the weeks before, moved to the level of the weekday. */
  readonly usual: number;
  /** Robust z, at least 3.5 in size. */
  readonly z: number;
};

/** Weekly usage has settled at another level; means a day. */
export type UsageShift = { readonly day: Day; readonly before: number; readonly after: number };

/** Weekly usage has crept out of its usual range and is still outside; means a day. */
export type UsageDrift = {
  /** First day of the first week outside. */
  readonly day: Day;
  readonly direction: 'up' | 'down';
  readonly average: number;
  readonly usual: number;
  readonly low: number;
  readonly high: number;
};

/**
 * Unusual days of one week: weekday-adjusted usage (x − median of its weekday + median of all, over the eight weeks before)
 * with |robust z| ≥ 3.5 (30-method.md 4.3).
 *
 * @param values daily usage, oldest first, NaN unknown; the last one is of `asOf`
 * @param week weeks before the newest one, 0 = the seven days up to `asOf`
 * @returns null when fewer than 28 days of the baseline are known
 */
export function unusualDays(values: Float64Array, asOf: Day, week: number): UsageAnomaly[] | null {
  const from = values.length - 7 * (week + 1);
  const first = Math.max(0, from - BASELINE_DAYS);
  const dayOf = (slot: number): Day => asOf - (values.length - 1 - slot);
  const usual = new Float64Array(BASELINE_DAYS);
  let known = 0;
  for (let slot = first; slot < from; slot++) {
    const value = values[slot] as number;
    if (!Number.isNaN(value)) usual[known++] = value;
  }
  if (from < 0 || known < MIN_BASELINE_DAYS) return null;
  const level = medianInPlace(usual, known);
  // The baseline and the week are whole weeks that end on one weekday: `k` counts from the first day of a week.
  const shift = new Float64Array(7);
  const own = new Float64Array(BASELINE_DAYS / 7);
  known = 0;
  for (let k = 0; k < 7; k++) {
    let count = 0;
    for (let slot = from - BASELINE_DAYS + k; slot < from; slot += 7) {
      const value = slot < 0 ? Number.NaN : (values[slot] as number);
      if (!Number.isNaN(value)) own[count++] = value;
    }
    // Taken before the median, which reorders.
    const kept = known;
    for (let at = 0; at < count; at++) usual[known++] = own[at] as number;
    if (count < MIN_WEEKDAYS) continue;
    const move = medianInPlace(own, count) - level;
    shift[k] = move;
    for (let at = kept; at < known; at++) usual[at] = (usual[at] as number) - move;
  }
  const spread = spreadOf(usual.subarray(0, known));
  const found: UsageAnomaly[] = [];
  for (let slot = from; slot < from + 7; slot++) {
    const value = values[slot] as number;
    const day = dayOf(slot);
    const move = shift[slot - from] as number;
    const z = robustZ(value - move, spread);
    if (Math.abs(z) >= OUTLIER_Z) found.push({ day, value, usual: spread.median + move, z });
  }
  return found;
}

/** Weekly levels (means a day) up to a day, oldest first, with the slots of the weeks they are of; unknown weeks left out. */
export type UsageLevels = { readonly slots: readonly number[]; readonly values: Float64Array };

/** Levels of the weeks that have at least four known days; the week of the first use counts when it is whole. */
export function usageLevels(values: Float64Array): UsageLevels {
  const slots: number[] = [];
  const levels: number[] = [];
  let firstKnown = 0;
  while (firstKnown < values.length && Number.isNaN(values[firstKnown] as number)) firstKnown++;
  for (let week = 0; week < USAGE_WEEKS; week++) {
    let sum = 0;
    let days = 0;
    for (let slot = week * 7; slot < week * 7 + 7; slot++) {
      const value = values[slot] as number;
      if (Number.isNaN(value)) continue;
      sum += value;
      days++;
    }
    if (days < MIN_WEEK_DAYS || week * 7 < firstKnown) continue;
    slots.push(week * 7);
    levels.push(sum / days);
  }
  return { slots, values: Float64Array.from(levels) };
}

const startOf = (slot: number, asOf: Day): Day => asOf - (USAGE_DAYS - 1 - slot);

/** Shifts of weekly usage to another level (30-method.md 4.3, *Change point*); null below 12 known weeks. */
export function usageShifts({ slots, values }: UsageLevels, asOf: Day): UsageShift[] | null {
  if (values.length < MIN_SHIFT_WEEKS) return null;
  return levelShifts(values).map(({ at, before, after }: LevelShift) => ({
    day: startOf(slots[at] as number, asOf),
    before,
    after,
  }));
}

/**
 * Drift of the last eight weeks away from the median of up to 26 weeks before them, by EWMA with λ = 0.3 and limits of three
 * standard deviations, σ = 1.4826·MAD (30-method.md 4.3). Told only while the average is still outside.
 *
 * @returns undefined when fewer than eight weeks say what is usual, null when nothing drifts
 */
export function usageDrift({ slots, values }: UsageLevels, asOf: Day): UsageDrift | null | undefined {
  const watched = values.length - WATCHED_WEEKS;
  if (watched < MIN_USUAL_WEEKS) return undefined;
  const { median, mad } = spreadOf(values.subarray(Math.max(0, watched - USUAL_WEEKS), watched));
  const sigma = MAD_SCALE * Math.max(mad, DRIFT_FLOOR * Math.abs(median));
  const { average, lower, upper, signal } = ewmaDrift(values.subarray(watched), { mean: median, sigma });
  const last = WATCHED_WEEKS - 1;
  const [now, low, high] = [average[last] as number, lower[last] as number, upper[last] as number];
  if (signal < 0 || (now >= low && now <= high)) return null;
  return {
    day: startOf(slots[watched + signal] as number, asOf),
    direction: now < low ? 'down' : 'up',
    average: now,
    usual: median,
    low,
    high,
  };
}

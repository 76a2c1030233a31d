import type { Day } from '#shared/model/day.ts';
import { type Facts, NEVER } from '#shared/model/facts.ts';

/** Columns a usage metric can play in the signals; names are metric names, except `feature` for all `feature:*`,
 * and `mau`, which is also called `monthly_active_users`. */
export const USAGE_ROLES = [
  'none',
  'logins',
  'sessions',
  'active_users',
  'events',
  'session_minutes',
  'features_used',
  'key_actions_started',
  'key_actions_completed',
  'api_calls',
  'data_volume',
  'mau',
  'relationship_strength',
  'feature',
] as const;
export type UsageRole = (typeof USAGE_ROLES)[number];
export const ROLE_COUNT = USAGE_ROLES.length;
export const ROLE: Readonly<Record<UsageRole, number>> = {
  none: 0,
  logins: 1,
  sessions: 2,
  active_users: 3,
  events: 4,
  session_minutes: 5,
  features_used: 6,
  key_actions_started: 7,
  key_actions_completed: 8,
  api_calls: 9,
  data_volume: 10,
  mau: 11,
  relationship_strength: 12,
  feature: 13,
};

/** Metrics that say that people used the product at all, best first. */
export const VISIT_ROLES: readonly number[] = [ROLE.logins, ROLE.sessions, ROLE.active_users, ROLE.events];

/** First steps of an account, in the order they are looked for. */
export const FIRST_STEPS = { keyAction: 0, feature: 1, visit: 2 } as const;
const STEP_COUNT = 3;

/** Days of history from which last year's season can be looked at (30-method.md 2.7). */
export const SEASON_HISTORY_DAYS = 395;
/** The source was not delivered when it has no row of any account for so many days; shorter silences are weekends. */
const GAP_DAYS = 7;

export type UsageIndex = {
  /** Role of each metric. */
  readonly metricRole: Uint8Array;
  /** Ascending first days of the `feature:*` metrics. */
  readonly featureFirstDays: Int32Array;
  /** First day an account had a role: `[account * ROLE_COUNT + role]`, NEVER when it had not. */
  readonly roleFirstDay: Int32Array;
  /** First day with a value above zero: `[account * 3 + step]`, NEVER when there is none. */
  readonly firstStepDay: Int32Array;
  /** First day any account had a key action completed, and used a feature. */
  readonly firstKeyActionDay: Day;
  readonly firstFeatureDay: Day;
  /** Roles of each account, a bit each, whose values are not all whole numbers that add up without rounding. */
  readonly fractionalRoles: Uint16Array;
  /** First and last days of the gaps in the delivery of usage, one after the other, ascending. */
  readonly usageGaps: Int32Array;
};

/** Day of a first step of an account, NEVER when it has not happened. */
export function firstStepDay(index: UsageIndex, account: number, step: number): Day {
  return index.firstStepDay[account * STEP_COUNT + step] as number;
}

/** Number of `feature:*` metrics seen in the workspace by `asOf`. */
export function featuresSeen(index: UsageIndex, asOf: Day): number {
  let seen = 0;
  for (const day of index.featureFirstDays) if (day <= asOf) seen++;
  return seen;
}

/** Days of [from, to] on which usage was delivered; days before the first and after the last delivery are up to the caller. */
export function deliveredDays({ usageGaps }: UsageIndex, from: Day, to: Day): number {
  let days = Math.max(0, to - from + 1);
  for (let k = 0; k < usageGaps.length; k += 2) {
    const [first, last] = [usageGaps[k] as number, usageGaps[k + 1] as number];
    days -= Math.max(0, Math.min(to, last) - Math.max(from, first) + 1);
  }
  return Math.max(0, days);
}

function gapsOf(days: Int32Array): Int32Array {
  const gaps: number[] = [];
  for (let k = 1; k < days.length; k++) {
    const [before, after] = [days[k - 1] as number, days[k] as number];
    if (after - before > GAP_DAYS) gaps.push(before + 1, after - 1);
  }
  return Int32Array.from(gaps);
}

function roleOf(name: string): number {
  if (name.startsWith('feature:')) return ROLE.feature;
  if (name === 'monthly_active_users') return ROLE.mau;
  return name === 'feature' ? ROLE.none : Math.max(0, (USAGE_ROLES as readonly string[]).indexOf(name));
}

/** What the signals need to know of usage as a whole. O(number of usage rows). */
export function usageIndex(facts: Facts, usageDays: Int32Array): UsageIndex {
  const { metrics, metric, day, value, offsets } = facts.usage;
  const { count } = facts.accounts;
  const metricRole = Uint8Array.from(metrics, roleOf);
  const stepOfRole = new Int8Array(ROLE_COUNT).fill(-1);
  stepOfRole[ROLE.key_actions_completed] = FIRST_STEPS.keyAction;
  stepOfRole[ROLE.feature] = FIRST_STEPS.feature;
  for (const role of VISIT_ROLES) stepOfRole[role] = FIRST_STEPS.visit;
  const metricFirst = new Int32Array(metrics.length).fill(NEVER);
  const roleFirstDay = new Int32Array(count * ROLE_COUNT).fill(NEVER);
  const steps = new Int32Array(count * STEP_COUNT).fill(NEVER);
  const fractionalRoles = new Uint16Array(count);
  for (let account = 0; account < count; account++) {
    const end = offsets[account + 1] as number;
    const base = account * ROLE_COUNT;
    const first = offsets[account] as number;
    const most = Number.MAX_SAFE_INTEGER / (end - first);
    let fractional = 0;
    for (let k = first; k < end; k++) {
      const which = metric[k] as number;
      const on = day[k] as number;
      const role = metricRole[which] as number;
      if (on < (roleFirstDay[base + role] as number)) roleFirstDay[base + role] = on;
      if (on < (metricFirst[which] as number)) metricFirst[which] = on;
      const amount = value[k] as number;
      if (Math.abs(amount) > most || amount - Math.trunc(amount) !== 0) fractional |= 1 << role;
      const step = stepOfRole[role] as number;
      if (step < 0 || !(amount > 0)) continue;
      const cell = account * STEP_COUNT + step;
      if (on < (steps[cell] as number)) steps[cell] = on;
    }
    fractionalRoles[account] = fractional;
  }
  const firstOf = (role: number): Day =>
    metricFirst.reduce((first, on, which) => (metricRole[which] === role ? Math.min(first, on) : first), NEVER);
  return {
    metricRole,
    featureFirstDays: metricFirst.filter((_, which) => metricRole[which] === ROLE.feature).sort(),
    roleFirstDay,
    firstStepDay: steps,
    firstKeyActionDay: firstOf(ROLE.key_actions_completed),
    firstFeatureDay: firstOf(ROLE.feature),
    fractionalRoles,
    usageGaps: gapsOf(usageDays),
  };
}

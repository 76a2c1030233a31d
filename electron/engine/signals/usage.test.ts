import { describe, expect, it } from 'vitest';
import { NO_DAY } from '#shared/model/day.ts';
import type { UsageRow } from '../testing/fixtures.ts';
import { readSignals } from '../testing/read-signals.ts';

/** One row a day over [from, to]. */
const daily = (
  metric: string,
  from: number,
  to: number,
  value: number | ((day: number) => number),
  account = 0,
): UsageRow[] =>
  Array.from({ length: to - from + 1 }, (_, k) => ({
    account,
    day: from + k,
    metric,
    value: typeof value === 'number' ? value : value(from + k),
  }));
const of = (usage: UsageRow[], asOf: number, account = {}) => readSignals({ accounts: [account], usage }, asOf);
const AS_OF = 200;
const RECENT = AS_OF - 29;

describe('logins against baseline', () => {
  it('is the mean of the last 30 days over the mean of the 90 days before them', () => {
    const usage = [...daily('logins', 0, RECENT - 1, 10), ...daily('logins', RECENT, AS_OF, 4)];
    expect(of(usage, AS_OF).value('login_ratio_30_90')).toBe(0.4);
    expect(of(usage, AS_OF).factDay('login_ratio_30_90')).toBe(AS_OF);
    expect(of(usage, RECENT - 1).value('login_ratio_30_90')).toBe(1);
  });

  it('days without rows are zero while usage is measured', () => {
    const silent = [...daily('logins', 0, RECENT - 1, 10), ...daily('logins', 0, AS_OF, 1, 1)];
    expect(readSignals({ accounts: [{}, {}], usage: silent }, AS_OF).value('login_ratio_30_90')).toBe(0);
  });

  it('needs 45 measured days of baseline', () => {
    const since = (first: number) => of(daily('logins', first, AS_OF, 5), AS_OF).value('login_ratio_30_90');
    expect(since(RECENT - 45)).toBe(1);
    expect(since(RECENT - 44)).toBeNull();
  });

  it('is missing over a baseline without any login', () => {
    const usage = [...daily('logins', 0, RECENT - 1, 0), ...daily('logins', RECENT, AS_OF, 4)];
    expect(of(usage, AS_OF).value('login_ratio_30_90')).toBeNull();
    expect(of(usage, AS_OF).factDay('login_ratio_30_90')).toBe(NO_DAY);
  });

  it('takes the first metric the account has: logins, sessions, active users, events', () => {
    const others = [
      ...daily('events', 0, AS_OF, 7),
      ...daily('active_users', 0, AS_OF, (day) => (day < RECENT ? 10 : 5)),
    ];
    expect(of(others, AS_OF).value('login_ratio_30_90')).toBe(0.5);
    expect(of([...others, ...daily('sessions', 0, AS_OF, 3)], AS_OF).value('login_ratio_30_90')).toBe(1);
    expect(of(others.slice(0, AS_OF + 1), AS_OF).value('login_ratio_30_90')).toBe(1);
  });

  it('is flagged when the source is older than 2 days and missing when older than 45 or when nothing was ever used', () => {
    const usage = daily('logins', 0, 150, 5);
    expect([152, 153].map((asOf) => of(usage, asOf).stale('login_ratio_30_90'))).toEqual([false, true]);
    // Seven days of the last 30 have been measured, then six.
    expect([173, 174].map((asOf) => of(usage, asOf).value('login_ratio_30_90'))).toEqual([1, null]);
    expect([195, 196].map((asOf) => of(usage, asOf).value('days_since_login'))).toEqual([45, null]);
    expect([of(usage, 196).value('login_ratio_30_90'), of(usage, 196).stale('login_ratio_30_90')]).toEqual([
      null,
      true,
    ]);
    expect(readSignals({ accounts: [{}, {}], usage }, 150).value('login_ratio_30_90', 1)).toBeNull();
    expect(of(daily('logins', 100, 200, 5), 99).value('feature_adoption_30d')).toBeNull();
  });
});

it('session length is minutes per login, both windows', () => {
  const usage = [
    ...daily('logins', 0, AS_OF, 10),
    ...daily('session_minutes', 0, AS_OF, (day) => (day < RECENT ? 200 : 130)),
  ];
  expect(of(usage, AS_OF).value('session_duration_ratio_30_90')).toBeCloseTo(0.65, 12);
  expect(of(daily('session_minutes', 0, AS_OF, 20), AS_OF).value('session_duration_ratio_30_90')).toBeNull();
  const late = [...daily('logins', 0, AS_OF, 10), ...daily('session_minutes', RECENT, AS_OF, 130)];
  expect(of(late, AS_OF).value('session_duration_ratio_30_90')).toBeNull();
});

describe('features used', () => {
  const features = [
    ...daily('feature:a', 0, AS_OF, 1),
    ...daily('feature:b', 0, RECENT - 1, 2),
    ...daily('feature:c', RECENT, AS_OF, 0),
    ...daily('feature:d', AS_OF, AS_OF, 3),
  ];

  it('counts distinct features with use in the window', () => {
    expect(of(features, AS_OF, { featuresAvailable: 8 }).value('feature_adoption_30d')).toBe(0.25);
    expect(of(features, AS_OF).value('feature_adoption_30d')).toBe(0.5);
    expect(of(features, RECENT - 1).value('feature_adoption_30d')).toBe(1);
  });

  it('counts nothing but features, of those seen where the account’s number is not above zero', () => {
    const others = [...daily('logins', 0, AS_OF, 1), ...daily('feature', 0, AS_OF, 1)];
    expect(of([...features, ...others], AS_OF, { featuresAvailable: 8 }).value('feature_adoption_30d')).toBe(0.25);
    expect(of([...features, ...others], AS_OF, { featuresAvailable: 0 }).value('feature_adoption_30d')).toBe(0.5);
    expect(of(others, AS_OF, { featuresAvailable: 8 }).value('feature_adoption_30d')).toBeNull();
  });

  it('is missing when no day of the last 30 has been measured', () => {
    const [last, over] = [AS_OF + 29, AS_OF + 30].map((asOf) => of(features, asOf).value('feature_adoption_30d'));
    expect([last, over]).toEqual([0.5, null]);
  });

  it('falls back to the largest daily count, and is missing without a number of features', () => {
    const used = daily('features_used', 0, AS_OF, (day) => (day === AS_OF - 5 ? 6 : 4));
    expect(of(used, AS_OF, { featuresAvailable: 12 }).value('feature_adoption_30d')).toBe(0.5);
    expect(of(used, AS_OF).value('feature_adoption_30d')).toBeNull();
  });
});

it('key actions completed ÷ started', () => {
  const actions = [...daily('key_actions_started', 0, AS_OF, 5), ...daily('key_actions_completed', 0, AS_OF, 4)];
  expect(of(actions, AS_OF).value('key_action_completion_30d')).toBe(0.8);
  expect(of(daily('key_actions_completed', 0, AS_OF, 4), AS_OF).value('key_action_completion_30d')).toBeNull();
});

describe('changes over 90 days', () => {
  it('users are averaged over days with rows, so that weekends do not matter', () => {
    const workdays = (from: number, to: number, value: number) =>
      daily('active_users', from, to, value).filter(({ day }) => day % 7 > 1);
    const usage = [...workdays(0, RECENT - 1, 50), ...workdays(RECENT, AS_OF, 49), ...daily('logins', 0, AS_OF, 1)];
    expect(of(usage, AS_OF).value('user_change_90d')).toBe(-0.02);
  });

  it('an account that went silent lost all its users', () => {
    const usage = [...daily('active_users', 0, RECENT - 1, 50), ...daily('logins', 0, AS_OF, 1)];
    expect(of(usage, AS_OF).value('user_change_90d')).toBe(-1);
  });

  it('API calls and data volume compare with the 30 days ending 90 days ago; never had one: missing', () => {
    const usage = daily('api_calls', 0, AS_OF, (day) => (day <= AS_OF - 90 ? 100 : day < RECENT ? 5000 : 105));
    expect(of(usage, AS_OF).value('api_calls_change_90d')).toBe(0.05);
    expect(of(usage, AS_OF).value('data_volume_change_90d')).toBeNull();
    expect(of(usage, AS_OF).factDay('data_volume_change_90d')).toBe(NO_DAY);
    const volume = daily('data_volume', 0, AS_OF, (day) => (day < RECENT ? 100 : 70));
    expect(of(volume, AS_OF).value('data_volume_change_90d')).toBe(-0.3);
  });

  it('need 15 measured days of the earlier window', () => {
    const since = (age: number) =>
      of([...daily('api_calls', AS_OF - age, AS_OF, 5), ...daily('active_users', AS_OF - age, AS_OF, 5)], AS_OF);
    expect([104, 103].map((age) => since(age).value('api_calls_change_90d'))).toEqual([0, null]);
    expect([104, 103].map((age) => since(age).value('user_change_90d'))).toEqual([0, null]);
  });
});

it('seats used is the peak of the last 30 days ÷ seats by contract, else by account', () => {
  const usage = daily('active_users', 0, AS_OF, (day) => (day === AS_OF - 60 ? 99 : day === AS_OF - 3 ? 14 : 8));
  const contracts = [
    { account: 0, day: 0, change: 'new' as const, seats: 15, subscription: 1 },
    { account: 0, day: 10, change: 'new' as const, seats: 10, subscription: 2 },
    { account: 0, day: 20, change: 'upgrade' as const, seats: 20, subscription: 1 },
    { account: 0, day: 30, change: 'churn' as const, subscription: 2 },
    { account: 0, day: AS_OF + 1, change: 'upgrade' as const, seats: 1000, subscription: 1 },
  ];
  expect(of(usage, AS_OF, { seats: 28 }).value('seat_utilization')).toBe(0.5);
  expect(readSignals({ accounts: [{ seats: 28 }], usage, contracts }, AS_OF).value('seat_utilization')).toBe(0.7);
  expect(of(usage, AS_OF).value('seat_utilization')).toBeNull();
  expect(of(usage, AS_OF, { seats: 0 }).value('seat_utilization')).toBeNull();
  expect(of(daily('logins', 0, AS_OF, 5), AS_OF, { seats: 28 }).value('seat_utilization')).toBeNull();
});

import { describe, expect, it } from 'vitest';
import type { UsageRow } from '../testing/fixtures.ts';
import { readSignals } from '../testing/read-signals.ts';

const AS_OF = 300;
const daily = (metric: string, from: number, to: number, value: number, account = 0): UsageRow[] =>
  Array.from({ length: to - from + 1 }, (_, k) => ({ account, day: from + k, metric, value }));
const of = (usage: UsageRow[], asOf = AS_OF) => readSignals({ accounts: [{}, {}], usage }, asOf);

describe('usage changes', () => {
  // Days −119…−90: 200, −89…−60: 100, −59…−30: 80, −29…0: 60 a day.
  const usage = [
    ...daily('logins', AS_OF - 200, AS_OF - 90, 200),
    ...daily('logins', AS_OF - 89, AS_OF - 60, 100),
    ...daily('logins', AS_OF - 59, AS_OF - 30, 80),
    ...daily('logins', AS_OF - 29, AS_OF, 60),
  ];

  it('TV18: 100 a day and 60 a day 60 days later are −40 %, 61 are −39 %', () => {
    expect(of(usage).value('usage_change_60d')).toBe(-0.4);
    const more = usage.map((row) => (row.day > AS_OF - 30 ? { ...row, value: 61 } : row));
    expect(of(more).value('usage_change_60d')).toBe(-0.39);
  });

  it('compare with the 30 days before and with those ending 90 days ago', () => {
    expect(of(usage).value('usage_change_30d')).toBe(-0.25);
    expect(of(usage).value('usage_trend_90d')).toBe(-0.7);
  });

  it('need 15 measured days of the earlier window and some usage in it', () => {
    const since = (day: number) => of(usage.filter((row) => row.day >= day)).value('usage_change_60d');
    expect(since(AS_OF - 74)).toBe(-0.4);
    expect(since(AS_OF - 73)).toBeNull();
    const last = (id: 'usage_change_30d' | 'usage_trend_90d', ...ages: number[]) =>
      ages.map((age) => of(usage.filter((row) => row.day >= AS_OF - age)).value(id));
    expect(last('usage_change_30d', 44, 43)).toEqual([-0.25, null]);
    expect(last('usage_trend_90d', 104, 103)).toEqual([-0.7, null]);
    const silent = [...usage.filter((row) => row.day < AS_OF - 119 || row.day > AS_OF - 90)];
    expect(of(silent).value('usage_trend_90d')).toBeNull();
  });
});

describe('days since the last login', () => {
  it('counts from the latest day with a visit, not from rows of zero or of other metrics', () => {
    const usage = [
      ...daily('logins', 100, AS_OF - 14, 2),
      ...daily('logins', AS_OF - 13, AS_OF, 0),
      ...daily('api_calls', 100, AS_OF + 5, 9),
    ];
    expect(of(usage).value('days_since_login')).toBe(14);
    expect(of(usage).factDay('days_since_login')).toBe(AS_OF - 14);
    expect(of(daily('api_calls', 100, AS_OF, 9)).value('days_since_login')).toBeNull();
  });
});

describe('a feed that stops for one account alone', () => {
  const others = daily('logins', 0, AS_OF, 1, 1);
  const until = (age: number) => of([...daily('logins', 0, AS_OF - age, 5), ...others]);
  it('is flagged from the seventh day without a row; the value stays as documented', () => {
    expect([until(6).stale('login_ratio_30_90'), until(7).stale('login_ratio_30_90')]).toEqual([false, true]);
    expect(until(7).value('login_ratio_30_90')).toBeCloseTo(23 / 30, 12);
    expect(until(7).stale('login_ratio_30_90', 1)).toBe(false);
  });

  it('is silence where rows came on fewer than 80 % of the days', () => {
    const workdays = daily('logins', 0, AS_OF - 10, 5).filter(({ day }) => day % 7 < 5);
    expect(of([...workdays, ...others]).stale('login_ratio_30_90')).toBe(false);
    const sixDays = daily('logins', 0, AS_OF - 10, 5).filter(({ day }) => day % 7 < 6);
    expect(of([...sixDays, ...others]).stale('login_ratio_30_90')).toBe(true);
  });
});

it('the strength of the relationship is the latest rating of 100 days', () => {
  const rated = [...daily('relationship_strength', AS_OF - 99, AS_OF - 99, 4), ...daily('logins', 0, AS_OF, 1)];
  expect(
    of([...rated, ...daily('relationship_strength', AS_OF - 150, AS_OF - 150, 2)]).value('relationship_strength'),
  ).toBe(4);
  expect(of(rated, AS_OF + 1).value('relationship_strength')).toBeNull();
});

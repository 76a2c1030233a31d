import { describe, expect, it } from 'vitest';
import { NO_DAY } from '#shared/model/day.ts';
import { NEVER } from '#shared/model/facts.ts';
import { buildFacts, type UsageRow } from '../testing/fixtures.ts';
import { readSignals } from '../testing/read-signals.ts';
import { indexFacts } from './facts-index.ts';
import { ROLE } from './usage-index.ts';
import { PART, usageWindows } from './usage-windows.ts';

const AS_OF = 300;
/** Rows of consecutive days, both ends as ages in days before the as-of date. */
const daily = (metric: string, from: number, to: number, value: number, account = 0): UsageRow[] =>
  Array.from({ length: from - to + 1 }, (_, k) => ({ account, day: AS_OF - from + k, metric, value }));
const once = (metric: string, age: number, value: number, account = 0): UsageRow => ({
  account,
  day: AS_OF - age,
  metric,
  value,
});
const of = (usage: UsageRow[], account = {}, asOf = AS_OF) =>
  readSignals({ accounts: [account, account, account], usage }, asOf);

describe('accounts do not see each other', () => {
  it('each is read from its own rows, whatever the one before it did', () => {
    const usage = [
      ...daily('logins', 200, 30, 10),
      ...daily('logins', 29, 0, 4),
      ...daily('active_users', 200, 0, 8),
      ...daily('feature:a', 5, 0, 1),
      ...daily('logins', 200, 0, 5, 1),
      ...daily('active_users', 200, 100, 2, 1),
      ...daily('active_users', 4, 0, 3, 1),
      ...daily('feature:b', 5, 0, 1, 1),
    ];
    const signals = of(usage, { seats: 10 });
    const both = (id: Parameters<typeof signals.value>[0]) => [signals.value(id, 0), signals.value(id, 1)];
    expect(both('login_ratio_30_90')).toEqual([0.4, 1]);
    expect(both('user_change_90d')).toEqual([0, 0.5]);
    expect(both('seat_utilization')).toEqual([0.8, 0.3]);
    expect(both('feature_adoption_30d')).toEqual([0.5, 0.5]);
    // The third has no row at all, and nothing is known of it.
    expect([signals.value('login_ratio_30_90', 2), signals.factDay('login_ratio_30_90', 2)]).toEqual([null, NO_DAY]);
  });

  it('the first row of the next account is none of this one', () => {
    const usage = [
      ...daily('logins', 200, 0, 5),
      once('active_users', 0, 9, 1),
      once('key_actions_completed', 0, 1, 2),
    ];
    const signals = of(usage, { seats: 10, startDay: 0 });
    expect([0, 1, 2].map((account) => signals.value('seat_utilization', account))).toEqual([null, 0.9, null]);
    expect([0, 1, 2].map((account) => signals.value('first_key_action_day', account))).toEqual([null, null, AS_OF]);
  });

  it('an old source says nothing of an account that has not used anything by then', () => {
    const usage = daily('logins', 200, 46, 5, 1);
    const marked = (rows: UsageRow[]) => [0, 1, 2].map((account) => of(rows).stale('login_ratio_30_90', account));
    expect(marked(usage)).toEqual([false, true, false]);
    expect(marked([...usage, once('logins', -1, 5, 0), once('logins', -1, 5, 2)])).toEqual([false, true, false]);
  });
});

describe('rows', () => {
  it('on the day of the first one the account is measured', () => {
    expect(of([once('logins', 0, 3)]).value('days_since_login')).toBe(0);
    expect(of([once('logins', -1, 3), once('logins', 9, 3, 1)]).value('days_since_login')).toBeNull();
  });

  it('without a number are none', () => {
    const gap = (metric: string, value: number) => [
      ...daily(metric, 200, 30, 10),
      ...daily(metric, 29, 0, 10).map((row, k) => (k % 2 === 0 ? { ...row, value } : row)),
    ];
    expect(of(gap('logins', Number.NaN)).value('login_ratio_30_90')).toBe(0.5);
    // Users are averaged over the days that have a number.
    expect(of([...gap('active_users', Number.NaN), ...daily('logins', 200, 0, 1)]).value('user_change_90d')).toBe(0);
    expect(of([...gap('active_users', 0), ...daily('logins', 200, 0, 1)]).value('user_change_90d')).toBe(-0.5);
    const rated = [once('relationship_strength', 5, 4), once('relationship_strength', 5, Number.NaN, 1)];
    expect([0, 1].map((account) => of(rated).value('relationship_strength', account))).toEqual([4, null]);
  });

  it('of zero are no visit; the first row and rows of a later day are read as they should', () => {
    const api = daily('api_calls', 8, 0, 7);
    expect(of([once('logins', 9, 1), ...api]).value('days_since_login')).toBe(9);
    expect(of([once('relationship_strength', 9, 3), ...api]).value('relationship_strength')).toBe(3);
    const later = [-1, -2, -3].map((age) => once('logins', age, 1));
    expect(of([...daily('logins', 40, 3, 1), ...later]).value('days_since_login')).toBe(3);
    const users = [...daily('active_users', 40, 0, 4), once('active_users', -1, 9), once('feature:a', -1, 1)];
    const signals = of([...users, once('feature:b', 100, 1)], { seats: 8 });
    expect([signals.value('seat_utilization'), signals.value('feature_adoption_30d')]).toEqual([0.5, 0]);
    const features = [...daily('feature:a', 40, 0, 1), once('feature:b', -1, 1), once('feature:b', 90, 1, 1)];
    expect(of(features).value('feature_adoption_30d')).toBe(0.5);
  });
});

describe('a daily feed of one account that stops', () => {
  const others = daily('logins', 200, 0, 1, 2);
  const lost = (...rows: UsageRow[][]) => of([...rows.flat(), ...others]).stale('days_since_login', 1);

  it('has to have come for at least 7 days before the last 30', () => {
    expect(lost(daily('logins', 36, 10, 1, 1))).toBe(true);
    expect(lost(daily('logins', 35, 10, 1, 1))).toBe(false);
  });

  it('has to have come on at least 72 of 90 days, however many rows a day', () => {
    const before = once('logins', 119, 1, 0);
    const ends = daily('logins', 20, 10, 1, 1);
    expect(lost([before], daily('logins', 119, 48, 1, 1), ends)).toBe(true);
    expect(lost([before], daily('logins', 119, 49, 1, 1), ends)).toBe(false);
    expect(lost(daily('logins', 119, 49, 1, 1), [once('sessions', 119, 1, 1)], daily('logins', 29, 10, 1, 1))).toBe(
      false,
    );
    expect(lost(daily('logins', 119, 80, 1, 1), daily('sessions', 119, 80, 1, 1), ends)).toBe(false);
  });
});

describe('windows of one account after the other, day after day', () => {
  const row = (account: number, day: number, metric: string, value: number): UsageRow => ({
    account,
    day,
    metric,
    value,
  });
  const windowsOf = (usage: UsageRow[]) => {
    const facts = buildFacts({ accounts: [{}, {}, {}], usage });
    return usageWindows(facts, indexFacts(facts));
  };
  const PARTS = [PART.days119to90, PART.days89to60, PART.days59to30, PART.recent];

  it('hold what each day alone holds, forwards, again and backwards', () => {
    // Two logins a day from day 0 to 300, and the next account from day 10 on.
    const every = (account: number, from: number, to: number, value: number) =>
      Array.from({ length: to - from + 1 }, (_, k) => row(account, from + k, 'logins', value));
    const windows = windowsOf([...every(0, 0, 300, 2), row(0, 120, 'sessions', Number.NaN), ...every(1, 10, 400, 5)]);
    const read = (asOf: number) => {
      const isUser = windows.scan(0, asOf);
      const sums = PARTS.map((part) => windows.sum(ROLE.logins, part, part));
      expect(PARTS.map((part) => windows.rows(part, ROLE.logins) * 2)).toEqual(sums);
      expect(windows.sum(ROLE.logins, 0, 3)).toBe(sums.reduce((a, b) => a + b, 0));
      expect(windows.rows(PART.recent, ROLE.sessions)).toBe(0);
      return [isUser, windows.lastDay, ...sums];
    };
    expect(read(-1)).toEqual([false, NO_DAY, 0, 0, 0, 0]);
    expect(read(0)).toEqual([true, 0, 0, 0, 0, 2]);
    expect(read(60)).toEqual([true, 60, 0, 2, 60, 60]);
    expect(read(61)).toEqual([true, 61, 0, 4, 60, 60]);
    expect(read(61)).toEqual([true, 61, 0, 4, 60, 60]);
    expect(read(150)).toEqual([true, 150, 60, 60, 60, 60]);
    expect(read(310)).toEqual([true, 300, 60, 60, 60, 40]);
    expect(read(400)).toEqual([true, 300, 40, 0, 0, 0]);
    expect(read(500)).toEqual([true, 300, 0, 0, 0, 0]);
    expect(read(61)).toEqual([true, 61, 0, 4, 60, 60]);
    windows.scan(1, 100);
    expect(windows.sum(ROLE.logins, PART.recent, PART.recent)).toBe(150);
    expect(read(310)).toEqual([true, 300, 60, 60, 60, 40]);
    expect([windows.scan(2, 310), windows.lastDay, windows.firstDay]).toEqual([false, NO_DAY, NEVER]);
  });

  it('begin with any account', () => {
    const windows = windowsOf([row(0, 10, 'logins', 3), row(1, 10, 'logins', 7)]);
    expect(windows.scan(1, 20)).toBe(true);
    expect(windows.sum(ROLE.logins, PART.recent, PART.recent)).toBe(7);
  });

  it('add up fractions, and numbers too large to be exact, in the order of their days', () => {
    const values: [number, number, number][] = [
      [0.7, 0.1, 0.2],
      [2 ** 60, 1, 2],
    ];
    for (const [first, second, third] of values) {
      const usage = [row(0, 0, 'logins', first), row(0, 10, 'logins', second), row(0, 20, 'logins', third)];
      const windows = windowsOf([...usage, row(0, 20, 'sessions', 4), row(0, 20, 'logins', Number.NaN)]);
      windows.scan(0, 25);
      expect(windows.sum(ROLE.logins, PART.recent, PART.recent)).toBe(first + second + third);
      windows.scan(0, 35);
      expect(windows.sum(ROLE.logins, PART.recent, PART.recent)).toBe(second + third);
      expect(windows.sum(ROLE.logins, PART.days59to30, PART.recent)).toBe(first + second + third);
      expect(windows.sum(ROLE.sessions, PART.days59to30, PART.recent)).toBe(4);
    }
  });

  it('take numbers as exact as long as all rows of the account together are', () => {
    // 2 × 4503599627370495 is the largest whole number that is exact, less 1.
    const large = 4_503_599_627_370_495;
    const marked = (...usage: UsageRow[]) => {
      const facts = buildFacts({ accounts: [{}, {}], usage });
      return [...indexFacts(facts).fractionalRoles];
    };
    const logins = 1 << ROLE.logins;
    expect(marked(row(0, 1, 'logins', large), row(0, 2, 'logins', -large))).toEqual([0, 0]);
    expect(marked(row(0, 1, 'logins', large + 1), row(0, 2, 'sessions', 1))).toEqual([logins, 0]);
    expect(marked(row(0, 1, 'sessions', 1), row(0, 2, 'logins', -large - 1))).toEqual([logins, 0]);
    expect(marked(row(0, 1, 'logins', 1), row(1, 2, 'logins', 2 * large))).toEqual([0, 0]);
    expect(marked(row(0, 1, 'logins', 1.5), row(1, 2, 'active_users', 0.5), row(1, 3, 'logins', -0.5))).toEqual([
      logins,
      logins | (1 << ROLE.active_users),
    ]);
  });
});

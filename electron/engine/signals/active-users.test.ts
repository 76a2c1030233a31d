import { describe, expect, it } from 'vitest';
import type { ActivityRow, FactRows, UsageRow } from '../testing/fixtures.ts';
import { readSignals } from '../testing/read-signals.ts';

const AS_OF = 400;
const days = (from: number, to: number, step = 1): number[] =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, k) => AS_OF - to + k * step);
/** Usage that is measured on every day, so that the windows are complete. */
const measured: UsageRow[] = days(0, 399).map((day) => ({ account: 0, day, metric: 'api_calls', value: 1 }));
const active = (person: number, on: number[]): ActivityRow[] => on.map((day) => ({ account: 0, day, person }));
const of = (rows: Omit<FactRows, 'accounts'>, account = {}) =>
  readSignals(
    { accounts: [{ seats: 10, startDay: 0, ...account }], ...rows, usage: [...measured, ...(rows.usage ?? [])] },
    AS_OF,
  );
const daily = (metric: string, from: number, to: number, value: number): UsageRow[] =>
  days(from, to).map((day) => ({ account: 0, day, metric, value }));

describe('people whose activity is known', () => {
  it('are counted once in 30 days; the day before does not count', () => {
    const signals = of({
      activity: [...active(1, [AS_OF, AS_OF - 3]), ...active(2, [AS_OF - 29]), ...active(3, [AS_OF - 30])],
    });
    expect(signals.value('active_user_rate')).toBe(0.2);
    expect(of({ activity: [...active(1, [AS_OF]), ...active(2, [AS_OF + 1])] }).value('active_user_rate')).toBe(0.1);
    // Three person days in 30 days, of two people: 0.1 a day ÷ 2.
    expect(signals.value('dau_mau')).toBe(0.05);
  });

  it.each([
    [16, 'daily'],
    [15, 'weekly'],
    [4, 'weekly'],
    [3, 'monthly'],
    [1, 'monthly'],
  ])('%i active days of 28 are %s', (count, word) => {
    expect(of({ activity: active(1, days(0, count - 1)) }).value('login_frequency')).toBe(word);
  });

  it('frequency is the mean over people, and none without any of them', () => {
    // 20 and 11 days: 15.5 a person.
    expect(of({ activity: [...active(1, days(0, 19)), ...active(2, days(0, 10))] }).value('login_frequency')).toBe(
      'weekly',
    );
    expect(of({ activity: active(1, [AS_OF - 28]) }).value('login_frequency')).toBe('none');
    expect(of({ activity: active(1, [AS_OF - 100]) }).value('login_frequency')).toBe('none');
    expect(of({ activity: active(1, [AS_OF - 100]) }).value('active_user_rate')).toBe(0);
    expect(of({ activity: active(1, [AS_OF + 1]) }).value('login_frequency')).toBeNull();
  });

  it('people of an old file do not hide that users are still measured', () => {
    const rows = { activity: active(1, [AS_OF - 100]), usage: daily('active_users', 0, 59, 4) };
    expect(of(rows).value('active_user_rate')).toBe(0.4);
    expect(of(rows).value('login_frequency')).toBeNull();
  });
});

describe('people and measured users', () => {
  it('people go first; the use of a feature alone makes nobody active', () => {
    const usage = daily('active_users', 0, 59, 4);
    const feature = { account: 0, day: AS_OF, person: 2, feature: 'a' };
    expect(of({ activity: [...active(1, [AS_OF]), feature], usage }).value('active_user_rate')).toBe(0.1);
  });

  it('no monthly users are none, whatever the daily ones say', () => {
    const usage = [...daily('active_users', 0, 99, 6), ...daily('mau', 0, 0, 0)];
    expect(of({ usage }).value('dau_mau')).toBeNull();
    expect(of({ usage }).value('login_frequency')).toBe('none');
    expect(of({ usage }).value('active_user_rate')).toBe(0);
  });
});

describe('without people', () => {
  it('monthly users come from the metric mau, its other name, or are missing', () => {
    const users = daily('active_users', 0, 99, 6);
    expect(of({ usage: [...users, ...daily('mau', 10, 10, 8)] }).value('dau_mau')).toBe(0.75);
    expect(of({ usage: [...users, ...daily('monthly_active_users', 30, 30, 8)] }).value('active_user_rate')).toBe(0.8);
    expect(of({ usage: [...users, ...daily('mau', 31, 31, 8)] }).value('dau_mau')).toBeNull();
    // 6 a day of 8 people: each on 21 of 28 days.
    expect(of({ usage: [...users, ...daily('mau', 0, 0, 8)] }).value('login_frequency')).toBe('daily');
    expect(of({ usage: [...users, ...daily('mau', 0, 0, 100)] }).value('login_frequency')).toBe('monthly');
    expect(of({ usage: [...users, ...daily('mau', 0, 0, 168)] }).value('login_frequency')).toBe('monthly');
    expect(of({ usage: [...users, ...daily('mau', 0, 0, 169)] }).value('login_frequency')).toBe('none');
    expect(of({ usage: users }).value('login_frequency')).toBeNull();
  });

  it('active users of licences are those of the busiest day; the contract’s seats go first', () => {
    const usage = [...daily('active_users', 1, 99, 3), ...daily('active_users', 0, 0, 5)];
    expect(of({ usage }).value('active_user_rate')).toBe(0.5);
    expect(of({ usage, contracts: [{ account: 0, day: 9, change: 'new', seats: 20 }] }).value('active_user_rate')).toBe(
      0.25,
    );
    expect(of({ usage }, { seats: 0 }).value('active_user_rate')).toBeNull();
  });
});

it('people of the next account, and people while usage is not measured any more, do not count', () => {
  const activity = [...active(1, [AS_OF]), { account: 1, day: AS_OF, person: 2 }];
  const rows = (usage: UsageRow[]) =>
    readSignals({ accounts: [{ seats: 10, startDay: 0 }, { startDay: 0 }], usage, activity }, AS_OF);
  expect(rows(measured).value('active_user_rate')).toBe(0.1);
  expect(rows(measured).value('dau_mau')).toBe(0.033333333);
  expect(rows(measured.filter(({ day }) => day <= AS_OF - 29)).value('active_user_rate')).toBe(0.1);
  expect(rows(measured.filter(({ day }) => day <= AS_OF - 30)).value('active_user_rate')).toBeNull();
});

it('initial users are counted from the start', () => {
  const activity = [...active(1, [AS_OF - 20]), ...active(2, [AS_OF - 5]), ...active(3, [AS_OF])];
  expect(of({ activity }, { startDay: AS_OF - 10 }).value('initial_active_rate')).toBe(0.2);
  expect(of({ activity }, { startDay: AS_OF - 10 }).value('active_user_rate')).toBe(0.3);
  expect(of({ activity }).value('initial_active_rate')).toBe(0.3);
  // A start of long ago: 30 days, as for everybody.
  expect(of({ activity: [...activity, ...active(4, [AS_OF - 30])] }).value('initial_active_rate')).toBe(0.3);
});

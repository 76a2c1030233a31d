import { describe, expect, it } from 'vitest';
import type { FactRows } from '../testing/fixtures.ts';
import { readSignals } from '../testing/read-signals.ts';

const AS_OF = 1000;
const of = (rows: Omit<FactRows, 'accounts'>, account = {}, asOf = AS_OF) =>
  readSignals({ accounts: [account, {}], ...rows }, asOf);

describe('onboarding', () => {
  const use = (metric: string, age: number, value = 1) => ({ account: 0, day: AS_OF - age, metric, value });
  it('the day counts from the contract, from go-live when that is later, from 0 before it', () => {
    const day = (account: object, contracts: FactRows['contracts'] = []) =>
      of({ contracts }, account).value('onboarding_day');
    expect(day({ startDay: AS_OF - 20 })).toBe(20);
    expect(day({ startDay: AS_OF - 20, goLiveDay: AS_OF - 15 })).toBe(15);
    expect(day({ startDay: AS_OF - 20, goLiveDay: AS_OF - 25 })).toBe(20);
    expect(day({ startDay: AS_OF - 20, goLiveDay: AS_OF + 9 })).toBe(0);
    expect(day({ startDay: AS_OF })).toBe(0);
    expect(day({ startDay: AS_OF + 1 })).toBeNull();
    expect(of({}, { startDay: AS_OF - 20 }).stale('onboarding_day')).toBe(false);
    expect(day({})).toBeNull();
    expect(day({}, [{ account: 0, day: AS_OF - 7, change: 'new' }])).toBe(7);
    expect(day({}, [{ account: 0, day: AS_OF - 7, change: 'renewal' }])).toBeNull();
    expect(day({}, [{ account: 1, day: AS_OF - 7, change: 'new' }])).toBeNull();
    const unknown = { account: 0, day: AS_OF - 9, change: 'renewal' as const, known: AS_OF + 1 };
    expect(day({}, [unknown, { account: 0, day: AS_OF - 7, change: 'new' }])).toBe(7);
  });

  it('the first key action counts from the start; zeros are none', () => {
    const first = (...usage: ReturnType<typeof use>[]) =>
      of({ usage }, { startDay: AS_OF - 20 }).value('first_key_action_day');
    expect(first(use('key_actions_completed', 15, 0), use('key_actions_completed', 10))).toBe(10);
    expect(first(use('key_actions_completed', 10), use('key_actions_completed', 5))).toBe(10);
    expect(first(use('key_actions_completed', 25))).toBe(0);
    expect(first(use('key_actions_completed', -1), use('logins', 15))).toBe(5);
    expect(first(use('key_actions_completed', 3, 0), use('logins', 15))).toBeNull();
    // Today counts, in the workspace and in the account.
    expect(first(use('key_actions_completed', 0), use('logins', 15))).toBe(20);
    const others = { ...use('key_actions_completed', 9), account: 1 };
    expect(first(others, use('key_actions_completed', -1), use('logins', 15))).toBeNull();
    const signals = of({ usage: [use('key_actions_completed', 5)] }, { startDay: AS_OF - 20 });
    expect([signals.factDay('first_key_action_day'), signals.stale('first_key_action_day')]).toEqual([
      AS_OF - 5,
      false,
    ]);
    // The clock starts with a later go-live: 8 days before the as-of date, the action 5 days before.
    const live = { startDay: AS_OF - 20, goLiveDay: AS_OF - 8 };
    expect(of({ usage: [use('key_actions_completed', 5)] }, live).value('first_key_action_day')).toBe(3);
  });

  it('without key actions in the workspace it is the first feature, without features the first visit', () => {
    const first = (...usage: ReturnType<typeof use>[]) =>
      of({ usage }, { startDay: AS_OF - 20 }).value('first_key_action_day');
    expect(first(use('feature:a', 8), use('logins', 15))).toBe(12);
    expect(first(use('feature:a', 8), use('api_calls', 15))).toBe(12);
    // The API calls of the other account are no visit of this one.
    expect(first(use('sessions', 15), { ...use('api_calls', 18), account: 1 })).toBe(5);
    expect(first(use('feature:a', 0), use('logins', 15))).toBe(20);
    expect(first(use('feature:a', -1), use('logins', 15))).toBe(5);
    expect(first(use('sessions', 15))).toBe(5);
    expect(first(use('api_calls', 15))).toBeNull();
  });
});

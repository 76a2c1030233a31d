import { describe, expect, it } from 'vitest';
import { NO_DAY } from '#shared/model/day.ts';
import type { ActivityRow, ContactRow } from '../testing/fixtures.ts';
import { readSignals } from '../testing/read-signals.ts';

const AS_OF = 400;
const contacts = (account: number, ...people: number[]): ContactRow[] => people.map((person) => ({ account, person }));
/** Days somebody was active on, as ages in days. */
const active = (account: number, person: number, ...ages: number[]): ActivityRow[] =>
  ages.map((age) => ({ account, person, day: AS_OF - age }));
const DAILY = Array.from({ length: 28 }, (_, age) => age);

describe('share of healthy users', () => {
  const rows = {
    accounts: [{}, {}, {}],
    contacts: [...contacts(0, 1, 2), ...contacts(1, 3)],
    activity: [...active(0, 1, ...DAILY), ...active(0, 2, 80)],
  };

  it('is of the people whose health is known; without one it is missing', () => {
    const signals = readSignals(rows, AS_OF);
    // One is there every day, the other was 80 days ago; of the person of the second account nothing is known.
    expect([0, 1, 2].map((account) => signals.value('healthy_user_rate', account))).toEqual([0.5, null, null]);
    expect([0, 1, 2].map((account) => signals.factDay('healthy_user_rate', account))).toEqual([AS_OF, NO_DAY, NO_DAY]);
  });

  it('is flagged from the third day without activity of anybody', () => {
    const flag = (age: number) => readSignals(rows, AS_OF + age).stale('healthy_user_rate');
    expect([0, 2, 3].map(flag)).toEqual([false, false, true]);
    expect(readSignals(rows, AS_OF + 3).factDay('healthy_user_rate')).toBe(AS_OF);
    expect(readSignals(rows, AS_OF + 3).stale('healthy_user_rate', 1)).toBe(false);
  });

  it('of sign-ins alone has no day of activity, and is not flagged', () => {
    const signedIn = [{ account: 0, person: 1, lastLogin: AS_OF - 1 }];
    const attended = { account: 0, day: AS_OF - 9, person: 1, type: 'training' as const, attended: true };
    const signals = readSignals({ accounts: [{}], contacts: signedIn, touchpoints: [attended] }, AS_OF);
    expect(signals.value('healthy_user_rate')).toBe(1);
    expect([signals.factDay('healthy_user_rate'), signals.stale('healthy_user_rate')]).toEqual([NO_DAY, false]);
  });
});

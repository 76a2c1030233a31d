import { describe, expect, it } from 'vitest';
import type { ContactRow, FactRows } from '../testing/fixtures.ts';
import { readSignals } from '../testing/read-signals.ts';

const AS_OF = 1000;
const of = (rows: Omit<FactRows, 'accounts'>, account = {}, asOf = AS_OF) =>
  readSignals({ accounts: [account, {}], ...rows }, asOf);

describe('sponsor and champion', () => {
  const contact = (person: number, more: Partial<ContactRow>): ContactRow => ({ account: 0, person, ...more });
  const other: ContactRow = { account: 1, person: 9, sponsor: false, champion: false };
  const marks = (...contacts: ContactRow[]) => {
    const signals = of({ contacts: [...contacts, other] });
    return [signals.value('has_sponsor'), signals.value('has_champion'), signals.value('champion_left_90d')];
  };

  it('are contacts marked so who have not left', () => {
    expect(marks(contact(1, { sponsor: true }), contact(2, { champion: true }))).toEqual([true, true, false]);
    expect(marks(contact(1, { sponsor: true, left: AS_OF + 1 }))).toEqual([true, false, false]);
    expect(marks(contact(1, { sponsor: true, left: AS_OF }))).toEqual([false, false, false]);
    expect(marks(contact(1, { sponsor: true, created: AS_OF + 1 }))).toEqual([null, null, null]);
    expect(marks(contact(1, { sponsor: true, created: AS_OF }))).toEqual([true, false, false]);
    expect(marks(contact(1, {}))).toEqual([false, false, false]);
  });

  it('a champion who left counts for 90 days', () => {
    const left = (age: number) => marks(contact(1, { champion: true, left: AS_OF - age }));
    expect([left(0), left(89), left(90)]).toEqual([
      [false, false, true],
      [false, false, true],
      [false, false, false],
    ]);
    expect(marks(contact(1, { left: AS_OF - 5 }))).toEqual([false, false, false]);
  });

  it('no contacts, or a workspace that marks nobody: missing', () => {
    expect(marks()).toEqual([null, null, null]);
    const unmarked = (...others: ContactRow[]) => {
      const signals = of({ contacts: [contact(1, {}), ...others] });
      return [signals.value('has_sponsor'), signals.value('has_champion'), signals.value('champion_left_90d')];
    };
    expect(unmarked()).toEqual([null, null, null]);
    // From the day of the first mark, whose contact has to be there and known.
    for (const when of ['created', 'known'] as const) {
      expect(unmarked({ ...other, [when]: AS_OF + 1 })).toEqual([null, null, null]);
      expect(unmarked({ ...other, [when]: AS_OF })).toEqual([false, false, false]);
    }
    expect(unmarked({ ...other, created: AS_OF - 9, known: AS_OF + 1 })).toEqual([null, null, null]);
    expect(unmarked({ ...other, created: AS_OF + 1, known: AS_OF - 9 })).toEqual([null, null, null]);
  });

  it('are never out of date', () => {
    const signals = of({ contacts: [contact(1, { champion: true, left: AS_OF - 5, sponsor: true }), other] });
    const ids = ['has_sponsor', 'has_champion', 'champion_left_90d'] as const;
    expect(ids.map((id) => signals.stale(id))).toEqual([false, false, false]);
    expect(signals.factDay('champion_left_90d')).toBe(AS_OF - 5);
  });

  it('the version of the day counts', () => {
    const contacts = [
      contact(1, { champion: true, until: AS_OF - 100 }),
      contact(1, { champion: false, known: AS_OF - 100 }),
      other,
    ];
    expect(of({ contacts }).value('has_champion')).toBe(false);
    expect(of({ contacts }, {}, AS_OF - 101).value('has_champion')).toBe(true);
  });
});

describe('departments', () => {
  const contacts: ContactRow[] = [
    { account: 0, person: 1, department: 'sales' },
    { account: 0, person: 2, department: 'sales' },
    { account: 0, person: 3, department: 'finance' },
    { account: 0, person: 4 },
  ];
  const acted = (...people: number[]) => people.map((person) => ({ account: 0, day: AS_OF - 29, person }));
  const using = (rows: Omit<FactRows, 'accounts'>) => of(rows).value('departments_using');
  it('are those of the people active in 30 days', () => {
    expect(using({ contacts, activity: acted(1, 2, 4) })).toBe(1);
    expect(using({ contacts, activity: acted(1, 3) })).toBe(2);
    expect(using({ contacts, activity: [{ account: 0, day: AS_OF - 30, person: 1 }] })).toBe(0);
    const signedIn = contacts.map((row) => (row.person === 3 ? { ...row, lastLogin: AS_OF - 29 } : row));
    expect(using({ contacts: signedIn, activity: acted(1) })).toBe(2);
    expect(using({ contacts: signedIn })).toBe(1);
    expect(using({ contacts: contacts.slice(0, 1), activity: acted(1) })).toBe(1);
    // Nobody knows where the fifth person works.
    expect(using({ contacts, activity: acted(1, 5) })).toBe(1);
    expect(of({ contacts, activity: acted(1) }).stale('departments_using')).toBe(false);
  });

  it('are those of the day, the window and the account', () => {
    const on = (day: number) => using({ contacts, activity: [{ account: 0, day, person: 1 }] });
    expect([on(AS_OF), on(AS_OF + 1)]).toEqual([1, null]);
    const later = { account: 0, day: AS_OF + 1, person: 3 };
    expect(using({ contacts, activity: [...acted(1), later] })).toBe(1);
    const signedIn = (lastLogin: number) =>
      using({ contacts: contacts.map((row) => (row.person === 3 ? { ...row, lastLogin } : row)) });
    expect([AS_OF + 1, AS_OF, AS_OF - 29, AS_OF - 30].map(signedIn)).toEqual([null, 1, 1, 0]);
    const legal = { account: 1, person: 9, department: 'legal' };
    const both = of({
      contacts: [...contacts, legal],
      activity: [...acted(1, 3), ...[1, 3, 9].map((person) => ({ account: 1, day: AS_OF, person }))],
    });
    expect([both.value('departments_using'), both.value('departments_using', 1)]).toEqual([2, 1]);
    const second = of({
      contacts: [legal, { account: 1, person: 8, department: 'sales' }],
      activity: [{ account: 1, day: AS_OF, person: 8 }],
    });
    expect(second.value('departments_using', 1)).toBe(1);
  });

  it('are missing without activity, or without departments', () => {
    expect(using({ contacts })).toBeNull();
    expect(using({ contacts: [{ account: 0, person: 4 }], activity: acted(4) })).toBeNull();
  });
});

describe('mentions', () => {
  const said = (age: number, topic?: 'competitor' | 'budget') => ({
    account: 0,
    day: AS_OF - age,
    ...(topic === undefined ? {} : { topic }),
  });
  it('count for 90 days, from their own day', () => {
    const signals = of({ mentions: [said(89, 'competitor'), said(90, 'budget'), said(-1, 'budget')] });
    expect(signals.value('competitor_mention_90d')).toBe(true);
    expect(signals.factDay('competitor_mention_90d')).toBe(AS_OF - 89);
    expect(signals.value('budget_mention_90d')).toBe(false);
    expect(signals.value('competitor_mention_90d', 1)).toBe(false);
  });

  it('are those of the account, today’s included, and never out of date', () => {
    const today = { account: 1, day: AS_OF, topic: 'competitor' as const };
    const signals = of({ mentions: [today] });
    expect([0, 1].map((account) => signals.value('competitor_mention_90d', account))).toEqual([false, true]);
    expect(of({ mentions: [said(9, 'budget'), today] }).value('competitor_mention_90d')).toBe(false);
    expect(signals.stale('competitor_mention_90d', 1)).toBe(false);
  });

  it('are missing before the first text', () => {
    expect(of({}).value('budget_mention_90d')).toBeNull();
    expect(of({ mentions: [said(-1)] }).value('budget_mention_90d')).toBeNull();
    expect(of({ mentions: [said(500)] }).value('budget_mention_90d')).toBe(false);
  });
});

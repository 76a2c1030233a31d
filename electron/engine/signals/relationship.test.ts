import { describe, expect, it } from 'vitest';
import type { ContactRow, FactRows, MilestoneRow } from '../testing/fixtures.ts';
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
    expect(of({ contacts: [contact(1, {})] }).value('has_sponsor')).toBeNull();
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

  it('are missing before the first text', () => {
    expect(of({}).value('budget_mention_90d')).toBeNull();
    expect(of({ mentions: [said(-1)] }).value('budget_mention_90d')).toBeNull();
    expect(of({ mentions: [said(500)] }).value('budget_mention_90d')).toBe(false);
  });
});

describe('milestones', () => {
  const reached = (kind: MilestoneRow['kind'], ...ages: (number | null)[]): MilestoneRow[] =>
    ages.map((age) => ({ account: 0, kind, ...(age === null ? {} : { completed: AS_OF - age }) }));
  it('completed by then ÷ agreed', () => {
    const milestones = [
      ...reached('value_goal', 10, 0, -1, null),
      ...reached('use_case', 5, null, null),
      ...reached('setup', null, -5),
    ];
    const signals = of({ milestones });
    expect(signals.value('outcomes_rate')).toBe(0.5);
    expect(signals.value('use_case_rate')).toBe(1 / 3);
    expect(signals.value('setup_completion')).toBe(0);
    expect(signals.value('onboarding_training_rate')).toBeNull();
    expect(signals.value('outcomes_rate', 1)).toBeNull();
  });

  it('a goal that its file knows later is not agreed before', () => {
    const milestones = [...reached('value_goal', 10), { account: 0, kind: 'value_goal' as const, known: AS_OF + 1 }];
    expect(of({ milestones }).value('outcomes_rate')).toBe(1);
    expect(of({ milestones }, {}, AS_OF + 1).value('outcomes_rate')).toBe(0.5);
  });

  it('the return is the latest that is known', () => {
    const roi = (age: number, status: MilestoneRow['roi']): MilestoneRow => ({
      account: 0,
      kind: 'value_goal',
      roiDay: AS_OF - age,
      ...(status === undefined ? {} : { roi: status }),
    });
    const value = (...rows: MilestoneRow[]) => of({ milestones: rows }).value('roi_status');
    expect(value(roi(9, 'demonstrated'), roi(5, 'none'), roi(-1, 'in_progress'))).toBe('none');
    expect(value(roi(5, 'none'), roi(5, 'in_progress'))).toBe('in_progress');
    expect(value(roi(-1, 'demonstrated'))).toBeNull();
    expect(value(roi(1, undefined))).toBeNull();
  });

  it('training sessions since the start count when there are more of them than completed milestones', () => {
    const milestones = [...reached('training', 3, null, null, null)];
    const session = (age: number, attended?: boolean) => ({
      account: 0,
      day: AS_OF - age,
      type: 'training' as const,
      ...(attended === undefined ? {} : { attended }),
    });
    const rate = (...touchpoints: ReturnType<typeof session>[]) =>
      of({ milestones, touchpoints }, { startDay: AS_OF - 30 }).value('onboarding_training_rate');
    expect(rate()).toBe(0.25);
    expect(rate(session(30), session(9, true), session(9, false), session(31), session(-1))).toBe(0.5);
    expect(rate(...[1, 2, 3, 4, 5].map((age) => session(age)))).toBe(1);
  });
});

describe('onboarding', () => {
  const use = (metric: string, age: number, value = 1) => ({ account: 0, day: AS_OF - age, metric, value });
  it('the day counts from the contract, from go-live when that is later, from 0 before it', () => {
    const day = (account: object, contracts: FactRows['contracts'] = []) =>
      of({ contracts }, account).value('onboarding_day');
    expect(day({ startDay: AS_OF - 20 })).toBe(20);
    expect(day({ startDay: AS_OF - 20, goLiveDay: AS_OF - 15 })).toBe(15);
    expect(day({ startDay: AS_OF - 20, goLiveDay: AS_OF - 25 })).toBe(20);
    expect(day({ startDay: AS_OF - 20, goLiveDay: AS_OF + 9 })).toBe(0);
    expect(day({ startDay: AS_OF + 1 })).toBeNull();
    expect(day({})).toBeNull();
    expect(day({}, [{ account: 0, day: AS_OF - 7, change: 'new' }])).toBe(7);
    expect(day({}, [{ account: 0, day: AS_OF - 7, change: 'renewal' }])).toBeNull();
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
    expect(first(use('sessions', 15))).toBe(5);
    expect(first(use('api_calls', 15))).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { buildFacts, type FactRows, type MilestoneRow, readModel, type TouchpointRow } from '../testing/fixtures.ts';
import { readSignals } from '../testing/read-signals.ts';
import { computeSignals } from './compute.ts';
import { signalReader } from './table.ts';

const PRESET = readModel('003-signal');
const AS_OF = 1000;
const of = (rows: Omit<FactRows, 'accounts'>, account = {}, asOf = AS_OF) =>
  readSignals({ accounts: [account, {}], ...rows }, asOf);

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
    // The latest of them was reached today; none is ever out of date.
    expect([signals.factDay('outcomes_rate'), signals.factDay('use_case_rate')]).toEqual([AS_OF, AS_OF - 5]);
    expect(of({ milestones: reached('value_goal', 5, 20) }).factDay('outcomes_rate')).toBe(AS_OF - 5);
    expect(signals.stale('outcomes_rate')).toBe(false);
  });

  it('each account has its own', () => {
    const own = (account: number, ...rows: MilestoneRow[]) => rows.map((row) => ({ ...row, account }));
    const both = of({
      milestones: [
        ...reached('value_goal', 10, 5),
        ...reached('training', 5),
        ...own(1, ...reached('value_goal', null, 9), ...reached('training', null)),
      ],
    });
    expect([0, 1].map((account) => both.value('outcomes_rate', account))).toEqual([1, 0.5]);
    expect([0, 1].map((account) => both.factDay('outcomes_rate', account))).toEqual([AS_OF - 5, AS_OF - 9]);
    expect([0, 1].map((account) => both.value('onboarding_training_rate', account))).toEqual([1, 0]);
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
    expect(value(roi(5, 'in_progress'), roi(5, 'none'))).toBe('in_progress');
    expect(value(roi(9, 'demonstrated'), roi(5, undefined))).toBe('demonstrated');
    expect(value(roi(0, 'none'))).toBe('none');
    // In the order of their due days the later word comes first.
    const [due, dueLater] = [{ due: AS_OF - 50 }, { due: AS_OF - 40 }];
    expect(value({ ...roi(5, 'none'), ...due }, { ...roi(9, 'demonstrated'), ...dueLater })).toBe('none');
    const silent = computeSignals(buildFacts({ accounts: [{}], milestones: [roi(1, undefined)] }), AS_OF, PRESET);
    expect(signalReader(silent, 0)('roi_status')).toBeNaN();
    const signals = of({ milestones: [roi(9, 'demonstrated')] });
    expect([signals.factDay('roi_status'), signals.stale('roi_status')]).toEqual([AS_OF - 9, false]);
  });

  it('training sessions since the start count when there are more of them than completed milestones', () => {
    const milestones = [...reached('training', 3, null, null, null)];
    const session = (age: number, attended?: boolean) => ({
      account: 0,
      day: AS_OF - age,
      type: 'training' as TouchpointRow['type'],
      ...(attended === undefined ? {} : { attended }),
    });
    const rate = (...touchpoints: ReturnType<typeof session>[]) =>
      of({ milestones, touchpoints }, { startDay: AS_OF - 30 }).value('onboarding_training_rate');
    expect(rate()).toBe(0.25);
    expect(rate(session(30), session(9, true), session(9, false), session(31), session(-1))).toBe(0.5);
    expect(rate(...[1, 2, 3, 4, 5].map((age) => session(age)))).toBe(1);
    expect(rate(session(0), session(1))).toBe(0.5);
    expect(rate(session(1), { ...session(2), type: 'call' }, { ...session(3), account: 1 })).toBe(0.25);
    expect(rate({ ...session(3), account: 1 }, { ...session(2), account: 1 })).toBe(0.25);
    expect(of({ milestones }).stale('onboarding_training_rate')).toBe(false);
  });
});

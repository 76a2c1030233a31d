import { describe, expect, it } from 'vitest';
import { indexFacts } from '../signals/facts-index.ts';
import { buildFacts, type FactRows } from '../testing/build-facts.ts';
import { readModel } from '../testing/fixtures.ts';
import { changeColumn, comparedSnapshots } from '../trend/change.ts';
import { confirmedTierReader } from '../trend/confirmed.ts';
import { trendColumn } from '../trend/trend-class.ts';
import { SCORE_STATE } from './composite.ts';
import { onboardingSets, PHASE } from './onboarding.ts';
import { scoreSnapshot } from './snapshot.ts';
import { NO_TIER, thresholdSets } from './thresholds.ts';

const model = readModel('003-signal');
const onboarding = readModel('onboarding');
const START = 1000;
const days = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, k) => from + k);

// TV14: by day 20 two of five set-up milestones, the first key action on day 10, one of two trainings, 6 of 20 seats active.
const rows: FactRows = {
  accounts: [
    { startDay: START, seats: 20 },
    { startDay: START, seats: 20, goLiveDay: START + 15 },
    { startDay: START - 400, seats: 20 },
    { seats: 20 },
  ],
  milestones: [
    ...[5, 12, undefined, undefined, undefined].map((done) => ({
      account: 0,
      kind: 'setup' as const,
      ...(done === undefined ? {} : { completed: START + done }),
    })),
    { account: 0, kind: 'training', completed: START + 14 },
    { account: 0, kind: 'training' },
  ],
  usage: [
    { account: 0, day: START + 10, metric: 'key_actions_started', value: 2 },
    { account: 0, day: START + 10, metric: 'key_actions_completed', value: 1 },
    ...days(START, START + 90).map((day) => ({ account: 0, day, metric: 'active_users', value: 6 })),
    ...days(START - 90, START + 90).map((day) => ({ account: 3, day, metric: 'logins', value: 5 })),
  ],
  invoices: [{ account: 0, issued: START + 1, due: START + 30, paid: START + 20, amount: 10, status: 'paid' }],
};
const facts = buildFacts(rows);
const index = indexFacts(facts);
const at = (day: number) => scoreSnapshot(facts, model, START + day, index, { onboarding });

/** Scores whatever is known. */
const lenient = {
  ...model,
  missingPolicy: {
    minDimensionCoverage: 0,
    minScoredCoverage: 0,
    minProvisionalCoverage: 0,
    requiredDimensions: [],
  },
};

describe('accounts in their first days', () => {
  it('TV14: day 20 is 90, 89.285714, 50, 60: 75.821429, Green, without a preview', () => {
    const snapshot = at(20);
    expect([...snapshot.phase]).toEqual([PHASE.onboarding, PHASE.onboarding, PHASE.standard, PHASE.standard]);
    expect(snapshot.onboardingDimensions.map((column) => column[0])).toEqual([90, 89.285714, 50, 60]);
    expect(snapshot.onboardingCoverage.map((column) => column[0])).toEqual([1, 1, 1, 1]);
    expect([snapshot.score[0], snapshot.coverage[0], snapshot.state[0]]).toEqual([75.821429, 1, SCORE_STATE.scored]);
    expect(model.tiers[snapshot.tier[0] ?? NO_TIER]?.name).toBe('Green');
    expect(snapshot.preview[0]).toBeNaN();
    expect(snapshot.dimensions.map((column) => column[0])).toEqual(model.dimensions.map(() => Number.NaN));
    expect(snapshot.dimensionCoverage.map((column) => column[0])).toEqual([0, 0, 0, 0, 0]);
    expect(snapshot.onboardingDimensions.map((column) => column[2])).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
  });

  it('TV14: day 60 is the last one of onboarding, day 61 is standard; from day 31 the standard score is a preview', () => {
    const phases = [0, 30, 31, 60, 61].map((day) => at(day).phase[0]);
    expect(phases).toEqual([1, 1, 2, 2, 0]);
    const standard = (day: number) => scoreSnapshot(facts, model, START + day, index);
    const [last, first] = [at(60), at(61)];
    expect(last.score[0]).not.toBe(standard(60).score[0]);
    expect([first.score[0], first.tier[0], first.state[0]]).toEqual([
      standard(61).score[0],
      standard(61).tier[0],
      standard(61).state[0],
    ]);
    expect(first.onboardingDimensions.map((column) => column[0])).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
  });

  it('the preview needs the coverage of a score', () => {
    expect(scoreSnapshot(facts, model, START + 45, index).coverage[0]).toBeLessThan(0.6);
    expect(at(45).preview[0]).toBeNaN();
    const known = scoreSnapshot(facts, lenient, START + 45, index, { onboarding });
    expect(known.preview[0]).toBe(scoreSnapshot(facts, lenient, START + 45, index).score[0]);
    expect(known.preview[0]).not.toBeNaN();
    expect(scoreSnapshot(facts, lenient, START + 20, index, { onboarding }).preview[0]).toBeNaN();
  });

  it('the clock waits for a later go-live, and an unknown start is no onboarding', () => {
    expect([...at(75).phase]).toEqual([0, 2, 0, 0]);
    expect([...at(76).phase]).toEqual([0, 0, 0, 0]);
  });

  it('an account nothing is known of has no official score, and is counted as one without', () => {
    const empty = buildFacts({ accounts: [{ startDay: START }], tickets: [{ account: 0, opened: START }] });
    const snapshot = scoreSnapshot(empty, { ...model }, START + 20, indexFacts(empty), {
      onboarding: { ...onboarding, dimensions: onboarding.dimensions.filter(({ id }) => id === 'setup') },
    });
    expect([snapshot.phase[0], snapshot.score[0], snapshot.state[0], snapshot.tier[0], snapshot.coverage[0]]).toEqual([
      PHASE.onboarding,
      Number.NaN,
      SCORE_STATE.none,
      NO_TIER,
      0,
    ]);
  });

  it('without a policy, or without its model, the official model scores from the first day', () => {
    const plain = scoreSnapshot(facts, model, START + 20, index);
    expect([...plain.phase]).toEqual([0, 0, 0, 0]);
    const off = scoreSnapshot(facts, { ...model, onboardingPolicy: null }, START + 20, index, { onboarding });
    expect(off.score).toEqual(plain.score);
  });

  it('TV14: the switch fires nothing', () => {
    const history = days(0, 12).map((week) => scoreSnapshot(facts, lenient, START + week * 7, index, { onboarding }));
    const [last, first] = [8, 9];
    expect([history[last]?.phase[0], history[first]?.phase[0]]).toEqual([2, 0]);
    expect(history[first]?.score[0]).not.toBeNaN();
    expect(changeColumn(history, last, 30)[0]).not.toBeNaN();
    expect(changeColumn(history, first, 30)[0]).toBeNaN();
    expect(comparedSnapshots(history, first, 30)[0]).toBe(-1);
    expect(trendColumn(history, first).code[0]).toBe(0);
    const sets = thresholdSets(model, ['', '', '', '']);
    const young = onboardingSets(model, onboarding, ['', '', '', '']);
    const confirmed = confirmedTierReader(history.slice(0, first + 1), sets, young)(0);
    expect(confirmed).toEqual({ tier: history[first]?.tier[0], spellStart: START + 63 });
  });
});

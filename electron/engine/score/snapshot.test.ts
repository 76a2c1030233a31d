import { describe, expect, it } from 'vitest';
import { indexFacts } from '../signals/facts-index.ts';
import { buildFacts, type FactRows } from '../testing/build-facts.ts';
import { readModel } from '../testing/fixtures.ts';
import { changeColumn } from '../trend/change.ts';
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
    expect(trendColumn(history, first).code[0]).toBe(0);
    const sets = thresholdSets(model, ['', '', '', '']);
    const young = onboardingSets(model, onboarding, ['', '', '', '']);
    const confirmed = confirmedTierReader(history.slice(0, first + 1), sets, young)(0);
    expect(confirmed).toEqual({ tier: history[first]?.tier[0], spellStart: START + 63 });
  });
});

describe('the official snapshot', () => {
  const usage = (account: number) =>
    days(START - 40, START).map((day) => ({ account, day, metric: 'active_users', value: 10 }));
  const ticketing = (account: number, count: number) =>
    Array.from({ length: count }, (_, k) => ({ account, opened: START - k }));

  it('accounts that have left or not begun have no scores, flags or phase', () => {
    const official = readModel('004-five');
    const young = [START - 20, START - 20, START + 5];
    const input: FactRows = {
      accounts: [...young.map((startDay) => ({ startDay, seats: 10 })), { startDay: START - 400, seats: 10 }],
      usage: [0, 1, 2, 3].flatMap(usage),
      tickets: [0, 1, 2, 3].flatMap((account) => ticketing(account, 6)),
      outcomes: [{ account: 1, day: START - 1, outcome: 'churn' }],
    };
    const busy = {
      ...official,
      missingPolicy: lenient.missingPolicy,
      flags: [
        {
          id: 'busy',
          name: 'Busy',
          all: [{ signal: 'tickets_30d', when: { op: '>', value: 5 } }],
          effect: { kind: 'force', tier: 'Red' },
        },
      ],
    } as const;
    const plain = scoreSnapshot(buildFacts(input), busy, START);
    expect([...plain.status]).toEqual([1, 2, 0, 1]);
    expect([...plain.flags]).toEqual([1, 0, 0, 1]);
    // Flagged accounts are Red whatever their score is.
    expect([...plain.tier]).toEqual([2, NO_TIER, NO_TIER, 2]);
    const unflagged = scoreSnapshot(buildFacts(input), { ...busy, flags: [] }, START);
    expect([...unflagged.tier]).toEqual([0, NO_TIER, NO_TIER, 0]);
    expect(plain.score).toEqual(unflagged.score);
    const known = (columns: readonly Float64Array[], row: number) => columns.map((column) => column[row]);
    for (const row of [1, 2]) {
      expect(known(plain.dimensions, row)).toEqual(official.dimensions.map(() => Number.NaN));
      expect(known(plain.dimensionCoverage, row)).toEqual(official.dimensions.map(() => 0));
      expect([plain.score[row], plain.coverage[row], plain.state[row]]).toEqual([Number.NaN, 0, SCORE_STATE.none]);
    }
    expect(Math.max(...known(plain.dimensionCoverage, 0).map(Number))).toBeGreaterThan(0);
    const phased = scoreSnapshot(
      buildFacts(input),
      { ...busy, onboardingPolicy: model.onboardingPolicy },
      START,
      undefined,
      {
        onboarding,
      },
    );
    expect([...phased.phase]).toEqual([PHASE.onboarding, 0, 0, 0]);
    // Flags belong to the official model: none in onboarding.
    expect([...phased.flags]).toEqual([0, 0, 0, 1]);
    expect(plain.onboardingDimensions).toEqual([]);
  });

  it('tiers follow the bounds of the segment', () => {
    const segments = ['SMB', '', 'Enterprise'];
    const input: FactRows = {
      accounts: segments.map((segment) => ({ startDay: START - 400, segment })),
      tickets: segments.map((_, account) => ({ account, opened: START - 1, csat: 3.5 })),
    };
    const tiersFrom = (healthyBound: number) => {
      const tiers = model.tiers.map((tier) => (tier.name === 'Green' ? { ...tier, from: healthyBound } : tier));
      const snapshot = scoreSnapshot(buildFacts(input), { ...lenient, tiers, healthyBound }, START);
      expect([...snapshot.score]).toEqual([60, 60, 60]);
      return [...snapshot.tier];
    };
    // SMB is healthy from 5 more on, Enterprise from 5 less.
    expect([tiersFrom(55), tiersFrom(60), tiersFrom(65)]).toEqual([
      [0, 0, 0],
      [1, 0, 0],
      [1, 1, 0],
    ]);
  });

  it('rows in onboarding are scored by their own signals, wherever they stand', () => {
    const behind = buildFacts({
      ...rows,
      accounts: [
        { startDay: START - 400, seats: 20 },
        { startDay: START, seats: 20 },
      ],
      milestones: (rows.milestones ?? []).map((row) => ({ ...row, account: 1 })),
      usage: (rows.usage ?? []).filter(({ account }) => account === 0).map((row) => ({ ...row, account: 1 })),
      invoices: (rows.invoices ?? []).map((row) => ({ ...row, account: 1 })),
    });
    const snapshot = scoreSnapshot(behind, model, START + 20, indexFacts(behind), { onboarding });
    expect([...snapshot.phase]).toEqual([PHASE.standard, PHASE.onboarding]);
    expect(snapshot.score[1]).toBe(75.821429);
  });

  it('the preview needs just the coverage of a score', () => {
    const day = START + 45;
    const plain = scoreSnapshot(facts, lenient, day, index);
    const needing = (minScoredCoverage: number) =>
      scoreSnapshot(facts, { ...lenient, missingPolicy: { ...lenient.missingPolicy, minScoredCoverage } }, day, index, {
        onboarding,
      }).preview[0];
    const coverage = plain.coverage[0] ?? Number.NaN;
    expect(needing(coverage)).toBe(plain.score[0]);
    expect(needing(coverage + 0.000001)).toBeNaN();
  });
});

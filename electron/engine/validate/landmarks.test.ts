import { describe, expect, it } from 'vitest';
import { NO_DAY } from '#shared/model/day.ts';
import { timelinesOf } from '../cohorts/timelines.ts';
import { SCORE_STATE } from '../score/composite.ts';
import { PHASE } from '../score/onboarding.ts';
import { indexFacts } from '../signals/facts-index.ts';
import { accountStatus } from '../signals/status.ts';
import { buildFacts, type FactRows } from '../testing/build-facts.ts';
import { censoringWeightedAuc } from './censoring.ts';
import {
  countOutcomes,
  type Horizon,
  type LandmarkInput,
  type LandmarkResult,
  landmarkDays,
  landmarkRows,
  type OutcomeKind,
  riskOf,
  selectRows,
} from './landmarks.ts';
import { rocAuc } from './ranking.ts';

const weeks = (from: number, to: number): number[] =>
  Array.from({ length: Math.floor((to - from) / 7) + 1 }, (_, k) => from + 7 * k);

describe('landmark days', () => {
  it('go back 13 weeks at a time from the last whose horizon is complete', () => {
    expect(landmarkDays(weeks(0, 700), 700, 90)).toEqual({ days: [63, 154, 245, 336, 427, 518, 609], tail: [] });
    expect(landmarkDays(weeks(0, 700), 700, 365)).toEqual({ days: [56, 147, 238, 329], tail: [420, 511, 602, 693] });
  });

  it('stay within the dates asked for, take the day before a gap, and may be none', () => {
    expect(landmarkDays(weeks(0, 700), 700, 90, 200, 520).days).toEqual([245, 336, 427, 518]);
    expect(landmarkDays([0, 7, 14, 100, 107, 350], 350, 90).days).toEqual([14, 107]);
    expect(landmarkDays([0, 7], 7, 90)).toEqual({ days: [], tail: [] });
  });
});

type Special = {
  readonly provisional?: readonly number[];
  readonly onboarding?: readonly number[];
  readonly everyone?: boolean;
  readonly pauses?: LandmarkInput['pauses'];
};

function rowsOf(
  facts: FactRows,
  days: readonly number[],
  {
    horizon = 90,
    outcome = 'churn',
    tail = [],
    dataEnd = 700,
    ...special
  }: { horizon?: Horizon; outcome?: OutcomeKind; tail?: number[]; dataEnd?: number } & Special = {},
): LandmarkResult {
  const built = buildFacts(facts);
  const index = indexFacts(built);
  const { count } = built.accounts;
  return landmarkRows({
    facts: built,
    index,
    timelines: timelinesOf(built, index, dataEnd),
    accounts: Array.from({ length: count }, (_, account) => account),
    days,
    tail,
    snapshotAt: (day) => ({
      status: accountStatus(built, day, index),
      phase: Uint8Array.from({ length: count }, (_, k) =>
        special.onboarding?.includes(k) ? PHASE.onboarding : PHASE.standard,
      ),
      state: Uint8Array.from({ length: count }, (_, k) =>
        special.provisional?.includes(k) ? SCORE_STATE.provisional : SCORE_STATE.scored,
      ),
      score: Float64Array.from({ length: count }, (_, k) => 10 * k + day / 100),
      tier: new Uint8Array(count),
      dimensions: [Float64Array.from({ length: count }, (_, k) => k)],
      dimensionCoverage: [Float64Array.from({ length: count }, (_, k) => k / 10)],
    }),
    everyone: special.everyone ?? false,
    pauses: special.pauses ?? [],
    dimensions: 1,
    horizon,
    outcome,
    dataEnd,
  });
}

const account = { startDay: 10, arr: 100 };

describe('landmark rows', () => {
  it('ask for a churn in (t, t + h]: the day after the landmark counts, the landmark itself does not', () => {
    const { rows, excluded } = rowsOf(
      {
        accounts: [account, account, account, account],
        outcomes: [
          { account: 0, day: 201, outcome: 'churn' },
          { account: 1, day: 290, outcome: 'churn' },
          { account: 2, day: 291, outcome: 'churn' },
          { account: 3, day: 200, outcome: 'churn' },
        ],
      },
      [200],
    );
    expect(Array.from(rows.account)).toEqual([0, 1, 2]);
    expect(Array.from(rows.outcome)).toEqual([1, 1, 0]);
    expect(Array.from(rows.outcomeDay)).toEqual([201, 290, NO_DAY]);
    expect(Array.from(rows.horizonEnd)).toEqual([290, 290, 290]);
    expect(Array.from(rows.score)).toEqual([2, 12, 22]);
    expect(Array.from(riskOf(rows.score))).toEqual([98, 88, 78]);
    // who had left by the landmark and was known to is no candidate
    expect(Object.values(excluded).every((count) => count === 0)).toBe(true);
  });

  it('leaves out, and counts once each, whom it must not judge', () => {
    const { rows, excluded, censored } = rowsOf(
      {
        accounts: [
          account,
          { startDay: 140, arr: 100 },
          account,
          account,
          account,
          account,
          { startDay: 139, arr: 100 },
        ],
        outcomes: [
          // recorded after the landmark: the snapshot still saw a customer
          { account: 0, day: 150, outcome: 'churn', known: 230 },
          { account: 4, day: 180, outcome: 'notice' },
          // notice taken back by a renewal
          { account: 5, day: 100, outcome: 'notice' },
        ],
        contracts: [{ account: 5, day: 120, change: 'renewal', arr: 100 }],
      },
      [200],
      { provisional: [2], onboarding: [3] },
    );
    expect(excluded).toMatchObject({ churned: 1, tenure: 2, coverage: 1, notice: 1, censored: 0 });
    expect(Array.from(rows.account)).toEqual([5, 6]);
    expect(rows.clusters).toBe(2);
    expect(censored).toEqual([]);
  });

  it('keeps whom another model may judge when asked for everyone, with the coverage inside dimensions', () => {
    const facts = { accounts: [account, account, { startDay: 140, arr: 100 }, account] };
    const whom = { provisional: [1], onboarding: [3] };
    const few = rowsOf(facts, [200], whom);
    expect([Array.from(few.rows.account), few.excluded.coverage, few.excluded.tenure, few.inner]).toEqual([
      [0],
      1,
      2,
      [],
    ]);
    const all = rowsOf(facts, [200], { ...whom, everyone: true });
    expect([Array.from(all.rows.account), all.excluded.coverage, all.excluded.tenure]).toEqual([[0, 1, 3], 0, 1]);
    expect(all.inner.map((column) => [...column])).toEqual([[0, 0.1, 0.3]]);
  });

  it('a notice in the contracts counts as well, and the churn that follows it is nobody’s success', () => {
    const facts: FactRows = {
      accounts: [account],
      contracts: [
        { account: 0, day: 10, change: 'new', arr: 100 },
        { account: 0, day: 190, change: 'cancel_notice' },
        { account: 0, day: 240, change: 'churn' },
      ],
    };
    expect(rowsOf(facts, [182]).rows.outcome).toEqual(Uint8Array.of(1));
    expect(rowsOf(facts, [190]).excluded.notice).toBe(1);
  });

  it('keeps rows of one account together and counts a churn seen twice once', () => {
    const { rows } = rowsOf(
      { accounts: [account, account], outcomes: [{ account: 0, day: 300, outcome: 'churn' }] },
      [130, 221],
      { horizon: 180 },
    );
    expect(Array.from(rows.account)).toEqual([0, 0, 1, 1]);
    expect(Array.from(rows.cluster)).toEqual([0, 0, 1, 1]);
    expect(Array.from(rows.landmark)).toEqual([0, 1, 0, 1]);
    expect(Array.from(rows.outcome)).toEqual([1, 1, 0, 0]);
    expect(countOutcomes(rows)).toBe(1);
    const second = selectRows(rows, (row) => rows.account[row] === 1);
    expect([second.length, second.clusters, Array.from(second.cluster)]).toEqual([2, 1, [0, 0]]);
    expect(Array.from(second.dimensions[0] ?? [])).toEqual([1, 1]);
  });

  it('horizons cut off by the end of the data are no rows, whatever happened before it', () => {
    const { rows, excluded, censored } = rowsOf(
      { accounts: [account, account], outcomes: [{ account: 1, day: 650, outcome: 'churn' }] },
      [500],
      { tail: [620] },
    );
    expect(rows.length).toBe(2);
    expect(excluded.censored).toBe(2);
    expect(censored).toEqual([
      { score: 6.2, time: 80, event: false, horizon: 90 },
      { score: 16.2, time: 30, event: true, horizon: 90 },
    ]);
  });

  it('a pause or a merger before the horizon ends leaves the row out, unless the account had left by then', () => {
    const until = 9999;
    const { rows, excluded, censored } = rowsOf(
      {
        accounts: Array.from({ length: 7 }, () => account),
        outcomes: [
          { account: 3, day: 240, outcome: 'churn' },
          { account: 4, day: 260, outcome: 'churn' },
          { account: 6, day: 280, outcome: 'churn' },
        ],
      },
      [200],
      {
        pauses: [
          { account: 0, from: 250, until },
          { account: 1, from: 150, until: 200 },
          { account: 2, from: 150, until },
          { account: 3, from: 260, until },
          { account: 4, from: 240, until: 270 },
          { account: 5, from: 291, until },
        ],
      },
    );
    expect(Array.from(rows.account)).toEqual([1, 3, 5, 6]);
    expect(Array.from(rows.outcome)).toEqual([0, 1, 0, 1]);
    expect(excluded).toMatchObject({ set_aside: 3, censored: 0 });
    // who was set aside on the landmark itself was not observed at all
    expect(censored).toEqual([
      { score: 2, time: 50, event: false, horizon: 90 },
      { score: 42, time: 40, event: false, horizon: 90 },
    ]);
    // G is 5/6 after day 40 (6 at risk), 5/6 · 3/4 = 5/8 after day 50 (4 at risk). Weights: churn on day 40 1, on day 80 8/5, those
    // that stayed 8/5 each. Only the first churn (32) scored below somebody who stayed (52): 8/5 of 13/5 · 16/5.
    expect(rocAuc(riskOf(rows.score), rows.outcome)).toBe(1 / 4);
    expect(censoringWeightedAuc(rows, censored)).toBeCloseTo(5 / 26, 12);
  });

  it('until the next renewal: the date known then and 30 days, none where no date is known', () => {
    const { rows, excluded } = rowsOf(
      {
        accounts: [
          { ...account, renewalDay: 300 },
          { ...account, renewalDay: 300 },
          account,
          { ...account, renewalDay: 690 },
          { ...account, renewalDay: 150 },
        ],
        outcomes: [
          { account: 0, day: 330, outcome: 'churn' },
          { account: 1, day: 331, outcome: 'churn' },
        ],
      },
      [200],
      { horizon: 'renewal' },
    );
    expect(Array.from(rows.outcome)).toEqual([1, 0]);
    expect(Array.from(rows.horizonEnd)).toEqual([330, 330]);
    expect(excluded).toMatchObject({ renewal_unknown: 2, censored: 1 });
  });

  it('a contraction is a fall to half or less without leaving', () => {
    const contract = (of: number, day: number, change: 'new' | 'downgrade' | 'churn', arr?: number) =>
      arr === undefined ? { account: of, day, change } : { account: of, day, change, arr };
    const { rows, excluded } = rowsOf(
      {
        accounts: [account, account, account],
        contracts: [
          contract(0, 10, 'new', 100),
          contract(0, 250, 'downgrade', 50),
          contract(1, 10, 'new', 100),
          contract(1, 250, 'downgrade', 51),
          contract(2, 10, 'new', 100),
          contract(2, 250, 'churn'),
        ],
      },
      [200],
      { outcome: 'contraction' },
    );
    expect(Array.from(rows.outcome)).toEqual([1, 0]);
    expect(rows.outcomeDay[0]).toBe(250);
    expect(excluded.other_outcome).toBe(1);
  });

  it('accounts that had not come yet are no candidates', () => {
    const { rows, excluded } = rowsOf({ accounts: [{ startDay: 400, arr: 1 }] }, [200]);
    expect(rows.length).toBe(0);
    expect(Object.values(excluded).every((count) => count === 0)).toBe(true);
  });
});

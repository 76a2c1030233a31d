import { describe, expect, it } from 'vitest';
import { indexFacts } from '../signals/facts-index.ts';
import { buildFacts } from '../testing/build-facts.ts';
import { type Initiative, initiativeEffect } from './initiative.ts';
import { timelinesOf } from './timelines.ts';

const NONE = Number.NaN;
const DATE = 100;

type Account = {
  readonly touched?: boolean;
  readonly tier?: number;
  /** Scores two weeks before, one week before, on the date, one and two weeks after. */
  readonly scores: readonly [number, number, number, number, number];
  readonly left?: number;
  readonly phase?: readonly number[];
};

const DAYS = [86, 93, 100, 107, 114];

function effectOf(accounts: readonly Account[], weeks = 2): Initiative {
  const facts = buildFacts({
    accounts: accounts.map(() => ({ startDay: 1 })),
    outcomes: accounts.flatMap(({ left }, account) =>
      left === undefined ? [] : [{ account, day: left, outcome: 'churn' as const }],
    ),
  });
  return initiativeEffect({
    history: DAYS.map((asOf, k) => ({
      asOf,
      score: Float64Array.from(accounts, ({ scores }) => scores[k] ?? NONE),
      phase: Uint8Array.from(accounts, ({ phase }) => phase?.[k] ?? 2),
    })),
    at: 2,
    tier: Uint8Array.from(accounts, ({ tier }) => tier ?? 2),
    timelines: timelinesOf(facts, indexFacts(facts), 114),
    date: DATE,
    end: 114,
    weeks,
    touched: Uint8Array.from(accounts, ({ touched }) => Number(touched === true)),
    others: Uint8Array.from(accounts, ({ touched }) => Number(touched !== true)),
  });
}

const touched = [8, 9, 10, 11, 12].map(
  (rise): Account => ({ touched: true, scores: [90, 38, 42, 40 + rise, 40 + rise] }),
);
const similar = Array.from({ length: 12 }, (_, k): Account => {
  const rise = k % 2 === 0 ? 3 : 5;
  return { scores: [90, 44, 44, 44 + rise, 44 + rise] };
});
const far: Account = { scores: [48, 48, 48, 99, 99] };
const otherTier: Account = { tier: 1, scores: [42, 42, 42, 99, 99] };
const lost: Account = { scores: [44, 44, 44, NONE, NONE], left: 110 };

describe('an initiative', () => {
  it('is the change of the touched minus that of others of the same tier within 5 points on the date', () => {
    const found = effectOf([...touched, ...similar, far, otherTier, lost]);
    // The two weeks up to the date: (38 + 42) ÷ 2, (44 + 44) ÷ 2; the score of two weeks before is left out.
    expect(found.touched).toMatchObject({ accounts: 5, measured: 5, before: 40, after: 50, activeAtDate: 5 });
    expect(found.touched.change.mean).toBe(10);
    expect(found.comparables).toBe(12);
    expect(found.comparable).toMatchObject({ measured: 12, activeAtDate: 13, activeAtEnd: 12 });
    expect(found.comparable?.before).toBeCloseTo(44, 9);
    expect(found.comparable?.after).toBeCloseTo(48, 9);
    expect(found.comparable?.change.n).toBeCloseTo(12, 9);
    // SciPy ttest_ind_from_stats(10, √2.5, 5, 4, √(12/11), 12, equal_var=False): 6 ± 1.9213
    expect(found.effect?.difference).toBeCloseTo(6, 9);
    expect(found.effect?.low).toBeCloseTo(4.07871, 4);
    expect(found.effect?.high).toBeCloseTo(7.92129, 4);
    expect(found.unmatched).toBe(0);
    // 5 of 5 against 12 of 13 stay
    expect(found.retention?.difference).toBeCloseTo(1 / 13, 9);
  });

  it('shows weekly means of the measured accounts, nothing where there is no snapshot', () => {
    const { series } = effectOf([...touched, ...similar], 3);
    expect(series.map(({ week }) => week)).toEqual([-3, -2, -1, 0, 1, 2, 3]);
    expect(series.map((point) => point.touched)).toEqual([NONE, 90, 38, 42, 50, 50, NONE]);
    expect(series.map((point) => point.comparable)[3]).toBeCloseTo(44, 9);
  });

  it('weighs comparable accounts by the touched ones they stand for', () => {
    // Four touched at 40 have ten others at 40; one at 60 has the eleventh: weights 0.4 each, and 1.
    const low = Array.from({ length: 4 }, (): Account => ({ touched: true, scores: [40, 40, 40, 50, 50] }));
    const high: Account = { touched: true, scores: [60, 60, 60, 70, 70] };
    const others = Array.from({ length: 10 }, (): Account => ({ scores: [40, 40, 40, 42, 42] }));
    const found = effectOf([...low, high, ...others, { scores: [60, 60, 60, 67, 67] }]);
    expect(found.comparable?.change.mean).toBeCloseTo((10 * 0.4 * 2 + 7) / 5, 9);
    // (4 + 1)² ÷ (10 × 0.16 + 1)
    expect(found.comparable?.change.n).toBeCloseTo(25 / 2.6, 9);
    expect(found.effect?.difference).toBeCloseTo(10 - 3, 9);
  });

  it('takes scores up to 5 points away, both ends included, and not beyond', () => {
    const at = (score: number): Account => ({ scores: [score, score, score, score, score] });
    const near = [at(37), at(47), ...Array.from({ length: 8 }, () => at(42))];
    expect(effectOf([...touched, ...near]).comparables).toBe(10);
    expect(effectOf([...touched, ...near, at(36.9), at(47.1)]).comparables).toBe(10);
  });

  it('needs five touched accounts that have a comparable one', () => {
    const alone: Account = { touched: true, scores: [90, 90, 90, 20, 20] };
    const four = effectOf([...touched.slice(1), alone, ...similar]);
    expect([four.touched.measured, four.unmatched, four.effect]).toEqual([5, 1, null]);
  });

  it('compares with nobody below ten comparable accounts, and leaves out touched ones without any', () => {
    const few = effectOf([...touched, ...similar.slice(0, 9)]);
    expect([few.comparables, few.comparable, few.effect, few.retention]).toEqual([9, null, null, null]);
    expect(few.touched.change.mean).toBe(10);
    const alone: Account = { touched: true, scores: [90, 90, 90, 20, 20] };
    const found = effectOf([...touched, alone, ...similar]);
    expect(found.unmatched).toBe(1);
    expect(found.effect?.difference).toBeCloseTo(6, 9);
  });

  it('leaves out who was no customer on the date, and scores of another series', () => {
    const gone: Account = { touched: true, scores: [42, 42, 42, 99, 99], left: 95 };
    expect(effectOf([...touched, gone, ...similar]).touched.accounts).toBe(5);
    const grownUp: Account = { touched: true, scores: [42, 42, 42, 99, 99], phase: [0, 0, 0, 2, 2] };
    expect(effectOf([...touched, grownUp, ...similar]).touched).toMatchObject({ accounts: 6, measured: 5 });
  });

  it('says what regression to the mean alone would give: μ + ρ(H − μ)', () => {
    const others = [40, 44, 50, 55, 60, 66, 70, 75, 80, 90].map(
      (score, k): Account => ({ scores: [score, score, score, score, score + (k % 2 === 0 ? 6 : -6)] }),
    );
    const { regression } = effectOf([...touched, ...others]);
    expect(regression?.mean).toBe(63);
    expect(regression?.correlation).toBeCloseTo(0.9234694, 6);
    expect(regression?.atDate).toBe(42);
    expect(regression?.expected).toBeCloseTo(63 - 21 * 0.9234694, 5);
    expect(effectOf([...touched, ...others.slice(1)]).regression).toBeNull();
    expect(
      effectOf([...touched, ...similar.map((): Account => ({ scores: [44, 44, 44, 44, 44] }))]).regression,
    ).toBeNull();
  });
});

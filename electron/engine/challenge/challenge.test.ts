import { describe, expect, it } from 'vitest';
import { inventRows } from '../calibrate/testing.ts';
import { type ChallengeRows, challenge } from './challenge.ts';
import { dice } from './forest.ts';
import { aucDrops, shuffled } from './importance.ts';

const WEIGHTS = [50, 30, 20];
const GROUPS = [
  { dimensions: [0], signals: [0] },
  { dimensions: [1], signals: [] },
  { dimensions: [2], signals: [] },
  { dimensions: [], signals: [1] },
];

type Case = { rows: ChallengeRows; days: readonly number[]; accounts: number };

/**
 * Invented accounts whose churn follows a composite. The first signal is its first dimension again, the second noise; `score`
 * says what the official score knows.
 */
function invented(seed: number, scoreOf: (dimensions: readonly number[], row: number) => number): Case {
  const made = inventRows({
    seed,
    accounts: 220,
    landmarks: 5,
    weights: WEIGHTS.map((weight) => weight / 100),
    intercept: 4.8,
    kappa: 12,
  });
  const { dimensions, ...rest } = made.rows;
  const below = dice(seed);
  return {
    days: made.days,
    accounts: made.accounts,
    rows: {
      ...rest,
      dimensions,
      score: rest.churned.reduce((into, _, row) => {
        into[row] = scoreOf(
          dimensions.map((column) => column[row] as number),
          row,
        );
        return into;
      }, new Float64Array(rest.churned.length)),
      signals: [
        dimensions[0]?.slice() ?? new Float64Array(),
        rest.churned.reduce((into, _, row) => {
          into[row] = below(1000);
          return into;
        }, new Float64Array(rest.churned.length)),
      ],
    },
  };
}

const composite = (dimensions: readonly number[]): number =>
  dimensions.reduce((sum, score, i) => sum + (score * (WEIGHTS[i] ?? 0)) / 100, 0);
const run = ({ rows, days, accounts }: Case, seed = 3, resamples = 100) =>
  challenge(rows, days, { weights: WEIGHTS, groups: GROUPS, accounts, trees: 40, repeats: 2, resamples, seed });

describe('challengers', () => {
  it('find what a score leaves out, and what carries it', () => {
    const blind = invented(1, ([, , third = 0]) => third);
    const found = run(blind);
    expect(found?.tested.length).toBeGreaterThanOrEqual(3);
    for (const id of ['logistic', 'forest'] as const) {
      expect(found?.[id].difference.auc.low).toBeGreaterThan(0);
      expect(found?.[id].difference.brier.value).toBeLessThan(0);
    }
    const drops = found?.forest.drops.map((drop) => drop?.value ?? 0) ?? [];
    expect(Math.max(...drops)).toBe(drops[0]);
    expect(found?.forest.drops[0]?.low).toBeGreaterThan(0);
    expect(found?.signals[0]?.signal).toBe(0);
    // noise carries nothing, and the logistic regression sees no signals
    expect(found?.forest.drops[3]?.low).toBeLessThan(0.005);
    expect(found?.logistic.drops[3]).toBeNull();
  });

  it('gain nothing over a score that knows all there is', () => {
    const found = run(invented(2, composite));
    for (const id of ['logistic', 'forest'] as const) expect(found?.[id].difference.auc.low).toBeLessThan(0);
    expect(found?.official.auc.value).toBeGreaterThan(0.7);
  });

  it('learn only from landmarks whose outcome was known', () => {
    const made = invented(1, composite);
    const found = run(made);
    const { landmarkOf, churned } = made.rows;
    for (const { landmark, trained, rows, churns } of found?.tested ?? []) {
      expect(trained).toBe(landmarkOf.filter((own) => own < landmark).length);
      expect(rows).toBe(landmarkOf.filter((own) => own === landmark).length);
      expect(churns).toBe(churned.filter((_, row) => landmarkOf[row] === landmark).reduce((sum, one) => sum + one, 0));
    }
    // A longer horizon: the landmark just before one is not known by then.
    const long = { ...made.rows, horizonEnd: made.rows.horizonEnd.map((end) => end + 91) };
    const late = run({ ...made, rows: long });
    for (const { landmark, trained } of late?.tested ?? [])
      expect(trained).toBe(landmarkOf.filter((own) => own < landmark - 1).length);
    expect(late?.tested.length).toBeLessThan(found?.tested.length ?? 0);
  });

  it('have the same digits again, other intervals for another seed, and no answer without a past', () => {
    const made = invented(1, composite);
    const one = run(made, 3, 60);
    expect(run(made, 3, 60)).toEqual(one);
    const other = run(made, 4, 60);
    expect(other?.official.auc.value).toBe(one?.official.auc.value);
    expect(other?.official.auc.low).not.toBe(one?.official.auc.low);
    expect(other?.forest.auc.value).not.toBe(one?.forest.auc.value);
    expect(run({ ...made, days: made.days.slice(0, 1) })).toBeNull();
  });

  it('find nothing in noise: most intervals hold one half', () => {
    const holds = { logistic: 0, forest: 0 };
    const seeds = [11, 12, 13, 14, 15, 16];
    for (const seed of seeds) {
      const made = invented(seed, () => 50);
      const below = dice(seed + 100);
      const churned = made.rows.churned.map(() => (below(100) < 12 ? 1 : 0));
      const found = run({ ...made, rows: { ...made.rows, churned } }, seed);
      for (const id of ['logistic', 'forest'] as const) {
        const { low = 1, high = 0 } = found?.[id].auc ?? {};
        if (low <= 0.5 && high >= 0.5) holds[id]++;
      }
    }
    expect(holds.logistic).toBeGreaterThanOrEqual(5);
    expect(holds.forest).toBeGreaterThanOrEqual(5);
  });
});

describe('permutation importance', () => {
  const rows = {
    cluster: Int32Array.from({ length: 80 }, (_, row) => row >> 1),
    clusters: 40,
    outcome: Uint8Array.from({ length: 80 }, (_, row) => (row % 4 === 0 ? 1 : 0)),
  };
  const risk = Float64Array.from(rows.outcome, (one, row) => one + (row % 3) * 0.4);

  it('is exactly nothing where shuffling changes nothing, and the fall of the AUC where it does', () => {
    const turned = risk.map((value) => -value);
    const [same, mean] = aucDrops(
      risk,
      [
        [risk, risk],
        [risk, turned],
      ],
      rows,
      { resamples: 100, seed: 1 },
    );
    expect(same).toEqual({ value: 0, low: 0, high: 0 });
    // AUC and 1 − AUC: their mean is a half
    const { value = 0, low = 0, high = 0 } = mean ?? {};
    expect(value).toBeGreaterThan(0.3);
    expect(low).toBeLessThanOrEqual(value);
    expect(high).toBeGreaterThanOrEqual(value);
    expect(high).toBeLessThanOrEqual(0.5);
  });

  it('deals every row exactly one other row', () => {
    expect([...shuffled(50, dice(5))].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, row) => row));
    expect([...shuffled(50, dice(5))]).not.toEqual([...shuffled(50, dice(6))]);
  });
});

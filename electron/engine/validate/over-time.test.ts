import { describe, expect, it } from 'vitest';
import { NO_DAY } from '#shared/model/day.ts';
import { censoringWeightedAuc } from './censoring.ts';
import { type CensoredRow, type LandmarkRows, riskOf } from './landmarks.ts';
import { leadingCell } from './leading.ts';
import { LEAK_LIMIT, numberSeparation, wordSeparation } from './leaks.ts';
import { churnProbability, fitCurve } from './probability.ts';
import { rocAuc } from './ranking.ts';
import { rollingProbabilities, trainingRows } from './rolling.ts';

type Row = { readonly landmark: number; readonly score: number; readonly left: number | null };

/** One account a row, horizon 90 days. */
function rowsOf(days: readonly number[], rows: readonly Row[], horizon = 90): LandmarkRows {
  const dayOf = ({ landmark }: Row): number => days[landmark] ?? 0;
  return {
    days,
    length: rows.length,
    account: Int32Array.from(rows.keys()),
    cluster: Int32Array.from(rows.keys()),
    clusters: rows.length,
    landmark: Int32Array.from(rows, ({ landmark }) => landmark),
    score: Float64Array.from(rows, ({ score }) => score),
    dimensions: [],
    tier: new Uint8Array(rows.length),
    arr: new Float64Array(rows.length),
    outcome: Uint8Array.from(rows, ({ left }) => (left === null ? 0 : 1)),
    outcomeDay: Int32Array.from(rows, (row) => (row.left === null ? NO_DAY : dayOf(row) + row.left)),
    horizonEnd: Int32Array.from(rows, (row) => dayOf(row) + horizon),
  };
}

/** Twenty rows a landmark, eight of which leave, the low ones mostly. */
const made = (landmarks: number): Row[] =>
  Array.from({ length: landmarks * 20 }, (_, k) => ({
    landmark: Math.floor(k / 20),
    score: 30 + ((k * 17) % 60),
    left: (k * 17) % 60 < 22 || k % 20 === 3 ? 10 + (k % 70) : null,
  }));

describe('probabilities of a rolling origin', () => {
  const rows = rowsOf([0, 91, 182, 273], made(4));

  it('train only on landmarks whose horizon had ended, and start when there are 10 churns', () => {
    expect(Array.from(trainingRows(rows, 0))).toEqual([]);
    expect(trainingRows(rows, 1)).toHaveLength(20);
    expect(trainingRows(rows, 3)).toHaveLength(60);
    const p = rollingProbabilities(rows);
    expect(p.slice(0, 40).every(Number.isNaN)).toBe(true);
    expect(p.slice(40).every((value) => value > 0 && value < 1)).toBe(true);
    const curve = fitCurve(rows.score.slice(0, 40), rows.outcome.slice(0, 40));
    expect(p[40]).toBe(churnProbability(curve, rows.score[40] ?? 0));
  });

  it('do not see the outcome of what they judge', () => {
    const other = { ...rows, outcome: rows.outcome.map((one, row) => (row >= 60 ? 1 - one : one)) };
    expect(rollingProbabilities(other)).toEqual(rollingProbabilities(rows));
  });
});

describe('censoring', () => {
  const complete = rowsOf([0], made(1));

  it('changes nothing where nothing is cut off', () => {
    expect(censoringWeightedAuc(complete, [])).toBeCloseTo(rocAuc(riskOf(complete.score), complete.outcome), 12);
  });

  it('counts rows that stayed for those that were cut off, and early churns as they are', () => {
    // two stayed 90 days, two were cut off after 30: each that stayed counts twice; a churn on day 10 once
    const rows = rowsOf(
      [0],
      [
        { landmark: 0, score: 50, left: 10 },
        { landmark: 0, score: 40, left: null },
        { landmark: 0, score: 60, left: null },
      ],
    );
    const cut: CensoredRow[] = [
      { score: 10, time: 30, event: false, horizon: 90 },
      { score: 90, time: 30, event: false, horizon: 90 },
      { score: 70, time: 5, event: true, horizon: 90 },
    ];
    // pairs: churn at 50 beats 60 only, churn at 70 beats none
    expect(censoringWeightedAuc(rows, cut)).toBeCloseTo(0.25, 12);
    // a late churn stands for the cut-off rows as well: G before day 60 is a half
    const late = rowsOf(
      [0],
      [
        { landmark: 0, score: 20, left: 60 },
        { landmark: 0, score: 40, left: null },
      ],
    );
    const both = censoringWeightedAuc(late, [
      { score: 10, time: 30, event: false, horizon: 90 },
      { score: 15, time: 30, event: false, horizon: 90 },
      { score: 70, time: 5, event: true, horizon: 90 },
    ]);
    // weights of the churns 2 and 1: 2 of 3 are in order
    expect(both).toBeCloseTo(2 / 3, 12);
  });
});

describe('leading indicators', () => {
  const rows = rowsOf([0], made(1), 120);

  it('ask for churns after the lag only, and leave out who left before it', () => {
    const left = made(1).map((row) => row.left);
    const early = left.filter((days) => days !== null && days <= 30).length;
    const cell = leadingCell(rows, rows.score, 30);
    expect(cell.rows).toBe(20 - early);
    expect(cell.churns).toBe(left.filter((days) => days !== null && days > 30).length);
  });

  it('give 2·AUC − 1, its interval, and a rank correlation of the other sign', () => {
    const cell = leadingCell(rows, rows.score, 0);
    expect(cell.somersD).toBeCloseTo(2 * rocAuc(riskOf(rows.score), rows.outcome) - 1, 12);
    expect(cell.low).toBeLessThan(cell.somersD);
    expect(cell.spearman).toBeLessThan(0);
    expect(
      leadingCell(
        rows,
        rows.score.map((value) => -value),
        0,
      ).somersD,
    ).toBeCloseTo(-cell.somersD, 12);
  });

  it('say nothing about values that are missing or about too few churns', () => {
    const holes = rows.score.map((value, row) => (row % 2 === 0 ? Number.NaN : value));
    expect(leadingCell(rows, holes, 0).rows).toBe(10);
    expect(leadingCell(rows, rows.score, 75).somersD).toBeNaN();
  });
});

describe('leaks', () => {
  const outcome = Array.from({ length: 200 }, (_, k) => (k % 4 === 0 ? 1 : 0));

  it('separation of numbers does not care which way they point, and skips what is missing', () => {
    const tells = outcome.map((one, k) => (one === 1 ? 5 : 80) + (k % 7));
    const found = numberSeparation(tells, outcome);
    expect(found).toEqual({ auc: 1, rows: 200, churns: 50 });
    expect(
      numberSeparation(
        tells.map((value) => -value),
        outcome,
      )?.auc,
    ).toBe(1);
    expect(
      numberSeparation(
        tells.map((value, k) => (k < 100 ? Number.NaN : value)),
        outcome,
      ),
    ).toMatchObject({ rows: 100, churns: 25 });
    expect(numberSeparation([1, 2, 3], [1, 0, 0])).toBeNull();
  });

  it('a score with the outcome added beats the honest one and is caught; the honest one is not', () => {
    const rows = rowsOf([0, 91, 182], made(3));
    const honest = numberSeparation(rows.score, rows.outcome);
    const leaky = numberSeparation(
      rows.score.map((value, row) => value - 70 * (rows.outcome[row] ?? 0)),
      rows.outcome,
    );
    expect(leaky?.auc).toBeGreaterThan(honest?.auc ?? 1);
    expect(leaky?.auc).toBeGreaterThan(LEAK_LIMIT);
    expect(honest?.auc).toBeLessThan(LEAK_LIMIT);
  });

  it('words that tell are found, names that nobody shares are not', () => {
    const told = outcome.map((one, k) => (one === 1 ? -1 : k % 3));
    expect(wordSeparation(told, outcome)?.auc).toBe(1);
    const names = outcome.map((_, k) => k);
    expect(wordSeparation(names, outcome)?.auc).toBeLessThan(0.6);
    const shared = outcome.map((_, k) => k % 3);
    expect(wordSeparation(shared, outcome)?.auc).toBeLessThan(0.75);
    expect(wordSeparation([0, 1], [0, 1])).toBeNull();
  });
});

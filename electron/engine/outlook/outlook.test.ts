import { describe, expect, it } from 'vitest';
import { NO_DAY } from '#shared/model/day.ts';
import { buildFacts } from '../testing/build-facts.ts';
import type { LandmarkRows } from '../validate/landmarks.ts';
import { churnEstimate, churnModel, retentionForecast } from './churn.ts';
import { expansionRates } from './expansion-rates.ts';

const DAY = 20_000;

/** Rows of three landmarks an account: score and outcome of each; a churn of an account is one churn. */
function rowsOf(cells: readonly (readonly [score: number, outcome: number])[], perAccount = 3): LandmarkRows {
  const length = cells.length;
  const cluster = Int32Array.from({ length }, (_, row) => Math.floor(row / perAccount));
  return {
    days: [DAY, DAY + 91, DAY + 182],
    length,
    account: cluster,
    cluster,
    clusters: Math.ceil(length / perAccount),
    landmark: Int32Array.from({ length }, (_, row) => row % perAccount),
    score: Float64Array.from(cells, ([score]) => score),
    dimensions: [],
    tier: new Uint8Array(length),
    arr: new Float64Array(length),
    outcome: Uint8Array.from(cells, ([, outcome]) => outcome),
    outcomeDay: Int32Array.from(cells, ([, outcome], row) => (outcome === 1 ? DAY + row : NO_DAY)),
    horizonEnd: Int32Array.from({ length }, (_, row) => DAY + 91 * (row % perAccount) + 90),
  };
}
const scoreOf = (i: number): number => (37 * i) % 101;
const noisy = rowsOf(
  Array.from({ length: 120 }, (_, i) => [scoreOf(i), scoreOf(i) + ((29 * i) % 41) - 20 < 22 ? 1 : 0] as const),
);

describe('probability of churn', () => {
  // numpy: Newton with ridge 0.01 on κ, sandwich covariance by account, G/(G−1).
  it('is a calibrated curve from ten churns on, its interval clustered by account', () => {
    const model = churnModel(noisy);
    expect(model).toMatchObject({ basis: 'calibrated', why: null, rows: 120, accounts: 40, churns: 28, bands: null });
    expect(model.curve?.a).toBeCloseTo(3.2484109, 6);
    expect(model.curve?.kappa).toBeCloseTo(14.64198957, 6);
    [0.34818808, 0.92856278, 3.86368871].forEach((value, k) => {
      expect(model.curve?.covariance[k]).toBeCloseTo(value, 6);
    });
    const cells = [
      [20, 0.5793274175, 0.4036655219, 0.73696263],
      [50, 0.0167480447, 0.0050185956, 0.0543928834],
    ] as const;
    for (const [score, p, low, high] of cells) {
      const estimate = churnEstimate(model, score);
      expect([estimate.p, estimate.low, estimate.high]).toEqual(
        [p, low, high].map((value) => expect.closeTo(value, 7)),
      );
    }
    expect(churnEstimate(model, Number.NaN).p).toBeNaN();
  });

  it('is a band rate shrunk to the pooled one with fewer: TV31', () => {
    // Pooled 10 % of 150: 3 of 10 below 50, 0 of 8 in 60-69, 6 of 60 in 70-79 and 6 of 72 from 90 on.
    const band = (score: number, n: number, k: number) =>
      Array.from({ length: n }, (_, i) => [score, i < k ? 1 : 0] as const);
    const cells = [...band(45, 10, 3), ...band(65, 8, 0), ...band(75, 60, 6), ...band(95, 72, 6)];
    const few = rowsOf(cells, 1);
    // Nine accounts left, however many landmarks saw it coming: one account's churn seen twice counts once.
    const churnDays = few.outcomeDay.map((day, row) => (few.outcome[row] === 1 ? DAY : day));
    const clusters = Int32Array.from(few.cluster, (own, row) => (few.outcome[row] === 1 ? own % 9 : 9 + own));
    const model = churnModel({ ...few, outcomeDay: churnDays, cluster: clusters, clusters: 159 });
    expect(model).toMatchObject({ basis: 'band', why: 'few', churns: 9, curve: null });
    const low = churnEstimate(model, 45);
    expect([low.p, low.low, low.high, low.of, low.left]).toEqual([
      expect.closeTo(0.166667, 6),
      expect.closeTo(0.0585, 4),
      expect.closeTo(0.3166, 4),
      10,
      3,
    ]);
    expect(churnEstimate(model, 65)).toMatchObject({ p: expect.closeTo(0.071429, 6), high: expect.closeTo(0.1897, 4) });
  });

  it('does not trust a score too good to be true, nor one that sinks where fewer leave', () => {
    const perfect = rowsOf(Array.from({ length: 60 }, (_, i) => [i, i < 15 ? 1 : 0] as const));
    expect(churnModel(perfect)).toMatchObject({ basis: 'band', why: 'leak' });
    const reversed = rowsOf(Array.from({ length: 60 }, (_, i) => [i, i > 40 && i % 3 > 0 ? 1 : 0] as const));
    expect(churnModel(reversed)).toMatchObject({ basis: 'band', why: 'reversed' });
    // A dimension that knows the outcome, unknown in some rows, is enough.
    const leaky = {
      ...noisy,
      dimensions: [
        noisy.outcome.length > 0
          ? Float64Array.from(noisy.outcome, (y, row) => (row % 5 === 0 ? Number.NaN : y === 1 ? 5 : 80))
          : new Float64Array(),
      ],
    };
    expect(churnModel(leaky)).toMatchObject({ basis: 'band', why: 'leak' });
  });

  it('is the illustration of the requirements while nobody has left', () => {
    const model = churnModel(
      rowsOf([
        [50, 0],
        [60, 0],
        [70, 0],
      ]),
    );
    expect(model).toMatchObject({ basis: 'illustrative', why: 'none', rows: 0, churns: 0 });
    // TV22: 60-69 retained 73 of 94, Wilson 68.2-84.9 %.
    const estimate = churnEstimate(model, 60);
    expect(estimate).toMatchObject({ of: 94, left: 21, p: expect.closeTo(1 - 73 / 94, 12) });
    expect([1 - estimate.high, 1 - estimate.low]).toEqual([expect.closeTo(0.682, 3), expect.closeTo(0.849, 3)]);
    expect(churnEstimate(model, 100).of).toBe(47);
    expect(churnEstimate(model, 49.999999).of).toBe(38);
  });
});

describe('retention forecast', () => {
  const due = [
    { arr: 100, score: 20, leaving: false },
    { arr: 300, score: 50, leaving: false },
    { arr: 50, score: 90, leaving: false },
  ];

  it('is Σ ARR·(1 − p) ÷ Σ ARR with the chance of who leaves and what is unknown of the curve', () => {
    const forecast = retentionForecast(churnModel(noisy), due);
    expect(forecast?.share).toBeCloseTo(0.8600897974, 7);
    expect(forecast?.interval?.low).toBeCloseTo(0.5836952906, 6);
    // 1.136 is cut off at everything.
    expect(forecast?.interval?.high).toBe(1);
  });

  it('counts accounts that gave notice as lost, and measures no illustration', () => {
    const model = churnModel(noisy);
    const gone = retentionForecast(model, [
      { arr: 100, score: 95, leaving: true },
      { arr: 100, score: 100, leaving: false },
    ]);
    expect(gone?.share).toBeCloseTo(0.5, 4);
    const shown = retentionForecast(churnModel(rowsOf([[50, 0]])), due);
    // 16 of 38, 43 of 67 and 46 of 47 stay.
    expect(shown?.share).toBeCloseTo((100 * 16) / 38 / 450 + (300 * 43) / 67 / 450 + (50 * 46) / 47 / 450, 12);
    expect(shown?.interval).toBeNull();
    expect(retentionForecast(model, [])).toBeNull();
  });
});

it('expansion rates count accounts on landmark days, each once, by the end of the horizon', () => {
  const rows = rowsOf([
    [85, 0],
    [85, 0],
    [65, 0],
    [80, 0],
    [59.9, 0],
    [10, 0],
  ]);
  const expansion = (account: number, day: number, known?: number) => ({
    account,
    day,
    outcome: 'expansion' as const,
    ...(known === undefined ? {} : { known }),
  });
  const facts = buildFacts({
    accounts: [{}, {}],
    outcomes: [
      // After the first landmark, within its 90 days, twice; on the landmark itself it was known before.
      expansion(0, DAY),
      expansion(0, DAY + 1),
      expansion(0, DAY + 90),
      // Between the horizon of the second landmark and the third.
      expansion(0, DAY + 182),
      { account: 1, day: DAY + 5, outcome: 'renewal' },
      expansion(1, DAY + 200, DAY + 999),
    ],
  });
  expect(expansionRates(facts, rows, DAY + 400).map(({ from, n, expanded }) => [from, n, expanded])).toEqual([
    [80, 3, 1],
    [60, 1, 0],
    [0, 2, 0],
  ]);
  const [best] = expansionRates(facts, rows, DAY + 1000);
  expect([best?.rate, best?.low, best?.high].map((value) => value?.toFixed(4))).toEqual(['0.3333', '0.0615', '0.7923']);
});

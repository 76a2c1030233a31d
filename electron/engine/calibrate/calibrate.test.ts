import { describe, expect, it } from 'vitest';
import { calibrateCuts, calibrateWeights, type WeightCalibration } from './calibrate.ts';
import { chooseLambda } from './choose-lambda.ts';
import { correlatedPairs, correlation, freeSlopes } from './diagnose.ts';
import { proposeWeights, scoresUnder, timedRows } from './propose.ts';
import { type Invented, inventRows } from './testing.ts';
import { rowsKnownBy } from './timed-rows.ts';

const OPTIONS = { falseAlarmTarget: 0.5, costRatio: 5, resamples: 100, seed: 11 };
const TRUE_WEIGHTS = [0.7, 0.2, 0.1];
const invented = inventRows({
  seed: 5,
  accounts: 160,
  landmarks: 6,
  weights: TRUE_WEIGHTS,
  intercept: 3.5,
  kappa: 11,
  missing: 0.1,
});

function run(
  { rows, days, accounts }: Invented,
  weights: readonly number[],
  seed = OPTIONS.seed,
  ranges: Parameters<typeof calibrateWeights>[2]['ranges'] = null,
): WeightCalibration {
  const answer = calibrateWeights(rows, days, { weights, ranges }, accounts, { ...OPTIONS, seed });
  if (answer.found === null) throw new Error(answer.reason);
  return answer.found;
}

describe('a history that contradicts the weights', () => {
  const found = run(invented, [10, 30, 60]);

  it('proposes others, near those that made it, and recommends them', () => {
    expect(found.answer).toBe('change');
    expect(found.proposal.percents.reduce((sum, percent) => sum + percent, 0)).toBe(100);
    expect(found.proposal.percents[0]).toBeGreaterThan(50);
    expect(found.proposal.percents[2]).toBeLessThan(30);
    expect(found.verdict?.proposed.value).toBeGreaterThan(found.verdict?.current.value ?? 1);
    expect(found.verdict?.paired.auc.low90).toBeGreaterThan(0);
    expect(found.isRecommended).toBe(true);
  });

  it('judges each landmark by weights from rows known before it: the first two have none', () => {
    expect(found.tested.map(({ landmark }) => landmark)).toEqual([2, 3, 4, 5]);
    const known = rowsKnownBy(timedRows(invented.rows, [1, 1, 1]), invented.days[3] ?? 0);
    expect(Math.max(...known.landmarkOf)).toBe(2);
  });

  it('says how sure it is: intervals of 200 refits around the proposal', () => {
    expect(found.spreads).toMatchObject({ refits: 200, drawn: 200 });
    found.spreads.spreads.forEach(({ low, high }, i) => {
      expect(low).toBeLessThanOrEqual(100 * (found.proposal.shares[i] ?? 0));
      expect(high).toBeGreaterThanOrEqual(100 * (found.proposal.shares[i] ?? 0));
    });
    expect(found.spreads.isStable).toBe(found.spreads.spreads.every(({ low, high }) => high - low < 20));
  });

  it('has the same digits again for the same seed, other intervals for another', () => {
    expect(run(invented, [10, 30, 60])).toEqual(found);
    const other = run(invented, [10, 30, 60], 12);
    expect(other.proposal).toEqual(found.proposal);
    expect(other.spreads).not.toEqual(found.spreads);
  });
});

describe('a history that agrees with the weights', () => {
  it('keeps them, and shows what it would choose alone for comparison', () => {
    const found = run(invented, [70, 20, 10]);
    expect(found.answer).toBe('keep');
    expect(found.proposal.choice.lambda).toBe(Number.POSITIVE_INFINITY);
    expect(found.proposal.lambda).toBeLessThan(Number.POSITIVE_INFINITY);
    expect(found.isRecommended).toBe(false);
  });
});

describe('documented ranges', () => {
  const ranges = [
    { min: 0.1, max: 0.4 },
    { min: 0.2, max: 0.5 },
    { min: 0, max: 1 },
  ];

  it('bound the proposal and every refit', () => {
    const found = run(invented, [10, 30, 60], OPTIONS.seed, ranges);
    expect(found.proposal.percents[0]).toBe(40);
    expect(Math.max(...found.spreads.spreads.map(({ high }, i) => high - 100 * (ranges[i]?.max ?? 0)))).toBeLessThan(
      1e-9,
    );
  });

  it('that leave no room are named', () => {
    const none = ranges.map(() => ({ min: 0, max: 0.2 }));
    const model = { weights: [10, 30, 60], ranges: none };
    expect(calibrateWeights(invented.rows, invented.days, model, invented.accounts, OPTIONS)).toMatchObject({
      found: null,
      reason: 'ranges',
    });
  });
});

describe('no weights', () => {
  it('where lower scores do not churn more', () => {
    const reversed = {
      ...invented.rows,
      dimensions: invented.rows.dimensions.map((column) => column.map((score) => 100 - score)),
    };
    const model = { weights: [40, 30, 30], ranges: null };
    expect(calibrateWeights(reversed, invented.days, model, invented.accounts, OPTIONS)).toMatchObject({
      reason: 'unrelated',
    });
    expect(freeSlopes(timedRows(reversed, model.weights)).every(({ alone }) => alone < 0)).toBe(true);
  });

  it('where no landmark has earlier ones to learn from', () => {
    const first = rowsKnownBy(timedRows(invented.rows, [1, 1, 1]), invented.days[1] ?? 0);
    expect(proposeWeights(first, invented.days, { weights: [1, 1, 1], ranges: null }, 'cautious')).toBe('history');
    expect(chooseLambda(first, invented.days, [1 / 3, 1 / 3, 1 / 3])).toBeNull();
  });
});

describe('λ', () => {
  it('is the largest within one standard error of the best', () => {
    const choice = chooseLambda(timedRows(invented.rows, [10, 30, 60]), invented.days, [0.1, 0.3, 0.6]);
    const curve = choice?.curve ?? [];
    const best = curve.find(({ lambda }) => lambda === choice?.best);
    expect(best?.loss).toBe(Math.min(...curve.map(({ loss }) => loss)));
    for (const { lambda, behind, error } of curve)
      if (lambda > (choice?.lambda ?? 0)) expect(behind).toBeGreaterThan(error);
    expect(choice).toMatchObject({ folds: 5 });
  });
});

it('dimensions that move together are named', () => {
  const one = Float64Array.of(10, 20, 30, 40, Number.NaN);
  const other = Float64Array.of(12, 19, 33, 41, 7);
  const third = Float64Array.of(50, 10, 60, 20, 30);
  // By hand: deviations −15, −5, 5, 15 and −14.25, −7.25, 6.75, 14.75: 505 ÷ √(500 · 518.75).
  expect(correlation(one, other)).toBeCloseTo(505 / Math.sqrt(500 * 518.75), 12);
  expect(correlatedPairs([one, other, third])).toEqual([{ one: 0, other: 1, r: correlation(one, other) }]);
  expect(correlation(one, Float64Array.of(5, 5, 5, 5, 5))).toBeNaN();
});

it('a score leaves out what is missing; what the weights give nothing to keeps its score', () => {
  const dimensions = [Float64Array.of(80, 20, 50), Float64Array.of(40, Number.NaN, Number.NaN)];
  expect(Array.from(scoresUnder(dimensions, [25, 75], [50, 50]))).toEqual([50, 20, 50]);
  expect(Array.from(scoresUnder(dimensions, [0, 100], [50, 50]))).toEqual([40, 20, 50]);
});

describe('cuts', () => {
  const { rows, accounts } = invented;
  const model = { weights: [70, 20, 10], ranges: null };
  const segmentOf = Array.from({ length: accounts }, (_, account) => (account < 20 ? 'Small' : account % 2 ? 'A' : ''));
  const found = calibrateCuts(rows, model.weights, model, segmentOf, accounts, OPTIONS);

  it('stand side by side, each with its distribution', () => {
    expect(found.cuts.map(({ criterion }) => criterion)).toEqual(['target', 'cost', 'youden', 'drop']);
    for (const { found: cut, low, high } of found.cuts) {
      expect(low).toBeLessThanOrEqual(high);
      expect(cut?.threshold).toBeGreaterThan(0);
    }
    const target = found.cuts[0]?.found;
    expect((target?.fp ?? 1) / ((target?.fp ?? 1) + (target?.tp ?? 0))).toBeLessThanOrEqual(0.5);
  });

  it('of segments lean on the portfolio; small ones, and accounts without one, have none', () => {
    expect(found.segments.map(({ segment }) => segment)).toEqual(['A', 'Small']);
    const [own, small] = found.segments;
    const all = found.cuts[1]?.found?.threshold ?? Number.NaN;
    expect(own?.pooled).toBeCloseTo(((own?.churns ?? 0) * (own?.own ?? 0) + 20 * all) / ((own?.churns ?? 0) + 20), 12);
    expect(small).toMatchObject({ accounts: 20, own: null, pooled: null });
  });

  it('have the same digits again', () => {
    expect(calibrateCuts(rows, model.weights, model, segmentOf, accounts, OPTIONS)).toEqual(found);
  });
});

it('labels that mean nothing give no weights', () => {
  const model = { weights: [40, 30, 30], ranges: null };
  const answers = Array.from({ length: 8 }, (_, k) => {
    const noise = inventRows({ seed: k + 1, accounts: 60, landmarks: 4, weights: [1, 1, 1], intercept: -2, kappa: 0 });
    return calibrateWeights(noise.rows, noise.days, model, noise.accounts, { ...OPTIONS, resamples: 60 });
  });
  expect(answers.filter(({ found }) => found === null).length).toBeGreaterThanOrEqual(6);
  expect(answers.filter(({ found }) => found?.isRecommended).length).toBeLessThanOrEqual(1);
});

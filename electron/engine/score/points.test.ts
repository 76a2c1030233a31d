import { describe, expect, it } from 'vitest';
import { readModel } from '../testing/fixtures.ts';
import { compositeOf, coverageOf, lacksRequired, requiredDimensions, SCORE_STATE, stateOf } from './composite.ts';
import { scoreColumns } from './dimensions.ts';
import { scoreFromPoints } from './points.ts';
import { partState, rulePoints, ruleState } from './states.ts';

const model = readModel('003-signal');

describe('scoreFromPoints', () => {
  it.each([
    ['base_clamp', 0, 100, 100, 50],
    ['base_clamp', 50, 100, 100, 100],
    ['base_clamp', 51, 100, 100, 100],
    ['base_clamp', -51, 100, 100, 0],
    ['two_sided', 10, 40, 20, 62.5],
    ['two_sided', -10, 40, 20, 25],
    // Nothing speaks for or against it, also where only bad or only good points are possible.
    ['two_sided', 0, 0, 20, 50],
    ['two_sided', 0, 40, 0, 50],
    ['minmax', 5, 10, 10, 75],
    ['minmax', -10, 30, 10, 0],
    ['minmax', 0, 0, 0, 50],
  ] as const)('%s of %d with +%d and −%d possible is %d', (method, total, possible, loss, score) => {
    expect(scoreFromPoints(method, total, possible, loss)).toBe(score);
  });
});

describe('states of rules and parts', () => {
  const rule = {
    signal: 'login_ratio_30_90',
    origin: 'document',
    good: { when: { op: '>=', value: 0.95 }, points: 10 },
    bad: { when: { op: '<', value: 0.5 }, points: -20 },
  } as const;

  it.each([
    [0.95, 'good', 10],
    [0.94, 'neutral', 0],
    [0.5, 'neutral', 0],
    [0.49, 'bad', -20],
    [Number.NaN, 'missing', 0],
  ] as const)('a rule at %d is %s: %d points', (value, state, points) => {
    expect(ruleState(rule, value)).toBe(state);
    expect(rulePoints(rule, state)).toBe(points);
  });

  it.each([
    [100, 'good'],
    [70, 'good'],
    [69.9, 'neutral'],
    [40, 'neutral'],
    [39.9, 'bad'],
    [0, 'bad'],
    [Number.NaN, 'missing'],
  ] as const)('a part of %d is %s', (value, state) => {
    expect(partState(value)).toBe(state);
  });
});

describe('coverage of dimensions', () => {
  const lenient = (minDimensionCoverage: number) => ({
    ...model,
    missingPolicy: { ...model.missingPolicy, minDimensionCoverage },
  });
  const of =
    (id: string, ...values: number[]) =>
    (signal: string) =>
      signal === id ? Float64Array.from(values) : undefined;

  it('just enough is enough, compared at six decimals', () => {
    // Logins are 30 of 95 points: 0.315789…
    const logins = of('login_ratio_30_90', 1);
    expect(scoreColumns(lenient(0.315789), logins, ['']).scores[0]).toEqual(Float64Array.of(60));
    expect(scoreColumns(lenient(0.31579), logins, ['']).scores[0]).toEqual(Float64Array.of(Number.NaN));
    // Active users are 40 of 100.
    const five = readModel('001-five');
    const { scores, coverage } = scoreColumns(five, of('active_user_rate', 0.8, Number.NaN), ['', '']);
    expect([scores[0], coverage[0]]).toEqual([Float64Array.of(80, Number.NaN), Float64Array.of(0.4, 0)]);
  });

  it('nothing known is no score, however little is enough', () => {
    const { scores, coverage } = scoreColumns(lenient(0), of('login_ratio_30_90', Number.NaN, 1), ['', '']);
    expect([scores[0], coverage[0]]).toEqual([Float64Array.of(Number.NaN, 60), Float64Array.of(0, 30 / 95)]);
    expect(scores[1]).toEqual(Float64Array.of(Number.NaN, Number.NaN));
  });
});

describe('composite, coverage and state of one account', () => {
  it('a null dimension counts with c = 0, whatever of it was known', () => {
    expect(coverageOf([50, 50], [Number.NaN, 80], [0.3, 1])).toBe(0.5);
    expect(coverageOf([30, 70], [60, 80], [0.5, 1])).toBe(0.85);
    expect(compositeOf([50, 50], [Number.NaN, 80])).toBe(80);
  });

  it('without any weight there is no score and nothing known', () => {
    expect(compositeOf([0, 0], [60, 80])).toBeNaN();
    expect(coverageOf([0, 0], [60, 80], [1, 1])).toBe(0);
  });

  it('required dimensions are found by their ids', () => {
    const missingPolicy = { ...model.missingPolicy, requiredDimensions: ['billing', 'usage'] };
    const required = requiredDimensions({ ...model, missingPolicy });
    expect(required).toEqual([0, 2]);
    expect(lacksRequired(required, [50, Number.NaN, 50, Number.NaN, 50])).toBe(false);
    expect(lacksRequired(required, [50, 50, Number.NaN, 50, 50])).toBe(true);
    expect(lacksRequired([], [Number.NaN])).toBe(false);
  });

  it.each([
    [0.39, false, 'none'],
    [0.4, false, 'provisional'],
    [0.59, false, 'provisional'],
    [0.6, false, 'scored'],
    [1, true, 'provisional'],
    [0.3, true, 'none'],
  ] as const)('coverage %d, a required one missing: %s, is %s', (coverage, lacking, state) => {
    expect(stateOf(model.missingPolicy, coverage, lacking)).toBe(SCORE_STATE[state]);
  });

  it('nothing known is no score even where no coverage is needed', () => {
    const policy = { ...model.missingPolicy, minProvisionalCoverage: 0, minScoredCoverage: 0 };
    expect(stateOf(policy, 0, false)).toBe(SCORE_STATE.none);
    expect(stateOf(policy, 0.01, false)).toBe(SCORE_STATE.scored);
  });
});

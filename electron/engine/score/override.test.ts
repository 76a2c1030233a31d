import { describe, expect, it } from 'vitest';
import { readModel } from '../testing/fixtures.ts';
import { overriddenScore, type ScoreOverride, shownComposite } from './override.ts';

// Weights 30/20/20/15/15: 0.30 · 70 + 0.20 · 60 + 0.20 · 100 + 0.15 · 55 + 0.15 · 50 = 68.75.
const model = readModel('003-signal');
const DIMENSIONS = [70, 60, 100, 55, 50];
const NULL = Number.NaN;
const full = [1, 1, 1, 1, 1];
const composite = (score: number): ScoreOverride => ({ kind: 'composite', score });
const dimension = (id: string, score: number): ScoreOverride => ({ kind: 'dimension', dimension: id, score });
const red: ScoreOverride = { kind: 'tier', tier: 'Red' };

describe('overriddenScore', () => {
  const scoreOf = (overrides: readonly ScoreOverride[], dims: number[] = DIMENSIONS, coverage: number[] = full) =>
    overriddenScore(model, dims, coverage, overrides);

  it('is the score a person gives, the last one when there are several', () => {
    expect(scoreOf([composite(40)])).toBe(40);
    expect(scoreOf([composite(40), dimension('usage', 0), composite(41), red])).toBe(41);
    expect(scoreOf([composite(40)], [NULL, NULL, NULL, NULL, NULL], [0, 0, 0, 0, 0])).toBe(40);
  });

  it('is the composite of the dimensions with the given ones in place', () => {
    // 70 → 20 takes 15; 50 → 100 adds 7.5.
    expect(scoreOf([dimension('usage', 20)])).toBe(53.75);
    expect(scoreOf([dimension('usage', 20), dimension('growth', 100)])).toBe(61.25);
    expect(scoreOf([dimension('usage', 20), dimension('usage', 70)])).toBe(68.75);
  });

  it('is rounded to six decimals', () => {
    // (0.30 · 10 + 0.20 · 60 + 0.15 · 55) ÷ 0.65 = 35.769230769…
    expect(scoreOf([dimension('usage', 10)], [70, 60, NULL, 55, NULL], [1, 1, 0, 1, 0])).toBe(35.769231);
  });

  it('says nothing about the tier, and nothing of dimensions the model does not have', () => {
    expect(scoreOf([])).toBeNaN();
    expect(scoreOf([red])).toBeNaN();
    expect(scoreOf([dimension('sentiment', 10)])).toBeNaN();
    expect(scoreOf([dimension('sentiment', 10), dimension('usage', 20)])).toBe(53.75);
  });

  it('counts a given dimension as known in full; too little coverage still makes no score', () => {
    const only = (score: number): number[] => [NULL, score, NULL, NULL, NULL];
    // Support alone is 0.20. Usage given makes 0.50: provisional. Billing given makes 0.40, just enough; growth 0.35, too little.
    expect(scoreOf([dimension('usage', 20)], only(60), [0, 1, 0, 0, 0])).toBe(36);
    expect(scoreOf([dimension('billing', 20)], only(60), [0, 1, 0, 0, 0])).toBe(40);
    expect(scoreOf([dimension('growth', 20)], only(60), [0, 1, 0, 0, 0])).toBeNaN();
    // Support known to three quarters: 0.15 + 0.20 = 0.35.
    expect(scoreOf([dimension('billing', 20)], only(60), [0, 0.75, 0, 0, 0])).toBeNaN();
  });
});

describe('shownComposite', () => {
  it('is the computed composite while nothing overrides it, not rounded', () => {
    expect(shownComposite(model, DIMENSIONS, [])).toBe(68.75);
    expect(shownComposite(model, DIMENSIONS, [red, dimension('sentiment', 0)])).toBe(68.75);
    expect(shownComposite(model, [70, 60, NULL, 55, NULL], [dimension('usage', 10)])).toBeCloseTo(23.25 / 0.65, 12);
    expect(shownComposite(model, [NULL, NULL, NULL, NULL, NULL], [])).toBeNaN();
  });

  it('is the score given, else the composite with the dimensions given', () => {
    expect(shownComposite(model, DIMENSIONS, [composite(40), composite(41), dimension('usage', 20)])).toBe(41);
    expect(shownComposite(model, DIMENSIONS, [dimension('usage', 20)])).toBeCloseTo(53.75, 12);
  });
});

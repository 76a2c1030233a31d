import { describe, expect, it } from 'vitest';
import { conversionBand, expansionFacts, expansionPoints, expansionScore, isExpansionReady } from './expansion.ts';

const nothing = {
  seatUtilization: Number.NaN,
  premiumUses: Number.NaN,
  userChange90: Number.NaN,
  departments: Number.NaN,
  apiChange90: Number.NaN,
  howToTickets90: Number.NaN,
};
const everything = {
  seatUtilization: 0.92,
  premiumUses: 4,
  userChange90: 0.1,
  departments: 2,
  apiChange90: 0.06,
  howToTickets90: 3,
};
const pointsOf = (input: Partial<typeof nothing>): number => expansionPoints(expansionFacts({ ...nothing, ...input }));

describe('Q', () => {
  it.each([
    [{}, 0],
    [{ seatUtilization: 0.851 }, 30],
    [{ seatUtilization: 0.85 }, 0],
    [{ premiumUses: 1 }, 20],
    [{ premiumUses: 0 }, 0],
    [{ userChange90: 0.1 }, 20],
    [{ userChange90: 0.0999 }, 0],
    [{ departments: 2 }, 15],
    [{ departments: 1 }, 0],
    [{ apiChange90: 0.051 }, 10],
    [{ apiChange90: 0.05 }, 0],
    [{ howToTickets90: 3 }, 5],
    [{ howToTickets90: 2 }, 0],
    [everything, 100],
  ])('%j gives %d', (input, points) => {
    expect(pointsOf(input)).toBe(points);
  });

  it('keeps apart what is not met and what is not known', () => {
    expect(expansionFacts({ ...nothing, departments: 1, howToTickets90: 4 })).toEqual({
      utilization: null,
      premium_features: null,
      new_users: null,
      departments: false,
      api_growth: null,
      how_to_tickets: true,
    });
  });
});

it('E is 0.6 H and 0.4 Q', () => {
  // 0.6·88 + 0.4·70
  expect(expansionScore(88, 70)).toBe(80.8);
  expect(expansionScore(Number.NaN, 70)).toBeNaN();
});

it.each([
  [80, false, 30, true],
  [79.999999, false, 100, false],
  [95, true, 100, false],
  [95, false, 29, false],
  [Number.NaN, false, 100, false],
])('H %d, declining %s, Q %d: ready %s', (health, declining, q, ready) => {
  expect(isExpansionReady(health, declining, q)).toBe(ready);
});

it.each([
  [80, [0.4, 0.5]],
  [79.9, [0.15, 0.25]],
  [60, [0.15, 0.25]],
  [59.9, [0, 0.1]],
  [Number.NaN, null],
])('H %d converts %j', (health, band) => {
  expect(conversionBand(health)).toEqual(band);
});

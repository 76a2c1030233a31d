import { describe, expect, it } from 'vitest';
import { type PersonActivity, userPoints, userScore, userTier } from './user-health.ts';

const person: PersonActivity = { daysSinceActive: 10, activeDays28: 6, featureShare: 0.5, trained: 1, engaged: 0 };
const scoreOf = (change: Partial<PersonActivity>): number => userScore(userPoints({ ...person, ...change }));

describe('health of a person', () => {
  it('TV15: 30 + 20 + 10 + 5 + 0 = 65, Yellow', () => {
    expect([...userPoints(person)]).toEqual([30, 20, 10, 5, 0]);
    expect([scoreOf({}), userTier(65)]).toEqual([65, 'Yellow']);
  });

  it.each([
    [{ daysSinceActive: 7 }, 75],
    [{ daysSinceActive: 8 }, 65],
    [{ daysSinceActive: 14 }, 65],
    [{ daysSinceActive: 15 }, 55],
    [{ daysSinceActive: 30 }, 55],
    [{ daysSinceActive: 31 }, 45],
    [{ daysSinceActive: 60 }, 45],
    [{ daysSinceActive: 61 }, 35],
    [{ daysSinceActive: Number.POSITIVE_INFINITY }, 35],
    [{ activeDays28: 16 }, 75],
    [{ activeDays28: 15 }, 65],
    [{ activeDays28: 4 }, 65],
    [{ activeDays28: 3 }, 55],
    [{ activeDays28: 1 }, 55],
    [{ activeDays28: 0 }, 45],
    [{ featureShare: 1.4 }, 75],
    [{ trained: 0 }, 60],
    [{ engaged: 1 }, 70],
  ])('%j makes it %d', (change, score) => {
    expect(scoreOf(change)).toBe(score);
  });

  it('parts without a source are left out: 100 × earned ÷ possible', () => {
    // Without community 65 of 95; recency alone 30 of 40; frequency and training alone are 35 points: too little.
    expect(scoreOf({ engaged: Number.NaN })).toBe(68.421053);
    const nothing = { activeDays28: Number.NaN, featureShare: Number.NaN, trained: Number.NaN, engaged: Number.NaN };
    expect(scoreOf(nothing)).toBe(75);
    expect(scoreOf({ ...nothing, daysSinceActive: Number.NaN, activeDays28: 20, trained: 1 })).toBeNaN();
  });

  it.each([
    [100, 'Green'],
    [70, 'Green'],
    [69.999999, 'Yellow'],
    [40, 'Yellow'],
    [39.999999, 'Red'],
    [0, 'Red'],
    [Number.NaN, null],
  ])('%d is %s', (score, tier) => {
    expect(userTier(score)).toBe(tier);
  });
});

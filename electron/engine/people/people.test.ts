import { describe, expect, it } from 'vitest';
import { indexFacts } from '../signals/facts-index.ts';
import { buildFacts, type FactRows } from '../testing/build-facts.ts';
import { readSignals } from '../testing/read-signals.ts';
import { healthyShare, type Person, peopleReader, summarisePeople } from './people.ts';
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

const AS_OF = 1000;
const rows: FactRows = {
  accounts: [{ startDay: 0, featuresAvailable: 10 }, { startDay: 0 }],
  contacts: [
    { account: 0, person: 1, lastLogin: AS_OF - 10, sponsor: true },
    { account: 0, person: 2, champion: true },
    { account: 0, person: 3, left: AS_OF - 1, admin: true },
    { account: 0, person: 4, created: AS_OF - 5, admin: true },
    { account: 0, person: 5, created: AS_OF + 1 },
    { account: 1, person: 6, lastLogin: AS_OF + 3 },
    { account: 1, person: 7, lastLogin: AS_OF - 70 },
  ],
  activity: [
    // Person 1: six active days of 28, five features; the seventh day is the 28th back and does not count.
    ...[10, 12, 14, 20, 25, 27, 28].map((ago) => ({ account: 0, person: 1, day: AS_OF - ago })),
    ...['a', 'b', 'c', 'd', 'e'].map((feature) => ({ account: 0, person: 1, day: AS_OF - 12, feature })),
    { account: 0, person: 1, day: AS_OF - 14, feature: 'a' },
    { account: 0, person: 1, day: AS_OF - 30, feature: 'f' },
    // Person 2 was last there 30 days ago.
    { account: 0, person: 2, day: AS_OF - 30 },
    { account: 0, person: 2, day: AS_OF + 1 },
  ],
  touchpoints: [
    { account: 0, person: 1, day: AS_OF - 200, type: 'training', attended: true },
    { account: 0, person: 2, day: AS_OF - 100, type: 'training', attended: false },
    { account: 0, person: 2, day: AS_OF - 89, type: 'email', opened: true },
    { account: 0, person: 1, day: AS_OF - 90, type: 'community' },
    { account: 0, person: 1, day: AS_OF - 3, type: 'email', opened: false },
  ],
};

describe('people of an account', () => {
  const facts = buildFacts(rows);
  const index = indexFacts(facts);
  const read = peopleReader(facts, index, AS_OF);
  const people = (account: number): Person[] => {
    const found: Person[] = [];
    read(account, (state) => found.push({ ...state, points: state.points.slice() }));
    return found;
  };

  it('measures everybody who is there', () => {
    expect(people(0).map((found) => [found.person, [...found.points], found.score, found.isDormant])).toEqual([
      [1, [30, 20, 10, 5, 0], 65, false],
      // 30 days ago 20; no active day of 28; an email opened 89 days ago.
      [2, [20, 0, 0, 0, 5], 25, true],
      // New: nothing yet, and not dormant before it could be.
      [4, [0, 0, 0, 0, 0], 0, false],
    ]);
    expect(people(0).map(({ isKeyUser }) => isKeyUser)).toEqual([true, true, true]);
  });

  it('an account whose people are not measured knows their last login only', () => {
    // A login after the as-of date is not known yet; training and community are, as sources of the workspace.
    expect(people(1).map((found) => [found.person, [...found.points], found.score, found.isDormant])).toEqual([
      [6, [Number.NaN, Number.NaN, Number.NaN, 0, 0], Number.NaN, false],
      [7, [0, Number.NaN, Number.NaN, 0, 0], 0, true],
    ]);
  });

  it('rolls up', () => {
    expect(summarisePeople(read, 0)).toEqual({
      contacts: 3,
      withHealth: 3,
      healthy: 0,
      keyUsers: 3,
      keyUsersAtRisk: 2,
      dormantKeyUsers: 1,
    });
    expect(healthyShare(summarisePeople(read, 1))).toBe(0);
    expect(healthyShare({ ...summarisePeople(read, 1), withHealth: 0 })).toBeNaN();
    expect(healthyShare({ ...summarisePeople(read, 1), withHealth: 4, healthy: 3 })).toBe(0.75);
  });

  it('feeds the signal healthy_user_rate', () => {
    // A fortnight before: person 1 has 40 + 20 + 4 + 5 + 5 = 74, person 2 has 20 + 10 + 5 = 35, person 3 is still there with 0.
    const before = readSignals(rows, AS_OF - 14);
    expect(before.value('healthy_user_rate')).toBeCloseTo(1 / 3, 12);
    expect(before.factDay('healthy_user_rate')).toBe(AS_OF - 14);
    expect(readSignals(rows, AS_OF).value('healthy_user_rate')).toBe(0);
    expect(readSignals({ accounts: rows.accounts }, AS_OF).value('healthy_user_rate')).toBeNull();
  });

  it('activity that is not delivered any more makes nobody inactive', () => {
    const later = peopleReader(facts, index, AS_OF + 100);
    later(0, ({ activeDays28, featureShare }) => {
      expect([activeDays28, featureShare]).toEqual([Number.NaN, Number.NaN]);
    });
  });
});

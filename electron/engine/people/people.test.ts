import { describe, expect, it } from 'vitest';
import { indexFacts } from '../signals/facts-index.ts';
import { MISSING_AFTER_DAYS } from '../signals/freshness.ts';
import { buildFacts, type FactRows } from '../testing/build-facts.ts';
import { readSignals } from '../testing/read-signals.ts';
import { healthyShare, type Person, peopleReader, summarisePeople } from './people.ts';

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

/** The people of account 0 of a small workspace on day 1000, by number of the person. */
function peopleOn(input: Omit<FactRows, 'accounts'> & Partial<FactRows>, asOf = AS_OF, account = 0) {
  const facts = buildFacts({ accounts: [{ startDay: 0 }, { startDay: 0 }], ...input });
  const found = new Map<number, Person>();
  peopleReader(facts, indexFacts(facts), asOf)(account, (state) => found.set(state.person, { ...state }));
  return found;
}
const active = (person: number, day: number, feature?: string, account = 0) => ({
  account,
  person,
  day,
  ...(feature === undefined ? {} : { feature }),
});

describe('who is there', () => {
  it('from the day a contact is created until the day before it leaves', () => {
    const contacts = [
      { account: 0, person: 1, created: AS_OF },
      { account: 0, person: 2, created: AS_OF + 1 },
      { account: 0, person: 3, left: AS_OF },
      { account: 0, person: 4, left: AS_OF + 1 },
      { account: 0, person: 5, known: AS_OF + 1 },
      { account: 0, person: 6, until: AS_OF },
    ];
    expect([...peopleOn({ contacts }).keys()]).toEqual([1, 4]);
  });

  it('an account without contacts has none', () => {
    expect(peopleOn({ contacts: [{ account: 1, person: 1 }] }).size).toBe(0);
  });

  it('key users are sponsors, champions and administrators', () => {
    const contacts = [
      { account: 0, person: 1, sponsor: true },
      { account: 0, person: 2, champion: true },
      { account: 0, person: 3, admin: true },
      { account: 0, person: 4, sponsor: false, champion: false, admin: false },
      { account: 0, person: 5 },
    ];
    expect([...peopleOn({ contacts }).values()].map(({ isKeyUser }) => isKeyUser)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('activity of people', () => {
  const contacts = [
    { account: 0, person: 1 },
    { account: 0, person: 2 },
  ];

  it('counts on the as-of day, 27 days ago for frequency, 29 for breadth, 89 at all', () => {
    const activity = [
      ...[0, 27, 28].map((ago) => active(1, AS_OF - ago)),
      active(1, AS_OF - 29, 'a'),
      active(1, AS_OF - 30, 'b'),
      active(2, AS_OF - 89),
      active(2, AS_OF + 1),
    ];
    const usage = [{ account: 0, day: AS_OF - 30, metric: 'feature:a', value: 1 }];
    const found = peopleOn({ contacts, activity, usage });
    expect(found.get(1)).toMatchObject({ daysSinceActive: 0, activeDays28: 2, featureShare: 1 });
    expect(found.get(2)).toMatchObject({ daysSinceActive: 89, activeDays28: 0, featureShare: 0 });
    const later = peopleOn({ contacts, activity: [active(1, AS_OF), active(2, AS_OF - 90)] });
    expect(later.get(2)?.daysSinceActive).toBe(Number.POSITIVE_INFINITY);
  });

  it('a login of the day itself counts, one of tomorrow is not known yet', () => {
    const logins = [
      { account: 0, person: 1, lastLogin: AS_OF },
      { account: 0, person: 2, lastLogin: AS_OF + 1 },
    ];
    const found = peopleOn({ contacts: logins, activity: [active(1, AS_OF - 5), active(2, AS_OF - 5)] });
    expect([found.get(1)?.daysSinceActive, found.get(2)?.daysSinceActive]).toEqual([0, 5]);
  });

  it('belongs to the account it took place in, also of a person who is in two', () => {
    const both = [
      { account: 0, person: 1 },
      { account: 1, person: 1 },
    ];
    const activity = [active(1, AS_OF - 3, 'a', 0), active(1, AS_OF - 2, 'a', 1), active(1, AS_OF - 1, 'b', 1)];
    const usage = ['a', 'b'].map((feature) => ({ account: 0, day: 1, metric: `feature:${feature}`, value: 1 }));
    const facts = buildFacts({ accounts: [{ startDay: 0 }, { startDay: 0 }], contacts: both, activity, usage });
    const read = peopleReader(facts, indexFacts(facts), AS_OF);
    const found: number[][] = [];
    for (const account of [0, 1])
      read(account, ({ daysSinceActive, featureShare }) => found.push([daysSinceActive, featureShare]));
    expect(found).toEqual([
      [3, 0.5],
      [1, 1],
    ]);
  });

  it('is unknown while nothing is delivered of the account, or nothing yet', () => {
    const unknown = { daysSinceActive: Number.NaN, activeDays28: Number.NaN, isDormant: false };
    // Only the next account is measured.
    expect(peopleOn({ contacts, activity: [active(9, AS_OF - 3, undefined, 1)] }).get(1)).toMatchObject(unknown);
    // The source starts tomorrow for this account.
    const tomorrow = [active(9, AS_OF - 3, undefined, 1), active(1, AS_OF + 1)];
    expect(peopleOn({ contacts, activity: tomorrow }).get(1)).toMatchObject(unknown);
    // It starts today.
    expect(peopleOn({ contacts, activity: [active(1, AS_OF)] }).get(2)).toMatchObject({
      daysSinceActive: Number.POSITIVE_INFINITY,
      activeDays28: 0,
    });
    expect(peopleOn({ contacts }).get(1)).toMatchObject(unknown);
  });

  it('is unknown from the 46th day without any delivery on', () => {
    const activity = [active(1, AS_OF - MISSING_AFTER_DAYS)];
    expect(MISSING_AFTER_DAYS).toBe(45);
    expect(peopleOn({ contacts, activity }).get(1)?.activeDays28).toBe(0);
    expect(peopleOn({ contacts, activity }, AS_OF + 1).get(1)?.activeDays28).toBeNaN();
    // The source is that of the workspace: another account's latest day counts.
    const behind = [active(1, AS_OF), active(9, AS_OF - 100, undefined, 1)];
    expect(peopleOn({ contacts, activity: behind }).get(1)?.activeDays28).toBe(1);
  });

  it('is dormant 30 days after the last activity, for a contact who has been there as long', () => {
    const created = (person: number, ago: number) => ({ account: 0, person, created: AS_OF - ago });
    const people = [created(1, 30), created(2, 29), { account: 0, person: 3 }, { account: 0, person: 4 }];
    const activity = [active(3, AS_OF - 30), active(4, AS_OF - 29), active(9, AS_OF)];
    const found = peopleOn({ contacts: people, activity });
    expect([1, 2, 3, 4].map((person) => found.get(person)?.isDormant)).toEqual([true, false, true, false]);
  });
});

describe('features of people', () => {
  const contacts = [{ account: 0, person: 1 }];
  const activity = [active(1, AS_OF - 1, 'a'), active(1, AS_OF - 2, 'a')];
  const usage = ['a', 'b', 'c', 'd'].map((name) => ({ account: 1, day: 5, metric: `feature:${name}`, value: 1 }));
  const share = (input: Partial<FactRows>, asOf = AS_OF) =>
    peopleOn({ contacts, activity, ...input }, asOf).get(1)?.featureShare;

  it('are a share of those available: the account’s own number, else what the workspace has seen', () => {
    const own = (featuresAvailable: number) => [{ startDay: 0, featuresAvailable }, { startDay: 0 }];
    expect(share({ accounts: own(5), usage })).toBe(0.2);
    expect(share({ usage })).toBe(0.25);
    expect(share({ accounts: own(0), usage })).toBe(0.25);
    expect(share({})).toBeNaN();
  });

  it('are unknown before anybody’s use of a feature is recorded', () => {
    const starts = [active(1, AS_OF - 9), active(9, AS_OF, 'a', 1)];
    expect(share({ activity: starts, usage })).toBe(0);
    expect(share({ activity: starts, usage }, AS_OF - 1)).toBeNaN();
  });
});

describe('training and community of people', () => {
  const contacts = [1, 2, 3, 4].map((person) => ({ account: 0, person }));
  const touched = (person: number, day: number, type: 'training' | 'webinar' | 'community' | 'email' | 'call') => ({
    account: 0,
    person,
    day,
    type,
  });
  const trained = (touchpoints: FactRows['touchpoints'], asOf = AS_OF) =>
    [...peopleOn({ contacts, ...(touchpoints ? { touchpoints } : {}) }, asOf).values()].map((person) => person.trained);
  const engaged = (touchpoints: FactRows['touchpoints'], asOf = AS_OF) =>
    [...peopleOn({ contacts, ...(touchpoints ? { touchpoints } : {}) }, asOf).values()].map((person) => person.engaged);

  it('a training counts for 365 days, today included, unless the person stayed away', () => {
    expect(
      trained([
        touched(1, AS_OF, 'training'),
        touched(2, AS_OF - 364, 'webinar'),
        touched(3, AS_OF - 365, 'training'),
        { ...touched(4, AS_OF - 1, 'training'), attended: false },
      ]),
    ).toEqual([1, 1, 0, 0]);
  });

  it('what happens tomorrow, is not known yet or is not of this account does not count', () => {
    expect(
      trained([
        touched(1, AS_OF - 1, 'training'),
        touched(2, AS_OF + 1, 'training'),
        { ...touched(3, AS_OF - 1, 'training'), known: AS_OF + 1 },
      ]),
    ).toEqual([1, 0, 0, 0]);
    const elsewhere = { ...touched(4, AS_OF - 1, 'training'), account: 1 };
    expect(trained([touched(1, AS_OF - 1, 'training'), elsewhere])).toEqual([1, 0, 0, 0]);
  });

  it('writing in the community, and opening or answering an email, count for 90 days', () => {
    expect(
      engaged([
        touched(1, AS_OF - 89, 'community'),
        { ...touched(2, AS_OF, 'email'), opened: true },
        { ...touched(3, AS_OF, 'email'), opened: false, responded: true },
        touched(4, AS_OF, 'email'),
      ]),
    ).toEqual([1, 1, 1, 0]);
    expect(
      engaged([
        touched(1, AS_OF - 90, 'community'),
        { ...touched(2, AS_OF, 'call'), opened: true, responded: true },
        touched(3, AS_OF, 'training'),
      ]),
    ).toEqual([0, 0, 0, 0]);
  });

  it('both are unknown before the workspace has a source of them', () => {
    const unknown = [Number.NaN, Number.NaN, Number.NaN, Number.NaN];
    expect(trained([touched(1, AS_OF, 'training')])).toEqual([1, 0, 0, 0]);
    expect(trained([touched(1, AS_OF, 'training')], AS_OF - 1)).toEqual(unknown);
    expect(trained([touched(1, AS_OF - 1, 'call')])).toEqual(unknown);
    expect(engaged([touched(1, AS_OF, 'email')])).toEqual([0, 0, 0, 0]);
    expect(engaged([touched(1, AS_OF, 'community')], AS_OF - 1)).toEqual(unknown);
    expect(engaged([touched(1, AS_OF - 1, 'training')])).toEqual(unknown);
    // Of an account, and of no person.
    expect(trained([{ account: 0, day: AS_OF, type: 'training' }])).toEqual(unknown);
  });
});

describe('people of an account in sum', () => {
  it('70 is healthy, 40 is not at risk, dormant is; who is no key user does not count there', () => {
    const person = (score: number, isKeyUser: boolean, isDormant = false): Person => ({
      person: 1,
      isKeyUser,
      daysSinceActive: 0,
      activeDays28: 0,
      featureShare: 0,
      trained: 0,
      engaged: 0,
      points: new Float64Array(5),
      score,
      isDormant,
    });
    const people = [
      person(70, true),
      person(69.999999, true),
      person(40, true),
      person(39.999999, true),
      person(90, true, true),
      person(Number.NaN, true),
      person(10, false, true),
    ];
    expect(summarisePeople((_, visit) => people.forEach(visit), 0)).toEqual({
      contacts: 7,
      withHealth: 6,
      healthy: 2,
      keyUsers: 6,
      keyUsersAtRisk: 2,
      dormantKeyUsers: 1,
    });
  });
});

import { describe, expect, it } from 'vitest';
import type { Facts } from '#shared/model/facts.ts';
import { indexFacts } from '../signals/facts-index.ts';
import { buildFacts, type FactRows } from '../testing/build-facts.ts';
import { wordColumn } from './columns.ts';
import { knownFacts } from './known-facts.ts';

const DAY = 100;
const ACCOUNT = { startDay: 1, goLiveDay: 2, renewalDay: 200, seats: 5, arr: 50, featuresAvailable: 3 };
const at = { account: 0, known: 90 };
/** One account with a row of every kind, and another one with none. */
const ROWS = {
  accounts: [{ ...ACCOUNT, segment: 'SMB', industry: 'Retail' }, { startDay: 1 }],
  usage: [
    { account: 0, day: 90, metric: 'logins', value: 4 },
    { account: 0, day: 90, metric: 'feature:b', value: 4 },
  ],
  tickets: [{ ...at, opened: 80, closed: 85, csat: 4, sentiment: 0.5, priority: 2, resolutionDays: 5 }],
  surveys: [{ ...at, sent: 80, responded: 85, rating: 9 }],
  touchpoints: [{ ...at, day: 80, type: 'email', person: 1 }],
  invoices: [{ ...at, issued: 80, due: 90, paid: 95, amount: 10 }],
  contracts: [{ ...at, day: 80, change: 'new', arr: 50, seats: 5, termEnd: 200, subscription: 1 }],
  outcomes: [{ ...at, day: 80, outcome: 'renewal' }],
  contacts: [{ ...at, person: 1, created: 80, lastLogin: 85, left: 300, department: 'sales' }],
  activity: [{ account: 0, day: 80, person: 1, feature: 'a' }],
  milestones: [{ ...at, kind: 'setup', due: 80, completed: 85, roi: 'none', roiDay: 85 }],
  mentions: [{ account: 0, day: 80, topic: 'budget' }],
} as const satisfies FactRows;
type Group = Exclude<keyof typeof ROWS, 'accounts'>;

/** The words of both accounts after each of the days. */
function words(rows: FactRows, ...days: number[]): number[][] {
  const facts = buildFacts(rows);
  const known = knownFacts(facts, indexFacts(facts));
  return days.map((day) => [...known(day)]);
}
/** Accounts whose words differ: both lanes, or none. */
function changed(one: readonly number[] | undefined, other: readonly number[] | undefined): number[] {
  const differs = (lane: number): boolean => one?.[lane] !== other?.[lane];
  return [0, 1].filter((account) => {
    expect(differs(account * 2)).toBe(differs(account * 2 + 1));
    return differs(account * 2);
  });
}
const changedBy = (rows: FactRows, other: FactRows, day = DAY): number[] =>
  changed(words(rows, day)[0], words(other, day)[0]);
const withRow = (group: Group, row: object): FactRows => ({ ...ROWS, [group]: [{ ...ROWS[group][0], ...row }] });

describe('what is known of accounts', () => {
  const cells: [Group, object][] = [
    ['usage', { value: 5 }],
    ['usage', { metric: 'sessions' }],
    ['usage', { day: 91 }],
    ...['opened', 'closed', 'resolutionDays', 'priority', 'known'].map((key): [Group, object] => [
      'tickets',
      { [key]: 3 },
    ]),
    ...['escalated', 'reopened', 'closedUndated', 'howTo'].map((key): [Group, object] => ['tickets', { [key]: true }]),
    ['tickets', { csat: 3 }],
    // Of 4 only the lowest bit.
    ['tickets', { csat: 4.000000000000001 }],
    ['tickets', { sentiment: -0.5 }],
    ...['sent', 'responded', 'rating'].map((key): [Group, object] => ['surveys', { [key]: 3 }]),
    ['surveys', { kind: 'ces' }],
    ['touchpoints', { type: 'call' }],
    ['touchpoints', { person: 2 }],
    ...['attended', 'responded', 'opened'].map((key): [Group, object] => ['touchpoints', { [key]: false }]),
    ...['issued', 'due', 'paid', 'amount'].map((key): [Group, object] => ['invoices', { [key]: 3 }]),
    ['invoices', { status: 'late' }],
    ['contracts', { change: 'renewal' }],
    ...['arr', 'seats', 'termEnd', 'subscription'].map((key): [Group, object] => ['contracts', { [key]: 3 }]),
    ['outcomes', { outcome: 'churn' }],
    ['outcomes', { day: 79 }],
    ...['person', 'created', 'lastLogin', 'left'].map((key): [Group, object] => ['contacts', { [key]: 3 }]),
    ...['sponsor', 'champion', 'admin'].map((key): [Group, object] => ['contacts', { [key]: false }]),
    ['contacts', { department: 'finance' }],
    ['activity', { person: 2 }],
    ['activity', { feature: 'b' }],
    ['activity', { feature: undefined }],
    ...['due', 'completed', 'roiDay'].map((key): [Group, object] => ['milestones', { [key]: 3 }]),
    ['milestones', { kind: 'use_case' }],
    ['milestones', { roi: 'demonstrated' }],
    ['mentions', { topic: 'competitor' }],
  ];
  it.each(cells)('differs when a cell of %s does: %o', (group, row) => {
    expect(changedBy(withRow(group, {}), withRow(group, row))).toEqual([0]);
  });

  it.each(Object.keys(ROWS).filter((name) => name !== 'accounts') as Group[])('takes up %s of the day', (group) => {
    const none: FactRows = { ...ROWS, [group]: [] };
    expect(changedBy(ROWS, none)).toEqual([0]);
    // Of the day itself, and not of the day after.
    const { [group]: rows } = ROWS;
    const of = (day: number): FactRows => ({
      ...ROWS,
      [group]: rows.map((row) => ({ ...row, ...('known' in row ? { known: day } : { day }) })),
    });
    expect(changedBy(of(DAY), none)).toEqual([0]);
    expect(changedBy(of(DAY + 1), none)).toEqual([]);
  });

  it.each([
    ['tickets', 'opened'],
    ['surveys', 'sent'],
    ['touchpoints', 'day'],
    ['invoices', 'issued'],
    ['contracts', 'day'],
    ['outcomes', 'day'],
  ] as const)('leaves out %s whose own day lies ahead', (group, own) => {
    const none: FactRows = { ...ROWS, [group]: [] };
    expect(changedBy(withRow(group, { [own]: DAY, known: undefined }), none)).toEqual([0]);
    expect(changedBy(withRow(group, { [own]: DAY + 1, known: undefined }), none)).toEqual([]);
  });

  it('takes up the end of a version on its day, and nothing of it before', () => {
    expect(changedBy(withRow('tickets', { until: DAY }), withRow('tickets', {}))).toEqual([0]);
    expect(changedBy(withRow('tickets', { until: DAY + 1 }), withRow('tickets', {}))).toEqual([]);
    expect(changedBy(withRow('tickets', { until: DAY }), withRow('tickets', { until: DAY - 1 }))).toEqual([]);
  });

  it('tells a row from its end, a row from two of it, and the order of rows of a day', () => {
    const tickets = (...rows: object[]): FactRows => ({
      ...ROWS,
      tickets: rows.map((row) => ({ account: 0, opened: 80, ...row })),
    });
    expect(changedBy(tickets({}), tickets({}, {}))).toEqual([0]);
    expect(changedBy(tickets({ csat: 1 }, { csat: 2 }), tickets({ csat: 2 }, { csat: 1 }))).toEqual([0]);
    expect(changedBy(tickets({}, { until: 90 }), tickets({ until: 90 }, {}))).toEqual([0]);
    // The place counts the rows of the same day only: a row of another day before them changes nothing of theirs.
    const [none, later, both] = [[], [{ opened: 81 }], [{ opened: 80 }, { opened: 81 }]].map(
      (rows) => words(tickets(...rows), DAY)[0],
    );
    const gain = (from = none, to = none): number => ((to?.[0] ?? 0) - (from?.[0] ?? 0)) | 0;
    expect(gain(later, both)).toBe(gain(none, words(tickets({ opened: 80 }), DAY)[0]));
  });

  it('takes up rows in the order of their days, whatever order they stand in, undated ones at once', () => {
    const news = (...known: number[]) => {
      const tickets = known.map((day, k) => ({ account: k === 1 ? 1 : 0, opened: 10, known: day }));
      return (day: number): number[] => {
        const [before, then] = words({ ...ROWS, tickets }, day - 1, day);
        return changed(before, then);
      };
    };
    expect([60, 97, 98, 99].map(news(99, 98, 60))).toEqual([[0], [], [1], [0]]);
    expect([60, 70, 98, 99].map(news(60, 70, 99))).toEqual([[0], [1], [], [0]]);
    expect([60, 61].map(news(60, 60, 60))).toEqual([[0, 1], []]);
    const people = (...contacts: object[]): FactRows => ({
      ...ROWS,
      contacts: contacts.map((row) => ({ account: 1, person: 2, ...row })),
    });
    expect(changedBy(people({ account: 0, known: 90 }, {}), people({ account: 0, known: 90 }), 80)).toEqual([1]);
    const early = (...known: number[]): FactRows => ({
      ...ROWS,
      contacts: known.map((day, k) => ({ account: Math.min(1, k), person: k, known: day })),
    });
    expect(changedBy(early(-100, -90), early(-100), -90)).toEqual([1]);
  });

  it('reads the same facts twice the same', () => {
    const facts = buildFacts(ROWS);
    const read = () => [...knownFacts(facts, indexFacts(facts))(DAY)];
    expect(read()).toEqual(read());
  });

  it('counts every account for itself', () => {
    const moved: FactRows = { ...ROWS, mentions: [{ account: 1, day: 80, topic: 'budget' }] };
    expect(changedBy(ROWS, moved)).toEqual([0, 1]);
    const more: FactRows = { ...ROWS, tickets: [...ROWS.tickets, { account: 1, opened: 80 }] };
    expect(changedBy(ROWS, more)).toEqual([1]);
    const again: FactRows = { ...more, tickets: [...ROWS.tickets, ...(more.tickets ?? [])] };
    expect(changedBy(more, again)).toEqual([0]);
    const usage: FactRows = { ...ROWS, usage: [...ROWS.usage, { account: 1, day: 80, metric: 'logins', value: 1 }] };
    expect(changedBy(ROWS, usage)).toEqual([1]);
  });

  it('comes to the same day by day as at once', () => {
    const rows: FactRows = {
      ...ROWS,
      usage: [...ROWS.usage, { account: 0, day: 97, metric: 'logins', value: 1 }],
      tickets: [
        { account: 0, opened: 99, until: 105 },
        { account: 1, opened: 70, closed: 99, known: 103 },
        { account: 0, opened: 60 },
      ],
      contacts: [...ROWS.contacts, { account: 1, person: 2 }, { account: 1, person: 3, known: 70, until: 95 }],
    };
    const days = [60, 61, 70, 80, 90, 95, 97, 99, 102, 103, 104, 105];
    const one = words(rows, ...days);
    days.forEach((day, k) => {
      expect(one[k], `day ${day}`).toEqual(words(rows, day)[0]);
    });
    // Something is news of each of these days but of 61, 102 and 104.
    expect(days.filter((_, k) => k === 0 || changed(one[k - 1], one[k]).length > 0)).toEqual([
      60, 70, 80, 90, 95, 97, 99, 103, 105,
    ]);
  });

  it.each(Object.entries({ ...ACCOUNT, segment: 'Other', industry: 'Other' }))(
    'takes up the attribute %s',
    (name, value) => {
      const accounts = [
        { ...ROWS.accounts[0], [name]: typeof value === 'number' ? value + 1 : value },
        ROWS.accounts[1],
      ];
      expect(changedBy(ROWS, { ...ROWS, accounts })).toEqual([0]);
    },
  );

  it('reads attributes that have versions from these', () => {
    const accounts = (own: object, ...versions: object[]): FactRows => ({
      accounts: [{ ...ACCOUNT, ...own, versions }, { startDay: 1 }],
    });
    const version = { known: 90, arr: 70, seats: 7, renewalDay: 210 };
    expect(changedBy(accounts({}, version), accounts({ arr: 70, seats: 7, renewalDay: 210 }, version))).toEqual([]);
    expect(changedBy(accounts({}, version), accounts({ startDay: 2 }, version))).toEqual([0]);
    for (const cell of [{ arr: 71 }, { seats: 8 }, { renewalDay: 211 }, { known: 91 }, { until: 95 }])
      expect(changedBy(accounts({}, version), accounts({}, { ...version, ...cell })), `${Object.keys(cell)}`).toEqual([
        0,
      ]);
    expect(changedBy(accounts({}, { ...version, known: 101 }), accounts({}, { ...version, known: 102 }))).toEqual([]);
  });

  it('an account with its first fact ahead is not one without facts', () => {
    const rows = (...tickets: { account: number; opened: number }[]): FactRows => ({ accounts: [{}, {}], tickets });
    expect(changedBy(rows(), rows({ account: 1, opened: DAY + 1 }))).toEqual([1]);
  });

  it('is the same whatever the dictionary of metrics holds besides', () => {
    const more: FactRows = { ...ROWS, usage: [{ account: 1, day: 300, metric: 'api_calls', value: 1 }, ...ROWS.usage] };
    expect(buildFacts(more).usage.metrics).toEqual(['api_calls', 'logins', 'feature:b', 'feature:a']);
    expect(changedBy(ROWS, more)).toEqual([1]);
    expect(
      changedBy(
        { accounts: [{ startDay: 1 }, {}], usage: ROWS.usage.slice(0, 1) },
        { accounts: [{ startDay: 1 }, {}], usage: [{ account: 0, day: 90, metric: 'sessions', value: 4 }] },
      ),
    ).toEqual([0]);
  });

  it('of nothing is nothing', () => {
    const facts = buildFacts({ accounts: [] });
    expect(knownFacts(facts, indexFacts(facts))(DAY)).toEqual(new Int32Array());
  });

  it('refuses a column it cannot read', () => {
    const facts: Facts = buildFacts(ROWS);
    const refused: unknown[] = [
      ['a'],
      [1, 2],
      new Int32Array(3),
      new Int8Array(2),
      new DataView(new ArrayBuffer(2)),
      2,
      null,
    ];
    for (const values of refused)
      expect(() => wordColumn(facts, 'tickets.day', values, 2)).toThrow(
        'Facts hold "tickets.day", which the content hash cannot read.',
      );
    const odd = { ...facts, accounts: { ...facts.accounts, colour: [1, 2] } };
    expect(() => knownFacts(odd, indexFacts(facts))).toThrow(
      'Facts hold "accounts.colour", which the content hash cannot read.',
    );
    expect(wordColumn(facts, 'x', Float64Array.of(1.5, -2), 2)).toEqual({
      words: Uint32Array.of(0, 0x3ff80000, 0, 0xc0000000),
      perRow: 2,
    });
    expect(wordColumn(facts, 'x', Int32Array.of(0, -1, 7).subarray(1), 2)).toEqual({
      words: Uint32Array.of(0xffffffff, 7),
      perRow: 1,
    });
    for (const values of [Uint8Array.of(255, 1), Uint16Array.of(255, 1)])
      expect(wordColumn(facts, 'x', values, 2)).toEqual({ words: Uint32Array.of(255, 1), perRow: 1 });
    const texts = wordColumn(facts, 'x', ['a', 'b', 'a'], 3);
    expect(texts.perRow).toBe(2);
    expect(texts.words).toHaveLength(6);
    expect([texts.words[4], texts.words[5]]).toEqual([texts.words[0], texts.words[1]]);
    expect(texts.words[2]).not.toBe(texts.words[0]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONTRACT_CHANGES, OUTCOMES, SURVEY_KINDS, TOUCHPOINT_TYPES } from '#shared/model/facts.ts';
import { scoreSnapshot } from '../score/snapshot.ts';
import { buildFacts, type FactRows, readModel } from '../testing/fixtures.ts';
import { computeSignals } from './compute.ts';
import { indexFacts } from './facts-index.ts';

const model = readModel('003-signal');
const AS_OF = 250;
const ACCOUNTS = 4;

const account = fc.nat(ACCOUNTS - 1);
const day = fc.integer({ min: 0, max: 400 });
const later = (from: number) =>
  fc.option(
    fc.integer({ min: 0, max: 120 }).map((span) => from + span),
    { nil: undefined },
  );
const optional = (value: fc.Arbitrary<number>) => fc.option(value, { nil: undefined });
const list = <T>(row: fc.Arbitrary<T>, maxLength: number) => fc.array(row, { maxLength });
const compact = <T extends object>(row: T) =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));

const METRICS = [
  'logins',
  'sessions',
  'active_users',
  'session_minutes',
  'features_used',
  'key_actions_started',
  'key_actions_completed',
  'api_calls',
  'data_volume',
  'feature:a',
  'feature:b',
  'other',
];
const usageRun = fc
  .record({
    account,
    metric: fc.constantFrom(...METRICS),
    from: day,
    length: fc.integer({ min: 1, max: 200 }),
    step: fc.constantFrom(1, 2, 7),
    value: fc.integer({ min: 0, max: 50 }),
  })
  .map(({ length, step, from, ...row }) =>
    Array.from({ length: Math.ceil(length / step) }, (_, k) => ({
      account: row.account,
      metric: row.metric,
      day: from + k * step,
      value: (row.value + k) % 50,
    })),
  );

type Rows = Required<Omit<FactRows, 'contacts' | 'activity' | 'milestones' | 'mentions'>>;
const facts: fc.Arbitrary<Rows> = fc.record({
  accounts: fc.array(
    fc.record({
      startDay: fc.integer({ min: -200, max: 300 }),
      renewalDay: day,
      seats: fc.integer({ min: 1, max: 60 }),
      arr: fc.integer({ min: 0, max: 1000 }),
    }),
    { minLength: ACCOUNTS, maxLength: ACCOUNTS },
  ),
  usage: list(usageRun, 12).map((runs) => [
    ...new Map(runs.flat().map((row) => [`${row.account} ${row.metric} ${row.day}`, row])).values(),
  ]),
  tickets: list(
    day.chain((opened) =>
      fc.record({
        account,
        opened: fc.constant(opened),
        closed: later(opened),
        csat: fc.integer({ min: 1, max: 5 }),
        escalated: fc.boolean(),
        sentiment: fc.double({ min: -1, max: 1, noNaN: true }),
      }),
    ),
    25,
  ).map((rows) =>
    rows.map(({ closed, ...row }) =>
      closed === undefined
        ? { account: row.account, opened: row.opened, escalated: row.escalated, sentiment: row.sentiment }
        : { ...row, closed },
    ),
  ),
  surveys: list(
    day.chain((sent) =>
      fc.record({
        account,
        kind: fc.constantFrom(...SURVEY_KINDS),
        sent: fc.constant(sent),
        responded: later(sent),
        rating: fc.integer({ min: 0, max: 10 }),
      }),
    ),
    15,
  ).map((rows) => rows.map(({ responded, ...row }) => (responded === undefined ? row : { ...row, responded }))),
  touchpoints: list(
    fc.record({ account, day, type: fc.constantFrom(...TOUCHPOINT_TYPES), attended: fc.boolean() }),
    20,
  ),
  invoices: list(
    day.chain((issued) =>
      fc.record({
        account,
        issued: fc.constant(issued),
        due: fc.integer({ min: 10, max: 40 }).map((term) => issued + term),
        paid: later(issued),
        status: fc.constantFrom('open', 'failed', 'refunded'),
      }),
    ),
    15,
  ).map((rows) =>
    rows.map(({ paid, status, ...row }) => ({
      ...row,
      ...(paid === undefined ? {} : { paid }),
      status: status as 'open' | 'failed' | 'refunded',
    })),
  ),
  contracts: list(
    fc.record({
      account,
      day,
      change: fc.constantFrom(...CONTRACT_CHANGES),
      arr: optional(fc.integer({ min: 1, max: 100 })),
      seats: optional(fc.integer({ min: 1, max: 50 })),
      termEnd: optional(day),
      subscription: fc.nat(2),
    }),
    15,
  ).map((rows) =>
    rows.map(({ account: of, day: on, change, subscription, ...row }) => ({
      account: of,
      day: on,
      change,
      subscription,
      ...compact(row),
    })),
  ),
  outcomes: list(fc.record({ account, day, outcome: fc.constantFrom(...OUTCOMES) }), 5),
});

/** What was on file on a day: later rows are not there, later closings, answers and payments have not happened. */
function asKnownOn(rows: Rows, on: number): Rows {
  return {
    accounts: rows.accounts,
    usage: rows.usage.filter((row) => row.day <= on),
    tickets: rows.tickets
      .filter((row) => row.opened <= on)
      .map((row) =>
        row.closed !== undefined && row.closed > on
          ? {
              account: row.account,
              opened: row.opened,
              escalated: row.escalated ?? false,
              sentiment: row.sentiment ?? 0,
            }
          : row,
      ),
    surveys: rows.surveys
      .filter((row) => row.sent <= on)
      .map(({ responded, rating, ...row }) =>
        responded !== undefined && responded <= on
          ? { ...row, responded, ...(rating === undefined ? {} : { rating }) }
          : row,
      ),
    touchpoints: rows.touchpoints.filter((row) => row.day <= on),
    invoices: rows.invoices
      .filter((row) => row.issued <= on)
      .map(({ paid, ...row }) => (paid !== undefined && paid <= on ? { ...row, paid } : row)),
    contracts: rows.contracts.filter((row) => row.day <= on),
    outcomes: rows.outcomes.filter((row) => row.day <= on),
  };
}

describe('point in time', () => {
  it('facts after the as-of date never change a result at it', () => {
    fc.assert(
      fc.property(facts, (rows) => {
        const known = asKnownOn(rows, AS_OF);
        expect(computeSignals(buildFacts(rows), AS_OF, model)).toEqual(computeSignals(buildFacts(known), AS_OF, model));
        expect(scoreSnapshot(buildFacts(rows), model, AS_OF)).toEqual(scoreSnapshot(buildFacts(known), model, AS_OF));
      }),
      { numRuns: 120 },
    );
  });

  it('is deterministic, and a block of accounts gives the rows of the whole', () => {
    fc.assert(
      fc.property(facts, (rows) => {
        const built = buildFacts(rows);
        const whole = computeSignals(built, AS_OF, model);
        expect(computeSignals(built, AS_OF, model, 0, ACCOUNTS, indexFacts(built))).toEqual(whole);
        const block = computeSignals(built, AS_OF, model, 1, 3);
        expect(block.values).toEqual(whole.values.map((column) => column.slice(1, 3)));
        expect(block.factDay).toEqual(whole.factDay.map((column) => column.slice(1, 3)));
      }),
      { numRuns: 40 },
    );
  });

  it('only active accounts have scores', () => {
    fc.assert(
      fc.property(facts, (rows) => {
        const snapshot = scoreSnapshot(buildFacts(rows), model, AS_OF);
        snapshot.status.forEach((status, at) => {
          const score = snapshot.score[at] ?? Number.NaN;
          if (status !== 1) expect([score, snapshot.state[at], snapshot.tier[at]]).toEqual([Number.NaN, 0, 255]);
          else expect(Number.isNaN(score)).toBe(snapshot.state[at] === 0);
        });
      }),
      { numRuns: 40 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Day } from '#shared/model/day.ts';
import { scoreSnapshot } from '../score/snapshot.ts';
import { ACCOUNTS, AS_OF, facts } from '../testing/arbitrary-facts.ts';
import { RUNS } from '../testing/arbitrary-inputs.ts';
import { buildFacts, type FactRows } from '../testing/build-facts.ts';
import { readModel } from '../testing/fixtures.ts';
import { computeSignals, signalFiller } from './compute.ts';
import { indexFacts } from './facts-index.ts';
import { accountStatus } from './status.ts';
import { createSignalRows } from './table.ts';

const model = readModel('003-signal');

/** A row without what its later dates bring: `[date, what is known from it on]`. */
function until<T extends object>(row: T, on: Day, later: readonly (readonly [string, ...string[]])[]): T {
  const seen = { ...row };
  for (const [date, ...brought] of later) {
    const when: unknown = Reflect.get(seen, date);
    if (typeof when !== 'number' || when <= on) continue;
    for (const name of [date, ...brought]) Reflect.deleteProperty(seen, name);
  }
  return seen;
}

/** What was on file on a day: later rows are not there, later closings, answers and payments have not happened. */
function asKnownOn(rows: Required<FactRows>, on: Day): FactRows {
  const isKnown = (row: { readonly known?: Day }): boolean => (row.known ?? on) <= on;
  const standing = <T extends { readonly known?: Day; readonly until?: Day }>(group: readonly T[]): T[] =>
    group.filter(isKnown).map((row) => until(row, on, [['until']]));
  return {
    accounts: rows.accounts,
    usage: rows.usage.filter((row) => row.day <= on),
    tickets: standing(rows.tickets)
      .filter((row) => row.opened <= on)
      .map((row) => until(row, on, [['closed', 'csat', 'reopened', 'resolutionDays']])),
    surveys: standing(rows.surveys)
      .filter((row) => row.sent <= on)
      .map((row) => until(row, on, [['responded', 'rating']])),
    touchpoints: standing(rows.touchpoints).filter((row) => row.day <= on),
    invoices: standing(rows.invoices)
      .filter((row) => row.issued <= on)
      .map((row) => until(row, on, [['paid']])),
    contracts: standing(rows.contracts).filter((row) => row.day <= on),
    outcomes: standing(rows.outcomes).filter((row) => row.day <= on),
    contacts: standing(rows.contacts)
      .filter((row) => (row.created ?? on) <= on)
      .map((row) => until(row, on, [['left'], ['lastLogin']])),
    activity: rows.activity.filter((row) => row.day <= on),
    milestones: standing(rows.milestones).map((row) =>
      until(row, on, row.roiDay === undefined ? [['completed', 'roi']] : [['completed'], ['roiDay', 'roi']]),
    ),
    mentions: rows.mentions.filter((row) => row.day <= on),
  };
}

/** The same usage, some of it in thirds, which do not add up the same in every order. */
const inThirds = (rows: Required<FactRows>): Required<FactRows> => ({
  ...rows,
  usage: rows.usage.map((row) => ({ ...row, value: row.metric.length % 2 === 0 ? row.value : row.value / 3 })),
});

describe('point in time', () => {
  it('facts after the as-of date never change a result at it', () => {
    fc.assert(
      fc.property(facts, (rows) => {
        const known = asKnownOn(rows, AS_OF);
        expect(computeSignals(buildFacts(rows), AS_OF, model)).toEqual(computeSignals(buildFacts(known), AS_OF, model));
        expect(scoreSnapshot(buildFacts(rows), model, AS_OF)).toEqual(scoreSnapshot(buildFacts(known), model, AS_OF));
      }),
      RUNS,
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
      RUNS,
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
      RUNS,
    );
  });

  it('the days of a history come to what each comes to alone, in whatever order', () => {
    // Far enough behind the first facts that some have a season of the year before.
    const someDays = fc.array(fc.integer({ min: 100, max: 620 }), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(facts, someDays, fc.boolean(), (rows, days, isHistory) => {
        const built = buildFacts(inThirds(rows));
        const index = indexFacts(built);
        const order = isHistory ? days.toSorted((a, b) => a - b) : days;
        const all = createSignalRows(ACCOUNTS * order.length);
        const fill = signalFiller(built, index, all, order, model);
        const status = new Uint8Array(ACCOUNTS * order.length);
        for (let account = 0; account < ACCOUNTS; account++)
          order.forEach((_, at) => {
            const row = at * ACCOUNTS + account;
            status[row] = fill(row, account, at);
          });
        order.forEach((asOf, at) => {
          const alone = computeSignals(built, asOf, model, 0, ACCOUNTS, index);
          const ofDay = (column: Float64Array): Float64Array => column.slice(at * ACCOUNTS, (at + 1) * ACCOUNTS);
          expect(all.values.map(ofDay)).toEqual(alone.values);
          expect(ofDay(all.seasonal.lastYear)).toEqual(alone.seasonal.lastYear);
          expect(status.slice(at * ACCOUNTS, (at + 1) * ACCOUNTS)).toEqual(accountStatus(built, asOf, index));
        });
      }),
      RUNS,
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayFromIso } from '#shared/model/day.ts';
import { type Facts, OUTCOMES } from '#shared/model/facts.ts';
import { retentionOf } from '../portfolio/retention.ts';
import { indexFacts } from '../signals/facts-index.ts';
import { ACCOUNT_STATUS, arrAsOf } from '../signals/status.ts';
import { buildFacts, type FactRows } from '../testing/build-facts.ts';
import { outcomesAfter, retentionTriangle, survival, type Triangle, totalTriangle } from './retention.ts';
import { arrReader, firstLossDay, lastArr, type Timelines, timelinesOf } from './timelines.ts';

const on = (iso: string): number => {
  const day = dayFromIso(iso);
  if (day === null) throw new Error(iso);
  return day;
};

const livesOf = (rows: FactRows, asOf: number): { facts: Facts; lives: Timelines } => {
  const facts = buildFacts(rows);
  return { facts, lives: timelinesOf(facts, indexFacts(facts), asOf) };
};

/** `n/retained` of the cells of a cohort that anybody has reached. */
const logos = ({ n, retained, months }: Triangle, cohort: number): string[] =>
  Array.from({ length: months + 1 }, (_, month) => cohort * (months + 1) + month)
    .filter((cell) => n[cell] !== 0)
    .map((cell) => `${n[cell]}/${retained[cell]}`);

describe('retention triangle', () => {
  const asOf = on('2026-06-30');
  // January: two stay, one leaves after 40 days, one comes back. April: one leaves in its first month, one has no ARR.
  const rows: FactRows = {
    accounts: [
      { startDay: on('2026-01-10') },
      { startDay: on('2026-01-10') },
      { startDay: on('2026-01-10') },
      { startDay: on('2026-01-31') },
      { startDay: on('2026-04-15') },
      { startDay: on('2026-04-15'), arr: Number.NaN },
      { startDay: on('2026-09-01') },
      {},
    ],
    contracts: [
      { account: 0, day: on('2026-01-10'), change: 'new', arr: 1000 },
      { account: 1, day: on('2026-01-10'), change: 'new', arr: 2000 },
      { account: 1, day: on('2026-03-01'), change: 'upgrade', arr: 3000 },
      { account: 1, day: on('2026-05-01'), change: 'downgrade', arr: 1500 },
      { account: 2, day: on('2026-01-12'), change: 'new', arr: 4000 },
      { account: 3, day: on('2026-01-31'), change: 'new', arr: 500 },
      { account: 3, day: on('2026-05-20'), change: 'renewal', arr: 600 },
      { account: 4, day: on('2026-04-15'), change: 'new', arr: 800 },
      { account: 4, day: on('2026-04-15'), change: 'churn' },
    ],
    outcomes: [
      { account: 2, day: on('2026-02-19'), outcome: 'churn' },
      { account: 3, day: on('2026-03-30'), outcome: 'churn' },
    ],
    usage: [{ account: 7, day: on('2026-02-01'), metric: 'logins', value: 1 }],
  };
  const { lives } = livesOf(rows, asOf);
  const cohortOf = Int32Array.of(0, 0, 0, 0, 1, 1, -1, 1);
  const triangle = retentionTriangle(lives, asOf, cohortOf, 2, 12);

  it('counts customers by months since their own start; months not reached are absent, not lost', () => {
    // 10 January: marks on the 10th up to 10 June. 31 January: 28 February, 31 March, 30 April, 31 May, 30 June.
    expect(logos(triangle, 0)).toEqual(['4/4', '4/4', '4/2', '4/2', '4/3', '4/3']);
    // Left on the first day: a customer in month 0, lost from month 1 on. 15 April + 2 months = 15 June.
    expect(logos(triangle, 1)).toEqual(['2/2', '2/1', '2/1']);
  });

  it('keeps accounts whose start is unknown out of the cells, and counts them', () => {
    expect(Array.from(triangle.withoutStart)).toEqual([0, 1]);
  });

  it('measures ARR against that of the start: gross never above it, net as it is', () => {
    const cells = (column: Float64Array, cohort: number) =>
      Array.from(column.subarray(cohort * 13, cohort * 13 + (cohort === 0 ? 6 : 3)));
    // 1000 + 2000 + 4000 (its contract came two days late) + 500
    expect(cells(triangle.startArr, 0)).toEqual([7500, 7500, 7500, 7500, 7500, 7500]);
    expect(cells(triangle.arr, 0)).toEqual([7500, 7500, 4000, 4000, 3100, 3100]);
    expect(cells(triangle.keptArr, 0)).toEqual([7500, 7500, 3000, 3000, 3000, 3000]);
    // The account without ARR is in none of the sums.
    expect(cells(triangle.startArr, 1)).toEqual([800, 800, 800]);
    expect(cells(triangle.arr, 1)).toEqual([800, 0, 0]);
    expect(Array.from(triangle.arrAccounts.subarray(13, 16))).toEqual([1, 1, 1]);
  });

  it('estimates survival with those that are observed: a return does not undo a loss', () => {
    expect(Array.from(survival(triangle).subarray(0, 7))).toEqual([1, 1, 0.5, 0.5, 0.5, 0.5, Number.NaN]);
    // Three accounts observed for 1, 2 and 3 months; the second is lost at its second mark: 1 − 1/2, not 1 − 1/3.
    const young = livesOf(
      {
        accounts: ['2026-05-20', '2026-04-20', '2026-03-20'].map((start) => ({ startDay: on(start) })),
        outcomes: [{ account: 1, day: on('2026-06-15'), outcome: 'churn' }],
      },
      asOf,
    );
    const cells = retentionTriangle(young.lives, asOf, new Int32Array(3), 1, 12);
    expect(logos(cells, 0)).toEqual(['3/3', '3/3', '2/1', '1/1']);
    expect(Array.from(survival(cells).subarray(0, 4))).toEqual([1, 1, 0.5, 0.5]);
  });

  it('adds up to one triangle of all cohorts, and knows the first loss', () => {
    const all = totalTriangle(triangle);
    expect(logos(all, 0)).toEqual(['6/6', '6/5', '6/3', '4/2', '4/3', '4/3']);
    expect(Array.from(all.withoutStart)).toEqual([1]);
    expect(all).toEqual(
      retentionTriangle(
        lives,
        asOf,
        cohortOf.map((cohort) => Math.min(cohort, 0)),
        1,
        12,
      ),
    );
    expect(firstLossDay(lives)).toBe(on('2026-02-19'));
    expect(firstLossDay(livesOf({ accounts: [{ startDay: 1 }] }, asOf).lives)).toBe(2_147_483_647);
  });

  it('tells what became of each account after a month', () => {
    expect(Array.from(outcomesAfter(lives, asOf, 0))).toEqual([1, 1, 1, 1, 1, 1, -1, -1]);
    expect(Array.from(outcomesAfter(lives, asOf, 2))).toEqual([1, 1, 0, 0, 0, 1, -1, -1]);
    expect(Array.from(outcomesAfter(lives, asOf, 5))).toEqual([1, 1, 0, 1, -1, -1, -1, -1]);
  });

  it('knows the ARR of a day, and the last one of those that left', () => {
    const arrOn = arrReader(lives);
    expect(Array.from(arrOn(on('2026-01-05')))).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    expect(Array.from(arrOn(on('2026-04-01')))).toEqual([1000, 3000, 0, 0, 0, 0, 0, Number.NaN]);
    expect(Array.from(arrOn(on('2026-06-01')))).toEqual([1000, 1500, 0, 600, 0, Number.NaN, 0, Number.NaN]);
    expect(Array.from(lastArr(lives)).slice(0, 4)).toEqual([1000, 1500, 4000, 600]);
  });
});

describe('timelines', () => {
  it('count a churn on its own date once it is known, and not before', () => {
    const rows: FactRows = {
      accounts: [{ startDay: on('2025-01-01'), arr: 10 }],
      outcomes: [{ account: 0, day: on('2025-02-15'), outcome: 'churn', known: on('2025-06-01') }],
    };
    const months = (asOf: string) =>
      logos(retentionTriangle(livesOf(rows, on(asOf)).lives, on(asOf), new Int32Array(1), 1, 4), 0);
    expect(months('2025-05-31')).toEqual(['1/1', '1/1', '1/1', '1/1', '1/1']);
    expect(months('2025-06-01')).toEqual(['1/1', '1/1', '1/0', '1/0', '1/0']);
  });

  it('have the ARR a contract of the first 31 days states, else that of the account itself', () => {
    const start = on('2025-01-01');
    const base = (contracts: FactRows['contracts'], arr?: number) =>
      livesOf(
        { accounts: [{ startDay: start, ...(arr === undefined ? {} : { arr }) }], contracts: contracts ?? [] },
        on('2026-01-01'),
      ).lives.startArr[0];
    const contract = (after: number, change: 'new' | 'churn' | 'cancel_notice', arr?: number) => ({
      account: 0,
      day: start + after,
      change,
      ...(arr === undefined ? {} : { arr }),
    });
    expect(base([contract(30, 'new', 500)], 90)).toBe(500);
    expect(base([contract(31, 'new', 500)], 90)).toBe(90);
    expect(base([contract(-20, 'new', 400), contract(10, 'new', 500)], 90)).toBe(400);
    expect(base([contract(3, 'cancel_notice', 700), contract(5, 'new', 500), contract(5, 'churn')])).toBe(500);
    expect(base([contract(5, 'new'), contract(5, 'churn')])).toBeNaN();
    expect(base([])).toBeNaN();
  });

  it('start with the start date, else with the first contract if it is new', () => {
    const start = (rows: FactRows) => livesOf(rows, on('2026-01-01')).lives.start[0];
    const contract = { account: 0, day: on('2025-03-01'), arr: 1 } as const;
    expect(start({ accounts: [{ startDay: on('2024-12-01') }], contracts: [{ ...contract, change: 'new' }] })).toBe(
      on('2024-12-01'),
    );
    expect(start({ accounts: [{}], contracts: [{ ...contract, change: 'new' }] })).toBe(on('2025-03-01'));
    expect(start({ accounts: [{}], contracts: [{ ...contract, change: 'renewal' }] })).toBe(-2_147_483_648);
  });
});

describe('retention of any history', () => {
  const month = fc.integer({ min: 0, max: 24 });
  const account = fc.record({
    start: month,
    arr: fc.integer({ min: 1, max: 9 }),
    events: fc.array(
      fc.record({
        after: fc.integer({ min: 0, max: 700 }),
        change: fc.constantFrom('upgrade', 'downgrade', 'renewal', 'churn', 'outcome'),
        arr: fc.integer({ min: 1, max: 9 }),
      } as const),
      { maxLength: 4 },
    ),
    cohort: fc.integer({ min: -1, max: 2 }),
  });
  const first = on('2023-01-15');
  const asOf = on('2025-01-15');

  it('has rates of 0 to 1, survival that never rises, logos that rise by returns only, and every account once', () => {
    fc.assert(
      fc.property(fc.array(account, { minLength: 1, maxLength: 12 }), (input) => {
        const starts = input.map(({ start }) => first + start * 30);
        const { facts, lives } = livesOf(
          {
            accounts: starts.map((startDay) => ({ startDay })),
            contracts: input.flatMap(({ arr, events }, k) => [
              { account: k, day: starts[k] as number, change: 'new' as const, arr },
              ...events.flatMap((event) =>
                event.change === 'outcome'
                  ? []
                  : [
                      {
                        account: k,
                        day: (starts[k] as number) + event.after,
                        change: event.change,
                        ...(event.change === 'churn' ? {} : { arr: event.arr }),
                      },
                    ],
              ),
            ]),
            outcomes: input.flatMap(({ events }, k) =>
              events
                .filter(({ change }) => change === 'outcome')
                .map(({ after }) => ({ account: k, day: (starts[k] as number) + after, outcome: OUTCOMES[0] })),
            ),
          },
          asOf,
        );
        const cohortOf = Int32Array.from(input, ({ cohort }, k) => ((starts[k] as number) <= asOf ? cohort : -1));
        const triangle = retentionTriangle(lives, asOf, cohortOf, 3, 24);
        const shares = survival(triangle);
        let members = 0;
        for (let cohort = 0; cohort < 3; cohort++) {
          members += triangle.n[cohort * 25] as number;
          for (let m = 1; m < 25; m++) {
            const cell = cohort * 25 + m;
            const [n, before] = [triangle.n[cell] as number, triangle.n[cell - 1] as number];
            expect(n).toBeLessThanOrEqual(before);
            expect(triangle.retained[cell]).toBeLessThanOrEqual(n);
            expect(triangle.keptArr[cell]).toBeLessThanOrEqual(triangle.startArr[cell] as number);
            expect(triangle.keptArr[cell]).toBeLessThanOrEqual(triangle.arr[cell] as number);
            if (n === 0) continue;
            expect(shares[cell]).toBeLessThanOrEqual(shares[cell - 1] as number);
            const neverReturns = input.every(
              ({ cohort: own, events }) =>
                own !== cohort || events.every(({ change }) => change === 'churn' || change === 'outcome'),
            );
            if (neverReturns && n === before)
              expect(triangle.retained[cell]).toBeLessThanOrEqual(triangle.retained[cell - 1] as number);
          }
        }
        expect(members).toBe(cohortOf.filter((cohort) => cohort >= 0).length);

        // One cell is what the KPI cards say of the same customers over the same time (30-method.md 4.6).
        const k = cohortOf.findIndex((cohort) => cohort >= 0);
        if (k < 0) return;
        const only = Int32Array.from(cohortOf, (_, other) => (other === k ? 0 : -1));
        const own = retentionTriangle(lives, asOf, only, 1, 24);
        const [from, to] = [arrAsOf(facts, starts[k] as number), arrAsOf(facts, asOf)];
        const isObservedToday = starts[k] === first && own.n[24] === 1;
        if (!isObservedToday || from.status[k] !== ACCOUNT_STATUS.active) return;
        const card = retentionOf(
          from.arr,
          to.arr,
          (other) => other === k,
          (other) => to.status[other] === ACCOUNT_STATUS.active,
        );
        expect(own.retained[24]).toBe(card.kept);
        expect(own.startArr[24]).toBe(card.startArr);
        expect(own.arr[24]).toBe(card.endArr);
      }),
      { numRuns: 300 },
    );
  });
});

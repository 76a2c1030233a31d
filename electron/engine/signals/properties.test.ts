import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayFromIso } from '#shared/model/day.ts';
import { contributions } from '../explain/contributions.ts';
import { arrCuts, priorityColumn } from '../priority/priority.ts';
import { scoreAccounts, scoreSnapshot } from '../score/snapshot.ts';
import { ACCOUNTS, AS_OF, facts } from '../testing/arbitrary-facts.ts';
import { PRESETS, RUNS } from '../testing/arbitrary-inputs.ts';
import { buildFacts, type FactRows } from '../testing/build-facts.ts';
import { readModel } from '../testing/fixtures.ts';
import { computeSignals } from './compute.ts';
import { indexFacts } from './facts-index.ts';
import { arrAsOf } from './status.ts';

// Scoring properties of 50-security-reliability.md section 4 that are about facts: 2, 4, 5, 7, 9, 11.
const model = readModel('003-signal');
const onboarding = readModel('onboarding');
const anyModel = fc.constantFrom(...PRESETS);
const score = (rows: FactRows, asOf = AS_OF, of = model) => {
  const built = buildFacts(rows);
  return scoreSnapshot(built, of, asOf, indexFacts(built), { onboarding });
};

/** The same rows with every account renamed: account k becomes account `to[k]`. */
function renumbered(rows: Required<FactRows>, to: readonly number[]): FactRows {
  const accounts = [...rows.accounts];
  rows.accounts.forEach((row, k) => {
    accounts[to[k] as number] = row;
  });
  const moved = Object.entries(rows).map(([name, group]) =>
    name === 'accounts'
      ? [name, accounts]
      : [name, (group as { account: number }[]).map((row) => ({ ...row, account: to[row.account] as number }))],
  );
  return Object.fromEntries(moved) as FactRows;
}

const DAYS = new Set(
  'startDay goLiveDay renewalDay day opened closed sent responded issued due paid termEnd created lastLogin left completed roiDay known until'.split(
    ' ',
  ),
);

/** The same rows, so many days later. */
function shifted<T>(value: T, by: number): T {
  if (Array.isArray(value)) return value.map((one) => shifted(one, by)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, one]) => [
    name,
    DAYS.has(name) && typeof one === 'number' ? one + by : shifted(one, by),
  ]);
  return Object.fromEntries(entries) as T;
}

describe('scores from facts', () => {
  it('2: are in range for every preset, and nothing is NaN that has a score', () => {
    fc.assert(
      fc.property(facts, anyModel, (rows, of) => {
        const snapshot = score(rows, AS_OF, of);
        snapshot.score.forEach((value, row) => {
          const coverage = snapshot.coverage[row] ?? Number.NaN;
          expect(coverage >= 0 && coverage <= 1).toBe(true);
          expect(Number.isNaN(value)).toBe(snapshot.state[row] === 0);
          if (!Number.isNaN(value)) expect(value >= 0 && value <= 100 && !Object.is(value, -0)).toBe(true);
          for (const column of snapshot.dimensions) {
            const dimension = column[row] as number;
            expect(Number.isNaN(dimension) || (dimension >= 0 && dimension <= 100)).toBe(true);
          }
        });
      }),
      RUNS,
    );
  });

  it('4: do not depend on the order and numbers of accounts', () => {
    fc.assert(
      fc.property(facts, fc.shuffledSubarray([...Array(ACCOUNTS).keys()], { minLength: ACCOUNTS }), (rows, to) => {
        const before = score(rows);
        const after = score(renumbered(rows, to));
        to.forEach((at, k) => {
          expect([after.score[at], after.coverage[at], after.state[at], after.tier[at], after.phase[at]]).toEqual([
            before.score[k],
            before.coverage[k],
            before.state[k],
            before.tier[k],
            before.phase[k],
          ]);
        });
      }),
      RUNS,
    );
  });

  it('5: another currency changes no signal, score or priority', () => {
    fc.assert(
      fc.property(facts, fc.constantFrom(0.01, 0.5, 4, 128), (rows, factor) => {
        const dearer = shiftedMoney(rows, factor);
        const [a, b] = [buildFacts(rows), buildFacts(dearer)];
        expect(computeSignals(b, AS_OF, model).values).toEqual(computeSignals(a, AS_OF, model).values);
        expect(score(dearer)).toEqual(score(rows));
        const priorities = [a, b].map((built) => {
          const snapshot = scoreSnapshot(built, model, AS_OF);
          const { arr, status } = arrAsOf(built, AS_OF);
          const none = new Float64Array(ACCOUNTS).fill(Number.NaN);
          return priorityColumn(
            {
              score: snapshot.score,
              change30: none,
              change90: none,
              arr,
              daysToRenewal: none,
              trend: new Uint8Array(ACCOUNTS),
              engagement: none,
            },
            arrCuts(arr, status),
          );
        });
        expect(priorities[1]).toEqual(priorities[0]);
      }),
      RUNS,
    );
  });

  it('7: an account without facts changes nothing for the others', () => {
    fc.assert(
      fc.property(facts, (rows) => {
        const alone = score(rows);
        const joined = score({ ...rows, accounts: [...rows.accounts, { startDay: 0 }] });
        expect(joined.score.subarray(0, ACCOUNTS)).toEqual(alone.score);
        expect(joined.coverage.subarray(0, ACCOUNTS)).toEqual(alone.coverage);
        expect(joined.tier.subarray(0, ACCOUNTS)).toEqual(alone.tier);
      }),
      RUNS,
    );
  });

  it('8: contributions of every scored account sum to its score − 50', () => {
    fc.assert(
      fc.property(facts, anyModel, (rows, of) => {
        const snapshot = score(rows, AS_OF, of);
        snapshot.score.forEach((value, row) => {
          if (Number.isNaN(value) || snapshot.phase[row] !== 0) return;
          const parts = contributions(
            of,
            snapshot.dimensions.map((column) => column[row] as number),
          );
          const total = parts.reduce((sum, part) => sum + (Number.isNaN(part) ? 0 : part), 0);
          // The stored score has 6 decimals.
          expect(Math.abs(total - (value - 50))).toBeLessThan(1e-6);
        });
      }),
      RUNS,
    );
  });

  it('9: some accounts are scored as in the whole', () => {
    fc.assert(
      fc.property(facts, fc.subarray([...Array(ACCOUNTS).keys()]), (rows, picked) => {
        const built = buildFacts(rows);
        const index = indexFacts(built);
        const whole = scoreSnapshot(built, model, AS_OF, index, { onboarding });
        const some = scoreAccounts(built, model, AS_OF, Int32Array.from(picked), index, { onboarding });
        expect(some.score).toEqual(Float64Array.from(picked, (account) => whole.score[account] as number));
        expect(some.tier).toEqual(Uint8Array.from(picked, (account) => whole.tier[account] as number));
      }),
      RUNS,
    );
  });

  it('11: are the same in 1899, around leap days and changes of clocks, and in the last year there is', () => {
    const starts = ['1899-12-31', '1900-02-28', '1999-12-01', '2024-02-29', '2025-03-30', '2026-11-01', '9998-06-01'];
    const days = starts.map((iso) => {
      const day = dayFromIso(iso);
      if (day === null) throw new Error(iso);
      // Whole weeks: weekdays are part of what is measured.
      return Math.round(day / 7) * 7;
    });
    fc.assert(
      fc.property(facts, fc.constantFrom(...days), (rows, by) => {
        const moved = score(shifted(rows, by), AS_OF + by);
        expect({ ...moved, asOf: AS_OF }).toEqual(score(rows));
      }),
      RUNS,
    );
  });
});

const MONEY = new Set(['arr', 'amount']);

/** The same rows with every amount times a factor that loses no digit. */
function shiftedMoney<T>(value: T, factor: number): T {
  if (Array.isArray(value)) return value.map((one) => shiftedMoney(one, factor)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, one]) => [
    name,
    MONEY.has(name) && typeof one === 'number' ? one * factor : shiftedMoney(one, factor),
  ]);
  return Object.fromEntries(entries) as T;
}

import { describe, expect, it } from 'vitest';
import { buildFacts } from '../testing/build-facts.ts';
import { readModel } from '../testing/fixtures.ts';
import { computeSignals } from './compute.ts';
import { accountRange, createSignalRows, signalColumn, signalReader, signalWriter } from './table.ts';

describe('a table of a block of accounts', () => {
  const accounts = [10, 20, 30, 40].map((renewalDay) => ({ renewalDay }));
  const block = () => computeSignals(buildFacts({ accounts }), 0, readModel('003-signal'), 1, 3);

  it('has a row for each of them', () => {
    const table = block();
    expect([table.from, table.to]).toEqual([1, 3]);
    expect(table.values[signalColumn('days_to_renewal')]).toEqual(Float64Array.of(20, 30));
    expect(table.factDay[0]).toHaveLength(2);
    expect(table.stale[0]).toEqual(new Uint8Array(2));
    expect(table.seasonal.applied).toEqual(new Uint8Array(2));
  });

  it('is read by the number of the account; what is not there is missing', () => {
    const table = block();
    expect([1, 2].map((account) => signalReader(table, account)('days_to_renewal'))).toEqual([20, 30]);
    expect([0, 3].map((account) => signalReader(table, account)('days_to_renewal'))).toEqual([Number.NaN, Number.NaN]);
    expect(signalReader(table, 1)('seat_utilization')).toBeNaN();
    expect(signalReader(table, 1)('no_such_signal')).toBeNaN();
    expect(signalColumn('no_such_signal')).toBe(-1);
    const first = table.ids[0];
    expect(first && signalColumn(first)).toBe(0);
    table.values[0]?.set([7], 0);
    expect(first && signalReader(table, 1)(first)).toBe(7);
  });
});

it('rows without dates and flags take up values alone', () => {
  const rows = createSignalRows(2);
  signalWriter(rows, 'days_to_renewal').put(1, 9, 100, true);
  expect(rows.values[signalColumn('days_to_renewal')]).toEqual(Float64Array.of(Number.NaN, 9));
  expect([rows.factDay, rows.stale]).toEqual([[], []]);
});

it('a range ends before its end', () => {
  expect([accountRange(2, 5), accountRange(3, 3)]).toEqual([Int32Array.of(2, 3, 4), new Int32Array()]);
});

import { describe, expect, it } from 'vitest';
import { dayFromIso, NO_DAY } from '#shared/model/day.ts';
import { bandsOf, monthKey, numberKeys, quantileCuts, quarterKey } from './cuts.ts';
import { monthCalendar, monthNumber } from './months.ts';

const on = (iso: string): number => dayFromIso(iso) ?? NO_DAY;

describe('cuts', () => {
  it('divide values into groups of about equal size', () => {
    expect(quantileCuts(Float64Array.of(4, 1, 3, 2, Number.NaN, 5), 4)).toEqual([2, 3, 4]);
    const values = Float64Array.of(1, 2, 3.9, 4, Number.POSITIVE_INFINITY, Number.NaN);
    expect(bandsOf([2, 3, 4], values)).toEqual(Int32Array.of(0, 1, 2, 3, 3, -1));
    expect(bandsOf([], values)).toEqual(Int32Array.of(0, 0, 0, 0, 0, -1));
  });

  it('merge where values are equal, and never make a group nobody is in', () => {
    expect(quantileCuts(Float64Array.of(0, 0, 0, 0, 7), 4)).toEqual([]);
    expect(quantileCuts(Float64Array.of(0, 0, 0, 7, 7, 7, 7, 7), 4)).toEqual([7]);
    expect(quantileCuts(new Float64Array(), 4)).toEqual([]);
  });
});

describe('keys', () => {
  it('name months and quarters', () => {
    expect(['2024-01-01', '2024-03-31', '2024-04-01', '2024-12-31'].map((iso) => quarterKey(on(iso)))).toEqual([
      '2024-Q1',
      '2024-Q1',
      '2024-Q2',
      '2024-Q4',
    ]);
    expect(monthKey(on('2024-02-29'))).toBe('2024-02');
    expect([monthKey(NO_DAY), quarterKey(NO_DAY)]).toEqual([null, null]);
  });

  it('by size: the largest keep their name, equal ones by name, the rest are one', () => {
    const keys = ['b', 'a', 'c', 'b', null, 'd'];
    expect(numberKeys(keys, 'size', 2)).toEqual({
      keys: ['b', 'a'],
      hasRest: true,
      cohortOf: Int32Array.of(0, 1, 2, 0, -1, 2),
    });
    expect(numberKeys(keys, 'size', 4)).toMatchObject({ keys: ['b', 'a', 'c', 'd'], hasRest: false });
  });

  it('by time: ascending, the oldest beyond the limit are one', () => {
    expect(numberKeys(['2024-03', '2023-01', '2024-01', null], 'time', 2)).toEqual({
      keys: ['2024-01', '2024-03'],
      hasRest: true,
      cohortOf: Int32Array.of(1, 2, 0, -1),
    });
  });
});

describe('months', () => {
  it('are counted from the date of a day; the last day of a shorter month stands for what it lacks', () => {
    const { of, firstDay, dayOf } = monthCalendar(on('2023-01-31'), on('2024-12-31'), 12);
    expect(dayOf(of(on('2023-01-31')) + 1, 30)).toBe(on('2023-02-28'));
    expect(dayOf(of(on('2023-01-31')) + 13, 30)).toBe(on('2024-02-29'));
    expect(dayOf(of(on('2024-12-31')) + 12, 30)).toBe(on('2025-12-31'));
    expect(dayOf(of(on('2024-12-31')), 0)).toBe(on('2024-12-01'));
    expect(of(on('2024-12-31'))).toBe(2024 * 12 + 11);
    expect(of(on('2023-01-31'))).toBe(monthNumber(on('2023-01-01')));
    expect(firstDay(2024 * 12 + 2)).toBe(on('2024-03-01'));
  });
});

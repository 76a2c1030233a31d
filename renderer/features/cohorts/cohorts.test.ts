import { describe, expect, it } from 'vitest';
import { changedParams, dimensionOf, initiativeOf, metricOf, pairWith, stepOf, topicOf } from './address.ts';
import { cellAt, cellText, cohortFilters, columnsOf, isFew, lostArrOf, lostOf, shareOf } from './cells.ts';
import { turned } from './difference.ts';
import { changeRows } from './effect.ts';
import { moved } from './grid-keys.ts';
import { drawnLines } from './lines.ts';
import { cell, format, months, row } from './retention.fixture.ts';
import { seasonSentence, seasonYears } from './seasons.ts';
import { shortList } from './short-list.ts';
import { RETENTION_HEADER, retentionRows } from './table.ts';

describe('address', () => {
  const dimension = (id: string, cohorts: number) => ({
    id,
    label: id,
    kind: 'text' as const,
    how: '',
    group: 'attribute' as const,
    cohorts,
    notKnown: 0,
  });
  const offered = [dimension('plan', 3), dimension('startQuarter', 8), dimension('channel', 0)];

  it('falls back to what exists', () => {
    expect(dimensionOf({ by: 'plan' }, offered)?.id).toBe('plan');
    expect(dimensionOf({ by: 'channel' }, offered)?.id).toBe('startQuarter');
    expect(dimensionOf({}, offered)?.id).toBe('startQuarter');
    expect(dimensionOf({}, [dimension('plan', 3)])?.id).toBe('plan');
    expect(dimensionOf({}, [dimension('channel', 0)])?.id).toBe('channel');
    expect(dimensionOf({}, [])).toBeNull();
    expect(metricOf({ metric: 'net' })).toBe('net');
    expect(metricOf({ metric: 'gold' })).toBe('logo');
    expect([metricOf({ metric: 'health' }), topicOf({ metric: 'health' })]).toEqual(['logo', 'health']);
    expect(stepOf({}, 'startMonth').months).toBe(1);
    expect(stepOf({}, 'segment').months).toBe(3);
    expect(stepOf({ step: 'quarter' }, 'startMonth').months).toBe(3);
    expect(initiativeOf({ on: '2026-03-01', weeks: '8', touched: 'SMB' })).toEqual({
      date: '2026-03-01',
      weeks: '8',
      touched: 'SMB',
    });
    expect(initiativeOf({ on: '2026-02-30', weeks: '9' })).toEqual({ date: null, weeks: '12', touched: null });
  });

  it('forgets cohorts with their dimension, and nothing else', () => {
    const params = {
      by: 'plan',
      a: 'x',
      b: 'y',
      touched: 'x',
      season: 'a',
      step: 'month',
      metric: 'net',
      on: '2026-03-01',
    };
    expect(changedParams(params, { by: 'segment' })).toEqual({ by: 'segment', metric: 'net', on: '2026-03-01' });
    expect(changedParams(params, { metric: 'gross' })).toEqual({ ...params, metric: 'gross' });
  });

  it('swaps A and B when one takes the cohort of the other', () => {
    expect(pairWith({ a: 'x', b: 'y' }, 'b', 'z')).toEqual({ a: 'x', b: 'z' });
    expect(pairWith({ a: 'x', b: 'y' }, 'b', 'x')).toEqual({ a: 'y', b: 'x' });
    expect(pairWith({ a: 'x', b: 'y' }, 'a', 'x')).toEqual({ a: 'x', b: 'y' });
  });
});

describe('cells', () => {
  it('show the share kept, or Kaplan-Meier while some have not been here that long', () => {
    const young = cell(6, 12, 9, { complete: false, survival: 0.8 });
    expect(shareOf(cell(6, 20, 17), 'logo')).toBe(0.85);
    expect(shareOf(young, 'logo')).toBe(0.8);
    expect(shareOf(young, 'gross')).toBe(0.75);
    expect(lostOf(cell(6, 20, 20, { nrr: 1.2 }), 'net')).toBe(0);
    expect(lostOf(cell(6, 20, 20, { grr: null }), 'gross')).toBeNull();
    expect(lostArrOf(cell(6, 20, 15))).toBe(5000);
    expect(lostArrOf(cell(6, 20, 15, { grr: null }))).toBe(0);
  });

  it('are few below five accounts, for ARR below five of known ARR', () => {
    expect(isFew(cell(0, 4, 4), 'logo')).toBe(true);
    expect(isFew(cell(0, 9, 9, { arrAccounts: 4 }), 'logo')).toBe(false);
    expect(isFew(cell(0, 9, 9, { arrAccounts: 4 }), 'gross')).toBe(true);
  });

  it('stand every few months, as far as any cohort has got', () => {
    const rows = [row('a', 9, months(7, 0.9)), row('b', 9, months(2, 1))];
    expect(columnsOf(rows, 3)).toEqual([0, 3, 6]);
    expect(columnsOf(rows, 1)).toHaveLength(8);
    expect(columnsOf([], 3)).toEqual([0]);
    expect(cellAt(rows[1] ?? row('', 0, []), 3)).toBeNull();
  });

  it('say everything in words', () => {
    expect(cellText('2025 Q3', cell(9, 20, 17), 'logo', format)).toBe(
      '2025 Q3, after 9 months: 85% still here, 17 of 20 accounts, 95% interval 80% to 90%.',
    );
    expect(cellText('SMB', cell(1, 12, 9, { complete: false, survival: 0.8 }), 'logo', format)).toBe(
      'SMB, after 1 month: about 80% still here (Kaplan-Meier); 12 accounts observed that long, 9 of them still here.',
    );
    expect(cellText('SMB', cell(0, 3, 3), 'gross', format)).toBe(
      'SMB, at the start: 100% of the ARR at the start, without growth; $3.0k then, over 3 accounts. Fewer than 5 accounts: too few to compare.',
    );
    expect(cellText('SMB', cell(0, 9, 9, { nrr: null }), 'net', format)).toBe(
      'SMB, at the start: no ARR known at the start.',
    );
  });

  it('lead to their accounts, on top of the filters of the view', () => {
    expect(cohortFilters({ csm: ['Ada'] }, 'segment', 'SMB', 6)).toEqual({
      csm: ['Ada'],
      cohortBy: 'segment',
      cohort: ['SMB'],
      cohortMonth: 6,
    });
    expect(cohortFilters({}, 'segment', null, 6)).toEqual({ cohortMonth: 6 });
    expect(cohortFilters({}, 'segment', 'SMB')).toEqual({ cohortBy: 'segment', cohort: ['SMB'] });
  });

  it('are exported with counts and intervals', () => {
    const [first] = retentionRows([row('a', 20, [1, 0.95, 0.95, 0.9])], [3]);
    expect(first).toEqual(['a', 20, 3, 20, 18, 0.9, 0.85, 0.95, 0.9, 20000, 19800, 0.9, 0.99]);
    expect(first).toHaveLength(RETENTION_HEADER.length);
  });
});

describe('keys in the triangle', () => {
  const lengths = [4, 2, 1];
  it('move, and stay inside rows that are shorter', () => {
    const at = (row: number, column: number) => ({ row, column });
    expect(moved(at(0, 4), 'ArrowDown', false, lengths)).toEqual(at(1, 2));
    expect(moved(at(0, 0), 'ArrowUp', false, lengths)).toEqual(at(0, 0));
    expect(moved(at(0, 4), 'ArrowRight', false, lengths)).toEqual(at(0, 4));
    expect(moved(at(2, 1), 'ArrowLeft', false, lengths)).toEqual(at(2, 0));
    expect(moved(at(1, 2), 'Home', false, lengths)).toEqual(at(1, 0));
    expect(moved(at(1, 0), 'End', false, lengths)).toEqual(at(1, 2));
    expect(moved(at(1, 0), 'End', true, lengths)).toEqual(at(2, 1));
    expect(moved(at(2, 1), 'PageUp', false, lengths)).toEqual(at(0, 1));
    expect(moved(at(0, 3), 'PageDown', false, lengths)).toEqual(at(2, 1));
    expect(moved(at(0, 0), 'x', false, lengths)).toBeNull();
  });
});

describe('where there is no room for all', () => {
  const all = ['1', '2', '3', '4', '5'].map((value) => ({ value }));
  const values = (list: readonly { value: string }[]) => list.map(({ value }) => value).join('');
  it('keeps the compared ones, and the newest or the largest', () => {
    expect(values(shortList(all, 'time', { a: '1', b: '4' }, 3))).toBe('145');
    expect(values(shortList(all, 'text', { a: '4', b: '5' }, 3))).toBe('145');
    expect(values(shortList(all, 'time', { a: '1', b: '2' }, 2))).toBe('12');
    expect(values(shortList(all, 'text', null, 5))).toBe('12345');
  });
});

describe('lines worth drawing', () => {
  const line = (value: string, n: number[]) => ({
    value,
    label: value,
    mean: n.map((size) => (size === 0 ? null : 70)),
    n,
  });
  it('have five scores a month, but for compared cohorts that never had', () => {
    const cohorts = [line('large', [3, 5, 9]), line('small', [2, 3, 0]), line('other', [1, 1, 1])];
    expect(drawnLines(cohorts, { a: 'large', b: 'small' })).toEqual([
      { value: 'large', label: 'large', mean: [null, 70, 70] },
      { value: 'small', label: 'small', mean: [70, 70, null] },
    ]);
  });
});

describe('differences, seasons and effects', () => {
  it('reads a difference from A to B', () => {
    expect(turned({ difference: 0.08, interval: { low: -0.02, high: 0.18 } }, 100)).toEqual({
      value: -8,
      low: -18,
      high: 2,
    });
    expect(turned({ difference: null, interval: null })).toEqual({ value: null, low: null, high: null });
  });

  it('turns months into a line a year', () => {
    const entry = (year: number, mean: number | null) => ({
      year,
      mean,
      n: 1,
      usage: null,
      usageAccounts: 0,
      complete: true,
    });
    const reply = [
      { month: 1, years: [entry(2025, 70), entry(2026, 72)] },
      { month: 2, years: [entry(2025, 71)] },
    ];
    expect(seasonYears(reply, 'mean')).toEqual([
      { year: 2025, values: [70, 71] },
      { year: 2026, values: [72, null] },
    ]);
    expect(seasonYears(reply, 'usage')).toEqual([]);
  });

  it('compares the last whole month with the same one a year before', () => {
    const sameMonth = { month: '2026-06', accounts: 294, mean: 69.8, lastYear: 75.2, change: -5.4, usageChange: 0.06 };
    const reply = { enough: true, sentence: 'It can.', sameMonth };
    expect(seasonSentence(reply, format)).toBe(
      'Jun 2026: 69.8 against 75.2 a year before, over 294 accounts with a score in both; usage is up 6%.',
    );
    expect(seasonSentence({ ...reply, sameMonth: { ...sameMonth, usageChange: -0.2 } }, format)).toContain('down 20%');
    expect(seasonSentence({ ...reply, sameMonth: { ...sameMonth, usageChange: 0.001 } }, format)).toContain(
      'the same.',
    );
    expect(seasonSentence({ ...reply, sameMonth: { ...sameMonth, usageChange: null } }, format)).toMatch(/in both\.$/);
    expect(seasonSentence({ ...reply, enough: false }, format)).toBe('It can.');
    expect(seasonSentence({ ...reply, sameMonth: null }, format)).toBe('It can.');
  });

  it('has an estimate only beside comparable accounts', () => {
    const group = {
      accounts: 35,
      measured: 31,
      before: 61,
      after: 68,
      change: 7,
      activeAtDate: 33,
      activeAtEnd: 30,
      retention: null,
    };
    const effect = { difference: 3, interval: { low: -1, high: 7 }, evidence: false };
    const regression = { mean: 72, correlation: 0.8, atDate: 60, expected: 62.5 };
    expect(
      changeRows({ touched: group, comparable: { ...group, change: 4 }, regression, effect }).map((item) => [
        item.name,
        item.value,
      ]),
    ).toEqual([
      ['Touched', 7],
      ['Comparable', 4],
      ['Regression alone', 2.5],
      ['Touched less comparable', 3],
    ]);
    expect(changeRows({ touched: group, comparable: null, regression: null, effect })).toEqual([
      { name: 'Touched', value: 7, low: null, high: null, strong: false },
    ]);
  });
});

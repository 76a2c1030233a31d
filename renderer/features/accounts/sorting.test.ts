import { describe, expect, it } from 'vitest';
import { COLUMNS, fittingColumns } from './columns.tsx';
import { clickSort, formatSort, parseSort, presetOf } from './sorting.ts';

describe('order of the account list', () => {
  it('reads and writes the address', () => {
    expect(parseSort('score:asc,arr:desc')).toEqual([
      { field: 'score', direction: 'asc' },
      { field: 'arr', direction: 'desc' },
    ]);
    expect(parseSort('nonsense:up')).toEqual([{ field: 'score', direction: 'asc' }]);
    expect(parseSort(undefined)).toEqual([{ field: 'score', direction: 'asc' }]);
    expect(formatSort(parseSort('arr:desc'))).toBe('arr:desc');
    expect(presetOf(parseSort('change30:asc'))).toBe('decline');
    expect(presetOf(parseSort('score:asc,arr:desc'))).toBeNull();
  });

  it('turns on a second click and joins with shift', () => {
    const one = parseSort('score:asc');
    expect(clickSort(one, 'score', 'asc', false)).toEqual([{ field: 'score', direction: 'desc' }]);
    expect(clickSort(one, 'arr', 'desc', true)).toEqual([...one, { field: 'arr', direction: 'desc' }]);
    expect(clickSort([...one, { field: 'arr', direction: 'desc' }], 'arr', 'desc', true)).toEqual([
      ...one,
      { field: 'arr', direction: 'asc' },
    ]);
    expect(clickSort([...one, { field: 'arr', direction: 'asc' }], 'arr', 'desc', false)).toEqual([
      { field: 'arr', direction: 'desc' },
    ]);
  });
});

describe('columns', () => {
  it('leave in a fixed order and the first three never do', () => {
    expect(fittingColumns(COLUMNS, 100).map((column) => column.id)).toEqual(['name', 'score', 'tier']);
    expect(fittingColumns(COLUMNS, 560).map((column) => column.id)).toEqual([
      'name',
      'score',
      'tier',
      'change30',
      'arr',
    ]);
    expect(fittingColumns(COLUMNS, 5000)).toHaveLength(COLUMNS.length);
  });
});

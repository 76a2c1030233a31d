import { describe, expect, it } from 'vitest';
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

  it('goes by dimensions and by attributes whatever they are called', () => {
    const sort = [
      { field: 'dimension:usage' as const, direction: 'desc' as const },
      { field: 'attribute:Fit, 100% : yes' as const, direction: 'asc' as const },
    ];
    expect(formatSort(sort)).toBe('dimension:usage:desc,attribute:Fit%2C 100%25 : yes:asc');
    expect(parseSort(formatSort(sort))).toEqual(sort);
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

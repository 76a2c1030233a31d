import { describe, expect, it } from 'vitest';
import { attributeDimensions, type CohortDefinition } from './cohort-dimensions.ts';

/** Dimension of an attribute that account k has as its k-th value; null for none. */
function dimensionOf(cells: readonly (string | null)[]): CohortDefinition {
  const values = [...new Set(cells.filter((cell) => cell !== null))];
  const indexOf = Int32Array.from(cells, (cell) => (cell === null ? -1 : values.indexOf(cell)));
  const [dimension] = attributeDimensions(new Map([['Thing', { values, indexOf }]]));
  if (!dimension) throw new Error('no dimension');
  return dimension;
}

/** `kind`, the cohorts as `value label` and the cohort of each account. A custom attribute reads nothing else of a book. */
function cohortsOf(cells: readonly (string | null)[]) {
  const dimension = dimensionOf(cells);
  const { cohorts, cohortOf } = dimension.assign(Object.create(null));
  return [dimension.kind, cohorts.map(({ value, label }) => `${value} | ${label}`), Array.from(cohortOf)];
}

describe('a custom attribute', () => {
  it('of text is grouped by value, the largest first; beyond 20 the rest are Other', () => {
    expect(cohortsOf(['b', 'a', null, 'b'])).toEqual(['text', ['b | b', 'a | a'], [0, 1, -1, 0]]);
    const many = Array.from({ length: 22 }, (_, k) => `v${String(k).padStart(2, '0')}`);
    const [kind, cohorts, cohortOf] = cohortsOf([...many, ...many.slice(0, 20)]);
    expect([kind, cohorts?.length, cohorts?.at(-1)]).toEqual(['text', 21, '(other) | Other']);
    expect(cohortOf?.slice(19, 22)).toEqual([19, 20, 20]);
  });

  it('of numbers is cut into quartiles, few different numbers are kept apart', () => {
    expect(cohortsOf(['1', '2', '3', '4', '5.5', '-6', null])).toEqual([
      'band',
      ['q1 | Below 1.25', 'q2 | 1.25 to below 2.5', 'q3 | 2.5 to below 3.75', 'q4 | 3.75 and more'],
      [0, 1, 2, 3, 3, 0, -1],
    ]);
    expect(cohortsOf(['0', '1', '1', '5'])).toEqual(['text', ['1 | 1', '0 | 0', '5 | 5'], [1, 0, 0, 2]]);
    expect(cohortsOf(['1', '2', '3', '4', '5', '6', 'n/a'])[0]).toBe('text');
  });

  it('of dates is grouped by quarter; those before the last 40 are one cohort', () => {
    expect(cohortsOf(['2024-05-01', '2023-12-31T10:00', null, '2024-04-30'])).toEqual([
      'time',
      ['2023-Q4 | 2023 Q4', '2024-Q2 | 2024 Q2'],
      [1, 0, -1, 1],
    ]);
    const years = Array.from({ length: 41 }, (_, k) => `${1980 + k}-01-15`);
    const [, cohorts, cohortOf] = cohortsOf(years);
    expect([cohorts?.length, cohorts?.[0], cohortOf?.slice(0, 3)]).toEqual([
      41,
      '(earlier) | Before 1981 Q1',
      [0, 1, 2],
    ]);
    expect(cohortsOf(['2024-05-01', '2024-02-30'])[0]).toBe('text');
  });

  it('says how it groups', () => {
    expect(dimensionOf(['x'])).toMatchObject({ id: 'attribute:Thing', label: 'Thing', group: 'custom' });
    expect(dimensionOf(['x']).how).toBe('By the value of Thing; beyond the 20 largest, the rest are Other.');
  });
});

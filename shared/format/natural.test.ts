import { expect, it } from 'vitest';
import { byName } from './natural.ts';

it('reads numbers in names as numbers, and keeps names apart that differ in case alone', () => {
  expect(['Region 10', 'region 2', 'Ärzte', 'Region 1', 'Region 2', 'Areas'].sort(byName)).toEqual([
    'Areas',
    'Ärzte',
    'Region 1',
    'Region 2',
    'region 2',
    'Region 10',
  ]);
  expect(byName('a', 'a')).toBe(0);
});

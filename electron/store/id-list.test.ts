import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IdReader, packIds, unpackIds } from './id-list.ts';

test('ids come back ascending and once each', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), { maxLength: 200 }), (ids) => {
      expect(unpackIds(packIds(ids))).toEqual([...new Set(ids)].sort((a, b) => a - b));
    }),
    { numRuns: 1000 },
  );
});

test('a reader knows which of ascending ids are in the list', () => {
  const ids = fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 100 });
  fc.assert(
    fc.property(ids, ids, (listed, asked) => {
      const reader = new IdReader(packIds(listed));
      for (const id of asked.toSorted((a, b) => a - b)) expect(reader.has(id)).toBe(listed.includes(id));
    }),
    { numRuns: 1000 },
  );
});

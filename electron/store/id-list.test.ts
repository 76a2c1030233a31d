import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packIds, unpackIds } from './id-list.ts';

test('ids come back ascending and once each', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), { maxLength: 200 }), (ids) => {
      expect(unpackIds(packIds(ids))).toEqual([...new Set(ids)].sort((a, b) => a - b));
    }),
    { numRuns: 1000 },
  );
});

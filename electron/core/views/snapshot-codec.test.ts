import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readModel, snapshotOfDimensions } from '#electron/engine/testing/fixtures.ts';
import { decodeSnapshot, encodeSnapshot, withoutUnused } from './snapshot-codec.ts';

const model = readModel('003-signal');
const onboarding = readModel('onboarding');

const millionths = fc.oneof(
  fc.integer({ min: 0, max: 100_000_000 }).map((micro) => micro / 1e6),
  fc.constant(Number.NaN),
);
const row = fc.record({
  dims: fc.array(millionths, { minLength: 5, maxLength: 5 }),
  young: fc.array(millionths, { minLength: 4, maxLength: 4 }),
  phase: fc.constantFrom(0, 0, 1, 2),
  preview: millionths,
  flags: fc.constantFrom(0, 0, 1, 3, 1 << 30, (1 << 30) | 7),
});

it('what is stored is what was computed, and accounts that came later have nothing', () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 9 }), fc.nat(3), (rows, later) => {
      const snapshot = {
        ...snapshotOfDimensions(
          model,
          rows.map(({ dims }) => dims),
        ),
        asOf: 20_000,
        phase: Uint8Array.from(rows, ({ phase }) => phase),
        flags: Uint32Array.from(rows, ({ flags }) => flags),
        preview: Float64Array.from(rows, ({ phase, preview }) => (phase === 0 ? Number.NaN : preview)),
        onboardingDimensions: onboarding.dimensions.map((_, d) =>
          Float64Array.from(rows, ({ phase, young }) => (phase === 0 ? Number.NaN : (young[d] ?? Number.NaN))),
        ),
        onboardingCoverage: onboarding.dimensions.map(() =>
          Float64Array.from(rows, ({ phase }) => (phase === 0 ? 0 : 0.75)),
        ),
      };
      // As SQLite hands them out: views into larger memory, at any offset.
      const stored = new Map(
        [...withoutUnused(encodeSnapshot(snapshot, model, onboarding))].map(([name, data]) => [
          name,
          Buffer.concat([Buffer.from('?'), data]).subarray(1),
        ]),
      );
      const read = (name: string) => stored.get(name);
      expect(decodeSnapshot(read, 20_000, model, onboarding, rows.length)).toEqual(snapshot);
      const grown = decodeSnapshot(read, 20_000, model, onboarding, rows.length + later);
      expect(grown.score.slice(rows.length)).toEqual(new Float64Array(later).fill(Number.NaN));
      expect(grown.phase.slice(rows.length)).toEqual(new Uint8Array(later));
      expect(grown.flags.slice(rows.length)).toEqual(new Uint32Array(later));
    }),
    { numRuns: 100 },
  );
});

it('a snapshot without young accounts and flags stores no column for them', () => {
  const columns = withoutUnused(encodeSnapshot(snapshotOfDimensions(model, [[50, 50, 50, 50, 50]]), model, onboarding));
  expect([...columns.keys()].filter((name) => /onboarding|phase|preview|flags/.test(name))).toEqual([]);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { histogramBin } from '../portfolio/aggregates.ts';
import { scoreComposite, weightsOf } from '../score/composite.ts';
import { runs } from '../testing/arbitrary-inputs.ts';
import { readModel, snapshotOfDimensions } from '../testing/fixtures.ts';
import { kindsOf, leastMillionths, slotOf } from './tally.ts';
import { createWhatIfKernel } from './what-if.ts';

const model = readModel('003-signal');

describe('a step counted in slots', () => {
  it('reaches a bound and falls in a bin exactly where the score itself does', () => {
    const near = fc.tuple(fc.double({ min: -100, max: 200, noNaN: true }), fc.integer({ min: -2, max: 2 }));
    fc.assert(
      fc.property(fc.oneof(near, fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer())), ([bound, off]) => {
        const millionths = Math.round(bound * 1e6) + (off % 3);
        expect(millionths >= leastMillionths(bound)).toBe(millionths / 1e6 >= bound);
        if (millionths < 0 || millionths >= 100e6) return;
        expect(slotOf(millionths)).toBe(histogramBin(millionths / 1e6));
      }),
      runs(300),
    );
    expect(slotOf(100e6)).toBe(40);
  });

  it('numbers the combinations that occur, in wider numbers where there are many', () => {
    const few = kindsOf(Uint32Array.of(0, 1, 0, 0), Uint32Array.of(0, 0, 0, 1), Uint8Array.of(3, 0, 3, 3), 3);
    expect([...few.kindOf]).toEqual([0, 1, 0, 2]);
    expect([[...few.patterns], [...few.groups], [...few.before]]).toEqual([
      [0, 1, 0],
      [0, 0, 1],
      [3, 0, 3],
    ]);
    const count = 2 ** 16 + 2;
    const many = kindsOf(
      Uint32Array.from({ length: count }, (_, row) => row),
      new Uint32Array(count),
      new Uint8Array(count),
      3,
    );
    expect([many.kindOf.at(-1), many.kindOf.BYTES_PER_ELEMENT, few.kindOf.BYTES_PER_ELEMENT]).toEqual([
      count - 1,
      4,
      2,
    ]);
  });

  it('comes to what scoreComposite and a plain count come to over many blocks of rows', () => {
    const rows = Array.from({ length: 5000 }, (_, row) =>
      model.dimensions.map((_, d) =>
        (row * (d + 3)) % 11 === 0 ? Number.NaN : ((row * 7919 * (d + 1)) % 10_007) / 100.07,
      ),
    );
    const segments = rows.map((_, row) => ['SMB', 'Enterprise', ''][row % 3] ?? '');
    const snapshot = snapshotOfDimensions(model, rows, segments);
    const kernel = createWhatIfKernel({ model, snapshot, arr: rows.map((_, row) => row), segments });
    for (const own of [weightsOf(model), Float64Array.of(0, 1, 2, 3, 50), Float64Array.of(95, 0, 5, 0, 0)]) {
      const reweighted = { ...model, dimensions: model.dimensions.map((d, at) => ({ ...d, weight: own[at] ?? 0 })) };
      const expected = scoreComposite(reweighted, snapshot.dimensions, snapshot.dimensionCoverage, segments);
      const { after, score, tier } = kernel.run(own);
      expect(score).toEqual(expected.score);
      expect(tier).toEqual(expected.tier);
      const scored = [...expected.score].filter((health) => !Number.isNaN(health));
      const histogram = Array<number>(40).fill(0);
      for (const health of scored) histogram[histogramBin(health)] = (histogram[histogramBin(health)] ?? 0) + 1;
      expect([...after.histogram]).toEqual(histogram);
      expect(after.accounts).toBe(scored.length);
      expect(after.mean).toBeCloseTo(scored.reduce((sum, health) => sum + health, 0) / scored.length, 9);
      expect([...after.tierArr]).toEqual(
        model.tiers.map((_, at) => expected.tier.reduce((sum, now, row) => sum + (now === at ? row : 0), 0)),
      );
    }
    expect(kernel.movers(0)).toEqual({ movers: [], total: kernel.movers(5000).movers.length });
  });
});

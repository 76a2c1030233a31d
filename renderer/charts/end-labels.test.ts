import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelRoom, spread } from './end-labels.ts';

describe('names at the ends of lines', () => {
  it('stay where they are while there is room', () => {
    expect(spread([10, 40, 90], 14, 7, 100)).toEqual([10, 40, 90]);
  });

  it('make room for one another and stay inside', () => {
    expect(spread([50, 50], 14, 0, 100)).toEqual([50, 64]);
    expect(spread([95, 96, 97], 14, 0, 100)).toEqual([72, 86, 100]);
    expect(spread([], 14, 0, 100)).toEqual([]);
  });

  it('keep their order and their distance wherever the lines end', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 12 }), (wanted) => {
        const placed = spread(wanted, 14, 0, 200);
        const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
        for (const [at, index] of order.entries()) {
          expect(placed[index]).toBeGreaterThanOrEqual(0);
          expect(placed[index]).toBeLessThanOrEqual(200);
          const before = placed[order[at - 1] ?? -1];
          if (before !== undefined) expect((placed[index] ?? 0) - before).toBeGreaterThanOrEqual(14);
        }
      }),
    );
  });

  it('ask for the width of the longest, within reason', () => {
    expect(labelRoom([])).toBe(16);
    expect(labelRoom(['2025 Q3'])).toBeCloseTo(60.7, 6);
    expect(labelRoom(['x'.repeat(60)])).toBe(136);
  });
});

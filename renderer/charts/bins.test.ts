import { describe, expect, it } from 'vitest';
import { barsPath, binWidthOf, niceCeiling, outlinePath } from './bins.ts';

const plot = { width: 200, height: 100, ceiling: 4 };

describe('bins', () => {
  it('end at round numbers that halve', () => {
    expect([0, 4, 5, 27, 61, 130, 4_800].map(niceCeiling)).toEqual([4, 4, 6, 30, 80, 160, 5000]);
  });

  it('are as wide as their number says', () => {
    expect([binWidthOf(Array.from({ length: 40 }, () => 0)), binWidthOf([])]).toEqual([2.5, 100]);
  });

  it('stand as bars one pixel apart, none where nothing is counted', () => {
    expect(barsPath([3, 0, 1, 4], plot)).toBe('M0.5 100V25H49.5V100ZM100.5 100V75H149.5V100ZM150.5 100V0H199.5V100Z');
    expect(barsPath([], plot)).toBe('');
  });

  it('are outlined from 0 to 100, the last one to its end', () => {
    expect(outlinePath([3, 1], plot)).toBe('M0 25H100V75H200');
    expect(outlinePath([], plot)).toBe('');
  });
});

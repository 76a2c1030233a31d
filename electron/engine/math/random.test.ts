import { expect, it } from 'vitest';
import { seededRandom } from './random.ts';

const draws = (seed: number, count: number): number[] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => (random.next() >>> 0) / 4_294_967_296);
};

it('gives the same draws for a seed', () => {
  expect(draws(20251, 3)).toEqual(draws(20251, 3));
  expect(draws(20251, 3)).not.toEqual(draws(20252, 3));
});

it('gives seeds next to each other draws that have nothing to do with each other', () => {
  const seeds = Array.from({ length: 4000 }, (_, seed) => draws(seed + 1000, 12));
  for (let place = 0; place < 12; place++) {
    const mean = seeds.reduce((sum, row) => sum + (row[place] as number), 0) / seeds.length;
    let shared = 0;
    for (let k = 1; k < seeds.length; k++)
      shared += ((seeds[k]?.[place] as number) - mean) * ((seeds[k - 1]?.[place] as number) - mean);
    // five standard errors
    expect(Math.abs(mean - 0.5)).toBeLessThan((5 * Math.sqrt(1 / 12)) / Math.sqrt(4000));
    expect(Math.abs((12 * shared) / seeds.length)).toBeLessThan(5 / Math.sqrt(4000));
  }
});

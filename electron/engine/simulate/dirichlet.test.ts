import { describe, expect, it } from 'vitest';
import { dirichletWeights } from './dirichlet.ts';

const WEIGHTS = [30, 20, 20, 15, 15];
const draw = (seed: number, samples = 1000) => dirichletWeights(WEIGHTS, { samples, concentration: 50, seed });

describe('weights near given ones', () => {
  it('add up to 100, with the mean and the spread of the distribution', () => {
    const { samples, rejected } = draw(1, 4000);
    expect([samples.length, rejected]).toEqual([4000, 0]);
    for (const sample of samples) expect(sample.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(100, 9);
    WEIGHTS.forEach((weight, d) => {
      const mean = samples.reduce((sum, sample) => sum + (sample[d] as number), 0) / samples.length;
      const variance = samples.reduce((sum, sample) => sum + ((sample[d] as number) - mean) ** 2, 0) / samples.length;
      const share = weight / 100;
      const deviation = 100 * Math.sqrt((share * (1 - share)) / 51);
      // four standard errors of a mean and of a deviation over 4,000 samples
      expect(Math.abs(mean - weight)).toBeLessThan((4 * deviation) / Math.sqrt(4000));
      expect(Math.abs(Math.sqrt(variance) / deviation - 1)).toBeLessThan(0.06);
    });
  });

  it('the same seed gives the same digits, another seed others', () => {
    expect(draw(7, 3)).toEqual(draw(7, 3));
    expect(draw(7, 3)).not.toEqual(draw(8, 3));
  });

  it('stay within ranges, count what was thrown away, keep 0 at 0, and give up on ranges that are never met', () => {
    const ranges = [{ min: 30, max: 40 }, null, null, null, null];
    const { samples, rejected } = dirichletWeights([30, 20, 20, 30, 0], {
      samples: 100,
      concentration: 50,
      seed: 3,
      ranges,
    });
    expect(samples).toHaveLength(100);
    expect(rejected).toBeGreaterThan(20);
    expect(
      samples.every((sample) => (sample[0] as number) >= 30 && (sample[0] as number) <= 40 && sample[4] === 0),
    ).toBe(true);
    const never = dirichletWeights(WEIGHTS, {
      samples: 5,
      concentration: 50,
      seed: 3,
      ranges: [{ min: 101, max: 102 }],
    });
    expect([never.samples.length, never.rejected]).toEqual([0, 1000]);
  });

  it('draws shapes below 1 as well', () => {
    const { samples } = dirichletWeights([1, 99], { samples: 2000, concentration: 20, seed: 5 });
    const mean = samples.reduce((sum, sample) => sum + (sample[0] as number), 0) / samples.length;
    expect(Math.abs(mean - 1)).toBeLessThan(0.2);
  });
});

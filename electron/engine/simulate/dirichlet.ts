import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { seededRandom } from '../math/random.ts';

type Uniform = () => number;

/** Standard normal by Marsaglia's polar method. */
function normal(uniform: Uniform): number {
  for (;;) {
    const a = 2 * uniform() - 1;
    const b = 2 * uniform() - 1;
    const square = a * a + b * b;
    if (square > 0 && square < 1) return a * Math.sqrt((-2 * Math.log(square)) / square);
  }
}

/** Gamma(shape, 1) by Marsaglia and Tsang (2000); below 1 by the power of a uniform. */
function gamma(shape: number, uniform: Uniform): number {
  if (shape < 1) return gamma(shape + 1, uniform) * (1 - uniform()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const z = normal(uniform);
    const v = (1 + c * z) ** 3;
    if (v > 0 && Math.log(1 - uniform()) < 0.5 * z * z + d - d * v + d * Math.log(v)) return d * v;
  }
}

export type WeightRange = { readonly min: number; readonly max: number } | null;

/** Samples drawn for one that is kept, before the ranges count as too narrow to meet. */
const DRAWS_PER_SAMPLE = 200;

/**
 * Weights near given ones: Dirichlet with parameters `concentration` × share (30-method.md 5, point 7), in percent. The mean
 * is the given weights; the standard deviation of a share w is √(w(1 − w) ÷ (concentration + 1)). A weight of 0 stays 0.
 *
 * @param weights in the model's order, any scale, at least one above 0
 * @param ranges percent each weight has to lie in, null for any; samples outside are drawn again
 * @returns fewer samples than asked for where the ranges are seldom met
 */
export function dirichletWeights(
  weights: ArrayLike<number>,
  options: {
    readonly samples: number;
    readonly concentration: number;
    readonly seed: number;
    readonly ranges?: readonly WeightRange[];
  },
): { readonly samples: readonly Float64Array[]; readonly rejected: number } {
  const { concentration, ranges, seed } = options;
  const random = seededRandom(seed);
  const uniform = (): number => uniformFloat64(random);
  const total = Array.from(weights).reduce((sum, weight) => sum + weight, 0);
  const shapes = Array.from(weights, (weight) => (concentration * weight) / total);
  const samples: Float64Array[] = [];
  let rejected = 0;
  while (samples.length < options.samples && samples.length + rejected < options.samples * DRAWS_PER_SAMPLE) {
    const draws = Float64Array.from(shapes, (shape) => (shape === 0 ? 0 : gamma(shape, uniform)));
    const sum = draws.reduce((all, draw) => all + draw, 0);
    const sample = draws.map((draw) => (100 * draw) / sum);
    const fits = ranges?.every((range, d) => {
      const weight = sample[d] as number;
      return range === null || (weight >= range.min && weight <= range.max);
    });
    if (fits === false) rejected++;
    else samples.push(sample);
  }
  return { samples, rejected };
}

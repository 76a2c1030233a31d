import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import type { HealthModel, PointMethod } from '#shared/model/health-model.ts';
import { SIGNALS, type SignalDefinition, type SignalValue } from '#shared/model/signals.ts';
import { readModel } from './fixtures.ts';

/** How often a property is tried: so many times, fewer where every test is run once a mutant. */
export const runs = (wanted: number): { numRuns: number } => ({
  numRuns: Math.min(wanted, Number(process.env.BELLWETHER_PROPERTY_RUNS ?? wanted)),
});
export const RUNS = runs(1000);

/** Every preset. */
export const PRESETS: readonly HealthModel[] = readdirSync(new URL('../../../resources/models/', import.meta.url))
  .filter((name) => name.endsWith('.json'))
  .map((name) => readModel(name.slice(0, -'.json'.length)));

const METHODS: readonly PointMethod[] = ['base_clamp', 'two_sided', 'minmax'];

/** Every preset under every method of points, with and without the tilts of segments. */
export const VARIANTS: readonly HealthModel[] = PRESETS.flatMap((model) =>
  METHODS.flatMap((method) =>
    [false, true].map((tiltsEnabled) => ({
      ...model,
      tiltsEnabled,
      dimensions: model.dimensions.map((dimension) =>
        dimension.scoring.kind === 'points' ? { ...dimension, scoring: { ...dimension.scoring, method } } : dimension,
      ),
    })),
  ),
);

const DEFINITIONS: readonly SignalDefinition[] = SIGNALS;

const between = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });

/** Numbers a signal can have, out of range ones and the bounds of rules included. */
function numberOf({ id, kind }: SignalDefinition): fc.Arbitrary<number> {
  if (kind.type !== 'number') return fc.constant(Number.NaN);
  switch (kind.unit) {
    case 'days':
      return fc.integer({ min: -60, max: 400 });
    case 'count':
      return fc.integer({ min: 0, max: 9 });
    case 'score':
      return id === 'nps_points' ? between(0, 100) : between(0, 10);
    default:
      return fc.oneof(between(-1, 3), fc.constantFrom(-0.3, -0.05, 0, 0.4, 0.5, 0.7, 0.8, 0.95, 1, 1.25, 2));
  }
}

function anyValueOf(definition: SignalDefinition): fc.Arbitrary<SignalValue> {
  if (definition.kind.type === 'number') return numberOf(definition);
  return definition.kind.type === 'boolean' ? fc.boolean() : fc.constantFrom(...definition.kind.values);
}

/** A value of every signal, or null. */
export const signals: fc.Arbitrary<Record<string, SignalValue>> = fc.record(
  Object.fromEntries(
    DEFINITIONS.map((definition) => [
      definition.id,
      fc.option<SignalValue, null>(anyValueOf(definition), { nil: null }),
    ]),
  ),
);

export const segment = fc.constantFrom('', 'SMB', 'Enterprise', 'mid-market', 'Mid Market', 'Other');

/** Two values of one signal, the second no worse by the declared direction. */
export type Change = { readonly id: string; readonly worse: SignalValue; readonly better: SignalValue };

function changeOf(definition: SignalDefinition): fc.Arbitrary<Change> {
  const { id, kind, better } = definition;
  const low = better === 'lower';
  if (kind.type === 'boolean') return fc.constant({ id, worse: low, better: !low });
  if (kind.type === 'number') {
    return fc.tuple(numberOf(definition), numberOf(definition)).map(([a, b]) => {
      const [least, most] = [Math.min(a, b), Math.max(a, b)];
      return low ? { id, worse: most, better: least } : { id, worse: least, better: most };
    });
  }
  const rank = fc.nat(kind.values.length - 1);
  return fc
    .tuple(rank, rank)
    .map(([a, b]) => ({ id, worse: kind.values[Math.max(a, b)] ?? null, better: kind.values[Math.min(a, b)] ?? null }));
}

/** A step for the better in any signal that has a direction. */
export const change: fc.Arbitrary<Change> = fc
  .constantFrom(...DEFINITIONS.filter(({ better }) => better !== 'neither'))
  .chain(changeOf);

/** Dimension scores of a model, NaN for null. */
export const dimensionsOf = (model: HealthModel): fc.Arbitrary<number[]> =>
  fc.array(fc.oneof({ weight: 4, arbitrary: between(0, 100) }, fc.constant(Number.NaN)), {
    minLength: model.dimensions.length,
    maxLength: model.dimensions.length,
  });

/**
 * What an editor does to a model document. Every function answers a new document and leaves the given one as it was.
 * The weights add up to 100 before and after each of them.
 */
import { type Locks, moveWeight, normalise, type Weights } from '../effect/weights.ts';
import type { Edited, ModelDocument } from '../state/drafts.ts';

export type Dimension = ModelDocument['dimensions'][number];
export type Scoring = Dimension['scoring'];
export type TierDocument = ModelDocument['tiers'][number];

/** Share a new dimension starts with, percent. */
const NEW_WEIGHT = 10;

export function weightsOf(model: Pick<ModelDocument, 'dimensions'>): Weights {
  return Object.fromEntries(model.dimensions.map(({ id, weight }) => [id, weight]));
}

/** A weight that was moved no longer stands in a requirement text. */
function withWeights(dimensions: readonly Dimension[], weights: Weights): Dimension[] {
  return dimensions.map((dimension) => {
    const weight = Number((weights[dimension.id] ?? dimension.weight).toFixed(9));
    return weight === dimension.weight ? dimension : { ...dimension, weight, origin: 'default' };
  });
}

/** Sets one weight and scales the unlocked others, so that they still add up to 100 (30-method.md section 5). */
export function setWeight(edited: Edited, dimension: string, value: number): Edited {
  const weights = moveWeight(weightsOf(edited.model), new Set(edited.locks), dimension, value);
  return { ...edited, model: { ...edited.model, dimensions: withWeights(edited.model.dimensions, weights) } };
}

/** The model with other weights, e.g. those of an address. */
export function replaceWeights(model: ModelDocument, weights: Weights): ModelDocument {
  return { ...model, dimensions: withWeights(model.dimensions, weights) };
}

export function toggleLock(edited: Edited, dimension: string): Edited {
  const locks = edited.locks.includes(dimension)
    ? edited.locks.filter((id) => id !== dimension)
    : [...edited.locks, dimension];
  return { ...edited, locks };
}

/** An id of lower-case letters, digits and underscores that is not taken yet. */
export function freeId(name: string, taken: readonly string[]): string {
  const stem =
    name
      .normalize('NFKD')
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '_')
      .replaceAll(/^_+|_+$/g, '')
      .slice(0, 60) || 'item';
  if (!taken.includes(stem)) return stem;
  let number = 2;
  while (taken.includes(`${stem}_${number}`)) number += 1;
  return `${stem}_${number}`;
}

/** Adds a dimension of 10%; the unlocked others make room for it in proportion. */
export function addDimension(edited: Edited, name: string, scoring: Scoring): Edited {
  const { dimensions } = edited.model;
  const id = freeId(
    name,
    dimensions.map((dimension) => dimension.id),
  );
  const added: Dimension = { id, name, weight: 0, documentedRange: null, origin: 'default', scoring };
  const room = setWeight({ ...edited, model: { ...edited.model, dimensions: [...dimensions, added] } }, id, NEW_WEIGHT);
  return room;
}

/** Removes a dimension; the others take over its weight, the unlocked ones first. */
export function removeDimension(edited: Edited, id: string): Edited {
  const { model } = edited;
  if (model.dimensions.length < 2) return edited;
  const locks: Locks = new Set(edited.locks.filter((lock) => lock !== id));
  const others = model.dimensions.filter((dimension) => dimension.id !== id);
  const emptied = moveWeight(weightsOf(model), locks, id, 0);
  const { [id]: left = 0, ...rest } = emptied;
  const weights = left > 0 ? normalise(rest) : rest;
  return {
    locks: [...locks],
    model: {
      ...model,
      dimensions: withWeights(others, weights),
      missingPolicy: {
        ...model.missingPolicy,
        requiredDimensions: model.missingPolicy.requiredDimensions.filter((required) => required !== id),
      },
    },
  };
}

export function editDimension(
  model: ModelDocument,
  id: string,
  by: (dimension: Dimension) => Dimension,
): ModelDocument {
  return {
    ...model,
    dimensions: model.dimensions.map((dimension) => (dimension.id === id ? by(dimension) : dimension)),
  };
}

/** Moves a dimension one place up (−1) or down (1) in every list. */
export function shiftDimension(model: ModelDocument, id: string, by: -1 | 1): ModelDocument {
  const from = model.dimensions.findIndex((dimension) => dimension.id === id);
  const to = from + by;
  const dimensions = [...model.dimensions];
  const [moved] = dimensions.splice(from, 1);
  if (!moved || to < 0 || to > dimensions.length) return model;
  dimensions.splice(to, 0, moved);
  return { ...model, dimensions };
}

export function replaceAt<T>(list: readonly T[], index: number, item: T): T[] {
  return list.map((old, at) => (at === index ? item : old));
}

export function removeAt<T>(list: readonly T[], index: number): T[] {
  return list.filter((_, at) => at !== index);
}

/** Roles by position: 3 tiers are healthy, moderate, critical; 4 healthy to critical; 5 all. */
const ROLES = {
  2: ['healthy', 'critical'],
  3: ['healthy', 'moderate', 'critical'],
  4: ['healthy', 'moderate', 'atrisk', 'critical'],
  5: ['thriving', 'healthy', 'moderate', 'atrisk', 'critical'],
} as const satisfies Record<number, readonly TierDocument['role'][]>;

function withRoles(tiers: readonly TierDocument[]): TierDocument[] {
  const roles: readonly TierDocument['role'][] = ROLES[tiers.length as keyof typeof ROLES] ?? ROLES[5];
  return tiers.map((tier, index) => ({ ...tier, role: roles[index] ?? tier.role }));
}

/** Changes one tier. The cuts that segments shift follow a bound that moves, flags follow a tier that is renamed. */
export function editTier(model: ModelDocument, index: number, patch: Partial<TierDocument>): ModelDocument {
  const old = model.tiers[index];
  if (!old) return model;
  const tier = { ...old, ...patch, ...(patch.from === undefined ? {} : { origin: 'default' as const }) };
  const follow = (bound: number) => (bound === old.from && old.from > 0 ? tier.from : bound);
  return {
    ...model,
    tiers: replaceAt(model.tiers, index, tier),
    healthyBound: follow(model.healthyBound),
    atRiskBound: follow(model.atRiskBound),
    flags: model.flags.map((flag) =>
      flag.effect.kind !== 'annotate' && flag.effect.tier === old.name
        ? { ...flag, effect: { ...flag.effect, tier: tier.name } }
        : flag,
    ),
  };
}

/** Splits the tier with the widest interval in two; five is the most. */
export function addTier(model: ModelDocument): ModelDocument {
  if (model.tiers.length >= 5) return model;
  const width = (index: number) => (model.tiers[index - 1]?.from ?? 100) - (model.tiers[index]?.from ?? 0);
  const widest = model.tiers.reduce((best, _, index) => (width(index) > width(best) ? index : best), 0);
  const split = model.tiers[widest];
  if (!split) return model;
  const name = freeName(
    'New tier',
    model.tiers.map((tier) => tier.name),
  );
  const upper: TierDocument = {
    ...split,
    name,
    from: split.from + Math.round(width(widest) / 2),
    action: '',
    origin: 'default',
  };
  const tiers = [...model.tiers.slice(0, widest), upper, ...model.tiers.slice(widest)];
  return { ...model, tiers: withRoles(tiers) };
}

/** Removes a tier; the next better one reaches down to its bound when it was the last. Two is the least. */
export function removeTier(model: ModelDocument, index: number): ModelDocument {
  if (model.tiers.length <= 2) return model;
  const gone = model.tiers[index];
  const left = removeAt(model.tiers, index);
  const last = left.length - 1;
  const tiers = withRoles(left.map((tier, at) => (at === last ? { ...tier, from: 0 } : tier)));
  const heir = tiers[Math.min(index, last)];
  const nearest = (bound: number) =>
    tiers.some((tier) => tier.from === bound && bound > 0)
      ? bound
      : (tiers.findLast((tier) => tier.from > 0)?.from ?? bound);
  return {
    ...model,
    tiers,
    healthyBound: nearest(model.healthyBound),
    atRiskBound: nearest(model.atRiskBound),
    flags: model.flags.map((flag) =>
      flag.effect.kind !== 'annotate' && flag.effect.tier === gone?.name && heir
        ? { ...flag, effect: { ...flag.effect, tier: heir.name } }
        : flag,
    ),
  };
}

export function freeName(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name;
  let number = 2;
  while (taken.includes(`${name} ${number}`)) number += 1;
  return `${name} ${number}`;
}

/** A copy under another id and name: the first version of a model of its own. */
export function copyAs(model: ModelDocument, id: string, name: string): ModelDocument {
  return { ...model, id, name, version: 1, parentVersion: null, createdAt: null, author: '', changeNote: '' };
}

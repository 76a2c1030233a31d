import {
  changedModel,
  createWhatIfKernel,
  isReweighing,
  modelHash,
  reweighedSnapshot,
  type Snapshot,
  type WhatIfKernel,
} from '#electron/engine/index.ts';
import { readScenario } from '#electron/store/reads/scenarios.ts';
import { countSnapshots } from '#electron/store/reads/snapshots.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { OutputOf } from '#shared/contract/index.ts';
import type { ModelSource } from '#shared/contract/model-source.ts';
import type { WhatIfChange } from '#shared/contract/whatif.ts';
import { type HealthModel, modelVersionOf } from '#shared/model/health-model.ts';
import type { ReadContext, WorkContext } from '../../context.ts';
import { checkDraft } from '../../model-remarks.ts';
import { modelOf, modelsOf } from '../../model-versions.ts';
import { decodeScenario } from '../../scenario-documents.ts';
import { type Book, bookOf, headsOf, memo, snapshotAt } from '../../views/book.ts';
import { draftSnapshot } from '../../views/draft-snapshot.ts';

/** A model somebody wants to look at, with the version it is or was made from. */
export type Source = { readonly label: string; readonly model: HealthModel; readonly base: HealthModel };
export type SourceInfo = OutputOf<'whatif.compare'>['a'];

/** A model with a change on top. Throws `bad_request` for what cannot be. */
export function withChange(model: HealthModel, change: WhatIfChange): HealthModel {
  const { weights = {}, bounds, coverage } = change;
  const known = new Set(model.dimensions.map(({ id }) => id));
  for (const id of [...Object.keys(weights), ...(coverage?.required ?? [])])
    if (!known.has(id)) throw new AppError('bad_request', `Model ${model.id} has no dimension ${id}.`);
  if (bounds) {
    if (bounds.length !== model.tiers.length)
      throw new AppError('bad_request', `Model ${model.id} has ${model.tiers.length} tiers: give a bound for each.`);
    if (bounds.at(-1) !== 0) throw new AppError('bad_request', 'The last tier has to start at 0.');
    if (bounds.some((bound, tier) => tier > 0 && bound >= (bounds[tier - 1] as number)))
      throw new AppError('bad_request', 'Every tier has to start below the one before it.');
  }
  const changed = changedModel(model, change);
  if (changed.dimensions.every(({ weight }) => weight === 0))
    throw new AppError('bad_request', 'At least one weight must be above zero.');
  return changed;
}

/** @throws AppError('unknown_model' | 'not_found' | 'model_invalid' | 'bad_request') */
export function resolveSource(context: WorkContext, source: ModelSource): Source {
  if ('scenario' in source) {
    const stored = readScenario(context.db, source.scenario);
    if (!stored || stored.deletedAt !== null)
      throw new AppError('not_found', 'That scenario is not in this workspace any more.');
    const model = decodeScenario(stored);
    return { label: stored.name, model, base: baseOf(context, stored.baseVersion) };
  }
  if ('draft' in source) {
    const model = checkDraft(source.draft, modelsOf(context).models);
    return { label: `${model.name}, draft`, model, base: baseOf(context, modelVersionOf(model)) };
  }
  const base = modelOf(context, source.model);
  const name = `${base.name}, version ${base.version}`;
  if (!source.change) return { label: name, model: base, base };
  return { label: `${name}, changed`, model: withChange(base, source.change), base };
}

/** The version of a name, the official one where there is none of it any more. */
function baseOf(context: WorkContext, version: string): HealthModel {
  const { models, official } = modelsOf(context);
  return models.find((model) => modelVersionOf(model) === version) ?? official;
}

export function describeSource({ label, model, base }: Source): SourceInfo {
  return {
    label,
    modelVersion: modelVersionOf(base),
    modelHash: modelHash(model),
    tiers: model.tiers.map(({ name, role, from }) => ({ name, role, from })),
  };
}

/**
 * A version with stored scores whose dimension scores are those of the model, null when there is none: then its signals
 * have to be scored again.
 */
export function storedFor(context: ReadContext, { model, base }: Source): HealthModel | null {
  const scored = countSnapshots(context.db);
  const { models, official } = modelsOf(context);
  const candidates = [base, official, ...models].filter((candidate) => scored.has(modelVersionOf(candidate)));
  return candidates.find((candidate) => isReweighing(candidate, model)) ?? null;
}

/** A day of the book under a model: stored, re-weighed from what is stored, or scored anew. */
export function snapshotUnder(context: ReadContext, book: Book, source: Source): Snapshot {
  const stored = storedFor(context, source);
  const hasDay = stored && headsOf(context, modelVersionOf(stored)).some(({ asOf }) => asOf === book.asOf);
  if (!stored || !hasDay) return draftSnapshot(context, book, source.model);
  const snapshot = snapshotAt(context, stored, book.asOf);
  return modelHash(stored) === modelHash(source.model)
    ? snapshot
    : reweighedSnapshot(source.model, snapshot, book.facts.accounts.segment);
}

export type Weighing = {
  /** The official version's book of the day: records, ARR and segments. */
  readonly book: Book;
  readonly source: Source;
  /** Re-weighs the day: its rows are the accounts the model scores. */
  readonly kernel: WhatIfKernel;
  /** Scores of the day whose dimensions the kernel re-weighs. */
  readonly snapshot: Snapshot;
};

/** Kernels of drafts that are held; one of 100,000 accounts takes some 8 MB. */
const HELD_KERNELS = 3;

/** Everything that re-weighing a model on one day needs. */
export function weighing(context: ReadContext, input: ModelSource, asOf: string | undefined): Weighing {
  const source = resolveSource(context, input);
  const book = bookOf(context, undefined, asOf);
  const stored = storedFor(context, source);
  const hasDay = stored && headsOf(context, modelVersionOf(stored)).some((head) => head.asOf === book.asOf);
  const key = `${book.asOf} ${stored && hasDay ? modelVersionOf(stored) : modelHash(source.model)}`;
  const held = memo(context, 'what-if kernels', () => new Map<string, Omit<Weighing, 'book' | 'source'>>());
  const known = held.get(key) ?? makeKernel(context, book, stored && hasDay ? stored : source.model, Boolean(hasDay));
  held.delete(key);
  held.set(key, known);
  for (const old of held.keys()) if (held.size > HELD_KERNELS) held.delete(old);
  return { book, source, ...known };
}

function makeKernel(context: ReadContext, book: Book, model: HealthModel, isStored: boolean) {
  const snapshot = isStored ? snapshotAt(context, model, book.asOf) : draftSnapshot(context, book, model);
  const { segment } = book.facts.accounts;
  return { snapshot, kernel: createWhatIfKernel({ model, snapshot, arr: book.arr, segments: segment }) };
}

import { readDataRevision } from '#electron/store/reads/ledger.ts';
import {
  readModelVersions,
  readPromotions,
  type StoredPromotion,
  type StoredVersion,
} from '#electron/store/reads/models.ts';
import { AppError } from '#shared/contract/errors.ts';
import { modelFile } from '#shared/contract/model-file.ts';
import { type HealthModel, modelVersionOf } from '#shared/model/health-model.ts';
import type { WorkContext } from './context.ts';
import { DEFAULT_MODEL } from './models.ts';

/** Every model there is to score with: the presets, and the versions of the open workspace. */
export type ModelList = {
  /** Presets, the default one first, then the workspace's own versions, newest first. */
  readonly models: readonly HealthModel[];
  /** Names (`id@version`) of those that are the workspace's own. */
  readonly own: ReadonlySet<string>;
  /** The version every view shows unless asked for another. */
  readonly official: HealthModel;
  /** Newest first. */
  readonly promotions: readonly StoredPromotion[];
};

/**
 * The model of a stored document; null when it cannot be read (data.doctor reports it). What it says was checked when it was
 * saved, and stays what it is when later checks ask for more.
 */
export function decodeStored({ modelId, version, document }: StoredVersion): HealthModel | null {
  try {
    const model = modelFile.parse(JSON.parse(document));
    return model.id === modelId && model.version === version ? model : null;
  } catch {
    return null;
  }
}

/** What there is without a workspace, or with the versions and promotions of one. */
export function listModels(
  presets: readonly HealthModel[],
  versions: readonly StoredVersion[] = [],
  promotions: readonly StoredPromotion[] = [],
): ModelList {
  const stored = versions.map(decodeStored).filter((model) => model !== null);
  const own = new Set(stored.map(modelVersionOf));
  const models = [...presets.filter((preset) => !own.has(modelVersionOf(preset))), ...stored.toReversed()];
  const named = promotions[0]?.modelVersion;
  const official =
    models.find((model) => modelVersionOf(model) === named) ?? models.find((model) => model.id === DEFAULT_MODEL);
  if (!official) throw new AppError('internal', 'The default model is missing.');
  return { models, own, official, promotions };
}

/** The models of the open workspace; readers keep the list until the data changes. */
export function modelsOf(context: WorkContext): ModelList {
  const read = (): ModelList => listModels(context.presets, readModelVersions(context.db), readPromotions(context.db));
  return context.writer ? read() : context.cache.get(readDataRevision(context.db), 'models', read);
}

/** Highest version of a model, undefined when there is none of that id. */
export function newestOf(models: readonly HealthModel[], id: string): HealthModel | undefined {
  return models
    .filter((model) => model.id === id)
    .reduce<HealthModel | undefined>((best, model) => (best && best.version > model.version ? best : model), undefined);
}

/**
 * The model a parameter names: `id@version` exactly; an `id` alone is the official version when that has the id, else the
 * newest version of it; nothing at all is the official version. Throws `unknown_model`.
 */
export function findModel({ models, official }: ModelList, wanted: string | undefined): HealthModel {
  if (wanted === undefined || wanted === official.id) return official;
  const model = models.find((candidate) => modelVersionOf(candidate) === wanted) ?? newestOf(models, wanted);
  if (!model)
    throw new AppError(
      'unknown_model',
      `There is no model ${wanted}. Known: ${[...new Set(models.map((known) => known.id))].join(', ')}.`,
    );
  return model;
}

/** {@link findModel} among the models of the open workspace. */
export function modelOf(context: WorkContext, wanted: string | undefined): HealthModel {
  return findModel(modelsOf(context), wanted);
}

/**
 * The model that scores young accounts instead of `model`, null for none (30-method.md 2.7). A policy that names an id alone
 * means its first version: what a version scores never changes because another model got a new one.
 */
export function onboardingModel(context: WorkContext, model: HealthModel): HealthModel | null {
  return onboardingAmong(modelsOf(context).models, model);
}

/** {@link onboardingModel} among a list of models. */
export function onboardingAmong(models: readonly HealthModel[], model: HealthModel): HealthModel | null {
  const named = model.onboardingPolicy?.model;
  if (named === undefined) return null;
  const ofId = models.filter(({ id }) => id === named).sort((a, b) => a.version - b.version);
  return models.find((candidate) => modelVersionOf(candidate) === named) ?? ofId[0] ?? null;
}

/** The version every view shows unless asked for another: the last one promoted, else the default preset. */
export function officialModel(context: WorkContext): HealthModel {
  return modelsOf(context).official;
}

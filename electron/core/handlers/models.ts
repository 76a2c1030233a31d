import { evaluate, modelDifferences, signalPoints } from '#electron/engine/index.ts';
import { countSnapshots } from '#electron/store/reads/snapshots.ts';
import { bumpRevision } from '#electron/store/writes/ledger.ts';
import { addModelVersion } from '#electron/store/writes/models.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { MethodName, OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import { modelFile } from '#shared/contract/model-file.ts';
import type { ModelInfo } from '#shared/contract/models.ts';
import { type HealthModel, modelVersionOf } from '#shared/model/health-model.ts';
import { SIGNALS, signalDefinition } from '#shared/model/signals.ts';
import type { ReadContext, WorkContext, WriteContext } from '../context.ts';
import { checkDraft } from '../model-remarks.ts';
import { findModel, listModels, type ModelList, modelsOf, newestOf } from '../model-versions.ts';
import { decodeModel } from '../models.ts';
import { promotionOf } from '../promotion-records.ts';

/** What the queries about models answer from: the list, and the days with scores by version. */
type ModelSource = ModelList & { readonly snapshots: ReadonlyMap<string, number> };

/** A model as lists and reference pages show it. */
function describeModel(source: ModelSource, model: HealthModel): ModelInfo {
  const rules = signalPoints(model, () => Number.NaN);
  const modelVersion = modelVersionOf(model);
  return {
    id: model.id,
    name: model.name,
    version: model.version,
    modelVersion,
    parentVersion: model.parentVersion,
    author: model.author,
    createdAt: model.createdAt,
    changeNote: model.changeNote,
    source: model.source,
    preset: !source.own.has(modelVersion),
    active: modelVersion === modelVersionOf(source.official),
    snapshots: source.snapshots.get(modelVersion) ?? 0,
    tiers: model.tiers.map((tier) => ({ ...tier })),
    segmentOverlays: model.segmentOverlays.map((overlay) => ({ ...overlay })),
    dimensions: model.dimensions.map((dimension) => ({
      id: dimension.id,
      name: dimension.name,
      weight: dimension.weight,
      documentedRange: dimension.documentedRange === null ? null : { ...dimension.documentedRange },
      origin: dimension.origin,
      signals: rules
        .filter((rule) => rule.dimension === dimension.id)
        .map((rule) => ({
          id: rule.signal,
          name: rule.name,
          rule: rule.rule,
          measured: signalDefinition(rule.signal)?.measured ?? '',
          origin: rule.origin,
        })),
    })),
  };
}

type Query<K extends MethodName> = (source: ModelSource, input: ParsedInputOf<K>) => OutputOf<K>;

const list: Query<'models.list'> = (source) => ({
  models: source.models.map((model) => describeModel(source, model)),
  promotions: source.promotions.map(promotionOf),
});

const get: Query<'models.get'> = (source, input) => {
  const model = findModel(source, input.model);
  return { info: describeModel(source, model), model: modelFile.parse(model) };
};

const signals: Query<'models.signals'> = () => ({
  signals: SIGNALS.map(({ id, name, kind, better, source, measured }) => ({
    id,
    name,
    type: kind.type,
    unit: kind.type === 'number' ? kind.unit : null,
    values: kind.type === 'enum' ? [...kind.values] : [],
    better,
    source,
    measured,
  })),
});

const diff: Query<'models.diff'> = (source, input) => {
  const from = findModel(source, input.from);
  const isDraft = typeof input.to !== 'string';
  const to: HealthModel = typeof input.to === 'string' ? findModel(source, input.to) : input.to;
  const info = describeModel(source, to);
  return {
    from: describeModel(source, from),
    // a draft is no version of anything yet
    to: isDraft ? { ...info, preset: false, active: false, snapshots: 0 } : info,
    differences: modelDifferences(from, to),
  };
};

const evaluateInputs: Query<'models.evaluate'> = (source, { model, accounts }) => ({
  results: evaluate(typeof model === 'string' ? findModel(source, model) : decodeModel(model), accounts).map(
    (result) => ({ ...result, flags: [...result.flags] }),
  ),
});

/** Queries that need no workspace: with one open they know its versions too. */
const MODEL_QUERIES = {
  'models.list': list,
  'models.get': get,
  'models.signals': signals,
  'models.diff': diff,
  'models.evaluate': evaluateInputs,
} as const satisfies { [K in MethodName]?: Query<K> };
type ModelQuery = keyof typeof MODEL_QUERIES;

export function isModelQuery(method: MethodName): method is ModelQuery {
  return Object.hasOwn(MODEL_QUERIES, method);
}

/** Answers a decoded query from the presets alone. */
export function answerWithoutWorkspace(presets: readonly HealthModel[], method: ModelQuery, input: unknown): unknown {
  const query = MODEL_QUERIES[method] as (source: ModelSource, input: unknown) => unknown;
  return query({ ...listModels(presets), snapshots: new Map() }, input);
}

function sourceOf(context: WorkContext): ModelSource {
  return { ...modelsOf(context), snapshots: countSnapshots(context.db) };
}

export const modelsListHandler = (context: ReadContext) => list(sourceOf(context), {});
export const modelHandler = (context: ReadContext, input: ParsedInputOf<'models.get'>) => get(sourceOf(context), input);
export const modelSignalsHandler = (context: ReadContext) => signals(sourceOf(context), {});
export const modelDiffHandler = (context: ReadContext, input: ParsedInputOf<'models.diff'>) =>
  diff(sourceOf(context), input);
export const evaluateHandler = (context: ReadContext, input: ParsedInputOf<'models.evaluate'>) =>
  evaluateInputs(sourceOf(context), input);

/** The version a draft was made from; null for the first one of a new id. */
function parentOf({ models }: ModelList, draft: HealthModel): HealthModel | null {
  if (newestOf(models, draft.id) === undefined) {
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(draft.id))
      throw new AppError(
        'model_invalid',
        'The id of a new model is made of letters, digits, dots, hyphens and underscores.',
      );
    return null;
  }
  const parent = models.find(({ id, version }) => id === draft.id && version === draft.parentVersion);
  if (!parent)
    throw new AppError(
      'model_invalid',
      draft.parentVersion === null
        ? `There is a model ${draft.id} already: say which of its versions this one was made from, or give it another id.`
        : `There is no version ${draft.parentVersion} of model ${draft.id} that this one could have been made from.`,
    );
  return parent;
}

/** Stores a draft as the next version of its id; nothing is scored under it yet. */
export function saveModelHandler(context: WriteContext, input: ParsedInputOf<'models.save'>): OutputOf<'models.save'> {
  const draft = checkDraft(input.draft, modelsOf(context).models);
  const createdAt = context.now();
  return context.db
    .transaction(() => {
      const known = modelsOf(context);
      const parent = parentOf(known, draft);
      if (parent && modelDifferences(parent, draft).length === 0)
        throw new AppError(
          'model_invalid',
          `Nothing was changed: the draft is the same as version ${parent.version} of ${parent.id}, so there is no new version to keep.`,
        );
      const model: HealthModel = {
        ...draft,
        version: (newestOf(known.models, draft.id)?.version ?? 0) + 1,
        parentVersion: parent?.version ?? null,
        author: input.author,
        createdAt: new Date(createdAt).toISOString(),
        changeNote: input.changeNote,
      };
      addModelVersion(context.db, model, createdAt);
      bumpRevision(context.db);
      return describeModel(sourceOf(context), model);
    })
    .immediate();
}

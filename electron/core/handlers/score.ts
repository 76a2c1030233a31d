import { countSnapshots } from '#electron/store/reads/snapshots.ts';
import { bumpRevision } from '#electron/store/writes/ledger.ts';
import { dropSnapshots } from '#electron/store/writes/snapshots.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import { type Day, dayFromIso, isoFromDay } from '#shared/model/day.ts';
import { type HealthModel, modelVersionOf } from '#shared/model/health-model.ts';
import type { WorkControl, WriteContext } from '../context.ts';
import { modelOf, modelsOf } from '../model-versions.ts';
import { type HistoryOptions, scoreHistories } from '../scoring/history.ts';

/**
 * Brings the weekly snapshots of a model version up to date, of every one that has scores when none is asked for: see
 * {@link scoreHistories}. What it answers is about the version asked for, else about the official one.
 */
export function scoreHistory(
  context: WriteContext,
  options: HistoryOptions & { readonly model?: string | undefined },
  control: WorkControl,
): OutputOf<'score.run'> {
  const started = performance.now();
  const allInUse = options.model === undefined && options.replaceAll;
  const models = allInUse ? modelsInUse(context) : [modelOf(context, options.model)];
  const [scored] = scoreHistories(context, models, { ...options, allInUse }, control);
  if (!scored) throw new Error('One model has one history.');
  return {
    modelVersion: scored.modelVersion,
    asOf: isoFromDay(scored.asOf),
    snapshots: scored.snapshots,
    recomputed: scored.recomputed,
    accountsScored: scored.last.scored,
    provisional: scored.last.provisional,
    unscored: scored.last.unscored,
    ms: Math.round(performance.now() - started),
  };
}

function toDay(text: string | undefined, name: string): Day | undefined {
  if (text === undefined) return undefined;
  const day = dayFromIso(text);
  if (day === null) throw new AppError('bad_request', `${name} is not a date that exists: ${text}.`);
  return day;
}

export function scoreHandler(
  context: WriteContext,
  input: ParsedInputOf<'score.run'>,
  control: WorkControl,
): OutputOf<'score.run'> {
  const asOf = toDay(input.asOf, 'The as-of date');
  const from = toDay(input.from, 'The first date');
  if (asOf !== undefined && from !== undefined && from > asOf)
    throw new AppError('bad_request', 'The first date lies after the as-of date.');
  return scoreHistory(
    context,
    { model: input.model, asOf, from, replaceAll: asOf === undefined && from === undefined },
    control,
  );
}

/** The official model and every other one that has scores. */
function modelsInUse(context: WriteContext): HealthModel[] {
  const { models, official } = modelsOf(context);
  const scored = countSnapshots(context.db);
  return [official, ...models.filter((model) => model !== official && scored.has(modelVersionOf(model)))];
}

/**
 * Brings the scores up to date after rows were imported or undone, under every model version that has any. The rows are
 * stored: that there is nothing to score (any more), or that scoring was cancelled, does not make the import or the undo fail.
 */
export function scoreAfterImport(context: WriteContext, control: WorkControl): void {
  try {
    scoreHistories(context, modelsInUse(context), { replaceAll: true, allInUse: true }, control);
  } catch (error) {
    if (!(error instanceof AppError) || (error.code !== 'no_scores' && error.code !== 'cancelled')) throw error;
    if (error.code === 'no_scores')
      context.db
        .transaction(() => {
          dropSnapshots(context.db);
          bumpRevision(context.db);
        })
        .immediate();
  }
}

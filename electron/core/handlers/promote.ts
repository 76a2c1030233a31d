import { addSealedLook, addTrial } from '#electron/store/writes/analyses.ts';
import { bumpRevision } from '#electron/store/writes/ledger.ts';
import { addPromotion } from '#electron/store/writes/models.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import type { PromotionSummary } from '#shared/contract/promotion.ts';
import { dayFromEpochMs, dayFromIso, isoFromDay } from '#shared/model/day.ts';
import { type HealthModel, modelVersionOf } from '#shared/model/health-model.ts';
import type { WorkControl, WriteContext } from '../context.ts';
import { modelOf, modelsOf, officialModel } from '../model-versions.ts';
import { promotionOf, recordedLook } from '../promotion-records.ts';
import { scoreHistory } from './score.ts';

/** Scores the history under a version; 0 while there is nothing to score: models may be chosen before the first import. */
function scoredDays(context: WriteContext, model: HealthModel, control: WorkControl): number {
  try {
    return scoreHistory(context, { model: modelVersionOf(model), replaceAll: true }, control).snapshots;
  } catch (error) {
    if (error instanceof AppError && error.code === 'no_scores') return 0;
    throw error;
  }
}

/** Throws when a version is the official one already; answers which one is. */
function refuseOfficial(context: WriteContext, modelVersion: string): string {
  const official = modelVersionOf(officialModel(context));
  if (modelVersion === official)
    throw new AppError('bad_request', `${modelVersion} is the official version already; nothing was changed.`);
  return official;
}

/**
 * Why, and who looked at it: both are told for every promotion (30-method.md 5, point 11). Making the version official again that
 * was before the last promotion takes that one back: it needs neither, and says whose it was.
 */
function reasonOf(
  context: WriteContext,
  modelVersion: string,
  { note, reviewer = '' }: ParsedInputOf<'models.promote'>,
): { readonly note: string; readonly reviewer: string } {
  const [last] = modelsOf(context).promotions;
  if (last?.from === modelVersion)
    return {
      note:
        note ??
        `Rolled back: ${last.modelVersion}, promoted by ${last.by} on ${isoFromDay(dayFromEpochMs(last.at))}, is taken back.`,
      reviewer,
    };
  if (note === undefined) throw new AppError('bad_request', 'A promotion says why. Nothing was changed.');
  if (reviewer === '')
    throw new AppError(
      'bad_request',
      'A promotion names who reviewed the evidence; only rolling back does without. Nothing was changed.',
    );
  return { note, reviewer };
}

/** Records the look at the sealed landmark: a model has one. Another process may have taken it in the meantime; then that one counts. */
function withLook(
  { db }: WriteContext,
  modelVersion: string,
  summary: PromotionSummary,
  { at, by }: { readonly at: number; readonly by: string },
): PromotionSummary {
  const { modelHash, sealed } = summary;
  if (!sealed) return summary;
  const told = recordedLook(db, modelHash, sealed.landmark);
  if (told) return { ...summary, sealed: told };
  const look = { ...sealed, openedAt: at };
  addSealedLook(db, {
    modelVersion,
    modelHash,
    landmark: dayFromIso(look.landmark) ?? 0,
    lookedAt: at,
    lookedBy: by,
    result: JSON.stringify(look),
  });
  return { ...summary, sealed: look };
}

/**
 * Makes a version the official one (30-method.md 5, point 11). Its scores are stored beside those of the old version before
 * it becomes official, in a transaction of its own: cancelling or a crash at any moment leaves the old version official, and
 * what was scored by then is there for the next attempt. Rolling back is promoting the version that was official before.
 */
export function promoteHandler(
  context: WriteContext,
  input: ParsedInputOf<'models.promote'>,
  control: WorkControl,
): OutputOf<'models.promote'> {
  const model = modelOf(context, input.model);
  const modelVersion = modelVersionOf(model);
  refuseOfficial(context, modelVersion);
  reasonOf(context, modelVersion, input);
  const snapshots = scoredDays(context, model, control);
  if (control.isCancelled())
    throw new AppError(
      'cancelled',
      `The change of model was cancelled; ${modelVersionOf(officialModel(context))} is still the official version.`,
    );
  const at = context.now();
  return context.db
    .transaction(() => {
      // asked again: another process may have promoted one while this one was scoring
      const from = refuseOfficial(context, modelVersion);
      const summary = input.summary ? withLook(context, modelVersion, input.summary, { at, by: input.by }) : null;
      const promotion = {
        modelVersion,
        from,
        at,
        by: input.by,
        ...reasonOf(context, modelVersion, input),
        effectiveOn: input.effectiveOn === undefined ? null : dayFromIso(input.effectiveOn),
        summary: summary && JSON.stringify(summary),
      };
      addPromotion(context.db, promotion);
      if (summary?.validation) addTrial(context.db, { modelHash: summary.modelHash, firstAt: at, what: modelVersion });
      bumpRevision(context.db);
      return { promotion: promotionOf(promotion), snapshots };
    })
    .immediate();
}

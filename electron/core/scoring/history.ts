import {
  commonInputs,
  ENGINE_REVISION,
  type FactsIndex,
  indexFacts,
  knownFacts,
  scoreAccounts,
  scoreInputs,
} from '#electron/engine/index.ts';
import type { ReadDb } from '#electron/store/open.ts';
import { readFacts } from '#electron/store/reads/facts.ts';
import { getMeta } from '#electron/store/reads/ledger.ts';
import { readSnapshot } from '#electron/store/reads/snapshots.ts';
import { bumpRevision, setMeta } from '#electron/store/writes/ledger.ts';
import { snapshotWriter } from '#electron/store/writes/snapshots.ts';
import { refreshUsageBlocks } from '#electron/store/writes/usage-blocks.ts';
import { AppError } from '#shared/contract/errors.ts';
import { type Day, isoFromDay } from '#shared/model/day.ts';
import type { Facts } from '#shared/model/facts.ts';
import { type HealthModel, modelVersionOf } from '#shared/model/health-model.ts';
import type { WorkControl, WriteContext } from '../context.ts';
import { onboardingModel } from '../model-versions.ts';
import { type Counts, countSnapshot, encodeSnapshot, withoutUnused } from '../views/snapshot-codec.ts';
import { type Columns, changedAccounts, INPUTS, layOver, resized, storedAccounts } from './columns.ts';
import { datasetAsOf, snapshotDays } from './days.ts';

export type HistoryOptions = {
  readonly asOf?: Day | undefined;
  readonly from?: Day | undefined;
  /** Snapshots of other days go. */
  readonly replaceAll: boolean;
  /** The models are all that have scores: afterwards no score is of earlier formulas. */
  readonly allInUse?: boolean;
};

/** What scoring a history under one model version came to. */
export type ScoredHistory = {
  readonly modelVersion: string;
  readonly asOf: Day;
  /** Snapshots shown, of these days or others. */
  readonly snapshots: number;
  /** Scores computed, one an account and week; those that still held were kept. */
  readonly recomputed: number;
  /** Of the last day. */
  readonly last: Counts;
};

/** Key of the revision of the formulas that made all stored scores. */
const SCORED_BY = 'scored_by';

/** Whether stored scores were made by formulas of another version of the application. */
export function isOutdated(db: ReadDb): boolean {
  return getMeta(db, SCORED_BY) !== String(ENGINE_REVISION);
}

/** Accounts scored at a time: their columns stay in the processor's cache. */
const BLOCK = 2048;

/**
 * Brings the weekly snapshots of model versions up to date, all in one transaction: cancelling or a crash leaves the old
 * ones. A stored score is kept where it was computed from the same facts, sources, model and formulas (engine/history);
 * everything else is computed, so that the result is the same as if nothing had been stored.
 */
export function scoreHistories(
  context: WriteContext,
  models: readonly HealthModel[],
  options: HistoryOptions,
  control: WorkControl,
): ScoredHistory[] {
  control.onProgress('Reading facts', 0, null);
  const stopIfCancelled = (): void => {
    if (control.isCancelled())
      throw new AppError('cancelled', 'Scoring was cancelled; the earlier scores are unchanged.');
  };
  refreshUsageBlocks(context.db, stopIfCancelled);
  const facts = readFacts(context.db);
  if (facts.accounts.count === 0)
    throw new AppError('no_scores', 'There are no accounts to score yet: import an accounts file first.');
  const asOf = options.asOf ?? datasetAsOf(context, facts);
  const days = snapshotDays(facts, asOf, options.from);
  const index = indexFacts(facts);
  return context.db
    .transaction(() => {
      const histories = models.map((model) => modelHistory(context, facts, index, model, stopIfCancelled));
      const known = knownFacts(facts, index);
      days.forEach((day, position) => {
        const knownByDay = known(day);
        histories.forEach((history, number) => {
          stopIfCancelled();
          const done = (position + number / histories.length) / days.length;
          control.onProgress(`Scoring ${isoFromDay(day)}`, done, null);
          history.score(day, knownByDay);
        });
      });
      const scored = histories.map((history) => history.close(options.replaceAll));
      if (options.allInUse) setMeta(context.db, SCORED_BY, String(ENGINE_REVISION));
      bumpRevision(context.db);
      return scored;
    })
    .immediate();
}

type ModelHistory = {
  score(day: Day, known: Int32Array): void;
  close(replaceAll: boolean): ScoredHistory;
};

function modelHistory(
  context: WriteContext,
  facts: Facts,
  index: FactsIndex,
  model: HealthModel,
  stopIfCancelled: () => void,
): ModelHistory {
  const { count } = facts.accounts;
  const modelVersion = modelVersionOf(model);
  const onboarding = onboardingModel(context, model);
  const computedAt = context.now();
  const writer = snapshotWriter(context.db);
  const columnsOf = (day: Day, accounts: Int32Array): Columns =>
    encodeSnapshot(scoreAccounts(facts, model, day, accounts, index, { onboarding }), model, onboarding);
  const names = [...columnsOf(facts.firstFactDay, new Int32Array()).keys()];
  const common = commonInputs(facts, index, onboarding ? [model, onboarding] : [model], names);
  const kept: Day[] = [];
  let recomputed = 0;
  let asOf = 0;
  let last: Counts = { accounts: 0, scored: 0, provisional: 0, unscored: 0, meanMicro: null };

  function computed(day: Day, inputs: Int32Array, stored: Columns, changed: Int32Array): Columns {
    const columns = changed.length === count ? new Map<string, Uint8Array>() : resized(stored, count);
    for (let from = 0; from < changed.length; from += BLOCK) {
      stopIfCancelled();
      const block = changed.subarray(from, from + BLOCK);
      layOver(columns, count, columnsOf(day, block), block);
    }
    recomputed += changed.length;
    return withoutUnused(columns).set(INPUTS, new Uint8Array(inputs.buffer));
  }

  return {
    score: (day, known) => {
      const inputs = scoreInputs(known, common(day));
      asOf = day;
      const stored = readSnapshot(context.db, modelVersion, day);
      const changed = changedAccounts(inputs, stored);
      const stands = changed.length === 0 && storedAccounts(stored) === count;
      const columns = stands ? stored : computed(day, inputs, stored, changed);
      last = countSnapshot(columns);
      if (!stands) writer.put({ modelVersion, asOf: day, computedAt, ...last, columns });
      kept.push(day);
    },
    close: (replaceAll) => {
      if (replaceAll) writer.dropOthers(modelVersion, kept);
      const shown = writer.hideLeading(modelVersion);
      return { modelVersion, asOf, snapshots: shown, recomputed, last };
    },
  };
}

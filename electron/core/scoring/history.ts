import { commonInputs, ENGINE_REVISION, indexFacts, knownFacts, scoreInputs } from '#electron/engine/index.ts';
import type { ReadDb } from '#electron/store/open.ts';
import { readFacts } from '#electron/store/reads/facts.ts';
import { getMeta } from '#electron/store/reads/ledger.ts';
import { countSnapshots, readSnapshot } from '#electron/store/reads/snapshots.ts';
import { bumpRevision, setMeta } from '#electron/store/writes/ledger.ts';
import { snapshotWriter } from '#electron/store/writes/snapshots.ts';
import { refreshUsageBlocks } from '#electron/store/writes/usage-blocks.ts';
import { AppError } from '#shared/contract/errors.ts';
import { type Day, isoFromDay } from '#shared/model/day.ts';
import { type HealthModel, modelVersionOf } from '#shared/model/health-model.ts';
import type { WorkControl, WriteContext } from '../context.ts';
import { onboardingModel } from '../model-versions.ts';
import { type Counts, countSnapshot, withoutUnused } from '../views/snapshot-codec.ts';
import { columnNames, type ScoredModel, type ScoringInput, taskOf } from './blocks.ts';
import { type Columns, changedAccounts, INPUTS, layerOver, resized, storedAccounts } from './columns.ts';
import { datasetAsOf, snapshotDays } from './days.ts';
import { type BlockScoring, blockScoring } from './helpers.ts';

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

/** Rows held until they are stored, some 70 bytes each. */
const HELD = 1_048_576;

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
  const scored = models.map((model) => ({ model, onboarding: onboardingModel(context, model) }));
  const input: ScoringInput = { facts, index, models: scored, days };
  const scoring = blockScoring(input, context.scorerEntry);
  const atOnce = Math.max(1, Math.floor(HELD / facts.accounts.count));
  const run = context.db.transaction(() => {
    const isFirst = countSnapshots(context.db).size === 0;
    const histories = models.map((_, place) => modelHistory(context, input, place, scoring));
    const known = knownFacts(facts, index);
    for (let from = 0; from < days.length; from += atOnce) {
      const group = days.slice(from, from + atOnce);
      stopIfCancelled();
      const knownOf = group.map((day) => known(day).slice());
      histories.forEach((history, number) => {
        history.score(from, knownOf, (share) => {
          stopIfCancelled();
          const done = from + ((number + share) / histories.length) * group.length;
          control.onProgress(`Scoring ${isoFromDay(group.at(-1) ?? asOf)}`, done / days.length, null);
        });
      });
    }
    const all = histories.map((history) => history.close(options.replaceAll));
    if (options.allInUse || isFirst) setMeta(context.db, SCORED_BY, String(ENGINE_REVISION));
    bumpRevision(context.db);
    return all;
  });
  try {
    return run.immediate();
  } finally {
    scoring.close();
  }
}

type ModelHistory = {
  /** Scores the days from a place on, given what is known of the accounts on each; told what share of them is done. */
  score(from: number, known: readonly Int32Array[], onProgress: (share: number) => void): void;
  close(replaceAll: boolean): ScoredHistory;
};

function modelHistory(context: WriteContext, input: ScoringInput, place: number, scoring: BlockScoring): ModelHistory {
  const { facts, index, days } = input;
  const { model, onboarding } = input.models[place] as ScoredModel;
  const { count } = facts.accounts;
  const modelVersion = modelVersionOf(model);
  const computedAt = context.now();
  const writer = snapshotWriter(context.db);
  const common = commonInputs(facts, index, onboarding ? [model, onboarding] : [model], columnNames(input, place));
  let recomputed = 0;
  let last: Counts = { accounts: 0, scored: 0, provisional: 0, unscored: 0, meanMicro: null };

  /** Computes the accounts that changed as of each day, account by account, and lays them over what is stored. */
  function compute(
    from: number,
    columns: readonly Map<string, Uint8Array>[],
    changed: readonly Int32Array[],
    onProgress: (share: number) => void,
  ): void {
    const layOver = layerOver(columns, count);
    const places = changed.flatMap(({ length }, day) => (length > 0 ? [from + day] : []));
    const due = changed.filter(({ length }) => length > 0);
    const task = taskOf(from * input.models.length + place, place, Uint16Array.from(places), due, count);
    let done = 0;
    scoring.scoreAll(task, ({ accounts, at, columns: rows }) => {
      layOver(
        rows,
        accounts,
        at.map((day) => day - from),
      );
      recomputed += accounts.length;
      done++;
      onProgress(done / task.blocks);
    });
  }

  return {
    score: (from, known, onProgress) => {
      const inputs = known.map((words, day) => scoreInputs(words, common(days[from + day] as Day)));
      const stored = inputs.map((_, day) => readSnapshot(context.db, modelVersion, days[from + day] as Day));
      const changed = inputs.map((words, day) => changedAccounts(words, stored[day] as Columns));
      const stands = changed.map(({ length }, day) => length === 0 && storedAccounts(stored[day] as Columns) === count);
      const columns = stored.map((before, day) => {
        if (stands[day]) return new Map(before);
        return changed[day]?.length === count ? new Map<string, Uint8Array>() : resized(before, count);
      });
      compute(from, columns, changed, onProgress);
      columns.forEach((computed, day) => {
        last = countSnapshot(computed);
        if (stands[day]) return;
        const all = withoutUnused(computed).set(INPUTS, new Uint8Array((inputs[day] as Int32Array).buffer));
        writer.put({ modelVersion, asOf: days[from + day] as Day, computedAt, ...last, columns: all });
      });
    },
    close: (replaceAll) => {
      if (replaceAll) writer.dropOthers(modelVersion, days);
      const shown = writer.hideLeading(modelVersion);
      return { modelVersion, asOf: days.at(-1) ?? 0, snapshots: shown, recomputed, last };
    },
  };
}

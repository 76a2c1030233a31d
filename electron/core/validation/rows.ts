import {
  type Horizon,
  type LandmarkResult,
  landmarkDays,
  landmarkRows,
  type OutcomeKind,
  type Timelines,
  timelinesOf,
} from '#electron/engine/index.ts';
import { type Pauses, readPauses } from '#electron/store/reads/facts/pauses.ts';
import { AppError } from '#shared/contract/errors.ts';
import { type Day, dayFromIso } from '#shared/model/day.ts';
import { type HealthModel, modelVersionOf } from '#shared/model/health-model.ts';
import type { ReadContext } from '../context.ts';
import { factsIndexOf, factsOf, headsOf, memo, recordsOf, snapshotAt } from '../views/book.ts';

/** What landmark rows depend on besides the data: the model version and these. */
export type RowOptions = {
  readonly horizon: Horizon;
  readonly outcome: OutcomeKind;
  /** ISO days; landmarks from … to. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Only accounts of this segment, as written. */
  readonly segment?: string | undefined;
  /** Rows of accounts that the model gives no full score too: for comparing it with one that does. */
  readonly everyone?: boolean | undefined;
};

/** Rows of a workspace with what else the analyses of them need. */
export type WorkspaceRows = LandmarkResult & {
  readonly model: HealthModel;
  /** Last day on which an outcome can be seen: the newest snapshot. */
  readonly dataEnd: Day;
  /** First and last score that rows and their outcomes can come from. */
  readonly history: { readonly from: Day; readonly to: Day };
  readonly timelines: Timelines;
  readonly pauses: Pauses;
  /** Accounts that are there, in the order of their ids. */
  readonly accounts: readonly number[];
};

function dayOf(iso: string | undefined, name: string): Day | null {
  if (iso === undefined) return null;
  const day = dayFromIso(iso);
  if (day === null) throw new AppError('bad_request', `${name} is not a date that exists: ${iso}.`);
  return day;
}

/** Accounts that are there in the order of their ids, which does not depend on the order of import. */
function accountsInOrder(context: ReadContext, segment: string | undefined): number[] {
  const records = recordsOf(context);
  return [...records.keys()]
    .filter((account) => {
      const record = records[account];
      return record !== undefined && (segment === undefined || record.segment === segment);
    })
    .sort((a, b) => ((records[a]?.accountId ?? '') < (records[b]?.accountId ?? '') ? -1 : 1));
}

/** Life of every account as known at the end of the data. */
export function timelinesAt(context: ReadContext, dataEnd: Day): Timelines {
  return memo(context, `timelines ${dataEnd}`, () => timelinesOf(factsOf(context), factsIndexOf(context), dataEnd));
}

/**
 * Landmark rows of a model version from its stored scores and the facts of the workspace (30-method.md 4.1). Kept while
 * the data stay as they are: back-test, calibration and what-if of the same options share them.
 *
 * @throws AppError `no_scores` without snapshots of the model, `bad_request` for dates and segments that do not exist
 */
export function landmarkRowsOf(context: ReadContext, model: HealthModel, options: RowOptions): WorkspaceRows {
  const modelVersion = modelVersionOf(model);
  const { horizon, outcome, segment, everyone = false } = options;
  const [from, to] = [dayOf(options.from, 'from'), dayOf(options.to, 'to')];
  return memo(
    context,
    `landmarks ${JSON.stringify([modelVersion, horizon, outcome, from, to, segment, everyone])}`,
    () => {
      const stored = headsOf(context, modelVersion).map(({ asOf }) => asOf);
      const dataEnd = stored.at(-1);
      if (dataEnd === undefined)
        throw new AppError(
          'no_scores',
          `There are no scores under ${modelVersion} yet. Import accounts and their facts, then score them.`,
        );
      const accounts = accountsInOrder(context, segment);
      if (accounts.length === 0 && segment !== undefined)
        throw new AppError('bad_request', `There are no accounts of the segment ${segment}.`);
      const { days, tail } = landmarkDays(stored, dataEnd, horizon, from, to);
      const timelines = timelinesAt(context, dataEnd);
      const pauses = memo(context, `pauses ${dataEnd}`, () => readPauses(context.db, dataEnd));
      const result = landmarkRows({
        facts: factsOf(context),
        index: factsIndexOf(context),
        timelines,
        accounts,
        days,
        tail,
        snapshotAt: (day) => snapshotAt(context, model, day),
        dimensions: model.dimensions.length,
        everyone,
        horizon,
        outcome,
        dataEnd,
        pauses: pauses.spells,
      });
      const history = {
        from: stored.find((day) => from === null || day >= from) ?? dataEnd,
        to: to === null ? dataEnd : result.rows.horizonEnd.reduce((a, b) => Math.max(a, b), to),
      };
      return { ...result, model, dataEnd, history, timelines, pauses, accounts };
    },
  );
}

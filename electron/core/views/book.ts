import {
  arrAsOf,
  type DayState,
  type FactsIndex,
  indexFacts,
  type ScoreOverride,
  type Snapshot,
  type ThresholdSets,
  thresholdSets,
} from '#electron/engine/index.ts';
import { type AccountRecord, readAccountRecords, readAttributeColumns } from '#electron/store/reads/accounts.ts';
import { readFacts } from '#electron/store/reads/facts.ts';
import { readEditedCsms, readTags } from '#electron/store/reads/hand-edits.ts';
import { getMeta, readDataRevision, readRevision } from '#electron/store/reads/ledger.ts';
import { readActiveOverrides } from '#electron/store/reads/overrides.ts';
import {
  readScoreHistory,
  readSnapshotColumn,
  readSnapshotHeads,
  type SnapshotHead,
} from '#electron/store/reads/snapshots.ts';
import { EDITS_STAMP } from '#electron/store/writes/hand-edits.ts';
import { AppError } from '#shared/contract/errors.ts';
import { type Day, dayFromIso } from '#shared/model/day.ts';
import type { Facts } from '#shared/model/facts.ts';
import { type HealthModel, modelVersionOf } from '#shared/model/health-model.ts';
import type { ReadContext } from '../context.ts';
import { modelOf, officialModel, onboardingModel } from '../model-versions.ts';
import { type BookColumns, withColumns } from './book-columns.ts';
import { attributeDimensions, type CohortDefinition } from './cohort-dimensions.ts';
import { type CohortColumn, cohortColumn } from './cohorts.ts';
import { decodeSnapshot, unpackBytes, unpackScores } from './snapshot-codec.ts';

/** Scores, states and phases of one snapshot of a history. */
export type HistoryEntry = Pick<Snapshot, 'asOf' | 'score' | 'state' | 'phase'>;

/** Everything lists and summaries need about all accounts as of one snapshot; columns are indexed by account − 1. */
export type Book = BookColumns & {
  readonly model: HealthModel;
  /** Scores accounts in their first days; null for none. */
  readonly onboarding: HealthModel | null;
  readonly modelVersion: string;
  readonly asOf: Day;
  readonly facts: Facts;
  readonly index: FactsIndex;
  readonly records: readonly (AccountRecord | undefined)[];
  /** Dimensions of cohorts by custom attributes, which are read when they are first asked for. */
  readonly attributeDimensions: () => readonly CohortDefinition[];
  readonly history: readonly HistoryEntry[];
  /** Position of `asOf` in the history. */
  readonly at: number;
  readonly snapshot: Snapshot;
  readonly thresholds: ThresholdSets;
  readonly arr: Float64Array;
  /** Snapshot and ARR of another day of the history, by its position. */
  readonly dayState: (at: number) => DayState & { readonly snapshot: Snapshot };
  /** Overrides that count on the as-of day, by account, oldest first. */
  readonly overrides: ReadonlyMap<number, readonly ScoreOverride[]>;
  /** Tags set by hand, by account, in alphabetical order. */
  readonly tags: ReadonlyMap<number, readonly string[]>;
  /** As that of the context. */
  readonly pause: () => void;
  /** Cohorts of the accounts by a dimension: its id or name, or that of a custom attribute, whatever its case and spaces. */
  readonly cohorts: (by: string) => CohortColumn;
};

/** What is derived from facts, scores and models, kept until one of them changes. */
export function memo<T>(context: ReadContext, key: string, make: () => T): T {
  return context.cache.get(readDataRevision(context.db), key, make);
}

/** What overrides have a part in as well, kept until anything is written. */
export function memoWithOverrides<T>(context: ReadContext, key: string, make: () => T): T {
  return memo(context, `${key} ${readRevision(context.db)}`, make);
}

export const factsOf = (context: ReadContext): Facts => memo(context, 'facts', () => readFacts(context.db));
export const factsIndexOf = (context: ReadContext): FactsIndex =>
  memo(context, 'index', () => indexFacts(factsOf(context)));
/** Another text after every change of an edit by hand. */
export const editsStamp = (context: ReadContext): string => getMeta(context.db, EDITS_STAMP) ?? '';
/** Accounts as lists show them: what files say, with the CSMs that people assigned. */
export const recordsOf = (context: ReadContext): readonly (AccountRecord | undefined)[] =>
  memo(context, `records ${editsStamp(context)}`, () => {
    const records = [...memo(context, 'file records', () => readAccountRecords(context.db))];
    for (const { account, csm } of readEditedCsms(context.db)) {
      const record = records[account - 1];
      if (record) records[account - 1] = { ...record, csm };
    }
    return records;
  });
export const tagsOf = (context: ReadContext): ReadonlyMap<number, readonly string[]> =>
  memo(
    context,
    `tags ${editsStamp(context)}`,
    () => new Map([...readTags(context.db)].map(([account, tags]) => [account - 1, tags])),
  );
export const headsOf = (context: ReadContext, modelVersion: string): readonly SnapshotHead[] =>
  memo(context, `heads ${modelVersion}`, () => readSnapshotHeads(context.db, modelVersion));

/** Index of each account that is there, by its id. */
export function positionsOf(context: ReadContext, { records }: Pick<Book, 'records'>): ReadonlyMap<string, number> {
  return memo(
    context,
    'positions',
    () => new Map(records.flatMap((record, index) => (record ? [[record.accountId, index] as const] : []))),
  );
}

/** Currency of the workspace's amounts, three letters. */
export function currencyOf(context: ReadContext): string {
  return getMeta(context.db, 'currency') ?? 'USD';
}

export function latestAsOf(context: ReadContext): Day | null {
  return headsOf(context, modelVersionOf(officialModel(context))).at(-1)?.asOf ?? null;
}

function historyOf(context: ReadContext, modelVersion: string, accounts: number): readonly HistoryEntry[] {
  return memo(context, `history ${modelVersion}`, () =>
    readScoreHistory(context.db, modelVersion).map((row) => ({
      asOf: row.asOf,
      score: unpackScores(row.score, accounts),
      state: unpackBytes(row.state, accounts, 0),
      phase: unpackBytes(row.phase, accounts, 0),
    })),
  );
}

/** The full snapshot of one stored day. */
export function snapshotAt(context: ReadContext, model: HealthModel, asOf: Day): Snapshot {
  const modelVersion = modelVersionOf(model);
  return memo(context, `snapshot ${modelVersion} ${asOf}`, () => {
    const head = headsOf(context, modelVersion).find((candidate) => candidate.asOf === asOf);
    if (!head) throw new AppError('no_scores', 'There is no snapshot of that day.');
    return decodeSnapshot(
      (name) => readSnapshotColumn(context.db, head.id, name),
      asOf,
      model,
      onboardingModel(context, model),
      factsOf(context).accounts.count,
    );
  });
}

/** ARR of every account as of a day; the columns of all days that were asked for are kept, so that scrubbing meets them again. */
export function arrOn(context: ReadContext, day: Day): Float64Array {
  const columns = memo(context, 'arr by day', () => new Map<Day, Float64Array>());
  const known = columns.get(day);
  if (known) return known;
  const { arr } = arrAsOf(factsOf(context), day, factsIndexOf(context));
  columns.set(day, arr);
  return arr;
}

/** Snapshot day for a requested date: the latest one at or before it; the latest of all when none is asked for. */
export function resolveAsOf(context: ReadContext, model: HealthModel, requested: string | undefined): Day {
  const heads = headsOf(context, modelVersionOf(model));
  const latest = heads.at(-1);
  if (!latest) {
    throw new AppError(
      'no_scores',
      `There are no scores under ${modelVersionOf(model)} yet. Import accounts and their facts, then score them.`,
    );
  }
  if (requested === undefined) return latest.asOf;
  const day = dayFromIso(requested);
  if (day === null) throw new AppError('bad_request', `The as-of date is not a date that exists: ${requested}.`);
  const head = heads.findLast((candidate) => candidate.asOf <= day);
  if (!head) throw new AppError('no_scores', 'There is no snapshot at or before that date.');
  return head.asOf;
}

/** Targets of the overrides that count on a day, by account index. */
export function overridesOn(context: ReadContext, day: Day): ReadonlyMap<number, readonly ScoreOverride[]> {
  const byAccount = Map.groupBy(readActiveOverrides(context.db, day), ({ account }) => account - 1);
  return new Map([...byAccount].map(([account, entries]) => [account, entries.map(({ target }) => target)]));
}

export function bookOf(context: ReadContext, modelId: string | undefined, requested: string | undefined): Book {
  const model = modelOf(context, modelId);
  const asOf = resolveAsOf(context, model, requested);
  const modelVersion = modelVersionOf(model);
  const book = memo(context, `book ${modelVersion} ${asOf}`, () => {
    const facts = factsOf(context);
    const index = factsIndexOf(context);
    const history = historyOf(context, modelVersion, facts.accounts.count);
    const at = history.findIndex((entry) => entry.asOf === asOf);
    return withColumns({
      model,
      onboarding: onboardingModel(context, model),
      modelVersion,
      asOf,
      facts,
      index,
      attributeDimensions: () =>
        memo(context, 'attribute dimensions', () =>
          attributeDimensions(readAttributeColumns(context.db, facts.accounts.count)),
        ),
      history,
      at,
      snapshot: snapshotAt(context, model, asOf),
      thresholds: thresholdSets(model, facts.accounts.segment),
      arr: arrOn(context, asOf),
      pause: context.pause,
      dayState: (position) => {
        const day = history[position]?.asOf ?? asOf;
        return { snapshot: snapshotAt(context, model, day), arr: arrOn(context, day) };
      },
    });
  });
  // What people set comes and goes without the rest: each call sees that of now beside columns that are kept.
  const view = Object.create(book, {
    overrides: { value: overridesOn(context, asOf) },
    records: { value: recordsOf(context) },
    tags: { value: tagsOf(context) },
    cohorts: {
      value: (by: string) =>
        cohortColumn(
          view,
          by,
          memo(
            context,
            `cohort columns ${modelVersion} ${asOf} ${editsStamp(context)}`,
            () => new Map<string, CohortColumn>(),
          ),
        ),
    },
  }) as Book;
  return view;
}

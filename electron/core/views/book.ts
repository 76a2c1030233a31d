import {
  arrAsOf,
  arrCuts,
  changeColumn,
  computeSignals,
  confirmedTierColumn,
  dimensionMedians,
  type FactsIndex,
  indexFacts,
  onboardingSets,
  priorityColumn,
  type ScoreOverride,
  type SignalTable,
  type Snapshot,
  signalColumn,
  type ThresholdSets,
  thresholdSets,
  trendColumn,
} from '#electron/engine/index.ts';
import { type AccountRecord, readAccountRecords } from '#electron/store/reads/accounts.ts';
import { readFacts } from '#electron/store/reads/facts.ts';
import { getMeta, readRevision } from '#electron/store/reads/ledger.ts';
import { readActiveOverrides } from '#electron/store/reads/overrides.ts';
import {
  readScoreHistory,
  readSnapshotColumns,
  readSnapshotHeads,
  type SnapshotHead,
} from '#electron/store/reads/snapshots.ts';
import { AppError } from '#shared/contract/errors.ts';
import { type Day, dayFromIso, NO_DAY, weekCloseOf } from '#shared/model/day.ts';
import { type Facts, TOUCHPOINT_TYPES } from '#shared/model/facts.ts';
import { type HealthModel, modelVersionOf } from '#shared/model/health-model.ts';
import type { ReadContext } from '../context.ts';
import { modelOf, officialModel, onboardingModel } from '../model-versions.ts';
import { decodeSnapshot, unpackBytes, unpackScores } from './snapshot-codec.ts';

/** Scores, states and phases of one snapshot of a history. */
export type HistoryEntry = Pick<Snapshot, 'asOf' | 'score' | 'state' | 'phase'>;

/** Everything lists and summaries need about all accounts as of one snapshot; columns are indexed by account − 1. */
export type Book = {
  readonly model: HealthModel;
  /** Scores accounts in their first days; null for none. */
  readonly onboarding: HealthModel | null;
  readonly modelVersion: string;
  readonly asOf: Day;
  readonly facts: Facts;
  readonly index: FactsIndex;
  readonly records: readonly (AccountRecord | undefined)[];
  readonly history: readonly HistoryEntry[];
  /** Position of `asOf` in the history. */
  readonly at: number;
  readonly snapshot: Snapshot;
  readonly thresholds: ThresholdSets;
  readonly signals: SignalTable;
  readonly arr: Float64Array;
  readonly change30: Float64Array;
  readonly change90: Float64Array;
  readonly change180: Float64Array;
  /** Index in TREND_CLASSES. */
  readonly trend: Uint8Array;
  readonly confirmed: Uint8Array;
  /** Index in PRIORITY_TIERS. */
  readonly priority: Uint8Array;
  readonly renewalDay: Int32Array;
  readonly lastTouchDay: Int32Array;
  readonly expansionReady: Uint8Array;
  /** Median dimension scores by segment ('' for none): the reference of contributions (30-method.md 2.6). */
  readonly references: ReadonlyMap<string, Float64Array>;
  /** Overrides that count on the as-of day, by account, oldest first. */
  readonly overrides: ReadonlyMap<number, readonly ScoreOverride[]>;
};

const COMMUNITY = TOUCHPOINT_TYPES.indexOf('community');

export function memo<T>(context: ReadContext, key: string, make: () => T): T {
  return context.cache.get(readRevision(context.db), key, make);
}

export const factsOf = (context: ReadContext): Facts => memo(context, 'facts', () => readFacts(context.db));
export const factsIndexOf = (context: ReadContext): FactsIndex =>
  memo(context, 'index', () => indexFacts(factsOf(context)));
export const recordsOf = (context: ReadContext): readonly (AccountRecord | undefined)[] =>
  memo(context, 'records', () => readAccountRecords(context.db));
export const headsOf = (context: ReadContext, modelVersion: string): readonly SnapshotHead[] =>
  memo(context, `heads ${modelVersion}`, () => readSnapshotHeads(context.db, modelVersion));

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
      readSnapshotColumns(context.db, head.id),
      asOf,
      model,
      onboardingModel(context, model),
      factsOf(context).accounts.count,
    );
  });
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

/** A period is an ISO week (30-method.md 2.8): a last snapshot inside a week that is not over confirms nothing. */
function closedWeeks(history: readonly HistoryEntry[]): readonly HistoryEntry[] {
  return history.filter((entry) => weekCloseOf(entry.asOf) === entry.asOf);
}

/** Latest touchpoint the customer was part of: community posts and meetings they did not attend do not count. */
function latestTouch(facts: Facts, asOf: Day): Int32Array {
  const { offsets, day, type, attended } = facts.touchpoints;
  return Int32Array.from({ length: facts.accounts.count }, (_, account) => {
    let latest = NO_DAY;
    for (let index = offsets[account] ?? 0; index < (offsets[account + 1] ?? 0); index++) {
      const when = day[index] ?? NO_DAY;
      if (type[index] === COMMUNITY || attended[index] === 0) continue;
      if (when <= asOf && when > latest) latest = when;
    }
    return latest;
  });
}

const MIN_PEERS = 5;

/** Medians of each segment's accounts with a score; those of the whole portfolio where a segment has fewer than five. */
function segmentReferences(snapshot: Snapshot, segments: readonly string[]): ReadonlyMap<string, Float64Array> {
  const hasScore = (account: number): boolean => snapshot.state[account] !== 0;
  const all = dimensionMedians(
    snapshot,
    Uint8Array.from(segments, (_, account) => Number(hasScore(account))),
  );
  return new Map(
    [...new Set(segments)].map((segment) => {
      const peers = Uint8Array.from(segments, (name, account) => Number(name === segment && hasScore(account)));
      const size = peers.reduce((sum, flag) => sum + flag, 0);
      return [segment, size < MIN_PEERS ? all : dimensionMedians(snapshot, peers)];
    }),
  );
}

/** Expansion-ready (30-method.md 2.9): H ≥ 80, not declining and Q ≥ 30 from the parts of Q that signals measure. */
function expansionColumn(snapshot: Snapshot, trend: Uint8Array, signals: SignalTable): Uint8Array {
  const utilization = signals.values[signalColumn('seat_utilization')];
  const users = signals.values[signalColumn('user_change_90d')];
  const api = signals.values[signalColumn('api_calls_change_90d')];
  return Uint8Array.from(snapshot.score, (score, account) => {
    const q =
      ((utilization?.[account] ?? 0) > 0.85 ? 30 : 0) +
      ((users?.[account] ?? 0) >= 0.1 ? 20 : 0) +
      ((api?.[account] ?? 0) > 0.05 ? 10 : 0);
    return Number(score >= 80 && trend[account] !== 3 && q >= 30);
  });
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
  return memo(context, `book ${modelVersion} ${asOf}`, () => {
    const facts = factsOf(context);
    const index = factsIndexOf(context);
    const history = historyOf(context, modelVersion, facts.accounts.count);
    const at = history.findIndex((entry) => entry.asOf === asOf);
    const snapshot = snapshotAt(context, model, asOf);
    const signals = computeSignals(facts, asOf, 0, facts.accounts.count, index);
    const { segment } = facts.accounts;
    const onboarding = onboardingModel(context, model);
    const thresholds = thresholdSets(model, segment);
    const { arr } = arrAsOf(facts, asOf, index);
    const change30 = changeColumn(history, at, 30);
    const change90 = changeColumn(history, at, 90);
    const trend = trendColumn(history, at).code;
    const daysToRenewal =
      signals.values[signalColumn('days_to_renewal')] ?? new Float64Array(facts.accounts.count).fill(Number.NaN);
    const engagement =
      snapshot.dimensions[model.dimensions.findIndex((dimension) => dimension.id === 'engagement')] ??
      new Float64Array(facts.accounts.count).fill(Number.NaN);
    return {
      model,
      onboarding,
      modelVersion,
      asOf,
      facts,
      index,
      records: recordsOf(context),
      history,
      at,
      snapshot,
      thresholds,
      signals,
      arr,
      change30,
      change90,
      change180: changeColumn(history, at, 180),
      trend,
      confirmed: confirmedTierColumn(
        closedWeeks(history.slice(0, at + 1)),
        thresholds,
        onboarding && onboardingSets(model, onboarding, segment),
        model.confirmPolicy,
      ).tier,
      priority: priorityColumn(
        { score: snapshot.score, change30, change90, arr, daysToRenewal, trend, engagement },
        arrCuts(arr, snapshot.status),
      ),
      renewalDay: Int32Array.from(daysToRenewal, (days) => (Number.isNaN(days) ? NO_DAY : asOf + days)),
      lastTouchDay: latestTouch(facts, asOf),
      expansionReady: expansionColumn(snapshot, trend, signals),
      references: segmentReferences(snapshot, segment),
      overrides: overridesOn(context, asOf),
    };
  });
}

import type { Day } from '#shared/model/day.ts';
import type { Facts } from '#shared/model/facts.ts';
import { type HealthModel, modelVersionOf } from '#shared/model/health-model.ts';
import { signalFiller } from '../signals/compute.ts';
import { type FactsIndex, indexFacts } from '../signals/facts-index.ts';
import { ACCOUNT_STATUS } from '../signals/status.ts';
import { accountRange, createSignalRows, type SignalRows, type SignalTable } from '../signals/table.ts';
import { scoreComposite } from './composite.ts';
import { columnsOf, type DimensionScores, scoreColumns } from './dimensions.ts';
import { officialTier, tierMasks } from './official-tier.ts';
import { onboardingSets, PHASE, phaseOf } from './onboarding.ts';
import type { SignalColumns } from './parts.ts';
import { tierOf } from './thresholds.ts';

/**
 * Official scores as columns, one entry a row: an account as of a day. An account in its first days (`phase` ≥ 1) has score,
 * coverage and state of the onboarding model, its tier in the official model's tiers by meaning, and no dimensions of the
 * official model (30-method.md 2.7).
 */
export type ScoredRows = {
  /** 0 not started, 1 active, 2 churned. */
  readonly status: Uint8Array;
  /** As {@link PHASE}; 0 for accounts that are not active. */
  readonly phase: Uint8Array;
  /** H 0-100 at 6 decimals, NaN when none. */
  readonly score: Float64Array;
  /** C 0-1 at 6 decimals. */
  readonly coverage: Float64Array;
  /** 0 none, 1 provisional, 2 scored. */
  readonly state: Uint8Array;
  /** Index in the model's tiers after flags and risk cap, 255 none. */
  readonly tier: Uint8Array;
  /** Flags that hold and risk cap, as tierMasks makes them; 0 in onboarding: they belong to the official model. */
  readonly flags: Uint32Array;
  /** Score of the official model in the last days of onboarding where it is known well enough, NaN elsewhere. */
  readonly preview: Float64Array;
  /** One column per dimension, NaN for null. */
  readonly dimensions: readonly Float64Array[];
  /** Coverage inside each dimension, 0-1; also of dimensions that are null for too little coverage. */
  readonly dimensionCoverage: readonly Float64Array[];
  /** The same of the onboarding model's dimensions, NaN and 0 outside onboarding; none without an onboarding model. */
  readonly onboardingDimensions: readonly Float64Array[];
  readonly onboardingCoverage: readonly Float64Array[];
};

/** Official scores as of one day, over accounts: those of the workspace, or the list that was scored. */
export type Snapshot = ScoredRows & { readonly asOf: Day; readonly modelVersion: string };

export type SnapshotOptions = {
  /** The model that `onboardingPolicy` names; null scores every account by the official one from its first day. */
  readonly onboarding: HealthModel | null;
  /** Dimension scores of the table where they are known already; the snapshot keeps these very columns. */
  readonly dimensions?: DimensionScores;
};

const NO_ONBOARDING: SnapshotOptions = { onboarding: null };

/** Phase of every row; standard for all without a policy, and for accounts that are not active. */
function phaseColumn(model: HealthModel, signals: SignalRows, status: Uint8Array): Uint8Array {
  const policy = model.onboardingPolicy;
  const days = columnsOf(signals)('onboarding_day');
  if (!policy || !days) return new Uint8Array(status.length);
  return status.map((state, row) =>
    state === ACCOUNT_STATUS.active ? phaseOf(policy, days[row] as number) : PHASE.standard,
  );
}

/** Replaces the scores of the rows in onboarding by those of the onboarding model. */
function scoreOnboarding(
  model: HealthModel,
  onboarding: HealthModel,
  signals: SignalRows,
  segments: readonly string[],
  snapshot: ScoredRows,
): void {
  const { phase, preview } = snapshot;
  const young: number[] = [];
  for (let row = 0; row < phase.length; row++) if (phase[row] !== PHASE.standard) young.push(row);
  const rows = Int32Array.from(young);
  const all = columnsOf(signals);
  const columns: SignalColumns = (signal) => {
    const values = all(signal);
    return values && Float64Array.from(rows, (row) => values[row] as number);
  };
  const ownSegments = Array.from(rows, (row) => segments[row] as string);
  const { scores, coverage } = scoreColumns(onboarding, columns, ownSegments);
  const composite = scoreComposite(onboarding, scores, coverage, ownSegments);
  const { sets, setOf } = onboardingSets(model, onboarding, ownSegments);
  rows.forEach((row, at) => {
    const isKnown = (snapshot.coverage[row] as number) >= model.missingPolicy.minScoredCoverage;
    if (phase[row] === PHASE.onboardingWithPreview && isKnown) preview[row] = snapshot.score[row] as number;
    snapshot.score[row] = composite.score[at] as number;
    snapshot.coverage[row] = composite.coverage[at] as number;
    snapshot.state[row] = composite.state[at] as number;
    snapshot.flags[row] = 0;
    snapshot.tier[row] = tierOf(sets[setOf[at] as number] as readonly number[], composite.score[at] as number);
    for (const column of snapshot.dimensions) column[row] = Number.NaN;
    for (const column of snapshot.dimensionCoverage) column[row] = 0;
    snapshot.onboardingDimensions.forEach((column, d) => {
      column[row] = scores[d]?.[at] as number;
    });
    snapshot.onboardingCoverage.forEach((column, d) => {
      column[row] = coverage[d]?.[at] as number;
    });
  });
}

/** Scores rows of signals; accounts that are not active get none. */
function scoreRows(
  model: HealthModel,
  signals: SignalRows,
  segments: readonly string[],
  status: Uint8Array,
  { onboarding, dimensions }: SnapshotOptions,
): ScoredRows {
  const columns = columnsOf(signals);
  const { scores, coverage } = dimensions ?? scoreColumns(model, columns, segments);
  const flags = tierMasks(model, columns, status.length);
  for (let row = 0; row < status.length; row++) {
    if (status[row] === ACCOUNT_STATUS.active) continue;
    for (const column of scores) column[row] = Number.NaN;
    for (const column of coverage) column[row] = 0;
    flags[row] = 0;
  }
  const composite = scoreComposite(model, scores, coverage, segments);
  const onboardingDimensions = onboarding?.dimensions ?? [];
  const snapshot: ScoredRows = {
    status,
    phase: onboarding ? phaseColumn(model, signals, status) : new Uint8Array(status.length),
    ...composite,
    tier: composite.tier.map((tier, row) =>
      flags[row] === 0 ? tier : officialTier(model, flags[row] as number, tier).tier,
    ),
    flags,
    preview: new Float64Array(status.length).fill(Number.NaN),
    dimensions: scores,
    dimensionCoverage: coverage,
    onboardingDimensions: onboardingDimensions.map(() => new Float64Array(status.length).fill(Number.NaN)),
    onboardingCoverage: onboardingDimensions.map(() => new Float64Array(status.length)),
  };
  if (onboarding) scoreOnboarding(model, onboarding, signals, segments, snapshot);
  return snapshot;
}

/**
 * Scores a table of signals; accounts that are not active get none.
 *
 * @param segments segment of each row
 * @param status status of each row
 */
export function snapshotOf(
  model: HealthModel,
  table: SignalTable,
  segments: readonly string[],
  status: Uint8Array,
  options: SnapshotOptions,
): Snapshot {
  const scores = scoreRows(model, table, segments, status, options);
  return { asOf: table.asOf, modelVersion: modelVersionOf(model), ...scores };
}

/**
 * Signals, dimensions, composite and tiers of every account as of a day (30-method.md 2.2, 2.5, 2.7, 7.2).
 *
 * @param index built once by {@link indexFacts} when a history is computed
 */
export function scoreSnapshot(
  facts: Facts,
  model: HealthModel,
  asOf: Day,
  index: FactsIndex = indexFacts(facts),
  options: SnapshotOptions = NO_ONBOARDING,
): Snapshot {
  return scoreAccounts(facts, model, asOf, accountRange(0, facts.accounts.count), index, options);
}

/** {@link scoreSnapshot} of some accounts: row k of every column is `accounts[k]`. A score depends on no other account's. */
export function scoreAccounts(
  facts: Facts,
  model: HealthModel,
  asOf: Day,
  accounts: Int32Array,
  index: FactsIndex,
  options: SnapshotOptions = NO_ONBOARDING,
): Snapshot {
  const score = rowScorer(facts, model, [asOf], accounts.length, index, options);
  return { asOf, modelVersion: modelVersionOf(model), ...score(accounts, new Uint16Array(accounts.length)) };
}

/**
 * Scores accounts as of any of some days, in memory that the next call uses again: row k is `accounts[k]` as of
 * `days[at[k]]`. Quickest where the days of an account follow each other, ascending.
 *
 * @param most rows of a call at most
 */
export function rowScorer(
  facts: Facts,
  model: HealthModel,
  days: readonly Day[],
  most: number,
  index: FactsIndex,
  options: SnapshotOptions,
): (accounts: Int32Array, at: Uint16Array) => ScoredRows {
  const all = createSignalRows(most);
  const fill = signalFiller(facts, index, all, days, model);
  let used = 0;
  return (accounts, at) => {
    const { length } = accounts;
    for (const column of all.values) column.fill(Number.NaN, 0, used);
    used = length;
    const status = new Uint8Array(length);
    for (let row = 0; row < length; row++) status[row] = fill(row, accounts[row] as number, at[row] as number);
    const signals = { ...all, values: all.values.map((column) => column.subarray(0, length)) };
    const segments = Array.from(accounts, (account) => facts.accounts.segment[account] ?? '');
    return scoreRows(model, signals, segments, status, options);
  };
}

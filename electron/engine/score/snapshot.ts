import type { Day } from '#shared/model/day.ts';
import type { Facts } from '#shared/model/facts.ts';
import { type HealthModel, modelVersionOf } from '#shared/model/health-model.ts';
import { fillSignals } from '../signals/compute.ts';
import { type FactsIndex, indexFacts } from '../signals/facts-index.ts';
import { ACCOUNT_STATUS, statusOfAccounts } from '../signals/status.ts';
import { accountRange, createSignalTable, type SignalTable } from '../signals/table.ts';
import { scoreComposite } from './composite.ts';
import { columnsOf, scoreColumns } from './dimensions.ts';

/** Scores as of one day, as columns over accounts: those of the workspace, or the list that was scored. */
export type Snapshot = {
  readonly asOf: Day;
  readonly modelVersion: string;
  /** 0 not started, 1 active, 2 churned. */
  readonly status: Uint8Array;
  /** H 0-100 at 6 decimals, NaN when none. */
  readonly score: Float64Array;
  /** C 0-1 at 6 decimals. */
  readonly coverage: Float64Array;
  /** 0 none, 1 provisional, 2 scored. */
  readonly state: Uint8Array;
  /** Index in the model's tiers, 255 none. */
  readonly tier: Uint8Array;
  /** One column per dimension, NaN for null. */
  readonly dimensions: readonly Float64Array[];
  /** Coverage inside each dimension, 0-1; also of dimensions that are null for too little coverage. */
  readonly dimensionCoverage: readonly Float64Array[];
};

/**
 * Scores a table of signals; accounts that are not active get none.
 *
 * @param segments segment of each row
 * @param status status of each row
 */
function snapshotOf(model: HealthModel, table: SignalTable, segments: readonly string[], status: Uint8Array): Snapshot {
  const { scores, coverage } = scoreColumns(model, columnsOf(table), segments);
  for (let row = 0; row < status.length; row++) {
    if (status[row] === ACCOUNT_STATUS.active) continue;
    for (const column of scores) column[row] = Number.NaN;
    for (const column of coverage) column[row] = 0;
  }
  const isActive = (row: number): boolean => status[row] === ACCOUNT_STATUS.active;
  return {
    asOf: table.asOf,
    modelVersion: modelVersionOf(model),
    status,
    ...scoreComposite(model, scores, coverage, segments, isActive),
    dimensions: scores,
    dimensionCoverage: coverage,
  };
}

/**
 * Signals, dimensions, composite and tiers of every account as of a day (30-method.md 2.2, 2.5, 7.2).
 *
 * @param index built once by {@link indexFacts} when a history is computed
 */
export function scoreSnapshot(
  facts: Facts,
  model: HealthModel,
  asOf: Day,
  index: FactsIndex = indexFacts(facts),
): Snapshot {
  return scoreAccounts(facts, model, asOf, accountRange(0, facts.accounts.count), index);
}

/** {@link scoreSnapshot} of some accounts: row k of every column is `accounts[k]`. A score depends on no other account's. */
export function scoreAccounts(
  facts: Facts,
  model: HealthModel,
  asOf: Day,
  accounts: Int32Array,
  index: FactsIndex,
): Snapshot {
  const table = createSignalTable(asOf, 0, accounts.length);
  fillSignals(facts, index, table, accounts);
  const segments = Array.from(accounts, (account) => facts.accounts.segment[account] ?? '');
  return snapshotOf(model, table, segments, statusOfAccounts(facts, asOf, accounts, index));
}

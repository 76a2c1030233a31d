import type { Day } from '#shared/model/day.ts';
import type { Facts } from '#shared/model/facts.ts';
import { type HealthModel, modelVersionOf } from '#shared/model/health-model.ts';
import { computeSignals } from '../signals/compute.ts';
import { type FactsIndex, indexFacts } from '../signals/facts-index.ts';
import { ACCOUNT_STATUS, accountStatus } from '../signals/status.ts';
import type { SignalTable } from '../signals/table.ts';
import { scoreComposite } from './composite.ts';
import { scoreDimensions } from './dimensions.ts';

/** Scores of all accounts of a workspace as of one day, as columns over accounts. */
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

/** Scores a table of signals of the whole workspace; accounts that are not active get none. */
export function snapshotOf(facts: Facts, model: HealthModel, table: SignalTable, status: Uint8Array): Snapshot {
  const { scores, coverage } = scoreDimensions(model, table);
  for (let account = 0; account < status.length; account++) {
    if (status[account] === ACCOUNT_STATUS.active) continue;
    for (const column of scores) column[account] = Number.NaN;
    for (const column of coverage) column[account] = 0;
  }
  const isActive = (account: number): boolean => status[account] === ACCOUNT_STATUS.active;
  return {
    asOf: table.asOf,
    modelVersion: modelVersionOf(model),
    status,
    ...scoreComposite(model, scores, coverage, facts.accounts.segment, isActive),
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
  const table = computeSignals(facts, asOf, 0, facts.accounts.count, index);
  return snapshotOf(facts, model, table, accountStatus(facts, asOf, index));
}

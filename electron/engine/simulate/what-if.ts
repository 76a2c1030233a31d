import type { HealthModel } from '#shared/model/health-model.ts';
import { round6 } from '../math/round.ts';
import { knownArr, type Selection } from '../portfolio/aggregates.ts';
import { requiredDimensions, SCORE_STATE, stateOf, weightsOf } from '../score/composite.ts';
import { PHASE } from '../score/onboarding.ts';
import type { Snapshot } from '../score/snapshot.ts';
import { NO_TIER } from '../score/thresholds.ts';
import { ACCOUNT_STATUS } from '../signals/status.ts';
import { holdAccounts } from './held.ts';
import { findMovers, type Mover } from './movers.ts';
import { coveragePatterns } from './patterns.ts';
import { createSums, emptySide, type Moved, type WhatIfSide } from './sums.ts';
import { createTally, kindsOf, leastMillionths, SLOTS, type StepTables, slotOf } from './tally.ts';
import { tierGroups } from './tier-groups.ts';

export type WhatIfInput = {
  readonly model: HealthModel;
  readonly snapshot: Snapshot;
  /** ARR per account in workspace currency, NaN unknown. */
  readonly arr: ArrayLike<number>;
  /** Segment per account, for the threshold overlays. */
  readonly segments: readonly string[];
  readonly include?: Selection;
};

/**
 * Result of a step. Its arrays belong to the kernel and are overwritten by the next step. Rows are the active accounts that
 * the model scores: `kernel.accounts[row]` is the account. Those in onboarding count on both sides as they are.
 */
export type WhatIfResult = {
  /** Scores and tiers by row are worked out when they are first read: aggregates are all a slider needs. */
  readonly score: Float64Array;
  readonly tier: Uint8Array;
  readonly before: WhatIfSide;
  readonly after: WhatIfSide;
  /** Accounts and ARR by `from × (tiers + 1) + to`; index `tiers` stands for "no score". */
  readonly migrationAccounts: Float64Array;
  readonly migrationArr: Float64Array;
  readonly movedUp: Moved;
  readonly movedDown: Moved;
};

export type WhatIfKernel = {
  /** Account of each row. */
  readonly accounts: Int32Array;
  /**
   * Re-weights the snapshot: weights in the model's order on any scale (H and C divide by their sum), bounds instead of the
   * tier bounds of `rules` when given. `rules` is the model with other overlays, coverage or flag policy and the same
   * dimensions and number of tiers; the kernel's own by default. Same rounding, thresholds and states as scoreComposite.
   */
  readonly run: (weights: ArrayLike<number>, bounds?: readonly number[], rules?: HealthModel) => WhatIfResult;
  /** Accounts that changed tier in the last run, largest ARR first, at most `limit`: without any, no row is looked at. */
  readonly movers: (limit: number) => { readonly movers: Mover[]; readonly total: number };
};

/** Builds the kernel of one snapshot (30-method.md 5, points 1-4); a step is O(accounts × dimensions) without allocation per account. */
export function createWhatIfKernel(input: WhatIfInput): WhatIfKernel {
  const { model, snapshot, include } = input;
  const tiers = model.tiers.length;
  const width = model.dimensions.length;
  const isIn = (account: number): boolean =>
    snapshot.status[account] === ACCOUNT_STATUS.active && include?.[account] !== 0;
  const chosen = Int32Array.from(snapshot.status.keys()).filter(isIn);
  const accounts = chosen.filter((account) => snapshot.phase[account] === PHASE.standard);
  const held = holdAccounts(
    snapshot,
    input.arr,
    tiers,
    chosen.filter((account) => snapshot.phase[account] !== PHASE.standard),
  );
  const rows = accounts.length;
  const { patternOf, known, inner, rows: patternRows } = coveragePatterns(snapshot, accounts);
  const columns = model.dimensions.map(() => new Float64Array(rows));
  const arr = new Float64Array(rows);
  const beforeScore = new Float64Array(rows);
  const beforeTier = new Uint8Array(rows);
  const patternWeight = new Float64Array(patternRows.length);
  const { groupOf, official, thresholds } = tierGroups(
    Array.from(accounts, (account) => input.segments[account] as string),
    Uint32Array.from(accounts, (account) => snapshot.flags[account] as number),
  );
  for (let row = 0; row < rows; row++) {
    const account = accounts[row] as number;
    for (let d = 0; d < width; d++) {
      const value = snapshot.dimensions[d]?.[account] as number;
      (columns[d] as Float64Array)[row] = Number.isNaN(value) ? 0 : value;
    }
    arr[row] = knownArr(input.arr, account);
    beforeScore[row] = snapshot.score[account] as number;
    const was = snapshot.tier[account] as number;
    beforeTier[row] = was === NO_TIER ? tiers : was;
  }
  const kinds = kindsOf(patternOf, groupOf, beforeTier, tiers);
  const tally = createTally(columns, arr, kinds.kindOf, tiers);
  const size = kinds.before.length;
  const tables: StepTables = {
    weight: new Float64Array(size),
    least: new Int32Array(size * (tiers - 1)),
    tier: new Uint8Array(size * tiers),
    slot: new Int32Array(size * tiers),
  };

  const side = tiers + 1;
  const sums = createSums(tally, held, tiers);
  const [before, after] = [emptySide(tiers), emptySide(tiers)];
  const rowsOf = { score: new Float64Array(rows), tier: new Uint8Array(rows), isDue: true };
  const result: WhatIfResult = {
    get score() {
      return settleRows().score;
    },
    get tier() {
      return settleRows().tier;
    },
    before,
    after,
    migrationAccounts: sums.migrationAccounts,
    migrationArr: sums.migrationArr,
    movedUp: sums.movedUp,
    movedDown: sums.movedDown,
  };
  let lastWeights = Float64Array.from(weightsOf(model));
  let lastBounds = thresholds(model);
  fillBefore();

  function settleRows(): { readonly score: Float64Array; readonly tier: Uint8Array } {
    if (rowsOf.isDue) tally.rows(lastWeights, tables, rowsOf.score, rowsOf.tier);
    rowsOf.isDue = false;
    return rowsOf;
  }

  /** The snapshot in the slots of a step, so that weights that change nothing come to the same sums, to the bit. */
  function fillBefore(): void {
    let total = 0;
    before.provisional = held.provisional;
    for (let row = 0; row < rows; row++) {
      const health = beforeScore[row] as number;
      const was = beforeTier[row] as number;
      const millionths = Number.isNaN(health) ? 0 : Math.round(health * 1e6);
      total += millionths;
      if (snapshot.state[accounts[row] as number] === SCORE_STATE.provisional) before.provisional++;
      const place = (was * side + was) * SLOTS + slotOf(millionths);
      tally.accounts[place] = (tally.accounts[place] as number) + 1;
      tally.arr[place] = (tally.arr[place] as number) + (arr[row] as number);
    }
    sums.take(before, total);
  }

  /** Weight sum of every pattern, ∞ without a score: the sums of compositeOf and coverageOf, null dimensions adding 0. */
  function weighPatterns(weights: Float64Array, rules: HealthModel): void {
    const policy = rules.missingPolicy;
    const required = requiredDimensions(rules);
    let all = 0;
    for (let d = 0; d < width; d++) all += weights[d] as number;
    after.provisional = held.provisional;
    for (let pattern = 0, at = 0; pattern < patternWeight.length; pattern++, at += width) {
      let sum = 0;
      let covered = 0;
      for (let d = 0; d < width; d++) {
        const weight = weights[d] as number;
        sum += weight * (known[at + d] as number);
        covered += weight * (inner[at + d] as number);
      }
      const state =
        sum > 0
          ? stateOf(
              policy,
              round6(covered / all),
              required.some((d) => known[at + d] === 0),
            )
          : SCORE_STATE.none;
      patternWeight[pattern] = state === SCORE_STATE.none ? Number.POSITIVE_INFINITY : sum;
      if (state === SCORE_STATE.provisional) after.provisional += patternRows[pattern] as number;
    }
  }

  /** What the next step looks up, by kind of row. */
  function fillTables(bounds: Float64Array, shown: Uint8Array): void {
    const least = bounds.map(leastMillionths);
    for (let kind = 0; kind < size; kind++) {
      const weight = patternWeight[kinds.patterns[kind] as number] as number;
      const group = (kinds.groups[kind] as number) * tiers;
      const row = (kinds.before[kind] as number) * side;
      tables.weight[kind] = weight;
      for (let at = 0; at < tiers; at++) {
        const to = weight === Number.POSITIVE_INFINITY ? tiers : (shown[group + at] as number);
        tables.tier[kind * tiers + at] = to;
        tables.slot[kind * tiers + at] = (row + to) * SLOTS;
        if (at < tiers - 1) tables.least[kind * (tiers - 1) + at] = least[group + at] as number;
      }
    }
  }

  return {
    accounts,
    run(weights, bounds, rules = model) {
      lastWeights = Float64Array.from(weights);
      weighPatterns(lastWeights, rules);
      lastBounds = thresholds(rules, bounds);
      fillTables(lastBounds, official(rules));
      const millionths = tally.count(lastWeights, tables);
      rowsOf.isDue = true;
      sums.take(after, millionths);
      return result;
    },
    movers(limit) {
      const total = result.movedUp.accounts + result.movedDown.accounts;
      if (limit <= 0) return { movers: [], total };
      const { score, tier } = settleRows();
      const movers = findMovers(
        {
          model,
          accounts,
          arr,
          columns,
          known,
          patternOf,
          beforeScore,
          beforeTier,
          score,
          tier,
          weights: lastWeights,
          groupOf,
          boundsBefore: thresholds(model),
          boundsAfter: lastBounds,
        },
        limit,
      );
      return { movers, total };
    },
  };
}

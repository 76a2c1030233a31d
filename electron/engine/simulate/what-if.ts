import { AT_RISK_SCORE, type HealthModel } from '#shared/model/health-model.ts';
import { round6 } from '../math/round.ts';
import { BIN_WIDTH, HISTOGRAM_BINS, knownArr, type Selection } from '../portfolio/aggregates.ts';
import { requiredDimensions, SCORE_STATE, stateOf, weightsOf } from '../score/composite.ts';
import { PHASE } from '../score/onboarding.ts';
import type { Snapshot } from '../score/snapshot.ts';
import { NO_TIER } from '../score/thresholds.ts';
import { ACCOUNT_STATUS } from '../signals/status.ts';
import { holdAccounts } from './held.ts';
import { findMovers, type Mover } from './movers.ts';
import { coveragePatterns } from './patterns.ts';
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

/** One side of the comparison; tier arrays are in the model's order. */
export type WhatIfSide = {
  readonly tierAccounts: Float64Array;
  readonly tierArr: Float64Array;
  /** Accounts per 2.5-point bin. */
  readonly histogram: Float64Array;
  /** Accounts with a score (scored or provisional), and provisional ones among them. */
  accounts: number;
  provisional: number;
  arr: number;
  /** Mean H, NaN without accounts. */
  mean: number;
  atRiskAccounts: number;
  atRiskArr: number;
};

export type Moved = { accounts: number; arr: number };

/**
 * Result of a step. Its arrays belong to the kernel and are overwritten by the next step. Rows are the active accounts that
 * the model scores: `kernel.accounts[row]` is the account. Those in onboarding count on both sides as they are.
 */
export type WhatIfResult = {
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

function emptySide(tiers: number): WhatIfSide {
  return {
    tierAccounts: new Float64Array(tiers),
    tierArr: new Float64Array(tiers),
    histogram: new Float64Array(HISTOGRAM_BINS),
    accounts: 0,
    provisional: 0,
    arr: 0,
    mean: Number.NaN,
    atRiskAccounts: 0,
    atRiskArr: 0,
  };
}

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
  const score = new Float64Array(rows);
  const tier = new Uint8Array(rows);
  const binAccounts = new Float64Array(HISTOGRAM_BINS + 1);
  const binArr = new Float64Array(HISTOGRAM_BINS + 1);
  const patternWeight = new Float64Array(patternRows.length);
  const patternState = new Uint8Array(patternRows.length);
  const { groupOf, official, thresholds } = tierGroups(
    Array.from(accounts, (account) => input.segments[account] as string),
    Uint32Array.from(accounts, (account) => snapshot.flags[account] as number),
  );

  const side = tiers + 1;
  const result: WhatIfResult = {
    score,
    tier,
    before: emptySide(tiers),
    after: emptySide(tiers),
    migrationAccounts: new Float64Array(side * side),
    migrationArr: new Float64Array(side * side),
    movedUp: { accounts: 0, arr: 0 },
    movedDown: { accounts: 0, arr: 0 },
  };
  const { before, after, migrationAccounts, migrationArr } = result;
  let lastWeights = Float64Array.from(weightsOf(model));

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
  fillBefore();

  function fillBefore(): void {
    let total = held.total;
    before.provisional = held.provisional;
    startFromHeld();
    for (let row = 0; row < rows; row++) {
      const health = beforeScore[row] as number;
      const was = beforeTier[row] as number;
      const value = arr[row] as number;
      const cell = was * side + was;
      migrationAccounts[cell] = (migrationAccounts[cell] as number) + 1;
      migrationArr[cell] = (migrationArr[cell] as number) + value;
      if (Number.isNaN(health)) continue;
      total += health;
      if (snapshot.state[accounts[row] as number] === SCORE_STATE.provisional) before.provisional++;
      const bin = (health / BIN_WIDTH) | 0;
      binAccounts[bin] = (binAccounts[bin] as number) + 1;
      binArr[bin] = (binArr[bin] as number) + value;
    }
    takeBins(before);
    takeTiers(before, total);
  }

  /** What does not move is there before the first row is added. */
  function startFromHeld(): void {
    migrationAccounts.set(held.migrationAccounts);
    migrationArr.set(held.migrationArr);
    binAccounts.fill(0);
    binAccounts.set(held.bins);
    binArr.fill(0);
    binArr.set(held.binArr);
  }

  /** Weight sum and state of every pattern: the sums of compositeOf and coverageOf, null dimensions adding 0. */
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
      patternWeight[pattern] = sum;
      const state =
        sum > 0
          ? stateOf(
              policy,
              round6(covered / all),
              required.some((d) => known[at + d] === 0),
            )
          : SCORE_STATE.none;
      patternState[pattern] = state;
      if (state === SCORE_STATE.provisional) after.provisional += patternRows[pattern] as number;
    }
  }

  /** Σ w·s per row into `score`, in the order of compositeOf, so that equal weights give equal bits. */
  function weigh(weights: Float64Array): void {
    const sums = score;
    const first = columns[0] as Float64Array;
    const w0 = weights[0] as number;
    for (let row = 0; row < rows; row++) sums[row] = w0 * (first[row] as number);
    for (let d = 1; d < width; d++) {
      const column = columns[d] as Float64Array;
      const w = weights[d] as number;
      for (let row = 0; row < rows; row++) sums[row] = (sums[row] as number) + w * (column[row] as number);
    }
  }

  /** Scores and tiers; returns Σ H. Written without branches on the data, which would cost more than the arithmetic. */
  function step(weights: Float64Array, bounds: Float64Array, shown: Uint8Array): number {
    weigh(weights);
    const [sums, tierOut, money, pattern, groups, was] = [score, tier, arr, patternOf, groupOf, beforeTier];
    const [weightOf, stateOfPattern, counts, amounts] = [patternWeight, patternState, migrationAccounts, migrationArr];
    const [bins, binAmounts] = [binAccounts, binArr];
    const last = tiers - 1;
    let total = held.total;
    for (let row = 0; row < rows; row++) {
      const known = pattern[row] as number;
      const value = money[row] as number;
      let now = tiers;
      if (stateOfPattern[known] === SCORE_STATE.none) {
        sums[row] = Number.NaN;
        tierOut[row] = NO_TIER;
      } else {
        const health = Math.floor(((sums[row] as number) / (weightOf[known] as number)) * 1e6 + 0.5) / 1e6;
        sums[row] = health;
        total += health;
        const base = (groups[row] as number) * tiers;
        now = 0;
        for (let bound = 0; bound < last; bound++) now += +(health < (bounds[base + bound] as number));
        now = shown[base + now] as number;
        tierOut[row] = now;
        const bin = (health / BIN_WIDTH) | 0;
        bins[bin] = (bins[bin] as number) + 1;
        binAmounts[bin] = (binAmounts[bin] as number) + value;
      }
      const cell = (was[row] as number) * side + now;
      counts[cell] = (counts[cell] as number) + 1;
      amounts[cell] = (amounts[cell] as number) + value;
    }
    return total;
  }

  /** Histogram and at-risk sums of a side from the bins; a score of exactly 100 joins the last bin. */
  function takeBins(into: WhatIfSide): void {
    into.histogram.set(binAccounts.subarray(0, HISTOGRAM_BINS));
    const top = HISTOGRAM_BINS - 1;
    into.histogram[top] = (into.histogram[top] as number) + (binAccounts[HISTOGRAM_BINS] as number);
    into.atRiskAccounts = 0;
    into.atRiskArr = 0;
    for (let bin = 0; bin < AT_RISK_SCORE / BIN_WIDTH; bin++) {
      into.atRiskAccounts += binAccounts[bin] as number;
      into.atRiskArr += binArr[bin] as number;
    }
  }

  /** Accounts, ARR and tiers of a side from the migration matrix, and its mean. */
  function takeTiers(into: WhatIfSide, total: number): void {
    into.accounts = 0;
    into.arr = 0;
    into.tierAccounts.fill(0);
    into.tierArr.fill(0);
    for (let from = 0; from < side; from++) {
      for (let to = 0; to < tiers; to++) {
        const count = migrationAccounts[from * side + to] as number;
        const money = migrationArr[from * side + to] as number;
        into.accounts += count;
        into.arr += money;
        into.tierAccounts[to] = (into.tierAccounts[to] as number) + count;
        into.tierArr[to] = (into.tierArr[to] as number) + money;
      }
    }
    into.mean = into.accounts > 0 ? total / into.accounts : Number.NaN;
  }

  function takeMoves(): void {
    const up: Moved = { accounts: 0, arr: 0 };
    const down: Moved = { accounts: 0, arr: 0 };
    for (let from = 0; from < tiers; from++) {
      for (let to = 0; to < tiers; to++) {
        if (from === to) continue;
        const moved = to < from ? up : down;
        moved.accounts += migrationAccounts[from * side + to] as number;
        moved.arr += migrationArr[from * side + to] as number;
      }
    }
    Object.assign(result.movedUp, up);
    Object.assign(result.movedDown, down);
  }

  return {
    accounts,
    run(weights, bounds, rules = model) {
      lastWeights = Float64Array.from(weights);
      startFromHeld();
      weighPatterns(lastWeights, rules);
      takeTiers(after, step(lastWeights, thresholds(rules, bounds), official(rules)));
      takeMoves();
      takeBins(after);
      return result;
    },
    movers(limit) {
      const movers = findMovers(
        { model, accounts, arr, columns, known, patternOf, beforeScore, beforeTier, score, tier, weights: lastWeights },
        limit,
      );
      return { movers, total: result.movedUp.accounts + result.movedDown.accounts };
    },
  };
}

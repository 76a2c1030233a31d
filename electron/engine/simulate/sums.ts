import { AT_RISK_SCORE } from '#shared/model/health-model.ts';
import { BIN_WIDTH, HISTOGRAM_BINS } from '../portfolio/aggregates.ts';
import type { Held } from './held.ts';
import { SLOTS, type Tally } from './tally.ts';

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

export type Sums = {
  /** Accounts and ARR by `from × (tiers + 1) + to`, of the side taken last; index `tiers` stands for "no score". */
  readonly migrationAccounts: Float64Array;
  readonly migrationArr: Float64Array;
  readonly movedUp: Moved;
  readonly movedDown: Moved;
  /** Takes a side from what the tally holds, on top of what does not move; `millionths` is Σ H of the rows. */
  readonly take: (into: WhatIfSide, millionths: number) => void;
};

export function emptySide(tiers: number): WhatIfSide {
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

/** The sums of a what-if over the slots of a tally (30-method.md 5, points 2-4). */
export function createSums(tally: Pick<Tally, 'accounts' | 'arr'>, held: Held, tiers: number): Sums {
  const side = tiers + 1;
  const migrationAccounts = new Float64Array(side * side);
  const migrationArr = new Float64Array(side * side);
  const binAccounts = new Float64Array(SLOTS);
  const binArr = new Float64Array(SLOTS);
  const movedUp: Moved = { accounts: 0, arr: 0 };
  const movedDown: Moved = { accounts: 0, arr: 0 };

  function takeSlots(): void {
    migrationAccounts.set(held.migrationAccounts);
    migrationArr.set(held.migrationArr);
    binAccounts.fill(0).set(held.bins);
    binArr.fill(0).set(held.binArr);
    for (let cell = 0, place = 0; cell < side * side; cell++) {
      const isScored = cell % side < tiers;
      for (let bin = 0; bin < SLOTS; bin++, place++) {
        const count = tally.accounts[place] as number;
        if (count === 0) continue;
        const money = tally.arr[place] as number;
        migrationAccounts[cell] = (migrationAccounts[cell] as number) + count;
        migrationArr[cell] = (migrationArr[cell] as number) + money;
        if (!isScored) continue;
        binAccounts[bin] = (binAccounts[bin] as number) + count;
        binArr[bin] = (binArr[bin] as number) + money;
      }
    }
  }

  /** Histogram and at-risk sums from the bins; a score of exactly 100 joins the last bin. */
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

  /** Accounts, ARR, tiers and moves from the migration matrix. */
  function takeTiers(into: WhatIfSide): void {
    for (const sum of [into, movedUp, movedDown]) {
      sum.accounts = 0;
      sum.arr = 0;
    }
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
        if (from === to || from === tiers) continue;
        const moved = to < from ? movedUp : movedDown;
        moved.accounts += count;
        moved.arr += money;
      }
    }
  }

  return {
    migrationAccounts,
    migrationArr,
    movedUp,
    movedDown,
    take(into, millionths) {
      takeSlots();
      takeTiers(into);
      takeBins(into);
      into.mean = into.accounts > 0 ? (millionths / 1e6 + held.total) / into.accounts : Number.NaN;
    },
  };
}

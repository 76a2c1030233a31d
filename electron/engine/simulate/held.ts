import { HISTOGRAM_BINS, histogramBin, knownArr } from '../portfolio/aggregates.ts';
import { SCORE_STATE } from '../score/composite.ts';
import type { Snapshot } from '../score/snapshot.ts';
import { NO_TIER } from '../score/thresholds.ts';

/**
 * What the accounts in onboarding add to both sides of a what-if: another model scores them, so that no weight and no
 * bound of this one moves them. Arrays as in the kernel.
 */
export type Held = {
  readonly bins: Float64Array;
  readonly binArr: Float64Array;
  readonly migrationAccounts: Float64Array;
  readonly migrationArr: Float64Array;
  /** Σ H */
  readonly total: number;
  readonly provisional: number;
};

/** Adds up the accounts that are held. `tiers` is the number of tiers; a tier index of `tiers` stands for "no score". */
export function holdAccounts(snapshot: Snapshot, arr: ArrayLike<number>, tiers: number, accounts: Int32Array): Held {
  const side = tiers + 1;
  const bins = new Float64Array(HISTOGRAM_BINS);
  const binArr = new Float64Array(HISTOGRAM_BINS);
  const migrationAccounts = new Float64Array(side * side);
  const migrationArr = new Float64Array(side * side);
  let total = 0;
  let provisional = 0;
  for (const account of accounts) {
    const health = snapshot.score[account] as number;
    const value = knownArr(arr, account);
    const tier = snapshot.tier[account] === NO_TIER ? tiers : (snapshot.tier[account] as number);
    const cell = tier * side + tier;
    migrationAccounts[cell] = (migrationAccounts[cell] as number) + 1;
    migrationArr[cell] = (migrationArr[cell] as number) + value;
    if (snapshot.state[account] === SCORE_STATE.provisional) provisional++;
    if (Number.isNaN(health)) continue;
    total += health;
    const bin = histogramBin(health);
    bins[bin] = (bins[bin] as number) + 1;
    binArr[bin] = (binArr[bin] as number) + value;
  }
  return { bins, binArr, migrationAccounts, migrationArr, total, provisional };
}

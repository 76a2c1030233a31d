import { AT_RISK_SCORE, type HealthModel } from '#shared/model/health-model.ts';
import { medianInPlace } from '../math/theil-sen.ts';
import { SCORE_STATE } from '../score/composite.ts';
import type { Snapshot } from '../score/snapshot.ts';

/**
 * Aggregates over the accounts that have a score, provisional ones included (they are counted separately as well).
 * `arr` is ARR per account in workspace currency; an unknown one (NaN) weighs nothing. `include` is 1 for the accounts a
 * filter leaves; all when absent.
 */
export type Selection = Uint8Array | undefined;

export const HISTOGRAM_BINS = 40;
/** Width of a histogram bin, score points. */
export const BIN_WIDTH = 2.5;

/** Bin of a score 0-100: half-open bins of 2.5 points, 100 falls in the last one. */
export function histogramBin(score: number): number {
  return Math.min(HISTOGRAM_BINS - 1, Math.floor(score / BIN_WIDTH));
}

export function knownArr(arr: ArrayLike<number>, account: number): number {
  const value = arr[account] as number;
  return Number.isNaN(value) ? 0 : value;
}

export type TierCount = { readonly accounts: number; readonly arr: number; readonly provisional: number };

/** Accounts and ARR per tier, in the model's order. */
export function tierCounts(
  model: HealthModel,
  snapshot: Pick<Snapshot, 'tier' | 'state'>,
  arr: ArrayLike<number>,
  include?: Selection,
): TierCount[] {
  const { tier, state } = snapshot;
  const counts = model.tiers.map(() => ({ accounts: 0, arr: 0, provisional: 0 }));
  for (let account = 0; account < tier.length; account++) {
    const count = counts[tier[account] as number];
    if (!count || include?.[account] === 0) continue;
    count.accounts++;
    count.arr += knownArr(arr, account);
    if (state[account] === SCORE_STATE.provisional) count.provisional++;
  }
  return counts;
}

/** Accounts per bin and tier: `bins[bin][tier]`, 40 bins of 2.5 points. */
export function scoreHistogram(
  model: HealthModel,
  snapshot: Pick<Snapshot, 'score' | 'tier'>,
  include?: Selection,
): number[][] {
  const { score: scores, tier: tiers } = snapshot;
  const bins = Array.from({ length: HISTOGRAM_BINS }, () => model.tiers.map(() => 0));
  for (let account = 0; account < scores.length; account++) {
    const score = scores[account] as number;
    if (Number.isNaN(score) || include?.[account] === 0) continue;
    const bin = bins[histogramBin(score)] as number[];
    const tier = tiers[account] as number;
    bin[tier] = (bin[tier] as number) + 1;
  }
  return bins;
}

export type HealthSummary = {
  /** Accounts with a score, and how many of them are provisional. */
  readonly accounts: number;
  readonly provisional: number;
  /** ARR of the accounts with a score. */
  readonly arr: number;
  /** Mean H and ARR-weighted mean H, null when there is nothing to average. */
  readonly mean: number | null;
  readonly arrWeightedMean: number | null;
  /** Accounts with H < 50 in every model, and their ARR (30-method.md C6, 4.6). */
  readonly atRiskAccounts: number;
  readonly atRiskArr: number;
  /** At-risk ARR ÷ ARR of accounts with a score, 0-1; null without ARR. */
  readonly atRiskShare: number | null;
};

/** Mean health and at-risk revenue (30-method.md 4.6). */
export function summariseHealth(
  snapshot: Pick<Snapshot, 'score' | 'state'>,
  arr: ArrayLike<number>,
  include?: Selection,
): HealthSummary {
  const { score: scores, state } = snapshot;
  let accounts = 0;
  let provisional = 0;
  let total = 0;
  let weighted = 0;
  let sum = 0;
  let atRiskAccounts = 0;
  let atRiskArr = 0;
  for (let account = 0; account < scores.length; account++) {
    const score = scores[account] as number;
    if (Number.isNaN(score) || include?.[account] === 0) continue;
    const value = knownArr(arr, account);
    accounts++;
    if (state[account] === SCORE_STATE.provisional) provisional++;
    total += value;
    weighted += value * score;
    sum += score;
    if (score < AT_RISK_SCORE) {
      atRiskAccounts++;
      atRiskArr += value;
    }
  }
  return {
    accounts,
    provisional,
    arr: total,
    mean: accounts > 0 ? sum / accounts : null,
    arrWeightedMean: total > 0 ? weighted / total : null,
    atRiskAccounts,
    atRiskArr,
    atRiskShare: total > 0 ? atRiskArr / total : null,
  };
}

/**
 * Medians of the dimension scores of a group of accounts, NaN where no member has a score: the reference of
 * contributions (30-method.md 2.6).
 */
export function dimensionMedians(snapshot: Pick<Snapshot, 'dimensions'>, include?: Selection): Float64Array {
  const known = new Float64Array(snapshot.dimensions[0]?.length ?? 0);
  return Float64Array.from(snapshot.dimensions, (column) => {
    let count = 0;
    for (let account = 0; account < column.length; account++) {
      const score = column[account] as number;
      if (include?.[account] !== 0 && !Number.isNaN(score)) known[count++] = score;
    }
    return count === 0 ? Number.NaN : medianInPlace(known, count);
  });
}

import type { PriorityPolicy } from '#shared/model/health-model.ts';
import { BLOCK } from '../math/block.ts';
import { quantileOf } from '../math/quantile.ts';
import { ACCOUNT_STATUS } from '../signals/status.ts';

export const PRIORITY_TIERS = [null, 'T1', 'T2', 'T3', 'T4', 'T5'] as const;
export type PriorityTier = 'T1' | 'T2' | 'T3' | 'T4' | 'T5';

/** `guarded` lets a near renewal alone not make an account T1; `literal` follows the requirement text to the letter. */
export type PriorityMode = PriorityPolicy['mode'];

/** Missing numbers are NaN. */
export type PriorityInput = {
  readonly score: number;
  readonly change30: number;
  readonly change90: number;
  readonly arr: number;
  readonly daysToRenewal: number;
  readonly declining: boolean;
  readonly engagement: number;
};

export type ArrCuts = {
  /** Below this ARR is low (25th percentile by default). */
  readonly low: number;
  /** From this ARR on is high (75th percentile by default). */
  readonly high: number;
};

function priorityCode(input: PriorityInput, cuts: ArrCuts, mode: PriorityMode): number {
  const { score, change30, change90, arr, daysToRenewal, declining, engagement } = input;
  if (Number.isNaN(score)) return 0;
  const renewsWithin = (days: number): boolean => daysToRenewal >= 0 && daysToRenewal <= days;
  const renewalRisk = mode === 'literal' ? daysToRenewal <= 60 : renewsWithin(60) && (score < 70 || declining);
  if (score < 40 || change30 <= -10 || (score < 50 && arr >= cuts.high) || renewalRisk) return 1;
  if (score < 70 || change30 <= -5 || change90 <= -10 || renewsWithin(120)) return 2;
  if (score >= 85 && engagement >= 70 && !declining) return 4;
  return arr < cuts.low && !declining ? 5 : 3;
}

/** Priority tier of an account, first match of 30-method.md 2.9; null without a score. */
export function priorityTier(input: PriorityInput, cuts: ArrCuts, mode: PriorityMode = 'guarded'): PriorityTier | null {
  return PRIORITY_TIERS[priorityCode(input, cuts, mode)] ?? null;
}

/** The fixed cuts of the policy, else the 25th and 75th percentile of the known ARR of active accounts (30-method.md 2.9). */
export function arrCuts(
  arr: Float64Array,
  status: Uint8Array,
  policy: Pick<PriorityPolicy, 'arrLow' | 'arrHigh'> = { arrLow: null, arrHigh: null },
): ArrCuts {
  const known = arr
    .filter((value, account) => status[account] === ACCOUNT_STATUS.active && !Number.isNaN(value))
    .sort();
  return { low: policy.arrLow ?? quantileOf(known, 0.25), high: policy.arrHigh ?? quantileOf(known, 0.75) };
}

/** Columns over accounts, missing numbers NaN; `trend` as trendColumn's `code`. */
export type PriorityColumns = {
  readonly score: Float64Array;
  readonly change30: Float64Array;
  readonly change90: Float64Array;
  readonly arr: Float64Array;
  readonly daysToRenewal: Float64Array;
  readonly trend: Uint8Array;
  readonly engagement: Float64Array;
};

/** Priority of every account: index in PRIORITY_TIERS, 0 for unscored. Same definition as {@link priorityTier}. */
export function priorityColumn(
  columns: PriorityColumns,
  cuts: ArrCuts,
  mode: PriorityMode = 'guarded',
  onBlock: () => void = () => undefined,
): Uint8Array {
  return Uint8Array.from(columns.score, (score, account) => {
    if (account % BLOCK === 0) onBlock();
    return priorityCode(
      {
        score,
        change30: columns.change30[account] as number,
        change90: columns.change90[account] as number,
        arr: columns.arr[account] as number,
        daysToRenewal: columns.daysToRenewal[account] as number,
        declining: columns.trend[account] === 3,
        engagement: columns.engagement[account] as number,
      },
      cuts,
      mode,
    );
  });
}

/** Shares of the scored accounts the requirement text expects per tier, 0-1; the last tier takes the rest (30-method.md 2.9). */
const EXPECTED_SHARES: Readonly<Record<PriorityTier, readonly [least: number, most: number] | null>> = {
  T1: [0.1, 0.15],
  T2: [0.2, 0.3],
  T3: [0.4, 0.5],
  T4: [0.1, 0.2],
  T5: null,
};

export type PriorityShare = {
  readonly tier: PriorityTier;
  readonly accounts: number;
  /** Of the accounts with a priority tier, 0-1; null when there are none. */
  readonly share: number | null;
  readonly expected: readonly [least: number, most: number] | null;
};

/** How many accounts each priority tier has against how many it should have. `priority` as {@link priorityColumn}. */
export function priorityShares(priority: Uint8Array, include?: Uint8Array): PriorityShare[] {
  const counts = new Array<number>(PRIORITY_TIERS.length).fill(0);
  let total = 0;
  priority.forEach((code, account) => {
    if (code === 0 || include?.[account] === 0) return;
    counts[code] = (counts[code] as number) + 1;
    total++;
  });
  return PRIORITY_TIERS.flatMap((tier, code) => {
    if (tier === null) return [];
    const accounts = counts[code] as number;
    return [{ tier, accounts, share: total === 0 ? null : accounts / total, expected: EXPECTED_SHARES[tier] }];
  });
}

/**
 * Place of every account in the order of work: by priority tier, inside a tier by ARR × risk, largest first (30-method.md
 * 2.9); unscored accounts come last. An unknown ARR weighs nothing; ties go by account.
 *
 * @param risk probability of churn where it is calibrated, else 100 − H
 */
export function priorityRank(priority: Uint8Array, arr: Float64Array, risk: Float64Array): Int32Array {
  const exposure = arr.map((value, account) => (value || 0) * (risk[account] as number) || 0);
  const tierOf = (account: number): number => priority[account] || PRIORITY_TIERS.length;
  const order = Int32Array.from(priority.keys()).sort(
    (a, b) => tierOf(a) - tierOf(b) || (exposure[b] as number) - (exposure[a] as number) || a - b,
  );
  const rank = new Int32Array(priority.length);
  order.forEach((account, place) => {
    rank[account] = place;
  });
  return rank;
}

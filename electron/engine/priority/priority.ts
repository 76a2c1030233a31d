import { ACCOUNT_STATUS } from '../signals/status.ts';

export const PRIORITY_TIERS = [null, 'T1', 'T2', 'T3', 'T4', 'T5'] as const;
export type PriorityTier = 'T1' | 'T2' | 'T3' | 'T4' | 'T5';

/** `guarded` lets a near renewal alone not make an account T1; `literal` follows the requirement text to the letter. */
export type PriorityMode = 'guarded' | 'literal';

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

/** Quantile of ascending numbers by linear interpolation (type 7), `share` 0-1; NaN for none. */
export function quantileSorted(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) return Number.NaN;
  const at = (sorted.length - 1) * share;
  const low = Math.floor(at);
  const from = sorted[low] as number;
  const to = sorted[Math.min(low + 1, sorted.length - 1)] as number;
  return from + (to - from) * (at - low);
}

/** 25th and 75th percentile of the known ARR of active accounts (30-method.md 2.9). */
export function arrCuts(arr: Float64Array, status: Uint8Array): ArrCuts {
  const known = arr
    .filter((value, account) => status[account] === ACCOUNT_STATUS.active && !Number.isNaN(value))
    .sort();
  return { low: quantileSorted(known, 0.25), high: quantileSorted(known, 0.75) };
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
export function priorityColumn(columns: PriorityColumns, cuts: ArrCuts, mode: PriorityMode = 'guarded'): Uint8Array {
  return Uint8Array.from(columns.score, (score, account) =>
    priorityCode(
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
    ),
  );
}

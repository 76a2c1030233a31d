import { AT_RISK_SCORE, type HealthModel } from '#shared/model/health-model.ts';
import { isSameSeries } from '../score/onboarding.ts';
import type { Snapshot } from '../score/snapshot.ts';
import { ACCOUNT_STATUS } from '../signals/status.ts';
import { knownArr, type Selection } from './aggregates.ts';

/** What can have happened to an account between two snapshots: bits of a mask. */
export const MOVE = {
  /** A customer now, and not then. */
  new: 1,
  /** A customer then, churned now. */
  lost: 2,
  enteredAtRisk: 4,
  leftAtRisk: 8,
  tierUp: 16,
  tierDown: 32,
  /** Coverage fell by 0.20 or more. */
  coverageFell: 64,
  arrUp: 128,
  arrDown: 256,
} as const;

/** What is compared of a day: columns over accounts, and ARR (NaN where unknown). */
export type DayState = {
  readonly snapshot: Pick<Snapshot, 'status' | 'phase' | 'score' | 'tier' | 'coverage'>;
  readonly arr: ArrayLike<number>;
};

const COVERAGE_FALL = 0.2;
/** Coverage has six decimals: a fall of 0.2 must not be missed for the last bit. */
const ROUNDING = 5e-7;

/**
 * What happened to every account between two days under one model version, as a mask of {@link MOVE}. The end of onboarding
 * is another model, not news: score, tier and coverage are compared within one series only (30-method.md 2.7).
 */
export function moveMasks(before: DayState, after: DayState): Uint16Array {
  const then = before.snapshot;
  const now = after.snapshot;
  const masks = new Uint16Array(now.status.length);
  for (let account = 0; account < masks.length; account++) {
    const wasActive = then.status[account] === ACCOUNT_STATUS.active;
    const isActive = now.status[account] === ACCOUNT_STATUS.active;
    let mask = 0;
    if (isActive && !wasActive) mask |= MOVE.new;
    if (wasActive && now.status[account] === ACCOUNT_STATUS.churned) mask |= MOVE.lost;
    if (isActive && wasActive) {
      const change = knownArr(after.arr, account) - knownArr(before.arr, account);
      if (change > 0) mask |= MOVE.arrUp;
      if (change < 0) mask |= MOVE.arrDown;
      if (isSameSeries(then.phase[account] as number, now.phase[account] as number))
        mask |= scoreMoves(then, now, account);
    }
    masks[account] = mask;
  }
  return masks;
}

function scoreMoves(then: DayState['snapshot'], now: DayState['snapshot'], account: number): number {
  const a = then.score[account] as number;
  const b = now.score[account] as number;
  const fell = (then.coverage[account] as number) - (now.coverage[account] as number);
  let mask = fell >= COVERAGE_FALL - ROUNDING ? MOVE.coverageFell : 0;
  if (Number.isNaN(a) || Number.isNaN(b)) return mask;
  if (a >= AT_RISK_SCORE && b < AT_RISK_SCORE) mask |= MOVE.enteredAtRisk;
  if (a < AT_RISK_SCORE && b >= AT_RISK_SCORE) mask |= MOVE.leftAtRisk;
  const from = then.tier[account] as number;
  const to = now.tier[account] as number;
  if (to < from) mask |= MOVE.tierUp;
  if (to > from) mask |= MOVE.tierDown;
  return mask;
}

/** Accounts that made one move, and the ARR that moved: the difference where ARR itself rose or fell. */
export function countMove(
  masks: Uint16Array,
  move: number,
  before: ArrayLike<number>,
  after: ArrayLike<number>,
  include?: Selection,
): { accounts: number; arr: number } {
  const isChange = move === MOVE.arrUp || move === MOVE.arrDown;
  let accounts = 0;
  let arr = 0;
  for (let account = 0; account < masks.length; account++) {
    if (((masks[account] as number) & move) === 0 || include?.[account] === 0) continue;
    accounts++;
    const then = knownArr(before, account);
    const now = knownArr(after, account);
    arr += isChange ? Math.abs(now - then) : move === MOVE.lost ? then : now;
  }
  return { accounts, arr };
}

/**
 * Where accounts stood on both days: `accounts[from × size + to]` over the model's tiers, then "no score", then "no customer";
 * ARR of the later day, of the earlier one for accounts that are no customers any more.
 */
export type TierFlow = { readonly size: number; readonly accounts: Float64Array; readonly arr: Float64Array };

export function tierFlow(model: HealthModel, before: DayState, after: DayState, include?: Selection): TierFlow {
  const tiers = model.tiers.length;
  const size = tiers + 2;
  const place = ({ status, tier }: DayState['snapshot'], account: number): number =>
    status[account] === ACCOUNT_STATUS.active ? Math.min(tier[account] as number, tiers) : tiers + 1;
  const accounts = new Float64Array(size * size);
  const arr = new Float64Array(size * size);
  for (let account = 0; account < after.snapshot.status.length; account++) {
    if (include?.[account] === 0) continue;
    const to = place(after.snapshot, account);
    const cell = place(before.snapshot, account) * size + to;
    accounts[cell] = (accounts[cell] as number) + 1;
    arr[cell] = (arr[cell] as number) + knownArr(to === tiers + 1 ? before.arr : after.arr, account);
  }
  return { size, accounts, arr };
}

import type { Tier } from '#shared/model/health-model.ts';
import { tierOf } from '../score/thresholds.ts';

/** What turns a score into a tier on one side, for one account: tiers and their lower bounds, best first. */
export type Cuts = { readonly tiers: readonly Pick<Tier, 'name' | 'role'>[]; readonly bounds: ArrayLike<number> };

type Move = {
  readonly before: number;
  readonly after: number;
  readonly from: number;
  readonly to: number;
  /** Whether the new tier is better (1) or worse (−1). */
  readonly direction: number;
};

/**
 * Why an account changes tier where its score is not the reason: the score moved the other way or not at all, or the old
 * score already falls into the new tier by its bounds and the new score would not have by the old ones. Null where the score is the
 * reason (30-method.md 5, point 4).
 *
 * @param move scores 0-100 and tiers (0 best) of both sides
 */
export function boundReason(old: Cuts, now: Cuts, move: Move): string | null {
  const { before, after, from, to, direction } = move;
  const isSame =
    old.tiers.length === now.tiers.length && old.tiers.every(({ name }, tier) => name === now.tiers[tier]?.name);
  const byScore = Math.sign(after - before) === direction;
  const byBounds = tierOf(now.bounds, before) === to;
  if (byScore && (!byBounds || old.tiers[tierOf(old.bounds, after)]?.role === now.tiers[to]?.role)) return null;
  if (!byBounds) return 'Flags decide the tier';
  const name = now.tiers[to]?.name ?? '';
  if (!isSame) return `A score of ${Math.round(before * 10) / 10} is ${name} instead of ${old.tiers[from]?.name ?? ''}`;
  // the bound that was passed last on the way to the new tier
  const bound = direction > 0 ? to : to - 1;
  const [is, was] = [now.bounds[bound], old.bounds[bound]];
  return is === was ? 'Flags decide the tier' : `${now.tiers[bound]?.name ?? ''} begins at ${is} instead of ${was}`;
}

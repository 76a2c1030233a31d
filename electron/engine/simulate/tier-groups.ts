import type { HealthModel } from '#shared/model/health-model.ts';
import { officialTier } from '../score/official-tier.ts';
import { groupBounds, thresholdsFor } from '../score/thresholds.ts';

/** Accounts grouped by what turns a score into a tier: the bounds of their segment and the flags that hold. */
export type TierGroups = {
  /** Group of each row. */
  readonly groupOf: Uint16Array;
  /** `[group × tiers + tier of the score]`: the tier that is shown. */
  readonly official: Uint8Array;
  /**
   * Lower bounds `[group × tiers + tier]`, made descending (running minimum), so that the tier of a score is the number of
   * bounds it is below. `bounds` replaces the model's own, with the segment overlays on top.
   */
  readonly thresholds: (bounds?: readonly number[]) => Float64Array;
};

/** @param masks per row, as tierMasks makes them */
export function tierGroups(model: HealthModel, segments: readonly string[], masks: ArrayLike<number>): TierGroups {
  const tiers = model.tiers.length;
  const { setOf } = groupBounds(segments, (segment) => thresholdsFor(model, segment));
  const known = new Map<number, number>();
  const groups: { readonly segment: string; readonly mask: number }[] = [];
  const groupOf = Uint16Array.from(segments, (segment, row) => {
    const mask = masks[row] as number;
    const key = (setOf[row] as number) * 2 ** 32 + mask;
    const group = known.get(key) ?? groups.length;
    if (group === groups.length) groups.push({ segment, mask });
    known.set(key, group);
    return group;
  });
  return {
    groupOf,
    official: Uint8Array.from(
      groups.flatMap(({ mask }) => model.tiers.map((_, tier) => officialTier(model, mask, tier).tier)),
    ),
    thresholds: (bounds) => {
      const table = new Float64Array(groups.length * tiers);
      groups.forEach(({ segment }, group) => {
        let lowest = Number.POSITIVE_INFINITY;
        thresholdsFor(model, segment, bounds).forEach((bound, at) => {
          lowest = Math.min(lowest, bound);
          table[group * tiers + at] = lowest;
        });
      });
      return table;
    },
  };
}

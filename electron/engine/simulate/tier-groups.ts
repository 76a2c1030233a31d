import type { HealthModel } from '#shared/model/health-model.ts';
import { officialTier } from '../score/official-tier.ts';
import { thresholdsFor } from '../score/thresholds.ts';

/** Accounts grouped by what turns a score into a tier: their segment and the flags that hold. */
export type TierGroups = {
  /** Group of each row. */
  readonly groupOf: Uint32Array;
  /** `[group × tiers + tier of the score]`: the tier that is shown under the flag policy of `rules`. */
  readonly official: (rules: HealthModel) => Uint8Array;
  /**
   * Lower bounds `[group × tiers + tier]`, made descending (running minimum), so that the tier of a score is the number of
   * bounds it is below. `bounds` replaces those of `rules`, with its segment overlays on top.
   */
  readonly thresholds: (rules: HealthModel, bounds?: readonly number[]) => Float64Array;
};

/** @param masks per row, as tierMasks makes them */
export function tierGroups(segments: readonly string[], masks: ArrayLike<number>): TierGroups {
  const numbers = new Map<string, number>();
  const known = new Map<number, number>();
  const groups: { readonly segment: string; readonly mask: number }[] = [];
  const groupOf = Uint32Array.from(segments, (segment, row) => {
    const number = numbers.get(segment) ?? numbers.size;
    numbers.set(segment, number);
    const mask = masks[row] as number;
    const key = number * 2 ** 32 + mask;
    const group = known.get(key) ?? groups.length;
    if (group === groups.length) groups.push({ segment, mask });
    known.set(key, group);
    return group;
  });
  return {
    groupOf,
    official: (rules) =>
      Uint8Array.from(groups.flatMap(({ mask }) => rules.tiers.map((_, tier) => officialTier(rules, mask, tier).tier))),
    thresholds: (rules, bounds) => {
      const tiers = rules.tiers.length;
      const table = new Float64Array(groups.length * tiers);
      groups.forEach(({ segment }, group) => {
        let lowest = Number.POSITIVE_INFINITY;
        thresholdsFor(rules, segment, bounds).forEach((bound, at) => {
          lowest = Math.min(lowest, bound);
          table[group * tiers + at] = lowest;
        });
      });
      return table;
    },
  };
}

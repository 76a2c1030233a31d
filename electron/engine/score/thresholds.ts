import type { HealthModel } from '#shared/model/health-model.ts';
import { thresholdsFor } from '#shared/model/thresholds.ts';

export { segmentKey, thresholdsFor } from '#shared/model/thresholds.ts';

/** Tier index of an account without a tier. */
export const NO_TIER = 255;

/** Index of the tier a rounded score falls in: the best one whose lower bound it reaches; NO_TIER for NaN. */
export function tierOf(thresholds: ArrayLike<number>, score: number): number {
  if (Number.isNaN(score)) return NO_TIER;
  const last = thresholds.length - 1;
  for (let tier = 0; tier < last; tier++) if (score >= (thresholds[tier] as number)) return tier;
  return last;
}

/** The distinct threshold lists of a workspace, and which one each account uses. */
export type ThresholdSets = { readonly sets: readonly (readonly number[])[]; readonly setOf: Uint16Array };

/** Groups accounts by segment; segments with equal bounds share a list. */
export function groupBounds(
  segments: readonly string[],
  boundsOf: (segment: string) => readonly number[],
): ThresholdSets {
  const sets: (readonly number[])[] = [];
  const bySegment = new Map<string, number>();
  const setOf = Uint16Array.from(segments, (segment) => {
    const known = bySegment.get(segment);
    if (known !== undefined) return known;
    const thresholds = boundsOf(segment);
    let at = sets.findIndex((set) => set.every((bound, index) => bound === thresholds[index]));
    if (at < 0) at = sets.push(thresholds) - 1;
    bySegment.set(segment, at);
    return at;
  });
  return { sets, setOf };
}

export function thresholdSets(
  model: HealthModel,
  segments: readonly string[],
  bounds?: readonly number[],
): ThresholdSets {
  return groupBounds(segments, (segment) => thresholdsFor(model, segment, bounds));
}

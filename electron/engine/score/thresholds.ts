import type { HealthModel } from '#shared/model/health-model.ts';

/** Tier index of an account without a tier. */
export const NO_TIER = 255;

/** Segment name as it is compared: without case, spaces and hyphens (30-method.md 7.2). */
export function segmentKey(segment: string): string {
  return segment.toLowerCase().replace(/[\s\-‐-―_]/g, '');
}

/**
 * Lower bounds of the model's tiers for a segment, best tier first, last one 0 (30-method.md 2.1). The overlay shifts the
 * bounds equal to the model's healthy and at-risk cuts; an unknown or empty segment takes the model's own bounds.
 *
 * @param bounds lower bounds to use instead of the model's, in the same order
 */
export function thresholdsFor(
  model: HealthModel,
  segment: string,
  bounds: readonly number[] = model.tiers.map((tier) => tier.from),
): number[] {
  const key = segmentKey(segment);
  const overlay =
    key === '' ? undefined : model.segmentOverlays.find((candidate) => segmentKey(candidate.segment) === key);
  if (!overlay) return [...bounds];
  return model.tiers.map((tier, index) => {
    const bound = bounds[index] as number;
    if (tier.from === model.healthyBound) return bound + overlay.healthyShift;
    return tier.from === model.atRiskBound ? bound + overlay.atRiskShift : bound;
  });
}

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

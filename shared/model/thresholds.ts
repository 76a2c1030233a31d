import type { HealthModel } from './health-model.ts';

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
  model: Pick<HealthModel, 'tiers' | 'healthyBound' | 'atRiskBound' | 'segmentOverlays'>,
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

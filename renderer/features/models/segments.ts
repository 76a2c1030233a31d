import type { ModelInfo } from '#shared/contract/models.ts';

export type SegmentBounds = { readonly segment: string; readonly bounds: Readonly<Record<string, number>> };

/**
 * Lower bounds per segment. The healthy shift moves the bound of the `healthy` tier, the at-risk shift the bound under
 * which an account is at risk: the lowest one of a three-tier set, that of `moderate` otherwise. Source: 30-method.md 2.1.
 */
export function segmentThresholds(model: Pick<ModelInfo, 'tiers' | 'segmentOverlays'>): readonly SegmentBounds[] {
  const healthy = model.tiers.find((tier) => tier.role === 'healthy')?.name;
  const atRisk = model.tiers.find((tier) => tier.role === 'moderate')?.name;
  const boundsWith = (healthyShift: number, atRiskShift: number): Record<string, number> =>
    Object.fromEntries(
      model.tiers.map(({ name, from }) => [
        name,
        from + (name === healthy ? healthyShift : 0) + (name === atRisk ? atRiskShift : 0),
      ]),
    );
  const rows = model.segmentOverlays.map(({ segment, healthyShift, atRiskShift }) => ({
    segment,
    bounds: boundsWith(healthyShift, atRiskShift),
  }));
  return [{ segment: rows.length > 0 ? 'All others' : 'All', bounds: boundsWith(0, 0) }, ...rows];
}

import type { HealthModel } from '#shared/model/health-model.ts';

export type SegmentBounds = {
  readonly segment: string;
  /** Lower bounds in the order of the tiers. */
  readonly bounds: readonly number[];
};

type Thresholds = {
  readonly tiers: readonly { readonly from: number }[];
  readonly segmentOverlays: HealthModel['segmentOverlays'];
  readonly healthyBound: number;
  readonly atRiskBound: number;
};

/** Lower bounds a segment's shifts lead to: they move the bounds equal to the healthy and the at-risk cut (30-method.md 2.1). */
export function boundsFor(
  { tiers, healthyBound, atRiskBound }: Omit<Thresholds, 'segmentOverlays'>,
  shifts: { readonly healthyShift: number; readonly atRiskShift: number },
): readonly number[] {
  return tiers.map(({ from }) =>
    from === healthyBound ? from + shifts.healthyShift : from === atRiskBound ? from + shifts.atRiskShift : from,
  );
}

/** One row for all other segments, then one per overlay. */
export function segmentThresholds(model: Thresholds): readonly SegmentBounds[] {
  return [
    { segment: 'All others', bounds: model.tiers.map(({ from }) => from) },
    ...model.segmentOverlays.map((overlay) => ({ segment: overlay.segment, bounds: boundsFor(model, overlay) })),
  ];
}

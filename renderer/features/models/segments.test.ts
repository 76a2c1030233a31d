import { expect, it } from 'vitest';
import { segmentThresholds } from './segments.ts';

const overlays = [
  { segment: 'Enterprise', healthyShift: -5, atRiskShift: 0 },
  { segment: 'SMB', healthyShift: 5, atRiskShift: 10 },
];

it('gives the documented thresholds of Enterprise and SMB', () => {
  const rows = segmentThresholds({
    tiers: [{ from: 75 }, { from: 50 }, { from: 25 }, { from: 0 }],
    healthyBound: 75,
    atRiskBound: 50,
    segmentOverlays: overlays,
  });
  expect(rows).toEqual([
    { segment: 'All others', bounds: [75, 50, 25, 0] },
    { segment: 'Enterprise', bounds: [70, 50, 25, 0] },
    { segment: 'SMB', bounds: [80, 60, 25, 0] },
  ]);
});

it('shifts the two cuts of three tiers and leaves the last at 0', () => {
  const [, , smb] = segmentThresholds({
    tiers: [{ from: 70 }, { from: 40 }, { from: 0 }],
    healthyBound: 70,
    atRiskBound: 40,
    segmentOverlays: overlays,
  });
  expect(smb?.bounds).toEqual([75, 50, 0]);
});

it('is one row where no segment differs', () => {
  expect(
    segmentThresholds({ tiers: [{ from: 50 }, { from: 0 }], healthyBound: 50, atRiskBound: 50, segmentOverlays: [] }),
  ).toHaveLength(1);
});

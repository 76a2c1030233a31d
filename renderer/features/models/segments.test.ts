import { expect, it } from 'vitest';
import type { ModelInfo } from '#shared/contract/models.ts';
import { segmentThresholds } from './segments.ts';

const tiers: ModelInfo['tiers'] = [
  { name: 'Healthy', role: 'healthy', from: 75, action: '' },
  { name: 'Moderate', role: 'moderate', from: 50, action: '' },
  { name: 'At Risk', role: 'atrisk', from: 25, action: '' },
  { name: 'Critical', role: 'critical', from: 0, action: '' },
];

it('gives the documented thresholds of Enterprise and SMB', () => {
  const rows = segmentThresholds({
    tiers,
    segmentOverlays: [
      { segment: 'Enterprise', healthyShift: -5, atRiskShift: 0 },
      { segment: 'SMB', healthyShift: 5, atRiskShift: 10 },
    ],
  });
  expect(rows).toEqual([
    { segment: 'All others', bounds: { Healthy: 75, Moderate: 50, 'At Risk': 25, Critical: 0 } },
    { segment: 'Enterprise', bounds: { Healthy: 70, Moderate: 50, 'At Risk': 25, Critical: 0 } },
    { segment: 'SMB', bounds: { Healthy: 80, Moderate: 60, 'At Risk': 25, Critical: 0 } },
  ]);
});

it('is one row where no segment differs', () => {
  expect(segmentThresholds({ tiers, segmentOverlays: [] })).toHaveLength(1);
});

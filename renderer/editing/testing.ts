/** A model for tests: Usage by points, Support by parts, three tiers. */
import { modelFile } from '#shared/contract/model-file.ts';
import type { ModelDocument } from '../state/drafts.ts';
import type { SignalInfo } from './rules.ts';

export const testModel: ModelDocument = modelFile.parse({
  id: 'test',
  name: 'Test',
  version: 1,
  parentVersion: null,
  author: 'Bellwether',
  changeNote: '',
  source: '',
  dimensions: [
    {
      id: 'usage',
      name: 'Usage',
      weight: 60,
      scoring: {
        kind: 'points',
        method: 'base_clamp',
        rules: [
          {
            signal: 'login_ratio_30_90',
            good: { when: { op: '>=', value: 0.95 }, points: 10 },
            bad: { when: { op: '<', value: 0.5 }, points: -20 },
          },
        ],
      },
    },
    {
      id: 'support',
      name: 'Support',
      weight: 40,
      scoring: {
        kind: 'parts',
        parts: [
          {
            signal: 'csat_last5',
            weight: 1,
            curve: {
              kind: 'linear',
              anchors: [
                [1, 0],
                [5, 100],
              ],
            },
          },
        ],
      },
    },
  ],
  tiers: [
    { name: 'Green', from: 70, role: 'healthy', action: '' },
    { name: 'Yellow', from: 40, role: 'moderate', action: '' },
    { name: 'Red', from: 0, role: 'critical', action: '' },
  ],
  healthyBound: 70,
  atRiskBound: 40,
  flags: [
    {
      id: 'red',
      name: 'Red flag',
      all: [{ signal: 'escalations_90d', when: { op: '>=', value: 2 } }],
      effect: { kind: 'force', tier: 'Red' },
    },
  ],
  missingPolicy: {
    minDimensionCoverage: 0.4,
    minScoredCoverage: 0.6,
    minProvisionalCoverage: 0.4,
    requiredDimensions: ['usage'],
  },
});

/** A numeric signal. */
export function signalInfo(over: Partial<SignalInfo>): SignalInfo {
  return {
    id: 'seat_utilization',
    name: 'Seats used',
    type: 'number',
    unit: 'rate',
    values: [],
    better: 'higher',
    source: 'usage',
    measured: '',
    ...over,
  };
}

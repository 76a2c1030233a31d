import { describe, expect, it } from 'vitest';
import type { Flag, HealthModel, PointRule, RiskFactor } from '#shared/model/health-model.ts';
import { readModel } from '../testing/fixtures.ts';
import { modelDifferences } from './model-differences.ts';

const base = readModel('003-signal');
const parts = readModel('001-six');

/** The differences, each as `area: what: from → to`. */
function changes(to: Partial<HealthModel>, from: HealthModel = base): string[] {
  return modelDifferences(from, { ...from, ...to }).map(
    ({ area, what, from: old, to: now }) => `${area}: ${what}: ${old} → ${now}`,
  );
}

const missing = (to: Partial<HealthModel['missingPolicy']>) => ({ missingPolicy: { ...base.missingPolicy, ...to } });
const seasonal = (to: Partial<HealthModel['seasonalPolicy']>) => ({
  seasonalPolicy: { ...base.seasonalPolicy, ...to },
});
const confirm = (to: Partial<HealthModel['confirmPolicy']>) => ({ confirmPolicy: { ...base.confirmPolicy, ...to } });
const risk = (to: Partial<HealthModel['riskOverlay']>) => ({ riskOverlay: { ...base.riskOverlay, ...to } });
const usage = (to: Partial<HealthModel['dimensions'][number]>) => ({
  dimensions: base.dimensions.map((dimension) => (dimension.id === 'usage' ? { ...dimension, ...to } : dimension)),
});
/** The first rule of usage: logins against baseline, +10 if ≥ 0.95, −20 if < 0.50. */
function logins(...as: ((rule: PointRule) => PointRule)[]): Partial<HealthModel> {
  const scoring = base.dimensions[0]?.scoring;
  const rules = scoring?.kind === 'points' ? scoring.rules : [];
  const [first, ...others] = rules;
  if (!first) throw new Error('usage has rules');
  return usage({
    scoring: { kind: 'points', method: 'base_clamp', rules: [...as.map((make) => make(first)), ...others] },
  });
}
const tier = (at: number, to: Partial<HealthModel['tiers'][number]>) => ({
  tiers: base.tiers.map((own, index) => (index === at ? { ...own, ...to } : own)),
});

const tickets = { signal: 'tickets_30d', when: { op: '>', value: 2 } } as const;
const urgent = { signal: 'p1_open', when: { op: '>=', value: 1 } } as const;
const flag = (name: string, effect: Flag['effect'], ...all: Flag['all'][number][]): Flag => ({
  id: name,
  name,
  all,
  effect,
});
const factor: RiskFactor = { id: 'busy', name: 'Busy support', grade: 'very_high', any: [tickets, urgent] };

describe('each thing a model says is told in words', () => {
  const cases: [Partial<HealthModel>, string[]][] = [
    [{ id: 'ours' }, ['about: Id: 003-signal → ours']],
    [{ name: 'Ours' }, ['about: Name: Signal points (default) → Ours']],
    [{ source: 'A workshop' }, ['about: Source: Requirement text 003; method sections 2.1 and 2.2 → A workshop']],
    [
      { dimensions: base.dimensions.toReversed() },
      [
        'dimensions: Order of dimensions: Usage, Support, Billing, Engagement, Growth → Growth, Engagement, Billing, Support, Usage',
      ],
    ],
    [usage({ weight: 32.5 }), ['dimensions: Weight of Usage: 30% → 32.5%']],
    [usage({ documentedRange: { min: 20, max: 40 } }), ['dimensions: Documented range of Usage: none → 20% to 40%']],
    [usage({ origin: 'default' }), ['dimensions: Origin of Usage: document → default']],
    [
      { tiers: base.tiers.map((own) => (own.name === 'Red' ? { ...own, name: 'Critical' } : own)) },
      [
        'tiers: Tiers: Green, Yellow, Red → Green, Yellow, Critical',
        'tiers: Tier Critical: null → from 0, critical: Intervene: root cause and action plan within 48 hours',
        'tiers: Tier Red: from 0, critical: Intervene: root cause and action plan within 48 hours → null',
      ],
    ],
    [
      tier(1, { from: 45, role: 'atrisk', action: 'Call' }),
      ['tiers: Tier Yellow: from 40, moderate: Engage: check-in call within 7 days → from 45, atrisk: Call'],
    ],
    [{ healthyBound: 72 }, ['tiers: Healthy from: 70 → 72']],
    [{ atRiskBound: 45 }, ['tiers: At risk below: 40 → 45']],
    [
      { segmentOverlays: [{ segment: 'SMB', healthyShift: 5, atRiskShift: -3 }] },
      [
        'segments: Bounds of SMB: healthy +5, at risk +10 → healthy +5, at risk −3',
        'segments: Bounds of Enterprise: healthy −5, at risk +0 → null',
      ],
    ],
    [
      {
        segmentTilts: [
          { segment: 'SMB', signal: 'login_ratio_30_90', factor: 2 },
          { segment: 'Retail', signal: 'own_signal', factor: 0.5 },
        ],
      },
      [
        'segments: Logins against baseline for SMB: × 1.5 → × 2',
        'segments: own_signal for Retail: null → × 0.5',
        'segments: Users, 90-day change for Enterprise: × 1.5 → null',
      ],
    ],
    [{ tiltsEnabled: true }, ['segments: Weights by segment: off → on']],
    [missing({ minDimensionCoverage: 0.5 }), ['missing: Coverage a dimension needs: 40% → 50%']],
    [missing({ minScoredCoverage: 0.625 }), ['missing: Coverage a score needs: 60% → 62.5%']],
    [missing({ minProvisionalCoverage: 0.3 }), ['missing: Coverage a provisional score needs: 40% → 30%']],
    [missing({ requiredDimensions: ['usage', 'billing'] }), ['missing: Required dimensions: usage → usage, billing']],
    [missing({ requiredDimensions: [] }), ['missing: Required dimensions: usage → none']],
    [{ flagPolicy: 'annotate' }, ['flags: Flags: change the tier → are only shown']],
    [
      {
        flags: [
          flag('Quiet', { kind: 'cap', tier: 'Yellow' }, tickets, urgent),
          flag('Loud', { kind: 'force', tier: 'Red' }, urgent),
          flag('Seen', { kind: 'annotate' }, urgent),
        ],
      },
      [
        'flags: Flag Quiet: null → no better than Yellow when Tickets > 2 and Open P1 tickets ≥ 1',
        'flags: Flag Loud: null → forces Red when Open P1 tickets ≥ 1',
        'flags: Flag Seen: null → shown when Open P1 tickets ≥ 1',
      ],
    ],
    [seasonal({ enabled: !base.seasonalPolicy.enabled }), ['policies: Seasonal adjustment: on → off']],
    [
      seasonal({ guard: 0.5 }),
      ["policies: Seasonal adjustment only from: 80% of last year's use → 50% of last year's use"],
    ],
    [seasonal({ least: 0.1 }), ['policies: Limits of the seasonal factor: 0.45 to 2 → 0.1 to 2']],
    [seasonal({ most: 3 }), ['policies: Limits of the seasonal factor: 0.45 to 2 → 0.45 to 3']],
    [
      seasonal({ profiles: [{ industry: 'Retail', months: [0.5, 1, 1.5] }] }),
      ['policies: Seasons of Retail: null → 0.5, 1, 1.5'],
    ],
    [confirm({ margin: 2 }), ['policies: Margin to confirm a recovery: 0 points → 2 points']],
    [
      confirm({ resetAfterDays: 7 }),
      ['policies: Confirmation starts anew after: 28 days without a score → 7 days without a score'],
    ],
    [
      { onboardingPolicy: { model: 'onboarding@2', lastDay: 45, previewFrom: 20, checkInDays: [7, 30] } },
      [
        'policies: Onboarding: model onboarding until day 60, preview from day 31, check-ins on day 7, 14, 30 → model onboarding@2 until day 45, preview from day 20, check-ins on day 7, 30',
      ],
    ],
    [
      risk({ points: { critical: 50, very_high: 35, high: 25, medium: 15 } }),
      [
        'policies: Risk points: critical 40, very high 30, high 20, medium 10 → critical 50, very high 35, high 25, medium 15',
      ],
    ],
    [
      risk({ factors: [...base.riskOverlay.factors.slice(1), factor] }),
      [
        'policies: Risk: Busy support: null → very high: Tickets > 2 or Open P1 tickets ≥ 1',
        'policies: Risk: Champion left: critical: Champion left is yes → null',
      ],
    ],
    [risk({ criticalCapsTier: true }), ['policies: A critical risk: leaves the tier → caps the tier']],
    [
      { priorityPolicy: { mode: 'literal', arrLow: 1000, arrHigh: 5000 } },
      [
        'policies: Priority tiers: guarded, ARR low the lowest quarter, high the highest quarter → literal, ARR low 1000, high 5000',
      ],
    ],
    [
      { signalOptions: { resolutionTargetDays: [1, 2, 3, 4] } },
      ['policies: Days to resolve a ticket: P1 1, P2 3, P3 7, P4 14 → P1 1, P2 2, P3 3, P4 4'],
    ],
  ];
  it.each(cases.map(([to, expected]) => [expected[0] ?? '', to, expected] as const))('%s', (_, to, expected) => {
    expect(changes(to)).toEqual(expected);
  });

  it.each([
    ['base_clamp', 'points added to 50, cut at 0 and 100'],
    ['two_sided', 'points stretched over 0 to 100, neutral at 50'],
    ['minmax', 'points stretched over 0 to 100, worst to best'],
  ] as const)('the method %s', (method, words) => {
    const [dimension] = base.dimensions;
    const rules = dimension?.scoring.kind === 'points' ? dimension.scoring.rules : [];
    const mean = { ...base, ...usage({ scoring: { kind: 'parts', parts: [] } }) };
    expect(changes(usage({ scoring: { kind: 'points', method, rules: rules.slice(0, 1) } }), mean)).toEqual([
      `dimensions: Method of Usage: weighted mean of its signals → ${words}`,
      'dimensions: Usage: Logins against baseline: null → +10 if ≥ 0.95, −20 if < 0.50',
    ]);
  });

  it('the weight of a part and its curve', () => {
    const dimensions = parts.dimensions.map((dimension, d) =>
      d === 0 && dimension.scoring.kind === 'parts'
        ? {
            ...dimension,
            scoring: {
              ...dimension.scoring,
              parts: dimension.scoring.parts.map((part, p) => (p === 0 ? { ...part, weight: 41 } : part)),
            },
          }
        : dimension,
    );
    expect(changes({ dimensions }, parts)).toEqual([
      'dimensions: Usage: Active users of licences: weight 40: 0 at 0%, 100 at 100% → weight 41: 0 at 0%, 100 at 100%',
    ]);
  });
});

describe('what the words do not show', () => {
  it('is told by the values behind them, with their place', () => {
    expect(changes(logins((rule) => ({ ...rule, good: { ...rule.good, points: 10.001 } })))).toEqual([
      'dimensions: Usage: Logins against baseline: good points 10 → good points 10.001',
    ]);
    expect(changes(usage({ weight: 30.00001 }))).toEqual(['dimensions: Weight of Usage: 30 → 30.00001']);
    expect(changes(logins((rule) => ({ ...rule, note: 'Agreed.', origin: 'document' })))).toEqual([
      'dimensions: Usage: Logins against baseline: origin default, note "Stable" is read as at least 95% of baseline. → origin document, note Agreed.',
    ]);
    expect(changes({ dimensions: base.dimensions.map((own, d) => (d === 1 ? { ...own, id: 'care' } : own)) })).toEqual([
      'dimensions: Order of dimensions: 2 support → 2 care',
      'dimensions: Name of care: null → Support',
      'dimensions: Name of support: Support → null',
    ]);
  });

  it('a value only one of them gives is not given by the other; undefined is not given either', () => {
    expect(changes(tier(0, { origin: 'default' }))).toEqual(['tiers: Tier Green: not given → origin default']);
    expect(modelDifferences({ ...base, ...tier(0, { origin: 'default' }) }, base)).toMatchObject([
      { what: 'Tier Green', from: 'origin default', to: 'not given' },
    ]);
    expect(changes(tier(0, { origin: undefined }))).toEqual([]);
  });

  it('a second rule about the same signal is told apart by its number', () => {
    const twice = logins(
      (rule) => rule,
      (rule) => ({ ...rule, good: { ...rule.good, points: 12 } }),
      (rule) => ({ ...rule, good: { ...rule.good, points: 14 } }),
    );
    expect(changes(twice)).toEqual([
      'dimensions: Usage: Logins against baseline (2): null → +12 if ≥ 0.95, −20 if < 0.50',
      'dimensions: Usage: Logins against baseline (3): null → +14 if ≥ 0.95, −20 if < 0.50',
    ]);
  });
});

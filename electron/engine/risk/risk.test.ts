import { describe, expect, it } from 'vitest';
import { encodeSignal, type SignalValue, signalDefinition } from '#shared/model/signals.ts';
import { CRITICAL_RISK, officialTier, tierMasks } from '../score/official-tier.ts';
import { NO_TIER } from '../score/thresholds.ts';
import { readModel } from '../testing/fixtures.ts';
import { activeRiskFactors, criticalColumn, riskIndex } from './risk.ts';

const model = readModel('003-signal');
const { riskOverlay } = model;
type Values = Readonly<Record<string, SignalValue>>;
const encoded = (values: Values) => (signal: string) => {
  const definition = signalDefinition(signal);
  return definition ? encodeSignal(definition, values[signal] ?? null) : Number.NaN;
};
const factorsOf = (values: Values): string[] => activeRiskFactors(riskOverlay, encoded(values)).map(({ id }) => id);
const indexOf = (values: Values): number => riskIndex(riskOverlay, activeRiskFactors(riskOverlay, encoded(values)));

describe('risk overlay', () => {
  it.each([
    [{}, [], 0],
    [{ champion_left_90d: true }, ['champion_departure'], 40],
    [{ champion_left_90d: false }, [], 0],
    [{ subscription_change: 'downgrade' }, ['contract_downgrade'], 30],
    [{ subscription_change: 'downgrade_request' }, ['contract_downgrade'], 30],
    [{ subscription_change: 'stable' }, [], 0],
    [{ usage_change_60d: -0.31 }, ['usage_decline'], 20],
    [{ usage_change_60d: -0.3 }, [], 0],
    [{ nps_rating: 6 }, ['detractor'], 20],
    [{ nps_rating: 6.1 }, [], 0],
    [{ escalations_90d: 1, budget_mention_90d: true }, ['escalations', 'budget_review'], 30],
    [
      { competitor_mention_90d: true, renewal_meeting_missed: true },
      ['renewal_meeting_missed', 'competitor_mention'],
      40,
    ],
    [
      // 40 + 30 + 20 + 20 = 110
      { champion_left_90d: true, subscription_change: 'downgrade', usage_change_60d: -0.5, nps_rating: 2 },
      ['champion_departure', 'contract_downgrade', 'usage_decline', 'detractor'],
      100,
    ],
  ] as const)('%j', (values, factors, index) => {
    expect(factorsOf(values)).toEqual(factors);
    expect(indexOf(values)).toBe(index);
  });

  const signs = {
    id: 'signs',
    name: 'Signs of leaving',
    grade: 'critical',
    any: [
      { signal: 'champion_left_90d', when: { op: 'in', values: [true] } },
      { signal: 'nps_rating', when: { op: '<=', value: 2 } },
    ],
  } as const;

  it('one condition of a factor is enough', () => {
    const overlay = { ...riskOverlay, factors: [signs] };
    const isActive = (values: Values) => activeRiskFactors(overlay, encoded(values)).length === 1;
    expect([
      isActive({ champion_left_90d: true, nps_rating: 9 }),
      isActive({ nps_rating: 2 }),
      isActive({ champion_left_90d: false, nps_rating: 3 }),
    ]).toEqual([true, true, false]);
    const columns: Readonly<Record<string, Float64Array>> = {
      champion_left_90d: Float64Array.of(1, 0, 0),
      nps_rating: Float64Array.of(9, 2, 3),
    };
    expect([...criticalColumn(overlay, (id) => columns[id], 3)]).toEqual([1, 1, 0]);
  });

  it('only critical factors cap; what nobody supplies is none', () => {
    const columns: Readonly<Record<string, Float64Array>> = {
      champion_left_90d: Float64Array.of(0, 1),
      nps_rating: Float64Array.of(1, 1),
      usage_change_60d: Float64Array.of(-0.9, -0.9),
    };
    expect([...criticalColumn(riskOverlay, (id) => columns[id], 2)]).toEqual([0, 1]);
    expect([...criticalColumn(riskOverlay, () => undefined, 2)]).toEqual([0, 0]);
  });

  it('finds the rows with a critical factor', () => {
    const left = Float64Array.of(1, 0, Number.NaN);
    expect([...criticalColumn(riskOverlay, (id) => (id === 'champion_left_90d' ? left : undefined), 3)]).toEqual([
      1, 0, 0,
    ]);
  });
});

describe('the tier that is shown', () => {
  const flags = [
    {
      id: 'red',
      name: 'Red flag',
      all: [{ signal: 'tickets_30d', when: { op: '>', value: 5 } }],
      effect: { kind: 'force', tier: 'Red' },
    },
    {
      id: 'yellow',
      name: 'Yellow flag',
      all: [{ signal: 'days_since_login', when: { op: '>=', value: 14 } }],
      effect: { kind: 'cap', tier: 'Yellow' },
    },
  ] as const;
  const capped = { ...model, flags, riskOverlay: { ...riskOverlay, criticalCapsTier: true } };
  const columns = (id: string): Float64Array | undefined =>
    ({
      tickets_30d: Float64Array.of(6, 5, 0, 0),
      days_since_login: Float64Array.of(20, 14, 13, 0),
      champion_left_90d: Float64Array.of(0, 0, 1, Number.NaN),
    })[id];

  it('masks say which flags hold and whether a critical factor caps', () => {
    expect([...tierMasks(capped, columns, 4)]).toEqual([3, 2, CRITICAL_RISK, 0]);
    expect([...tierMasks({ ...model, flags }, columns, 4)]).toEqual([3, 2, 0, 0]);
  });

  it('is that of the score, then the flags, then the cap at the tier below the at-risk bound', () => {
    expect(officialTier(capped, 0, 0)).toEqual({ tier: 0, flag: null, isCapped: false });
    expect(officialTier(capped, 2, 0)).toEqual({ tier: 1, flag: flags[1], isCapped: false });
    expect(officialTier(capped, 2, 2)).toEqual({ tier: 2, flag: null, isCapped: false });
    expect(officialTier(capped, 3, 0)).toEqual({ tier: 2, flag: flags[0], isCapped: false });
    expect(officialTier(capped, CRITICAL_RISK, 0)).toEqual({ tier: 2, flag: null, isCapped: true });
    expect(officialTier(capped, CRITICAL_RISK | 2, 0)).toEqual({ tier: 2, flag: null, isCapped: true });
    expect(officialTier(capped, CRITICAL_RISK, 2)).toEqual({ tier: 2, flag: null, isCapped: false });
    expect(officialTier(capped, CRITICAL_RISK | 3, NO_TIER)).toEqual({ tier: NO_TIER, flag: null, isCapped: false });
    expect(officialTier({ ...capped, flagPolicy: 'annotate' }, 3, 0).tier).toBe(0);
  });
});

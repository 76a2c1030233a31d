import { describe, expect, it } from 'vitest';
import type { Flag, HealthModel } from '#shared/model/health-model.ts';
import type { SignalValue } from '#shared/model/signals.ts';
import { readModel } from '../testing/fixtures.ts';
import { evaluate } from './evaluate.ts';
import { decideTier, flagColumn, flagsOf } from './flags.ts';
import { NO_TIER } from './thresholds.ts';

const model = readModel('004-five');
const GREEN = { usage: 80, support_volume: 60, billing_risk: 90, nps: 70, engagement: 50 };
const red = { tickets_30d: 6, usage_change_30d: -0.3 };
const yellow = { days_since_login: 14, mrr_change_30d: 0.01 };
const green = { usage_trend_90d: -0.05, nps_rating: 8.1 };

function status(signals: Readonly<Record<string, SignalValue>>, of: HealthModel = model, dimensions = GREEN) {
  const [result] = evaluate(of, [{ id: 'A', dimensions, signals }]);
  return [result?.score, result?.tier, result?.flags];
}

describe('flags of 004', () => {
  it.each([
    ['TV4: six tickets and usage −30%', red, 'Red', ['red']],
    ['TV4: five tickets', { ...red, tickets_30d: 5 }, 'Green', []],
    ['usage −29.9%', { ...red, usage_change_30d: -0.299 }, 'Green', []],
    ['an unknown signal meets no condition', { tickets_30d: 6, usage_change_30d: null }, 'Green', []],
    ['no login for 14 days, MRR steady', yellow, 'Yellow', ['yellow']],
    ['no login for 13 days', { ...yellow, days_since_login: 13 }, 'Green', []],
    ['MRR grew by 1.1%', { ...yellow, mrr_change_30d: 0.011 }, 'Green', []],
    ['MRR fell by 1%', { ...yellow, mrr_change_30d: -0.01 }, 'Yellow', ['yellow']],
    ['usage stable, rating above 8', green, 'Green', ['green']],
    ['rating 8', { ...green, nps_rating: 8 }, 'Green', []],
    ['all three, in the model’s order', { ...green, ...yellow, ...red }, 'Red', ['red', 'yellow', 'green']],
  ])('%s', (_, signals, tier, flags) => {
    expect(status(signals)).toEqual([74, tier, flags]);
  });

  it('a cap never improves a tier, and the score never changes', () => {
    const low = { usage: 10, support_volume: 10, billing_risk: 10, nps: 10, engagement: 10 };
    expect(status(yellow, model, low)).toEqual([10, 'Red', ['yellow']]);
  });

  it('under the policy `annotate` flags are shown and change nothing', () => {
    expect(status({ ...red, ...yellow }, { ...model, flagPolicy: 'annotate' })).toEqual([
      74,
      'Green',
      ['red', 'yellow'],
    ]);
  });

  it('a critical risk factor caps the tier only where the model says so', () => {
    const capping = { ...model, riskOverlay: { ...model.riskOverlay, criticalCapsTier: true } };
    expect(status({ champion_left_90d: true })).toEqual([74, 'Green', []]);
    expect(status({ champion_left_90d: true }, capping)).toEqual([74, 'Red', []]);
    expect(status({ champion_left_90d: false }, capping)).toEqual([74, 'Green', []]);
  });

  it('an account without a score keeps no tier', () => {
    const [result] = evaluate(model, [{ id: 'A', signals: red }]);
    expect(result).toMatchObject({ score: null, tier: null, state: 'none', flags: ['red'] });
  });
});

describe('decideTier', () => {
  const flag = (id: string, effect: Flag['effect']): Flag => ({
    id,
    name: id,
    all: [{ signal: 'p1_open', when: { op: '>', value: 0 } }],
    effect,
  });
  const decide = (tier: number, ...flags: readonly Flag[]) => {
    const { tier: decided, flag: by } = decideTier({ ...model, flags }, 2 ** flags.length - 1, tier);
    return [decided, by?.id ?? null];
  };
  const capYellow = flag('cap-yellow', { kind: 'cap', tier: 'Yellow' });
  const capRed = flag('cap-red', { kind: 'cap', tier: 'Red' });
  const forceYellow = flag('force-yellow', { kind: 'force', tier: 'Yellow' });
  const forceGreen = flag('force-green', { kind: 'force', tier: 'Green' });

  it('of several caps the worst counts, whatever their order', () => {
    expect(decide(0, capYellow, capRed)).toEqual([2, 'cap-red']);
    expect(decide(0, capRed, capYellow)).toEqual([2, 'cap-red']);
    expect(decide(0, capYellow, flag('later', { kind: 'cap', tier: 'Yellow' }))).toEqual([1, 'cap-yellow']);
  });

  it('a forced tier replaces score and caps, also a worse one; of several the worst counts', () => {
    expect(decide(2, forceYellow)).toEqual([1, 'force-yellow']);
    expect(decide(0, capRed, forceYellow)).toEqual([1, 'force-yellow']);
    expect(decide(2, forceGreen, forceYellow)).toEqual([1, 'force-yellow']);
    expect(decide(2, forceYellow, forceGreen)).toEqual([1, 'force-yellow']);
    expect(decide(2, forceYellow, flag('later', { kind: 'force', tier: 'Yellow' }))).toEqual([1, 'force-yellow']);
  });

  it('names no flag when the tier is that of the score', () => {
    expect(decide(1, capYellow)).toEqual([1, null]);
    expect(decide(1, forceYellow)).toEqual([1, null]);
    expect(decide(NO_TIER, forceYellow)).toEqual([NO_TIER, null]);
    expect(decideTier(model, 0, 0)).toEqual({ tier: 0, flag: null });
  });
});

describe('flagColumn', () => {
  it('is a mask a row, bit f for flag f; a signal nobody supplies meets nothing', () => {
    const columns: Readonly<Record<string, Float64Array>> = {
      tickets_30d: Float64Array.of(6, 6, Number.NaN),
      usage_change_30d: Float64Array.of(-0.5, 0, -0.5),
      usage_trend_90d: Float64Array.of(0, 0, 0),
      nps_rating: Float64Array.of(9, 9, 2),
    };
    const masks = flagColumn(model, (signal) => columns[signal], 3);
    expect([...masks]).toEqual([0b101, 0b100, 0]);
    expect(flagsOf(model, masks[0] ?? 0).map(({ id }) => id)).toEqual(['red', 'green']);
  });
});

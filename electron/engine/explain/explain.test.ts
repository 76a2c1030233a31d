import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readModel } from '../testing/fixtures.ts';
import { contributions } from './contributions.ts';
import { drivers, rawDimensionPoints, signalPoints } from './signal-points.ts';
import { changeWaterfall, commonChange } from './waterfall.ts';

const model = readModel('003-signal');
const NULL = Number.NaN;
const weights = model.dimensions.map((d) => d.weight);
const encodedOf = (values: Readonly<Record<string, number>>) => (id: string) => values[id] ?? NULL;
const dims = fc.array(fc.oneof(fc.double({ min: 0, max: 100, noNaN: true }), fc.constant(NULL)), {
  minLength: 5,
  maxLength: 5,
});

describe('changeWaterfall', () => {
  it('TV19: separates behaviour from coverage', () => {
    // The vector's five scores are in the order of 003's weights 30/20/20/15/15 at both dates.
    const result = changeWaterfall(model, [70, 60, 100, 55, 50], [60, 60, NULL, 55, 50]);
    expect(result).toMatchObject({
      before: 68.75,
      after: 57.1875,
      delta: -11.5625,
      deltaCommon: -3.75,
      coverageEffect: -7.8125,
    });
    expect([...(result?.behaviour ?? [])]).toEqual([-3.75, 0, 0, 0, 0]);
    expect(commonChange(weights, [70, 60, 100, 55, 50], [60, 60, NULL, 55, 50])).toBeCloseTo(-3.75, 9);
  });

  it('has no coverage effect when the same dimensions are known, and no result without a score', () => {
    expect(changeWaterfall(model, [70, 60, NULL, 55, 50], [10, 20, NULL, 30, 90])?.coverageEffect).toBe(0);
    expect(changeWaterfall(model, [NULL, NULL, NULL, NULL, NULL], [10, 20, 30, 40, 50])).toBeNull();
    expect(changeWaterfall(model, [70, NULL, NULL, NULL, NULL], [NULL, 20, NULL, NULL, NULL])).toMatchObject({
      delta: -50,
      deltaCommon: 0,
      coverageEffect: -50,
    });
  });

  it('sums to ΔH', () => {
    fc.assert(
      fc.property(dims, dims, (before, after) => {
        const result = changeWaterfall(model, before, after);
        if (!result) return;
        const sum = result.behaviour.reduce((total, part) => total + part, 0) + result.coverageEffect;
        expect(Math.abs(sum - (result.after - result.before))).toBeLessThan(1e-9);
      }),
    );
  });
});

describe('signalPoints', () => {
  const points = signalPoints(
    model,
    encodedOf({ login_ratio_30_90: 0.4, feature_adoption_30d: 0.72, payment_status: 1, community_active_90d: 0 }),
  );
  const by = (signal: string) => points.find((point) => point.signal === signal);

  it('tells state, points and rule of every signal', () => {
    expect(points).toHaveLength(20);
    expect(by('login_ratio_30_90')).toMatchObject({
      dimension: 'usage',
      state: 'bad',
      points: -20,
      maxPoints: 10,
      minPoints: -20,
      rule: '+10 if ≥ 0.95, −20 if < 0.50',
    });
    expect(by('feature_adoption_30d')).toMatchObject({ state: 'good', points: 15, rule: '+15 if ≥ 70%, −15 if < 40%' });
    expect(by('payment_status')).toMatchObject({ state: 'neutral', points: 0, rule: '+30 if current, −30 if failed' });
    expect(by('community_active_90d')).toMatchObject({ state: 'bad', points: -5, rule: '+10 if yes, −5 if no' });
    expect(by('csat_last5')).toMatchObject({ state: 'missing', points: 0, rule: '+20 if ≥ 4.0, −15 if < 3.0' });
  });

  it('words the other rules', () => {
    expect(
      [
        'subscription_change',
        'days_to_renewal',
        'user_change_90d',
        'escalations_90d',
        'ticket_sentiment_slope',
        'survey_response',
      ].map((id) => by(id)?.rule),
    ).toEqual([
      '+10 if upgrade or stable, −20 if downgrade request or downgrade',
      '+10 if > 182 days, −10 if < 30 days',
      '+20 if > 2%, −15 if < −2%',
      '+10 if ≤ 0, −15 if ≥ 2',
      '+15 if ≥ −0.1, −15 if < −0.1',
      '+10 if responsive, −10 if non responsive',
    ]);
  });

  it('TV10, TV11: raw points before clamping', () => {
    const bad = encodedOf({
      login_ratio_30_90: 0,
      feature_adoption_30d: 0,
      key_action_completion_30d: 0,
      session_duration_ratio_30_90: 0,
      payment_status: 0,
      subscription_change: 0,
      arrears_days: 0,
      days_to_renewal: 300,
    });
    expect([...rawDimensionPoints(model, bad)]).toEqual([-5, NULL, 120, NULL, NULL]);
  });
});

describe('drivers', () => {
  it('names the most negative contributions with the worst signal of each', () => {
    const found = drivers(
      model,
      [35, 30, 60, 50, 35],
      null,
      encodedOf({
        login_ratio_30_90: 0.1,
        session_duration_ratio_30_90: 0.2,
        ticket_ratio_30d: 3,
        user_change_90d: -0.5,
      }),
    );
    expect(found.map(({ dimension, signal }) => [dimension, signal?.signal])).toEqual([
      ['usage', 'login_ratio_30_90'],
      ['support', 'ticket_ratio_30d'],
      ['growth', 'user_change_90d'],
    ]);
    expect(found[0]?.contribution).toBeCloseTo(-4.5, 9);
  });

  it('compares with the reference given', () => {
    expect(
      [...contributions(model, [65, 50, 80, 40, 30], [60, 60, NULL, 40, 40])].map(
        (part) => Math.round(part * 1e9) / 1e9,
      ),
    ).toEqual([1.5, -2, 6, 0, -1.5]);
  });
});

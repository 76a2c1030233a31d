import { describe, expect, it } from 'vitest';
import type { SignalValue } from '#shared/model/signals.ts';
import { readModel } from '../testing/fixtures.ts';
import { type EvaluateInput, evaluate } from './evaluate.ts';

type Signals = Readonly<Record<string, SignalValue>>;

function score(model: string, input: Omit<EvaluateInput, 'id'>) {
  const [result] = evaluate(readModel(model), [{ id: 'A', ...input }]);
  if (!result) throw new Error('no result');
  return result;
}
const dimension = (model: string, id: string, signals: Signals) => score(model, { signals }).dimensions[id];

describe('composites', () => {
  const five = { usage: 75, engagement: 80, value: 70, sentiment: 85, relationship: 60 };
  it.each([
    ['001-five', five, undefined, 75, 'Healthy'],
    ['001-five', five, 'Enterprise', 75, 'Healthy'],
    ['001-five', five, 'SMB', 75, 'Moderate'],
    ['001-six', { ...five, financial: 50 }, undefined, 73, 'Moderate'],
    ['002-four', { usage: 90, engagement: 80, growth: 70, support: 60 }, undefined, 77.5, 'Healthy'],
    ['002-five', { usage: 90, engagement: 80, growth: 70, support: 60, financial: 100 }, undefined, 79.75, 'Healthy'],
    ['004-five', { usage: 80, support_volume: 60, billing_risk: 90, nps: 70, engagement: 50 }, undefined, 74, 'Green'],
    ['004-minimal', { usage: 80, support_volume: 60, nps: 70 }, undefined, 72.857143, 'Green'],
  ] as const)('TV2, TV3, TV4: %s %j in segment %s', (model, dimensions, segment, health, tier) => {
    expect(score(model, { dimensions, segment })).toMatchObject({ score: health, tier, coverage: 1, state: 'scored' });
  });

  it.each([
    ['002-four', undefined, [85, 84.99, 70, 69.99, 50, 49.99, 30, 29.99]],
    ['002-four', 'Enterprise', [85, 84.99, 65, 64.99, 50, 49.99, 30, 29.99]],
    ['002-four', 'SMB', [85, 84.99, 75, 74.99, 60, 59.99, 30, 29.99]],
  ] as const)('TV5: %s bounds in segment %s', (model, segment, scores) => {
    const tiers = scores.map((value) => {
      const dimensions = { usage: value, engagement: value, growth: value, support: value };
      return score(model, { dimensions, segment }).tier;
    });
    expect(tiers).toEqual(['Thriving', 'Healthy', 'Healthy', 'Neutral', 'Neutral', 'At-Risk', 'At-Risk', 'Critical']);
  });

  it('usage missing is provisional at best in every model that has it, 0.60 is scored', () => {
    const known = { usage: null, engagement: 80, value: 70, sentiment: 85, relationship: 60 };
    expect(score('001-five', { dimensions: known })).toMatchObject({ coverage: 0.65, state: 'provisional' });
    const setup = { setup: 100, first_key_action: 60, training: null, initial_engagement: null };
    expect(score('onboarding', { dimensions: setup })).toMatchObject({ coverage: 0.6, state: 'scored' });
  });
});

describe('rubric of 001', () => {
  const usage = { active_user_rate: 0.7, login_frequency: 'daily', feature_adoption_30d: 0.6 };
  it.each([
    ['TV7', usage, 76],
    ['TV7 weekly: 28 + 20 + 18', { ...usage, login_frequency: 'weekly' }, 66],
    ['monthly: 28 + 10 + 18', { ...usage, login_frequency: 'monthly' }, 56],
    ['none: 28 + 0 + 18', { ...usage, login_frequency: 'none' }, 46],
    ['TV7 no licences: (30 + 18) ÷ 60', { ...usage, active_user_rate: null }, 80],
    ['a rate above 1 counts as 1: 40 + 30 + 18', { ...usage, active_user_rate: 1.4 }, 88],
    ['a rate below 0 as 0: 0 + 30 + 18', { ...usage, active_user_rate: -0.2 }, 48],
    ['30% known is too little', { login_frequency: 'daily' }, null],
  ])('usage, %s', (_, signals, expected) => {
    expect(dimension('001-five', 'usage', signals)).toBe(expected);
  });

  it('TV7: what is known of usage counts in the coverage, 35% × 0.60', () => {
    expect(score('001-five', { signals: { ...usage, active_user_rate: null } }).coverage).toBe(0.21);
  });

  it.each([
    ['TV8', 'attended', 1, 2, 100],
    ['TV8 low: 0 + 15 + 15', 'skipped', 0.5, 1, 30],
    ['no review was due: (15 + 0) ÷ 60', 'none_scheduled', 0.5, 0, 25],
    ['four sessions are as good as two: 40 + 0 + 30', 'attended', 0, 4, 70],
  ])('engagement, %s', (_, qbr_attended, csm_response_rate, training_sessions_90d, expected) => {
    const signals = { qbr_attended, csm_response_rate, training_sessions_90d };
    expect(dimension('001-five', 'engagement', signals)).toBe(expected);
  });

  const bond = {
    has_sponsor: true,
    has_champion: false,
    touch_in_31d: true,
    departments_using: 1,
    relationship_strength: 4,
  };
  it.each([
    ['TV8', bond, 60],
    ['all five', { ...bond, has_champion: true, departments_using: 2 }, 100],
    ['none', { ...bond, has_sponsor: false, touch_in_31d: false, relationship_strength: 3.9 }, 0],
    [
      'parts are missing one by one: 40 ÷ 60',
      { ...bond, has_champion: null, departments_using: null, relationship_strength: 3 },
      66.666667,
    ],
  ])('relationship, %s', (_, signals, expected) => {
    expect(dimension('001-five', 'relationship', signals)).toBe(expected);
  });

  it.each([
    [{ outcomes_rate: 0.5, roi_status: 'in_progress', use_case_rate: 1.2 }, 65], // 20 + 15 + 30
    [{ outcomes_rate: 1, roi_status: 'demonstrated', use_case_rate: 1 }, 100],
    [{ outcomes_rate: 0.25, roi_status: 'none', use_case_rate: 0.5 }, 25], // 10 + 0 + 15
  ])('value %j is %d', (signals, expected) => {
    expect(dimension('001-five', 'value', signals)).toBe(expected);
  });

  it.each([
    ['TV12 ratings 9 and 5 alone: half is known', { nps_points: 76.666667 }, 76.666667],
    ['all: 38.3333335 + 22.5 + 10', { nps_points: 76.666667, csat_90d: 4, csm_rating: 3 }, 70.833334],
    ['lowest: 15 + 0 + 0', { nps_points: 30, csat_90d: 1, csm_rating: 1 }, 15],
    ['the CSM’s rating alone is 20%: too little', { csm_rating: 5 }, null],
  ])('sentiment, %s', (_, signals, expected) => {
    expect(dimension('001-five', 'sentiment', signals)).toBe(expected);
  });

  it.each([
    ['late', 'none', 100, 60], // 20 + 20 + 20
    ['past_due', 'contraction', 15, 10], // 0 + 0 + 10
    ['failed', 'contraction', -1, 0],
    ['current', 'expansion', -1, 70],
    ['current', 'expansion', 181, 100],
    ['current', 'expansion', 180, 90],
    ['current', 'expansion', 30, 90],
    ['current', 'expansion', 29, 80],
    ['current', 'expansion', 0, 80],
  ])('financial: %s, %s, %d days to renewal is %d', (payment_status, expansion_12m, days_to_renewal, expected) => {
    expect(dimension('001-six', 'financial', { payment_status, expansion_12m, days_to_renewal })).toBe(expected);
  });
});

describe('anchors of 002 and 004', () => {
  const growth = { seat_change_90d: 0.1, usage_trend_90d: -0.15, expansion_12m: 'none' }; // 75, 30, 50
  it.each([
    // (62.5 + 57.5 + 60) ÷ 3
    ['usage', { dau_mau: 0.15, feature_adoption_30d: 0.55, key_action_completion_30d: 0.65 }, 60],
    ['usage', { dau_mau: 0.4, feature_adoption_30d: 1, key_action_completion_30d: 1 }, 100],
    // (70 + 75 + 25) ÷ 3
    ['engagement', { nps_points: 70, csm_meetings_90d: 2, email_open_rate_90d: 0.1 }, 56.666667],
    // (70 + 25 + 80 + 60) ÷ 4
    [
      'support',
      { ticket_ratio_30d: 1.5, resolution_time_ratio: 3, ticket_sentiment_90d: 0.5, escalations_90d: 1 },
      58.75,
    ],
    ['support', { ticket_ratio_30d: 9, resolution_time_ratio: 9, ticket_sentiment_90d: -1, escalations_90d: 3 }, 0],
    ['growth', { ...growth, subscription_change: 'stable', days_to_renewal: 180 }, 53.75], // contract 60
    ['growth', { ...growth, subscription_change: 'stable', days_to_renewal: 181 }, 63.75], // contract 100
    ['growth', { ...growth, subscription_change: null, days_to_renewal: 30 }, 53.75],
    ['growth', { ...growth, subscription_change: 'stable', days_to_renewal: 29 }, 46.25], // contract 30
    ['growth', { ...growth, subscription_change: 'downgrade', days_to_renewal: 300 }, 38.75], // contract 0
    ['growth', { ...growth, subscription_change: 'downgrade_request', days_to_renewal: null }, 38.75],
    ['growth', { ...growth, subscription_change: 'stable', days_to_renewal: null }, 51.666667], // contract missing
  ])('002-four %s of %j is %d', (id, signals, expected) => {
    expect(dimension('002-four', id, signals)).toBe(expected);
  });

  it.each([
    [{ payment_status: 'late', days_to_renewal: 181 }, 75],
    [{ payment_status: 'failed', days_to_renewal: -5 }, 15],
    [{ payment_status: 'past_due', subscription_change: 'downgrade', days_to_renewal: 400 }, 10],
  ])('002-five financial of %j is %d; the contract has left growth', (signals, expected) => {
    expect(dimension('002-five', 'financial', signals)).toBe(expected);
    expect(dimension('002-five', 'growth', { ...growth, ...signals })).toBe(51.666667);
  });

  it.each([
    ['usage', { active_user_rate: 0.55, feature_adoption_30d: 0.2, usage_trend_90d: 0.15 }, 52.5], // 57.5, 20, 80
    ['support_volume', { ticket_ratio_30d: 2.5, escalations_90d: 2 }, 20],
    ['billing_risk', { payment_status: 'past_due', arrears_days: 45 }, 20],
    ['billing_risk', { payment_status: 'current', arrears_days: 15 }, 85], // 100, 70
    ['nps', { nps_points: 76.666667 }, 76.666667],
    ['engagement', { days_since_touch: 45, days_since_login: 10 }, 69.285714], // 60, 100 − 50·3/7
    ['engagement', { days_since_touch: 200, days_since_login: 22 }, 12.5], // 0, 25
  ])('004-five %s of %j is %d', (id, signals, expected) => {
    expect(dimension('004-five', id, signals)).toBe(expected);
  });
});

describe('onboarding', () => {
  const day20 = {
    onboarding_day: 20,
    setup_completion: 0.4,
    first_key_action_day: 10,
    onboarding_training_rate: 0.5,
    initial_active_rate: 0.3,
  };

  it('TV14: day 20', () => {
    const result = score('onboarding', { signals: day20 });
    expect(result).toMatchObject({ score: 75.821429, tier: 'Green', state: 'scored' });
    expect(result.dimensions).toEqual({
      setup: 90,
      first_key_action: 89.285714,
      training: 50,
      initial_engagement: 60,
    });
  });

  it.each([
    ['first_key_action', { first_key_action_day: null }, 61.875], // f(20) = 75 − 35·6/16
    ['first_key_action', { first_key_action_day: null, onboarding_day: 45 }, 0],
    ['first_key_action', { first_key_action_day: 7 }, 100],
    ['setup', { onboarding_day: 0, setup_completion: 0.1 }, 50], // at least 20% is expected
    ['setup', { onboarding_day: 9 }, 100],
    ['setup', { setup_completion: null }, null],
    ['setup', { onboarding_day: null }, null],
    ['training', { onboarding_training_rate: null }, null],
    ['initial_engagement', { initial_active_rate: 0.8 }, 100],
  ])('%s with %j is %d', (id, change, expected) => {
    expect(dimension('onboarding', id, { ...day20, ...change })).toBe(expected);
  });
});

describe('points of 003', () => {
  it('TV12: a mean rating of 7.666667 gives no points', () => {
    const signals = { nps_rating: 7.666667, community_active_90d: true };
    expect(dimension('003-signal', 'engagement', signals)).toBe(60);
    expect(dimension('003-signal', 'engagement', { ...signals, nps_rating: 9 })).toBe(80);
    expect(dimension('003-signal', 'engagement', { ...signals, nps_rating: 6 })).toBe(45);
  });
});

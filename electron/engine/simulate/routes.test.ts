import { describe, expect, it } from 'vitest';
import { encodeSignal, type SignalValue, signalDefinition } from '#shared/model/signals.ts';
import { evaluate } from '../score/evaluate.ts';
import { readModel } from '../testing/fixtures.ts';
import { routesTo, scoreAccount, withSignals } from './routes.ts';

const read =
  (signals: Readonly<Record<string, SignalValue>>) =>
  (id: string): number => {
    const definition = signalDefinition(id);
    return definition ? encodeSignal(definition, signals[id] ?? null) : Number.NaN;
  };

const SIGNALS = {
  login_ratio_30_90: 0.4,
  feature_adoption_30d: 0.5,
  key_action_completion_30d: 0.6,
  session_duration_ratio_30_90: 0.9,
  ticket_ratio_30d: 1,
  csat_last5: 4.5,
  escalations_90d: 0,
  payment_status: 'current',
  subscription_change: 'stable',
  arrears_days: 0,
  days_to_renewal: 300,
  nps_rating: 6,
  training_completion: 0.5,
  user_change_90d: 0,
  seat_utilization: 0.5,
};

describe('one account under a change', () => {
  const model = readModel('003-signal');

  it('is scored as evaluate scores it, changed or not', () => {
    const signals = { ...SIGNALS, nps_rating: 9 };
    const [expected] = evaluate(model, [{ id: 'A', segment: 'SMB', signals }]);
    const found = scoreAccount(model, 'SMB', withSignals(read(SIGNALS), new Map([['nps_rating', 9]])));
    expect(found.score).toBe(expected?.score);
    expect(model.tiers[found.tier]?.name).toBe(expected?.tier);
  });

  it('003: usage 30 (50 − 20), support 95, billing 100, engagement 35, growth 50: 60.75 is Yellow; the ways to Green', () => {
    const signals = read(SIGNALS);
    // S of usage −20 → 30; support 15 + 20 + 10 = 45 → 95; billing → 100; engagement −15 → 35; growth 0 → 50
    expect(scoreAccount(model, '', signals).score).toBeCloseTo(
      0.3 * 30 + 0.2 * 95 + 0.2 * 100 + 0.15 * 35 + 0.15 * 50,
      6,
    );
    const { candidates, routes, reach } = routesTo(model, '', signals, 0);
    // logins back to 0.95 of the baseline: −20 becomes +10, thirty points of a dimension that weighs 30%
    expect(candidates[0]).toMatchObject({ signal: 'login_ratio_30_90', value: 0.95 });
    expect(candidates[0]?.gain).toBeCloseTo(9, 9);
    // 69.75 is not 70: it takes one more
    expect(routes[0]?.steps.map(({ signal }) => signal)).toEqual(['login_ratio_30_90', 'nps_rating']);
    expect(routes[0]?.score).toBeCloseTo(60.75 + 9 + 0.15 * 35, 6);
    expect(routes.every(({ tier, score }) => tier === 0 && score >= 70)).toBe(true);
    expect(reach.tier).toBe(0);
    expect(candidates.some(({ signal }) => signal === 'community_active_90d')).toBe(false);
  });

  it('where one change is not enough takes two; where nothing is, says how far everything would reach', () => {
    const low = read({ ...SIGNALS, feature_adoption_30d: 0.2, ticket_ratio_30d: 2.5, nps_rating: 7 });
    const now = scoreAccount(model, '', low).score;
    const { routes } = routesTo(model, '', low, 0);
    expect(now).toBeLessThan(61);
    expect(routes[0]?.steps.length).toBeGreaterThan(1);
    for (const { steps, score } of routes) {
      const sum = steps.reduce((gain, step) => gain + step.gain, 0);
      // without clamping gains of different rules add up
      expect(score).toBeLessThanOrEqual(now + sum + 1e-6);
    }
    const thin = read({
      login_ratio_30_90: 0.4,
      payment_status: 'failed',
      ticket_ratio_30d: 3,
      csat_last5: 1,
      nps_rating: 2,
      survey_response: 'neutral',
      training_completion: 0.1,
      feature_adoption_30d: 0.1,
      key_action_completion_30d: 0.1,
      arrears_days: 60,
      subscription_change: 'downgrade',
    });
    const hard = routesTo(readModel('003-signal-rescaled'), '', thin, 0);
    expect(hard.reach.score).toBeGreaterThan(scoreAccount(readModel('003-signal-rescaled'), '', thin).score);
  });

  it('reads parts, curves and words of the other presets', () => {
    for (const id of ['001-five', '002-four', '004-five']) {
      const other = readModel(id);
      const signals = read({
        ...SIGNALS,
        dau_mau: 0.05,
        active_user_rate: 0.3,
        login_frequency: 'weekly',
        qbr_attended: 'skipped',
        days_since_touch: 70,
        days_since_login: 10,
        nps_points: 30,
        usage_trend_90d: -0.1,
      });
      const { candidates } = routesTo(other, '', signals, 0);
      expect(candidates.length).toBeGreaterThan(2);
      const gains = candidates.map(({ gain }) => gain);
      expect(gains).toEqual([...gains].sort((a, b) => b - a));
    }
  });
});

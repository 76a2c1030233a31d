import { describe, expect, it } from 'vitest';
import { readModel } from '../testing/fixtures.ts';
import { evaluate } from './evaluate.ts';
import { NO_TIER, segmentKey, thresholdSets, thresholdsFor, tierOf } from './thresholds.ts';

const base = readModel('003-signal');
const rescaled = readModel('003-signal-rescaled');
const minmax = {
  ...base,
  dimensions: base.dimensions.map((d) => ({ ...d, scoring: { ...d.scoring, method: 'minmax' as const } })),
};
const IDS = ['usage', 'support', 'billing', 'engagement', 'growth'];
const given = (...scores: (number | null)[]) => Object.fromEntries(IDS.map((id, d) => [id, scores[d] ?? null]));
const all = (score: number) => given(score, score, score, score, score);
const one = (model: typeof base, input: Omit<Parameters<typeof evaluate>[1][number], 'id'>) => {
  const [result] = evaluate(model, [{ id: 'A', ...input }]);
  if (!result) throw new Error('no result');
  return result;
};

describe('evaluate', () => {
  it('TV1: composite, tier and contributions of the worked example', () => {
    const result = one(base, { dimensions: given(65, 50, 80, 40, 30) });
    expect(result).toMatchObject({ score: 56, tier: 'Yellow', state: 'scored', coverage: 1 });
    const parts = IDS.map((id) => result.contributionsToZero[id]);
    [19.5, 10, 16, 6, 4.5].forEach((part, d) => {
      expect(parts[d]).toBeCloseTo(part, 9);
    });
    const against50 = IDS.map((id) => result.contributions[id] ?? 0);
    [4.5, 0, 6, -1.5, -3].forEach((part, d) => {
      expect(against50[d]).toBeCloseTo(part, 9);
    });
  });

  it.each([
    [70, 'Green'],
    [69.999999, 'Yellow'],
    [40, 'Yellow'],
    [39.999999, 'Red'],
    [0, 'Red'],
    [100, 'Green'],
  ])('TV5: %d everywhere is %s', (score, tier) => {
    expect(one(base, { dimensions: all(score) })).toMatchObject({ score, tier });
  });

  it.each([
    ['billing', given(65, 50, null, 40, 30), 50, 0.8, 'scored'],
    ['usage', given(null, 50, 80, 40, 30), 52.142857, 0.7, 'provisional'],
    ['usage and support', given(null, null, 80, 40, 30), 53, 0.5, 'provisional'],
    ['all but billing and engagement', given(null, null, 80, 40, null), null, 0.35, 'none'],
    ['everything', given(null, null, null, null, null), null, 0, 'none'],
  ] as const)('TV6: missing %s', (_, dimensions, score, coverage, state) => {
    const result = one(base, { dimensions });
    expect(result).toMatchObject({ score, coverage, state });
    expect(result.tier === null).toBe(score === null);
    expect(Object.keys(result.contributions)).toHaveLength(
      score === null ? 0 : Object.values(dimensions).filter((value) => value !== null).length,
    );
  });

  const usage = (login: number, features: number, keys: number, sessions: number) => ({
    signals: {
      login_ratio_30_90: login,
      feature_adoption_30d: features,
      key_action_completion_30d: keys,
      session_duration_ratio_30_90: sessions,
    },
  });
  it.each([
    ['TV9', usage(0.4, 0.72, 0.85, 0.65), 45, 45.454545, 52.631579],
    ['TV10', usage(0.7, 0.55, 0.8, 1), 65, 68.75, 73.684211],
    ['TV10 all good', usage(1, 0.9, 0.9, 1.1), 90, 100, 100],
    ['TV10 all bad', usage(0.1, 0.1, 0.1, 0.1), 0, 0, 0],
  ])('%s: usage under the three point methods', (_, input, clamped, twoSided, stretched) => {
    expect(one(base, input).dimensions.usage).toBe(clamped);
    expect(one(rescaled, input).dimensions.usage).toBe(twoSided);
    expect(one(minmax, input).dimensions.usage).toBe(stretched);
  });

  const billing = (payment: string, change: string, arrears: number, renewal: number) => ({
    signals: { payment_status: payment, subscription_change: change, arrears_days: arrears, days_to_renewal: renewal },
  });
  it.each([
    ['all good', billing('current', 'upgrade', 0, 300), 100, 100],
    ['all bad', billing('failed', 'downgrade', 31, -1), 0, 0],
    ['renewal in 10 days', billing('current', 'stable', 0, 10), 100, 85.714286],
    ['all neutral', billing('late', 'stable', 30, 182), 60, 57.142857],
  ])('TV11: billing %s', (_, input, clamped, twoSided) => {
    expect(one(base, input).dimensions.billing).toBe(clamped);
    expect(one(rescaled, input).dimensions.billing).toBe(twoSided);
  });

  it('an unknown word or boolean is missing, a given dimension wins over a computed one', () => {
    const input = {
      signals: {
        payment_status: 'who knows',
        community_active_90d: 'yes',
        nps_rating: 9,
        survey_response: 'responsive',
      },
    };
    expect(one(base, input).dimensions).toMatchObject({ billing: null, engagement: 80 });
    expect(one(base, { ...input, dimensions: { engagement: 12, billing: null } }).dimensions).toMatchObject({
      billing: null,
      engagement: 12,
    });
  });

  it('a signal the engine does not know is read as a number; words and infinities are missing', () => {
    const scoring = {
      kind: 'points',
      method: 'base_clamp',
      rules: [
        {
          signal: 'own_metric',
          origin: 'document',
          good: { when: { op: '>=', value: 5 }, points: 10 },
          bad: { when: { op: '<', value: 2 }, points: -20 },
        },
      ],
    } as const;
    const own = { ...base, dimensions: base.dimensions.map((d) => ({ ...d, scoring })) };
    const read = (value: number | string | boolean | null) =>
      one(own, { signals: { own_metric: value } }).dimensions.usage;
    expect([5, 3, 1, '5', true, null, Number.POSITIVE_INFINITY, Number.NaN].map(read)).toEqual([
      60,
      50,
      30,
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it('without any weight nothing is known', () => {
    const weightless = { ...base, dimensions: base.dimensions.map((d) => ({ ...d, weight: 0 })) };
    expect(one(weightless, { dimensions: all(80) })).toMatchObject({
      score: null,
      tier: null,
      coverage: 0,
      state: 'none',
    });
  });

  it('a dimension below 0.40 coverage is null and counts with c = 0', () => {
    const result = one(base, { signals: { session_duration_ratio_30_90: 1 } });
    expect(result).toMatchObject({ coverage: 0, state: 'none', score: null });
    expect(result.dimensions.usage).toBeNull();
  });
});

describe('tierOf', () => {
  it('is the best tier whose bound the score reaches, the last one below all of them, none for NaN', () => {
    expect([100, 70, 69.999999, 40, 39.999999, 10, 9, -5].map((score) => tierOf([70, 40, 10], score))).toEqual([
      0, 0, 1, 1, 2, 2, 2, 2,
    ]);
    expect(tierOf([70, 40, 0], Number.NaN)).toBe(NO_TIER);
  });
});

describe('thresholdSets', () => {
  it('segments with the same bounds share them', () => {
    const { sets, setOf } = thresholdSets(base, ['SMB', '', 'Enterprise', 'Mid-Market', 'smb', '']);
    expect(sets).toEqual([
      [75, 50, 0],
      [70, 40, 0],
      [65, 40, 0],
    ]);
    expect([...setOf]).toEqual([0, 1, 2, 1, 0, 1]);
  });
});

describe('thresholdsFor', () => {
  it('shifts the healthy and at-risk cuts of a segment, however it is written', () => {
    expect(thresholdsFor(base, 'Enterprise')).toEqual([65, 40, 0]);
    expect(thresholdsFor(base, ' enter-PRISE ')).toEqual([65, 40, 0]);
    expect(thresholdsFor(base, 'smb')).toEqual([75, 50, 0]);
    expect(thresholdsFor(base, 'Mid-Market')).toEqual([70, 40, 0]);
    expect(thresholdsFor(base, '')).toEqual([70, 40, 0]);
    expect(segmentKey('Mid Market')).toBe(segmentKey('mid-market'));
  });

  it('TV2 overlays with four tiers: 75 is healthy for enterprise, moderate for SMB; SMB 60 moderate, 59.99 at risk', () => {
    const four = {
      ...base,
      tiers: [75, 50, 25, 0].map((from, at) => ({
        name: ['Healthy', 'Moderate', 'At Risk', 'Critical'][at] ?? '',
        from,
        role: 'healthy' as const,
        action: '',
      })),
      healthyBound: 75,
      atRiskBound: 50,
    };
    const tier = (score: number, segment?: string) =>
      one(four, { dimensions: all(score), ...(segment ? { segment } : {}) }).tier;
    expect([
      tier(75),
      tier(75, 'Enterprise'),
      tier(75, 'SMB'),
      tier(60, 'SMB'),
      tier(59.99, 'SMB'),
      tier(25),
      tier(24.99),
    ]).toEqual(['Healthy', 'Healthy', 'Moderate', 'Moderate', 'At Risk', 'At Risk', 'Critical']);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeSignal, signalDefinition } from '#shared/model/signals.ts';
import type { ScoreOverride } from '../score/override.ts';
import { modelForSegment } from '../score/tilts.ts';
import { RUNS, runs, segment, signals, VARIANTS } from '../testing/arbitrary-inputs.ts';
import { readModel } from '../testing/fixtures.ts';
import { contributions, contributionsToZero } from './contributions.ts';
import { lostPoints } from './lost-points.ts';
import { drivers, rawDimensionPoints, signalPoints } from './signal-points.ts';
import { changeWaterfall, commonChange, explainChange } from './waterfall.ts';

const model = readModel('003-signal');
const NULL = Number.NaN;
const weights = model.dimensions.map((d) => d.weight);
const encodedOf = (values: Readonly<Record<string, number>>) => (id: string) => values[id] ?? NULL;
const dims = fc.array(fc.oneof(fc.double({ min: 0, max: 100, noNaN: true }), fc.constant(NULL)), {
  minLength: 5,
  maxLength: 5,
});

const account = fc.record({ signals, segment });

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

  it('has exactly no coverage effect between any scores of the same dimensions', () => {
    const score = fc.double({ min: 0, max: 100, noNaN: true });
    const same = fc.array(fc.tuple(score, score, fc.boolean()), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(same, (pairs) => {
        const result = changeWaterfall(
          model,
          pairs.map(([before, , isKnown]) => (isKnown ? before : NULL)),
          pairs.map(([, after, isKnown]) => (isKnown ? after : NULL)),
        );
        expect(result?.coverageEffect ?? 0).toBe(0);
      }),
      RUNS,
    );
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

describe('explainChange', () => {
  const other = readModel('003-signal-rescaled');
  const old = {
    ...other,
    dimensions: other.dimensions.map((dimension, d) => ({ ...dimension, weight: [20, 20, 20, 20, 20][d] ?? 0 })),
  };
  const before = { model, dimensions: [70, 60, 100, 55, 50], overrides: [] };
  const after = { model, dimensions: [60, 60, NULL, 55, 50], overrides: [] };

  it('TV19: is behaviour and coverage alone under one version without overrides', () => {
    const explained = explainChange(before, after.dimensions, after);
    expect(explained).toMatchObject({ before: 68.75, after: 57.1875, coverageEffect: -7.8125 });
    expect([...(explained?.behaviour ?? [])]).toEqual([-3.75, 0, 0, 0, 0]);
    expect(explained?.modelEffect).toBeCloseTo(0, 9);
    expect(explained?.overrideEffect).toBeCloseTo(0, 9);
  });

  it('switches the version last but one, on the later day', () => {
    // Equal weights of 20: 335 ÷ 5 = 67 then, 225 ÷ 4 = 56.25 held. Common: (70+60+55+50) ÷ 4 = 58.75 → 56.25, so behaviour
    // −2.5 and coverage 56.25 − 67 + 2.5 = −8.25; model 57.1875 − 56.25 = 0.9375. 67 − 2.5 − 8.25 + 0.9375 = 57.1875.
    const explained = explainChange({ ...before, model: old }, after.dimensions, after);
    expect(explained?.before).toBeCloseTo(67, 9);
    expect(explained?.behaviour[0]).toBeCloseTo(-2.5, 9);
    expect(explained?.coverageEffect).toBeCloseTo(-8.25, 9);
    expect(explained?.modelEffect).toBeCloseTo(0.9375, 9);
  });

  it('counts what overrides add to the computed score', () => {
    const said = (score: number): ScoreOverride[] => [{ kind: 'composite', score }];
    // 80 was shown for 68.75 (+11.25), 57.1875 is: the override effect is −11.25.
    expect(explainChange({ ...before, overrides: said(80) }, after.dimensions, after)).toMatchObject({
      before: 80,
      after: 57.1875,
      coverageEffect: -7.8125,
      overrideEffect: -11.25,
    });
    // Usage 60 → 100 adds 40 · 30 ÷ 80 = 15.
    const usage: ScoreOverride[] = [{ kind: 'dimension', dimension: 'usage', score: 100 }];
    expect(explainChange(before, after.dimensions, { ...after, overrides: usage })).toMatchObject({
      after: 72.1875,
      overrideEffect: 15,
    });
    const tier: ScoreOverride[] = [{ kind: 'tier', tier: 'Green' }];
    expect(explainChange(before, after.dimensions, { ...after, overrides: tier })?.overrideEffect).toBeCloseTo(0, 9);
  });

  it('has none without a computed score on both days; what the earlier version cannot score is its effect', () => {
    const none = { ...after, dimensions: [NULL, NULL, NULL, NULL, NULL] };
    expect(explainChange(before, none.dimensions, none)).toBeNull();
    expect(explainChange(before, none.dimensions, after)).toMatchObject({
      coverageEffect: 0,
      modelEffect: 57.1875 - 68.75,
    });
  });

  it('sums to the change for any versions, scores and overrides', () => {
    const points = fc.double({ min: 0, max: 100, noNaN: true });
    const overrides = fc.array(
      fc.oneof(
        fc.record({ kind: fc.constant('composite' as const), score: points }),
        fc.record({
          kind: fc.constant('dimension' as const),
          dimension: fc.constantFrom('usage', 'growth', 'value'),
          score: points,
        }),
        fc.record({ kind: fc.constant('tier' as const), tier: fc.constantFrom('Red', 'Green') }),
      ),
      { maxLength: 3 },
    );
    const shown = fc.record({ model: fc.constantFrom(model, old), dimensions: dims, overrides });
    fc.assert(
      fc.property(shown, dims, shown, (from, held, to) => {
        const explained = explainChange(from, held, to);
        if (!explained) return;
        const { behaviour, coverageEffect, modelEffect, overrideEffect } = explained;
        const sum = behaviour.reduce((total, part) => total + part, 0) + coverageEffect + modelEffect + overrideEffect;
        expect(Math.abs(explained.before + sum - explained.after)).toBeLessThan(1e-9);
      }),
      RUNS,
    );
  });
});

describe('signalPoints', () => {
  const values = { login_ratio_30_90: 0.4, feature_adoption_30d: 0.72, payment_status: 1, community_active_90d: 0 };
  const by = (signal: string) => signalPoints(model, encodedOf(values)).find((point) => point.signal === signal);

  it('tells state, points and rule of every signal', () => {
    expect(signalPoints(model, encodedOf(values))).toHaveLength(20);
    expect(by('login_ratio_30_90')).toMatchObject({
      dimension: 'usage',
      state: 'bad',
      points: -20,
      maxPoints: 10,
      minPoints: -20,
      lost: 20,
      rule: '+10 if ≥ 0.95, −20 if < 0.50',
    });
    expect(by('feature_adoption_30d')).toMatchObject({
      state: 'good',
      points: 15,
      lost: 0,
      rule: '+15 if ≥ 70%, −15 if < 40%',
    });
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
    const parts = readModel('001-five');
    expect([...rawDimensionPoints(parts, encodedOf({ active_user_rate: 1 }))]).toEqual(
      parts.dimensions.map(() => NULL),
    );
  });

  it('a signal the engine does not know goes by its id', () => {
    const scoring = {
      kind: 'points',
      method: 'base_clamp',
      rules: [
        {
          signal: 'own_metric',
          origin: 'document',
          good: { when: { op: '>=', value: 5 }, points: 10 },
          bad: { when: { op: '<', value: 2 }, points: -10 },
        },
      ],
    } as const;
    const own = { ...model, dimensions: model.dimensions.map((dimension) => ({ ...dimension, scoring })) };
    expect(signalPoints(own, encodedOf({ own_metric: 5 }))[0]).toMatchObject({
      name: 'own_metric',
      value: 5,
      points: 10,
      rule: '+10 if ≥ 5, −10 if < 2',
    });
    expect(by('login_ratio_30_90')?.name).toBe('Logins against baseline');
  });

  it('parts share 100 points by weight; without any weight they have none', () => {
    const parts = readModel('001-five');
    const [usage] = parts.dimensions;
    const scaled = (factor: number) => ({
      ...parts,
      dimensions: parts.dimensions.map((dimension) =>
        dimension === usage && dimension.scoring.kind === 'parts'
          ? {
              ...dimension,
              scoring: {
                ...dimension.scoring,
                parts: dimension.scoring.parts.map((part) => ({ ...part, weight: part.weight * factor })),
              },
            }
          : dimension,
      ),
    });
    const told = (factor: number) => {
      const [first] = signalPoints(scaled(factor), encodedOf({ active_user_rate: 0.25 }));
      return [first?.signal, first?.state, first?.points, first?.maxPoints, first?.minPoints, first?.lost];
    };
    expect(told(1)).toEqual(['active_user_rate', 'bad', 10, 40, 0, 30]);
    expect(told(3)).toEqual(['active_user_rate', 'bad', 10, 40, 0, 30]);
    expect(told(0)).toEqual(['active_user_rate', 'bad', 0, 0, 0, 0]);
    const costs = (factor: number) =>
      lostPoints(scaled(factor), (id) => (id === 'active_user_rate' ? Float64Array.of(0.25) : undefined), ['']);
    expect([costs(1)[0]?.lost[0], costs(0)[0]?.lost[0]]).toEqual([30, 0]);
  });
});

describe('drivers', () => {
  const none = encodedOf({});
  const names = (scores: readonly number[], limit?: number) =>
    drivers(model, scores, null, none, limit).map(({ dimension }) => dimension);

  it('are the three most negative ones, worst first; none at or above the reference', () => {
    // Against 50: −0.3·10 = −3, −0.2·40 = −8, −0.2·20 = −4, −0.15·10 = −1.5, −0.15·50 = −7.5.
    expect(names([40, 10, 30, 40, 0])).toEqual(['support', 'growth', 'billing']);
    expect(names([40, 10, 30, 40, 0], 1)).toEqual(['support']);
    expect(names([40, 50, 60, NULL, 49])).toEqual(['usage', 'growth']);
    expect(names([50, 50, 50, 50, 50])).toEqual([]);
  });

  it('name the first of signals that cost the same, and none where none is bad', () => {
    // Both −10: key actions and session length.
    const values = { key_action_completion_30d: 0.1, session_duration_ratio_30_90: 0.1 };
    const [usage] = drivers(model, [30, 60, 60, 60, 60], null, encodedOf(values));
    expect([usage?.dimensionName, usage?.signal?.signal]).toEqual(['Usage', 'key_action_completion_30d']);
    expect(drivers(model, [30, 60, 60, 60, 60], null, none)[0]?.signal).toBeNull();
  });

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

describe('contributions to zero', () => {
  it('TV1: 65·0.3 + 50·0.2 + 80·0.2 + 40·0.15 + 30·0.15; the known ones share the weight of those that are not', () => {
    const rounded = (scores: readonly number[]) =>
      [...contributionsToZero(model, scores)].map((part) => Math.round(part * 1e9) / 1e9);
    expect(rounded([65, 50, 80, 40, 30])).toEqual([19.5, 10, 16, 6, 4.5]);
    expect(rounded([65, 50, NULL, NULL, NULL])).toEqual([39, 20, NULL, NULL, NULL]);
    expect(rounded([NULL, NULL, NULL, NULL, NULL])).toEqual([NULL, NULL, NULL, NULL, NULL]);
  });
});

describe('lostPoints', () => {
  it('is nothing where nobody supplies a signal', () => {
    const costs = lostPoints(model, (id) => (id === 'csat_last5' ? Float64Array.of(2, 4) : undefined), ['', '']);
    expect(costs).toHaveLength(20);
    expect(costs.filter(({ lost }) => lost.some((points) => points !== 0))).toEqual([
      { dimension: 1, signal: 'csat_last5', lost: Float64Array.of(15, 0) },
    ]);
  });

  it('is what signalPoints says, for every preset, account and segment', () => {
    fc.assert(
      fc.property(fc.constantFrom(...VARIANTS), fc.array(account, { minLength: 1, maxLength: 5 }), (of, accounts) => {
        const segments = accounts.map((one) => one.segment);
        const encoded = (signal: string) => {
          const definition = signalDefinition(signal);
          return Float64Array.from(accounts, (one) =>
            definition ? encodeSignal(definition, one.signals[signal] ?? null) : NULL,
          );
        };
        const costs = lostPoints(of, encoded, segments);
        accounts.forEach((_, row) => {
          const points = signalPoints(
            modelForSegment(of, segments[row] ?? ''),
            (signal) => encoded(signal)[row] ?? NULL,
          );
          const own = costs.filter(({ lost }) => (lost[row] ?? 0) > 0);
          expect(own.map(({ dimension, signal, lost }) => [of.dimensions[dimension]?.id, signal, lost[row]])).toEqual(
            points
              .filter((point) => point.lost > 0)
              .map((point) => [point.dimension, point.decidedBy.signal, point.lost]),
          );
        });
      }),
      runs(200),
    );
  });

  it('a contract that is bad for a downgrade is told as a downgrade', () => {
    const of = readModel('002-four');
    const encoded = encodedOf({ subscription_change: 2, days_to_renewal: 300 });
    const contract = signalPoints(of, encoded).find((point) => point.signal === 'days_to_renewal');
    expect(contract).toMatchObject({
      state: 'bad',
      points: 0,
      lost: 25,
      decidedBy: { signal: 'subscription_change', value: 2 },
    });
    const costs = lostPoints(of, (signal) => Float64Array.of(encoded(signal)), ['']);
    expect(costs.filter(({ lost }) => lost[0] !== 0).map(({ signal, lost }) => [signal, lost[0]])).toEqual([
      ['subscription_change', 25],
    ]);
  });
});

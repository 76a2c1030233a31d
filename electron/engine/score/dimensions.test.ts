import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HealthModel, PointMethod, PointRule } from '#shared/model/health-model.ts';
import { encodeSignal, SIGNALS } from '#shared/model/signals.ts';
import { round6 } from '../math/round.ts';
import { dimensionsOf, RUNS, segment, signals, VARIANTS } from '../testing/arbitrary-inputs.ts';
import { pointRules, readModel } from '../testing/fixtures.ts';
import {
  compositeOf,
  coverageOf,
  lacksRequired,
  requiredDimensions,
  scoreComposite,
  stateOf,
  weightsOf,
} from './composite.ts';
import { scoreColumns } from './dimensions.ts';
import type { SignalColumns } from './parts.ts';
import { scoreFromPoints } from './points.ts';
import { rulePoints, ruleState } from './states.ts';
import { thresholdsFor, tierOf } from './thresholds.ts';
import { modelForSegment } from './tilts.ts';

const PRESET = readModel('003-signal');

function withRules(rules: readonly PointRule[], method: PointMethod = 'base_clamp'): HealthModel {
  const [usage] = PRESET.dimensions;
  if (!usage) throw new Error('no dimension');
  return { ...PRESET, dimensions: [{ ...usage, scoring: { kind: 'points', method, rules } }] };
}

const columnsOf = (columns: Readonly<Record<string, readonly number[]>>): SignalColumns => {
  const typed = new Map(Object.entries(columns).map(([id, values]) => [id, Float64Array.from(values)]));
  return (id) => typed.get(id);
};

/** Score and coverage of one row, rule by rule. */
function ruleByRule(model: HealthModel, d: number, method: PointMethod, encoded: (id: string) => number): number[] {
  let [total, possible, loss, everything] = [0, 0, 0, 0];
  for (const rule of pointRules(model, d)) {
    const state = ruleState(rule, encoded(rule.signal));
    everything += Math.abs(rule.good.points) + Math.abs(rule.bad.points);
    if (state === 'missing') continue;
    total += rulePoints(rule, state);
    possible += Math.abs(rule.good.points);
    loss += Math.abs(rule.bad.points);
  }
  if (possible + loss === 0) return [Number.NaN, 0];
  const share = (possible + loss) / everything;
  const isKnown = round6(share) >= model.missingPolicy.minDimensionCoverage;
  return [isKnown ? round6(scoreFromPoints(method, total, possible, loss)) : Number.NaN, share];
}

const rule = (signal: string, good: readonly [number, number], bad: readonly [number, number]): PointRule => ({
  signal,
  origin: 'document',
  good: { when: { op: '>=', value: good[0] }, points: good[1] },
  bad: { when: { op: '<', value: bad[0] }, points: bad[1] },
});

describe('scores of point rules', () => {
  it('are those of the rules one by one, to the bit, however many rows and rules there are', () => {
    const row = fc.record({ signals, segment });
    fc.assert(
      fc.property(fc.constantFrom(...VARIANTS), fc.array(row, { minLength: 1, maxLength: 20 }), (model, rows) => {
        const encoded = new Map(
          SIGNALS.map((definition) => [
            definition.id as string,
            rows.map((one) => encodeSignal(definition, one.signals[definition.id] ?? null)),
          ]),
        );
        const columns = columnsOf(Object.fromEntries(encoded));
        const found = scoreColumns(
          model,
          columns,
          rows.map((one) => one.segment),
        );
        model.dimensions.forEach(({ scoring }, d) => {
          if (scoring.kind !== 'points') return;
          const expected = rows.map((one, at) =>
            ruleByRule(
              modelForSegment(model, one.segment),
              d,
              scoring.method,
              (id) => encoded.get(id)?.[at] ?? Number.NaN,
            ),
          );
          expect(Array.from(found.scores[d] ?? [])).toEqual(expected.map(([score]) => score));
          expect(Array.from(found.coverage[d] ?? [])).toEqual(expected.map(([, coverage]) => coverage));
        });
      }),
      RUNS,
    );
  });

  it('change exactly at the bounds of a rule', () => {
    const model = withRules([rule('feature_adoption_30d', [0.7, 15], [0.4, -15])]);
    const values = [0, 0.3999999999999999, 0.4, 0.6999999999999998, 0.7, Number.POSITIVE_INFINITY];
    const { scores, coverage } = scoreColumns(
      model,
      columnsOf({ feature_adoption_30d: [...values, Number.NEGATIVE_INFINITY, Number.NaN] }),
      new Array<string>(8).fill(''),
    );
    expect(Array.from(scores[0] ?? [])).toEqual([35, 35, 50, 50, 65, 65, 35, Number.NaN]);
    expect(Array.from(coverage[0] ?? [])).toEqual([1, 1, 1, 1, 1, 1, 1, 0]);
  });

  it('four values of an enumeration with an award each are told apart', () => {
    const model = withRules([
      {
        signal: 'payment_status',
        origin: 'document',
        good: { when: { op: 'in', values: ['current', 'past_due'] }, points: 20 },
        bad: { when: { op: 'in', values: ['late', 'failed'] }, points: -30 },
      },
    ]);
    const columns = columnsOf({ payment_status: [0, 1, 2, 3, Number.NaN] });
    const { scores } = scoreColumns(model, columns, ['', '', '', '', '']);
    expect(Array.from(scores[0] ?? [])).toEqual([70, 20, 70, 20, Number.NaN]);
  });

  it('twelve rules with fractions of points add up in their order', () => {
    const ids = SIGNALS.filter(({ kind }) => kind.type === 'number')
      .slice(0, 12)
      .map(({ id }) => id);
    const rules = ids.map((id, at) => rule(id, [0.6, 0.1 * (at + 1)], [0.3, -0.7 / (at + 1)]));
    for (const method of ['base_clamp', 'two_sided', 'minmax'] as const) {
      const model = withRules(rules, method);
      const value = fc.constantFrom(Number.NaN, 0, 0.3, 0.5, 0.6, 1);
      fc.assert(
        fc.property(
          fc.array(fc.array(value, { minLength: 12, maxLength: 12 }), { minLength: 1, maxLength: 30 }),
          (rows) => {
            const columns = Object.fromEntries(ids.map((id, at) => [id, rows.map((row) => row[at] ?? Number.NaN)]));
            const { scores, coverage } = scoreColumns(
              model,
              columnsOf(columns),
              rows.map(() => ''),
            );
            const expected = rows.map((row) =>
              ruleByRule(model, 0, method, (id) => row[ids.indexOf(id as never)] ?? Number.NaN),
            );
            expect(Array.from(scores[0] ?? [])).toEqual(expected.map(([score]) => score));
            expect(Array.from(coverage[0] ?? [])).toEqual(expected.map(([, share]) => share));
          },
        ),
        RUNS,
      );
    }
  });

  it('a signal that nobody supplies is missing in every row: 30 of 95 points are known, then 65', () => {
    const columns = {
      login_ratio_30_90: [1, 1],
      feature_adoption_30d: [Number.NaN, 0.2],
      session_duration_ratio_30_90: [0, 0],
    };
    const { scores, coverage } = scoreColumns(PRESET, columnsOf(columns), ['', '']);
    expect(coverage[0]).toEqual(Float64Array.of(45 / 95, 75 / 95));
    expect(scores[0]).toEqual(Float64Array.of(50, 35));
  });
});

describe('composites of columns', () => {
  it('are those of one account at a time, to the bit', () => {
    const row = (model: HealthModel) =>
      fc.record({ dims: dimensionsOf(model), inner: fc.double({ min: 0.01, max: 1, noNaN: true }), segment });
    const portfolio = fc
      .constantFrom(...VARIANTS)
      .chain((model) =>
        fc.record({ model: fc.constant(model), rows: fc.array(row(model), { minLength: 1, maxLength: 8 }) }),
      );
    fc.assert(
      fc.property(portfolio, ({ model, rows }) => {
        const weights = weightsOf(model);
        const inner = rows.map((one) => one.dims.map((score) => (Number.isNaN(score) ? 0 : one.inner)));
        const found = scoreComposite(
          model,
          weights.map((_, d) => Float64Array.from(rows, (one) => one.dims[d] ?? Number.NaN)),
          weights.map((_, d) => Float64Array.from(inner, (one) => one[d] ?? 0)),
          rows.map((one) => one.segment),
        );
        rows.forEach(({ dims, segment: own }, at) => {
          const coverage = coverageOf(weights, dims, inner[at] ?? []);
          const state = stateOf(model.missingPolicy, coverage, lacksRequired(requiredDimensions(model), dims));
          const score = state === 0 ? Number.NaN : round6(compositeOf(weights, dims));
          expect([found.score[at], found.coverage[at], found.state[at], found.tier[at]]).toEqual([
            score,
            coverage,
            state,
            tierOf(thresholdsFor(model, own), score),
          ]);
        });
      }),
      RUNS,
    );
  });
});

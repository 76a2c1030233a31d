import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HealthModel, PointMethod } from '#shared/model/health-model.ts';
import { encodeSignal, signalDefinition } from '#shared/model/signals.ts';
import { contributions, contributionsToZero } from '../explain/contributions.ts';
import { signalPoints } from '../explain/signal-points.ts';
import { change, dimensionsOf, PRESETS, RUNS, segment, signals, VARIANTS } from '../testing/arbitrary-inputs.ts';
import { pointRules, readModel } from '../testing/fixtures.ts';
import { compositeOf, weightsOf } from './composite.ts';
import { type EvaluateInput, type EvaluateResult, evaluate } from './evaluate.ts';
import { scoreFromPoints } from './points.ts';

// Scoring properties 1-8 of 50-security-reliability.md section 4 and TV34, over every preset, method and tilt.

const anyModel = fc.constantFrom(...VARIANTS);
const anyPreset = fc.constantFrom(...PRESETS);
const modelAndDimensions = anyPreset.chain((model) => dimensionsOf(model).map((dims) => ({ model, dims })));
const account = fc.record({ signals, segment });

function first(model: HealthModel, input: Omit<EvaluateInput, 'id'>): EvaluateResult {
  const [result] = evaluate(model, [{ id: 'A', ...input }]);
  if (!result) throw new Error('no result');
  return result;
}

const given = (model: HealthModel, dims: readonly number[]): Record<string, number | null> =>
  Object.fromEntries(
    model.dimensions.map(({ id }, d) => [id, Number.isNaN(dims[d] ?? Number.NaN) ? null : (dims[d] ?? null)]),
  );

/** Every number of a result. */
const numbersOf = (result: EvaluateResult): number[] =>
  [
    result.score,
    result.coverage,
    ...Object.values(result.dimensions),
    ...Object.values(result.contributions),
    ...Object.values(result.contributionsToZero),
  ].filter((value) => value !== null);

const sum = (values: Iterable<number>): number => {
  let total = 0;
  for (const value of values) if (!Number.isNaN(value)) total += value;
  return total;
};

describe('scores', () => {
  it('1: the same input gives the same result', () => {
    fc.assert(
      fc.property(anyModel, account, (model, input) => {
        expect(first(model, input)).toEqual(first(structuredClone(model), structuredClone(input)));
      }),
      RUNS,
    );
  });

  it('2: are 0 to 100, never NaN, infinite or −0, whatever is known', () => {
    fc.assert(
      fc.property(anyModel, account, (model, input) => {
        const result = first(model, input);
        for (const value of numbersOf(result)) {
          expect(Number.isFinite(value)).toBe(true);
          expect(Object.is(value, -0)).toBe(false);
        }
        expect(result.coverage).toBeGreaterThanOrEqual(0);
        expect(result.coverage).toBeLessThanOrEqual(1);
        for (const value of [result.score, ...Object.values(result.dimensions)]) {
          if (value === null) continue;
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(100);
        }
        expect(result.score === null).toBe(result.state === 'none');
        expect(result.tier === null).toBe(result.state === 'none');
      }),
      RUNS,
    );
  });

  it('3: a healthier value of a signal never lowers a dimension, nor the score while the same data is known', () => {
    fc.assert(
      fc.property(anyModel, account, change, (model, input, { id, worse, better }) => {
        const low = first(model, { ...input, signals: { ...input.signals, [id]: worse } });
        const high = first(model, { ...input, signals: { ...input.signals, [id]: better } });
        fc.pre(low.coverage === high.coverage);
        for (const [dimension, score] of Object.entries(high.dimensions))
          expect(score ?? 0).toBeGreaterThanOrEqual(low.dimensions[dimension] ?? 0);
        expect(high.score ?? 0).toBeGreaterThanOrEqual(low.score ?? 0);
      }),
      RUNS,
    );
  });

  it('3: every rule state of every family is in range and monotone, exhaustively', () => {
    const preset = readModel('003-signal');
    const methods: readonly PointMethod[] = ['base_clamp', 'two_sided', 'minmax'];
    const states = ['missing', 'bad', 'neutral', 'good'] as const;
    for (const [d, dimension] of preset.dimensions.entries()) {
      const rules = pointRules(preset, d);
      for (const method of methods) {
        const scoreOf = (codes: readonly number[]): number => {
          let [total, possible, loss] = [0, 0, 0];
          rules.forEach((rule, r) => {
            const state = states[codes[r] ?? 0];
            if (state === 'missing') return;
            possible += rule.good.points;
            loss -= rule.bad.points;
            if (state === 'good') total += rule.good.points;
            if (state === 'bad') total += rule.bad.points;
          });
          return possible === 0 ? Number.NaN : scoreFromPoints(method, total, possible, loss);
        };
        for (let code = 1; code < 256; code++) {
          const codes = [code & 3, (code >> 2) & 3, (code >> 4) & 3, (code >> 6) & 3];
          const value = scoreOf(codes);
          if (!(value >= 0 && value <= 100)) throw new Error(`${dimension.id} ${method} ${codes}: ${value}`);
          codes.forEach((state, r) => {
            if (state === 0 || state === 3) return;
            if (scoreOf(codes.with(r, state + 1)) < value)
              throw new Error(`${dimension.id} ${method} ${codes} falls at ${r}`);
          });
        }
      }
    }
    expect(scoreFromPoints('two_sided', 0, 40, 55)).toBe(50);
  });

  it('4: the order and the names of accounts do not matter, nor do their neighbours (7)', () => {
    fc.assert(
      fc.property(anyModel, fc.array(account, { minLength: 1, maxLength: 5 }), (model, inputs) => {
        const accounts = inputs.map((input, k) => ({ id: `A${k}`, ...input }));
        const forward = evaluate(model, accounts);
        expect(evaluate(model, accounts.toReversed()).toReversed()).toEqual(forward);
        const renamed = evaluate(
          model,
          accounts.map((one) => ({ ...one, id: `${one.id} renamed` })),
        );
        expect(renamed.map((result) => ({ ...result, id: result.id.replace(' renamed', '') }))).toEqual(forward);
        expect(accounts.flatMap((one) => evaluate(model, [one]))).toEqual(forward);
      }),
      RUNS,
    );
  });

  it('6: a common factor of the weights changes nothing', () => {
    fc.assert(
      fc.property(modelAndDimensions, fc.double({ min: 0.01, max: 100, noNaN: true }), ({ model, dims }, factor) => {
        const scaled = { ...model, dimensions: model.dimensions.map((d) => ({ ...d, weight: d.weight * factor })) };
        const a = first(model, { dimensions: given(model, dims) });
        const b = first(scaled, { dimensions: given(model, dims) });
        expect(b.score ?? -1).toBeCloseTo(a.score ?? -1, 5);
        expect([b.coverage, b.state]).toEqual([a.coverage, a.state]);
      }),
      RUNS,
    );
  });

  it('6: a weight of zero is a dimension that is not there', () => {
    fc.assert(
      fc.property(modelAndDimensions, fc.nat(20), ({ model, dims }, pick) => {
        const at = pick % model.dimensions.length;
        const missingPolicy = { ...model.missingPolicy, requiredDimensions: [] };
        const zero = {
          ...model,
          missingPolicy,
          dimensions: model.dimensions.map((d, k) => (k === at ? { ...d, weight: 0 } : d)),
        };
        const without = { ...zero, dimensions: zero.dimensions.filter((_, k) => k !== at) };
        fc.pre(without.dimensions.length > 0);
        const dimensions = given(model, dims);
        const [a, b] = [first(zero, { dimensions }), first(without, { dimensions })];
        expect([a.score, a.coverage, a.state, a.tier]).toEqual([b.score, b.coverage, b.state, b.tier]);
      }),
      RUNS,
    );
  });

  it('7: what is missing leaves the mean, counts against coverage, and decides the state', () => {
    fc.assert(
      fc.property(modelAndDimensions, ({ model, dims }) => {
        const result = first(model, { dimensions: given(model, dims) });
        // The rule of 30-method.md 2.5, told once more: H over what is known, C over everything.
        let [known, all, total] = [0, 0, 0];
        model.dimensions.forEach(({ weight }, d) => {
          all += weight;
          const value = dims[d] ?? Number.NaN;
          if (Number.isNaN(value)) return;
          known += weight;
          total += weight * value;
        });
        const coverage = known / all;
        expect(result.coverage).toBeCloseTo(coverage, 5);
        const { minProvisionalCoverage, minScoredCoverage, requiredDimensions } = model.missingPolicy;
        // Away from the bounds, where rounding to 6 decimals decides.
        fc.pre([minProvisionalCoverage, minScoredCoverage].every((bound) => Math.abs(coverage - bound) > 1e-5));
        const lacking = model.dimensions.some(
          ({ id }, d) => requiredDimensions.includes(id) && Number.isNaN(dims[d] ?? Number.NaN),
        );
        const state =
          coverage < minProvisionalCoverage || known === 0
            ? 'none'
            : lacking || coverage < minScoredCoverage
              ? 'provisional'
              : 'scored';
        expect(result.state).toBe(state);
        if (state === 'none') expect(result.score).toBeNull();
        else expect(result.score ?? -1).toBeCloseTo(total / known, 5);
      }),
      RUNS,
    );
  });

  it('7: a signal that becomes unknown never raises coverage', () => {
    fc.assert(
      fc.property(anyModel, account, fc.nat(100), (model, input, pick) => {
        const ids = Object.keys(input.signals);
        const id = ids[pick % ids.length] ?? '';
        const less = first(model, { ...input, signals: { ...input.signals, [id]: null } });
        expect(less.coverage).toBeLessThanOrEqual(first(model, input).coverage);
      }),
      RUNS,
    );
  });
});

describe('explanations', () => {
  it('8: contributions sum to H − H_ref, and to H against nothing', () => {
    fc.assert(
      fc.property(
        modelAndDimensions,
        fc.infiniteStream(fc.double({ min: 0, max: 100, noNaN: true })),
        ({ model, dims }, other) => {
          fc.pre(dims.some((value) => !Number.isNaN(value)));
          const weights = weightsOf(model);
          const reference = dims.map((value) => (Number.isNaN(value) ? 50 : (other.next().value ?? 50)));
          const comparable = dims.map((value, d) => (Number.isNaN(value) ? value : (reference[d] ?? 50)));
          const health = compositeOf(weights, dims);
          expect(
            Math.abs(sum(contributions(model, dims, reference)) - (health - compositeOf(weights, comparable))),
          ).toBeLessThan(1e-9);
          expect(Math.abs(sum(contributionsToZero(model, dims)) - health)).toBeLessThan(1e-9);
        },
      ),
      RUNS,
    );
  });

  it('8: the points of the signals are what a dimension is made of', () => {
    const untilted = PRESETS.filter((model) => model.dimensions.some(({ scoring }) => scoring.kind === 'parts'));
    fc.assert(
      fc.property(fc.constantFrom(...untilted), signals, (model, input) => {
        const result = first(model, { signals: input });
        const points = signalPoints(model, (id) => {
          const definition = signalDefinition(id);
          return definition ? encodeSignal(definition, input[id] ?? null) : Number.NaN;
        });
        for (const dimension of model.dimensions) {
          const score = result.dimensions[dimension.id] ?? null;
          if (score === null || dimension.scoring.kind !== 'parts') continue;
          const known = points.filter((point) => point.dimension === dimension.id && point.state !== 'missing');
          const earned = sum(known.map((point) => point.points));
          const possible = sum(known.map((point) => point.maxPoints));
          expect(score).toBeCloseTo((100 * earned) / possible, 5);
        }
      }),
      RUNS,
    );
  });
});

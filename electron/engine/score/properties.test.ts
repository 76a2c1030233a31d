import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PointMethod } from '#shared/model/health-model.ts';
import { SIGNALS, type SignalDefinition, type SignalValue } from '#shared/model/signals.ts';
import { contributions } from '../explain/contributions.ts';
import { pointRules, readModel } from '../testing/fixtures.ts';
import { compositeOf, weightsOf } from './composite.ts';
import { type EvaluateInput, evaluate } from './evaluate.ts';
import { scoreFromPoints } from './points.ts';

const preset = readModel('003-signal');
const METHODS: readonly PointMethod[] = ['base_clamp', 'two_sided', 'minmax'];
const withMethod = (method: PointMethod) => ({
  ...preset,
  dimensions: preset.dimensions.map((d) =>
    d.scoring.kind === 'points' ? { ...d, scoring: { ...d.scoring, method } } : d,
  ),
});
const models = METHODS.map(withMethod);

const DEFINITIONS: readonly SignalDefinition[] = SIGNALS;
const numberOf = (id: string): fc.Arbitrary<number> => {
  if (id === 'days_to_renewal' || id === 'arrears_days') return fc.integer({ min: -60, max: 400 });
  if (id === 'escalations_90d') return fc.integer({ min: 0, max: 5 });
  if (id === 'csat_last5') return fc.double({ min: 1, max: 5, noNaN: true });
  if (id === 'nps_rating') return fc.double({ min: 0, max: 10, noNaN: true });
  return fc.double({ min: -1, max: 3, noNaN: true });
};
const arbitraryOf = ({ id, kind }: SignalDefinition): fc.Arbitrary<SignalValue> => {
  if (kind.type === 'number') return numberOf(id);
  return kind.type === 'boolean' ? fc.boolean() : fc.constantFrom(...kind.values);
};
const optional = (definition: SignalDefinition): fc.Arbitrary<SignalValue> =>
  fc.option<SignalValue, null>(arbitraryOf(definition), { nil: null });
const signals = fc.record(Object.fromEntries(DEFINITIONS.map((definition) => [definition.id, optional(definition)])));
type Change = { readonly id: string; readonly worse: SignalValue; readonly better: SignalValue };
const changeOf = ({ id, kind, better }: SignalDefinition): fc.Arbitrary<Change> => {
  if (kind.type === 'boolean') return fc.constant({ id, worse: false, better: true });
  if (kind.type === 'number') {
    return fc.tuple(numberOf(id), numberOf(id)).map(([a, b]) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      return better === 'lower' ? { id, worse: high, better: low } : { id, worse: low, better: high };
    });
  }
  const rank = fc.nat(kind.values.length - 1);
  return fc
    .tuple(rank, rank)
    .map(([a, b]) => ({ id, worse: kind.values[Math.max(a, b)] ?? null, better: kind.values[Math.min(a, b)] ?? null }));
};
const score = fc.double({ min: 0, max: 100, noNaN: true });
const dims = fc.array(fc.oneof(score, fc.constant(Number.NaN)), { minLength: 5, maxLength: 5 });
const first = (model: typeof preset, input: Omit<EvaluateInput, 'id'>) => {
  const [result] = evaluate(model, [{ id: 'A', ...input }]);
  if (!result) throw new Error('no result');
  return result;
};

describe('TV34', () => {
  it('scores, dimensions and coverage stay in range', () => {
    fc.assert(
      fc.property(signals, fc.constantFrom(...models), (input, model) => {
        const result = first(model, { signals: input });
        expect(result.coverage).toBeGreaterThanOrEqual(0);
        expect(result.coverage).toBeLessThanOrEqual(1);
        for (const value of [result.score, ...Object.values(result.dimensions)]) {
          if (value === null) continue;
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(100);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('a healthier value of a known signal never lowers the score', () => {
    const directed = DEFINITIONS.filter(({ better }) => better !== 'neither');
    const change = fc.constantFrom(...directed).chain(changeOf);
    fc.assert(
      fc.property(signals, change, fc.constantFrom(...models), (input, { id, worse, better }, model) => {
        const low = first(model, { signals: { ...input, [id]: worse } }).score ?? 0;
        const high = first(model, { signals: { ...input, [id]: better } }).score ?? 0;
        expect(high).toBeGreaterThanOrEqual(low);
      }),
      { numRuns: 400 },
    );
  });

  it('every rule state of every family is in range and monotone, exhaustively', () => {
    const states = ['missing', 'bad', 'neutral', 'good'] as const;
    for (const [d, dimension] of preset.dimensions.entries()) {
      const rules = pointRules(preset, d);
      for (const method of METHODS) {
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

  it('scaling all weights changes nothing', () => {
    fc.assert(
      fc.property(dims, fc.double({ min: 0.01, max: 100, noNaN: true }), (row, factor) => {
        const scaled = { ...preset, dimensions: preset.dimensions.map((d) => ({ ...d, weight: d.weight * factor })) };
        const dimensions = Object.fromEntries(
          preset.dimensions.map(({ id }, d) => [id, Number.isNaN(row[d]) ? null : (row[d] ?? null)]),
        );
        const a = first(preset, { dimensions });
        const b = first(scaled, { dimensions });
        expect(b.score ?? -1).toBeCloseTo(a.score ?? -1, 5);
        expect([b.coverage, b.state]).toEqual([a.coverage, a.state]);
      }),
    );
  });

  it('the order of accounts does not matter, and a result does not depend on its neighbours', () => {
    fc.assert(
      fc.property(fc.array(signals, { minLength: 1, maxLength: 6 }), (inputs) => {
        const accounts = inputs.map((input, k) => ({
          id: String(k),
          signals: input,
          segment: k % 2 === 0 ? 'SMB' : 'Enterprise',
        }));
        const forward = evaluate(preset, accounts);
        expect(evaluate(preset, accounts.toReversed()).toReversed()).toEqual(forward);
        expect(accounts.flatMap((account) => evaluate(preset, [account]))).toEqual(forward);
      }),
      { numRuns: 50 },
    );
  });

  it('contributions sum to H − H_ref', () => {
    fc.assert(
      fc.property(dims, dims, (row, reference) => {
        fc.pre(row.some((value) => !Number.isNaN(value)));
        const weights = weightsOf(preset);
        const sum = contributions(preset, row, reference).reduce(
          (total, part) => total + (Number.isNaN(part) ? 0 : part),
          0,
        );
        const comparable = row.map((value, d) =>
          Number.isNaN(value) ? Number.NaN : Number.isNaN(reference[d]) ? 50 : (reference[d] ?? 50),
        );
        expect(Math.abs(sum - (compositeOf(weights, row) - compositeOf(weights, comparable)))).toBeLessThan(1e-9);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Condition, Part } from '#shared/model/health-model.ts';
import { nextDown, nextUp } from '../math/neighbours.ts';
import { doOverlap, intervalsOf, isWithin } from './conditions.ts';
import { decidingException, partColumn } from './parts.ts';

const SIGNAL = 'usage_change_60d';

describe('intervalsOf', () => {
  it('says the same as the comparison itself, for any two doubles', () => {
    const compare = {
      '>=': (x: number, v: number) => x >= v,
      '>': (x: number, v: number) => x > v,
      '<=': (x: number, v: number) => x <= v,
      '<': (x: number, v: number) => x < v,
    } as const;
    const close = fc.double({ noNaN: true, noDefaultInfinity: true });
    const pair = fc.oneof(
      fc.tuple(close, close),
      close.chain((v) => fc.constantFrom([v, v], [nextUp(v), v], [nextDown(v), v])),
    );
    fc.assert(
      fc.property(pair, fc.constantFrom('>=', '>', '<=', '<'), ([x, value], op) => {
        expect(isWithin(intervalsOf(SIGNAL, { op, value: value as number }), x as number)).toBe(
          compare[op](x as number, value as number),
        );
      }),
    );
  });

  it('holds the codes of words, none of unknown words or signals', () => {
    const words = (signal: string, ...values: (string | boolean)[]) =>
      intervalsOf(signal, { op: 'in', values }).map(({ lo, hi }) => [lo, hi]);
    expect(words('payment_status', 'failed', 'current', 'unpaid', 'current')).toEqual([
      [0, 0],
      [3, 3],
    ]);
    expect(words('has_sponsor', true)).toEqual([[1, 1]]);
    expect(words('no_such_signal', 'current')).toEqual([]);
  });

  it('is met by no missing value', () => {
    const conditions: Condition[] = [
      { op: '>=', value: -1 },
      { op: '<', value: 1 },
    ];
    for (const condition of conditions) expect(isWithin(intervalsOf(SIGNAL, condition), Number.NaN)).toBe(false);
  });

  it('overlaps where one value can meet both', () => {
    const of = (op: '>=' | '>' | '<=' | '<', value: number) => intervalsOf(SIGNAL, { op, value });
    expect([
      doOverlap(of('>=', 1), of('<', 1)),
      doOverlap(of('>=', 1), of('<=', 1)),
      doOverlap(of('>', 0), of('>', 5)),
      doOverlap(of('<', 0), of('>', 0)),
    ]).toEqual([false, true, true, false]);
    const words = (...values: string[]) => intervalsOf('payment_status', { op: 'in', values });
    expect(doOverlap(words('current', 'late'), words('late', 'failed'))).toBe(true);
    expect(doOverlap(words('current', 'late'), words('past_due', 'failed'))).toBe(false);
    expect(doOverlap(words(), words('current'))).toBe(false);
  });
});

describe('partColumn', () => {
  const part = (curve: Part['curve'], rest: Partial<Part> = {}): Part => ({
    signal: SIGNAL,
    origin: 'default',
    weight: 1,
    curve,
    fallback: null,
    unless: [],
    ...rest,
  });
  const column = (of: Part, columns: Readonly<Record<string, readonly number[]>>, length = 3) => [
    ...partColumn(of, (signal) => columns[signal] && Float64Array.from(columns[signal]), length),
  ];
  const line = part({
    kind: 'linear',
    anchors: [
      [-1, 10],
      [0, 20],
      [2, 100],
    ],
  });

  it('draws straight lines, flat outside, exact at the anchors', () => {
    const x = [-5, -1, -0.5, 0, 0.5, 2, 9, Number.NaN];
    expect(column(line, { [SIGNAL]: x }, 8)).toEqual([10, 10, 15, 20, 40, 100, 100, Number.NaN]);
  });

  it('one anchor is a constant', () => {
    const flat = part({ kind: 'linear', anchors: [[1, 30]] });
    expect(column(flat, { [SIGNAL]: [-1, 1, 5] })).toEqual([30, 30, 30]);
  });

  it('takes the first step that is met; without one the rest, or nothing', () => {
    const steps = [
      { when: { op: '>', value: 1 }, value: 100 },
      { when: { op: '>', value: 0 }, value: 40 },
    ] as const;
    const x = { [SIGNAL]: [2, 1, 0, Number.NaN] };
    expect(column(part({ kind: 'steps', steps, otherwise: 5 }), x, 4)).toEqual([100, 40, 5, Number.NaN]);
    expect(column(part({ kind: 'steps', steps, otherwise: null }), x, 4)).toEqual([100, 40, Number.NaN, Number.NaN]);
  });

  it('is missing where nobody supplies the signal or the clock', () => {
    expect(column(line, {})).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    const unless = [{ signal: 'p1_open', when: { op: '>', value: 0 }, value: 7 }] as const;
    expect(column(part(line.curve, { unless, fallback: 'usage_trend_90d' }), { [SIGNAL]: [0, 2, Number.NaN] })).toEqual(
      [20, 100, Number.NaN],
    );
    expect([...decidingException(part(line.curve, { unless }), () => undefined, 2)]).toEqual([0, 0]);
    const pace = part({ kind: 'pace', clock: 'onboarding_day', full: 10, least: 0.5 });
    expect(column(pace, { [SIGNAL]: [1, 1, 1] })).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect(column(pace, { [SIGNAL]: [0.3, 0.4, -1], onboarding_day: [0, 8, 8] })).toEqual([60, 50, 0]);
  });

  it('reads the fallback row by row, and lets the first exception decide, also where the signal is missing', () => {
    const either = part(line.curve, {
      fallback: 'usage_trend_90d',
      unless: [
        { signal: 'p1_open', when: { op: '>', value: 1 }, value: 7 },
        { signal: 'p1_open', when: { op: '>', value: 0 }, value: 8 },
      ],
    });
    const columns = {
      [SIGNAL]: [0, Number.NaN, Number.NaN, Number.NaN],
      usage_trend_90d: [2, 2, Number.NaN, Number.NaN],
      p1_open: [0, Number.NaN, 1, 2],
    };
    expect(column(either, columns, 4)).toEqual([20, 100, 8, 7]);
    const deciding = decidingException(
      either,
      (signal) => (signal === 'p1_open' ? Float64Array.from(columns.p1_open) : undefined),
      4,
    );
    expect([...deciding]).toEqual([0, 0, 2, 1]);
  });
});

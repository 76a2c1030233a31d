import { describe, expect, it } from 'vitest';
import { rocAuc } from '../validate/ranking.ts';
import { cutsOf, encode, MISSING } from './codes.ts';
import { dice, encodeFor, foretell, foretellDealt, growForest } from './forest.ts';
import { fitInteractions, interactionP } from './interactions.ts';

const QUICK = { trees: 60, leaf: 5, depth: 20, seed: 7 } as const;

/** Uniform numbers 0-1. */
function uniform(seed: number, n: number): Float64Array {
  const below = dice(seed);
  return Float64Array.from({ length: n }, () => below(1_000_000) / 1_000_000);
}

function riskOf(columns: Float64Array[], churned: Uint8Array, tested: Float64Array[], options = QUICK): Float64Array {
  const forest = growForest(columns, churned, options);
  return foretell(forest, encodeFor(forest, tested));
}

describe('codes', () => {
  it('keep the order of values, and missing ones apart', () => {
    const column = Float64Array.of(3, 1, Number.NaN, 2, 2, -5);
    const cuts = cutsOf(column);
    expect([...cuts]).toEqual([-5, 1, 2]);
    expect([...encode(column, cuts)]).toEqual([3, 1, MISSING, 2, 2, 0]);
    // between and beyond what was seen
    expect([...encode(Float64Array.of(-9, 1.5, 99), cuts)]).toEqual([0, 2, 3]);
    expect(cutsOf(Float64Array.of(Number.NaN, 4, 4))).toHaveLength(0);
  });

  it('group many values evenly', () => {
    const column = uniform(1, 5000);
    const codes = encode(column, cutsOf(column));
    const counts = new Int32Array(256);
    for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
    expect(counts[MISSING]).toBe(0);
    expect(Math.max(...counts.subarray(0, MISSING))).toBeLessThanOrEqual(21);
    expect(Math.min(...counts.subarray(0, MISSING))).toBeGreaterThanOrEqual(18);
  });
});

describe('random forest', () => {
  const n = 600;
  const [a, b, noise] = [uniform(1, n), uniform(2, n), uniform(3, n)];
  const half = n / 2;
  const first = (column: Float64Array): Float64Array => column.slice(0, half);
  const rest = (column: Float64Array): Float64Array => column.slice(half);
  const crossed = Uint8Array.from(a, (value, row) => (value > 0.5 === (b[row] as number) > 0.5 ? 0 : 1));
  const [train, tested] = [crossed.slice(0, half), crossed.slice(half)];

  it('sees what only two columns together tell, as interactions do and main effects cannot', () => {
    const forest = rocAuc(riskOf([first(a), first(b)], train, [rest(a), rest(b)]), tested);
    const fit = fitInteractions([first(a), first(b)], train, 1);
    const interactions = rocAuc(interactionP(fit, [rest(a), rest(b)]), tested);
    const mains = rocAuc(
      interactionP({ ...fit, coefficients: fit.coefficients.map((slope, j) => (j < 2 ? slope : 0)) }, [
        rest(a),
        rest(b),
      ]),
      tested,
    );
    expect(forest).toBeGreaterThan(0.95);
    expect(interactions).toBeGreaterThan(0.9);
    expect(mains).toBeLessThan(0.65);
  });

  it('has the same digits for a seed, and others for another', () => {
    const columns = [first(a), first(b), first(noise)];
    const tests = [rest(a), rest(b), rest(noise)];
    const one = riskOf(columns, train, tests);
    expect(riskOf(columns, train, tests)).toEqual(one);
    expect(riskOf(columns, train, tests, { ...QUICK, seed: 8 as 7 })).not.toEqual(one);
    expect(one.every((p) => p >= 0 && p <= 1)).toBe(true);
  });

  it('does not change with an increasing function of a column', () => {
    const gaps = a.map((value, row) => (row % 7 === 0 ? Number.NaN : value));
    const bent = gaps.map((value) => Math.exp(9 * value) - 3);
    const one = growForest([first(gaps), first(b)], train, QUICK);
    const other = growForest([first(bent), first(b)], train, QUICK);
    expect(other.trees).toEqual(one.trees);
    // the rows it learnt from, and new ones that fall between them
    for (const part of [first, rest]) {
      const codes = encodeFor(other, [part(bent), part(b)]);
      expect(codes).toEqual(encodeFor(one, [part(gaps), part(b)]));
      expect(foretell(other, codes)).toEqual(foretell(one, codes));
    }
  });

  it('does not look at a column that never varied, nor at one that is always missing', () => {
    const flat = new Float64Array(half).fill(3);
    const forest = growForest([flat, first(a), flat.map(() => Number.NaN)], train, QUICK);
    const codes = encodeFor(forest, [rest(noise), rest(a), rest(noise)]);
    const other = encodeFor(forest, [rest(b), rest(a), rest(b)]);
    expect(foretell(forest, other)).toEqual(foretell(forest, codes));
  });

  it('says of rows dealt the columns of others what it says of such rows', () => {
    const forest = growForest([first(a), first(b), first(noise)], train, QUICK);
    const columns = [rest(a), rest(b), rest(noise)];
    const order = Int32Array.from({ length: half }, (_, row) => (row * 7 + 3) % half);
    const sets = [[1], [0, 2], []];
    const { p, dealt } = foretellDealt(forest, encodeFor(forest, columns), sets, [order]);
    expect(p).toEqual(foretell(forest, encodeFor(forest, columns)));
    sets.forEach((set, at) => {
      const moved = columns.map((column, j) =>
        set.includes(j) ? column.map((_, row) => column[order[row] as number] as number) : column,
      );
      expect(dealt[at]?.[0]).toEqual(foretell(forest, encodeFor(forest, moved)));
    });
    expect(dealt[0]?.[0]).not.toEqual(p);
  });

  it('learns where missing values belong, be it only that they are missing', () => {
    const told = Uint8Array.from(noise, (value) => (value < 0.3 ? 1 : 0));
    const hole = a.map((value, row) => (told[row] === 1 ? Number.NaN : value));
    const risk = riskOf([first(hole)], told.slice(0, half), [rest(hole)]);
    expect(rocAuc(risk, told.slice(half))).toBe(1);
    // Low values leave, and so do those without one: both on the same side.
    const low = Uint8Array.from(a, (value, row) => (value < 0.4 || row % 5 === 0 ? 1 : 0));
    const some = a.map((value, row) => (row % 5 === 0 ? Number.NaN : value));
    expect(rocAuc(riskOf([first(some)], low.slice(0, half), [rest(some)]), low.slice(half))).toBeGreaterThan(0.97);
  });

  it('sends what was never missing in training to the larger side', () => {
    const churned = Uint8Array.from({ length: 100 }, (_, row) => (row < 20 ? 1 : 0));
    const column = Float64Array.from({ length: 100 }, (_, row) => row);
    const p = riskOf([column], churned, [Float64Array.of(Number.NaN, 5, 90)]);
    expect(p[0]).toBeLessThan(0.1);
    expect(p[1]).toBeGreaterThan(0.9);
    expect(p[2]).toBeLessThan(0.1);
  });

  it('holds as many rows in a leaf as asked, and says its share', () => {
    const churned = Uint8Array.from({ length: 40 }, (_, row) => (row < 20 ? 1 : 0));
    const column = Float64Array.from({ length: 40 }, (_, row) => row);
    // No split leaves 21 drawn rows of 40 on both sides: every tree is its root.
    const root = growForest([column], churned, { ...QUICK, leaf: 21 as 5 });
    expect(root.trees.every(({ value }) => value.length === 1)).toBe(true);
    const whole = foretell(root, encodeFor(root, [column]));
    expect(whole[0]).toBeCloseTo(0.5, 1);
    const deep = growForest([column, uniform(4, 40)], churned, { ...QUICK, depth: 1 as 20 });
    expect(Math.max(...deep.trees.map(({ value }) => value.length))).toBe(3);
  });

  it('may be stopped', () => {
    const stop = (share: number): void => {
      if (share > 0.5) throw new Error('stopped');
    };
    expect(() => growForest([a], crossed, { ...QUICK, onStep: stop })).toThrow('stopped');
  });
});

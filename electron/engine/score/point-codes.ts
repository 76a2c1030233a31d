import type { PointRule } from '#shared/model/health-model.ts';
import { signalDefinition } from '#shared/model/signals.ts';
import { nextUp } from '../math/neighbours.ts';
import { type Interval, intervalsOf, isWithin } from './conditions.ts';
import type { SignalColumns } from './parts.ts';

/** What rules add up to, for rows or for codes of rows. */
export type PointSums = {
  /** S, the points awarded. */
  readonly total: Float64Array;
  /** P, the good points of the rules with a known signal. */
  readonly possible: Float64Array;
  /** N, their bad points without sign. */
  readonly possibleLoss: Float64Array;
};

/**
 * Codes that tell rows apart by what some rules award them, one digit a rule: 0 where its signal is missing, else how many of
 * its awards begin at or below the value. `sums` has an entry for every code.
 */
export type PointCodes = { readonly digits: readonly Digit[]; readonly sums: PointSums };

type Digit = { readonly rule: PointRule; readonly awards: readonly Award[]; readonly factor: number };
/** What a rule awards from a value on, up to the next such value. */
type Award = { readonly from: number; readonly isGood: boolean; readonly isBad: boolean };

/** Most codes that several rules have together. */
const MOST_CODES = 1024;

/** Values at which what a rule awards may change: codes of a boolean or an enumeration, else where intervals begin and end. */
function turningPoints(signal: string, intervals: readonly Interval[]): number[] {
  const kind = signalDefinition(signal)?.kind;
  if (kind?.type === 'boolean') return [0, 1];
  if (kind?.type === 'enum') return kind.values.map((_, code) => code);
  const ends = intervals.flatMap(({ lo, hi }) => (hi === Number.POSITIVE_INFINITY ? [lo] : [lo, nextUp(hi)]));
  return [...new Set([Number.NEGATIVE_INFINITY, ...ends])].sort((a, b) => a - b);
}

/** What a rule awards, in ascending order of values; the first one holds from the lowest value. */
function awardsOf({ signal, good, bad }: PointRule): Award[] {
  const [goodIn, badIn] = [intervalsOf(signal, good.when), intervalsOf(signal, bad.when)];
  const awards: Award[] = [];
  for (const value of turningPoints(signal, [...goodIn, ...badIn])) {
    const [isGood, isBad] = [isWithin(goodIn, value), isWithin(badIn, value)];
    const last = awards.at(-1);
    if (last?.isGood === isGood && last.isBad === isBad) continue;
    awards.push({ from: last ? value : Number.NEGATIVE_INFINITY, isGood, isBad });
  }
  return awards;
}

/** Sums over the rules in their order, for every code. */
function sumsOfCodes(digits: readonly Digit[]): PointSums {
  const codes = digits.reduce((product, { awards }) => product * (awards.length + 1), 1);
  const total = new Float64Array(codes);
  const possible = new Float64Array(codes);
  const possibleLoss = new Float64Array(codes);
  for (const { rule, awards, factor } of digits) {
    awards.forEach(({ isGood, isBad }, at) => {
      const [good, bad] = [isGood ? rule.good.points : 0, isBad ? rule.bad.points : 0];
      for (let lower = 0; lower < factor; lower++) {
        const code = (at + 1) * factor + lower;
        total[code] = (total[lower] as number) + good + bad;
        possible[code] = (possible[lower] as number) + Math.abs(rule.good.points);
        possibleLoss[code] = (possibleLoss[lower] as number) + Math.abs(rule.bad.points);
      }
    });
  }
  return { total, possible, possibleLoss };
}

/**
 * Codes for the rules of a dimension: as many rules together as make few codes, each of the others by itself, in order, so
 * that sums over the answers are the sums over the rules to the bit.
 */
export function pointCodes(rules: readonly PointRule[]): {
  readonly first: PointCodes;
  readonly others: readonly PointCodes[];
} {
  const first: Digit[] = [];
  const others: Digit[] = [];
  let factor = 1;
  for (const rule of rules) {
    const awards = awardsOf(rule);
    const codes = factor * (awards.length + 1);
    if (others.length > 0 || codes > MOST_CODES) others.push({ rule, awards, factor: 1 });
    else {
      first.push({ rule, awards, factor });
      factor = codes;
    }
  }
  const withSums = (digits: readonly Digit[]): PointCodes => ({ digits, sums: sumsOfCodes(digits) });
  return { first: withSums(first), others: others.map((digit) => withSums([digit])) };
}

/** Up to three bounds of a column; a code grows by `factor` for each that the row's value reaches. NaN reaches none. */
type Steps = {
  readonly values: Float64Array;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly factor: number;
};

function stepsOf({ rule, awards, factor }: Digit, columns: SignalColumns): Steps[] {
  const values = columns(rule.signal);
  if (!values) return [];
  const steps: Steps[] = [];
  const bound = (at: number): number => awards[at]?.from ?? Number.NaN;
  for (let at = 0; at < awards.length; at += 3)
    steps.push({ values, a: bound(at), b: bound(at + 1), c: bound(at + 2), factor });
  return steps;
}

/** Adds the steps of two columns to the codes: two at a time halve the passes over them. */
function addSteps(codes: Int32Array, first: Steps, second: Steps): void {
  const { values: x, a, b, c, factor } = first;
  const { values: y, a: d, b: e, c: f, factor: other } = second;
  for (let row = 0; row < codes.length; row++) {
    const left = x[row] as number;
    const right = y[row] as number;
    codes[row] =
      (codes[row] as number) +
      factor * (Number(left >= a) + Number(left >= b) + Number(left >= c)) +
      other * (Number(right >= d) + Number(right >= e) + Number(right >= f));
  }
}

/**
 * The code of every row, without a branch: half of all values meet a condition, and a processor that guesses wrong each second
 * time takes thrice as long.
 *
 * @param columns encoded signals; one that nobody supplies is missing in every row
 */
export function codesOf({ digits }: PointCodes, columns: SignalColumns, length: number): Int32Array {
  const codes = new Int32Array(length);
  const steps = digits.flatMap((digit) => stepsOf(digit, columns));
  for (let at = 0; at < steps.length; at += 2) {
    const first = steps[at] as Steps;
    addSteps(codes, first, steps[at + 1] ?? { ...first, factor: 0 });
  }
  return codes;
}

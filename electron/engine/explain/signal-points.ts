import type { Dimension, HealthModel, Origin, Part, PointRule } from '#shared/model/health-model.ts';
import { partText, ruleText } from '#shared/model/rule-text.ts';
import { signalDefinition } from '#shared/model/signals.ts';
import { round6 } from '../math/round.ts';
import { decidingException, partColumn, type SignalColumns } from '../score/parts.ts';
import { NEUTRAL_SCORE } from '../score/points.ts';
import { partState, type RuleState, rulePoints, ruleState } from '../score/states.ts';
import { contributions } from './contributions.ts';

/** Reads the encoded value of a signal of one account, NaN when missing. */
export type EncodedOf = (signal: string) => number;

export type SignalPoints = {
  readonly dimension: string;
  readonly signal: string;
  readonly name: string;
  /** Encoded value, NaN when missing. */
  readonly value: number;
  readonly state: RuleState;
  readonly points: number;
  /** The most and the least it can give; of a part its share of 100 and 0. */
  readonly maxPoints: number;
  readonly minPoints: number;
  /** The signal behind the state, with its encoded value: that of an exception where one decides, else its own. */
  readonly decidedBy: { readonly signal: string; readonly value: number };
  /** Points it costs: what a bad rule takes away, what a bad part leaves of its share; 0 when it is not bad. */
  readonly lost: number;
  readonly origin: Origin;
  /** The rule in words. */
  readonly rule: string;
};

/** Words of rules and parts: models never change, and lists ask for the same rules again and again. */
const WORDS = new WeakMap<PointRule | Part, string>();

function wordsOf(scored: PointRule | Part): string {
  let words = WORDS.get(scored);
  if (words === undefined) {
    words = 'curve' in scored ? partText(scored) : ruleText(scored);
    WORDS.set(scored, words);
  }
  return words;
}

function pointsOf(dimension: Dimension, encodedOf: EncodedOf): SignalPoints[] {
  const { scoring } = dimension;
  const named = (signal: string) => ({
    dimension: dimension.id,
    signal,
    name: signalDefinition(signal)?.name ?? signal,
    value: encodedOf(signal),
  });
  if (scoring.kind === 'points') {
    return scoring.rules.map((rule) => {
      const state = ruleState(rule, encodedOf(rule.signal));
      const points = rulePoints(rule, state);
      return {
        ...named(rule.signal),
        state,
        points,
        maxPoints: rule.good.points,
        minPoints: rule.bad.points,
        decidedBy: { signal: rule.signal, value: encodedOf(rule.signal) },
        lost: state === 'bad' ? -points : 0,
        origin: rule.origin,
        rule: wordsOf(rule),
      };
    });
  }
  const all = scoring.parts.reduce((sum, part) => sum + part.weight, 0);
  return scoring.parts.map((part) => {
    const columns: SignalColumns = (signal) => Float64Array.of(encodedOf(signal));
    const value = partColumn(part, columns, 1)[0] as number;
    const exception = part.unless[(decidingException(part, columns, 1)[0] as number) - 1];
    const by = exception?.signal ?? part.signal;
    const state = partState(value);
    const maxPoints = all === 0 ? 0 : (100 * part.weight) / all;
    const points = Number.isNaN(value) ? 0 : (maxPoints * value) / 100;
    return {
      ...named(part.signal),
      state,
      points,
      maxPoints,
      minPoints: 0,
      decidedBy: { signal: by, value: encodedOf(by) },
      lost: state === 'bad' ? maxPoints - points : 0,
      origin: part.origin,
      rule: wordsOf(part),
    };
  });
}

/**
 * Every rule and part of a model applied to one account's signals, in the model's order (30-method.md 2.2-2.4).
 *
 * @param model as modelForSegment gives it for the account
 */
export function signalPoints(model: HealthModel, encodedOf: EncodedOf): SignalPoints[] {
  return model.dimensions.flatMap((dimension) => pointsOf(dimension, encodedOf));
}

/**
 * 50 + S per dimension before clamping, the literal reading of the points; NaN when nothing is known and for dimensions that
 * are not made of points (30-method.md 2.2).
 */
export function rawDimensionPoints(model: HealthModel, encodedOf: EncodedOf): Float64Array {
  return Float64Array.from(model.dimensions, (dimension) => {
    let total = Number.NaN;
    if (dimension.scoring.kind !== 'points') return total;
    for (const rule of dimension.scoring.rules) {
      const state = ruleState(rule, encodedOf(rule.signal));
      if (state !== 'missing') total = (Number.isNaN(total) ? NEUTRAL_SCORE : total) + rulePoints(rule, state);
    }
    return round6(total);
  });
}

export type Driver = {
  readonly dimension: string;
  readonly dimensionName: string;
  /** Negative, in score points of the composite. */
  readonly contribution: number;
  /** The rule of the dimension that costs most points, null when none is bad. */
  readonly signal: SignalPoints | null;
};

/**
 * The drivers of a low score: the three most negative contributions against the reference, each with the worst signal of
 * its dimension (30-method.md 2.6).
 */
export function drivers(
  model: HealthModel,
  dims: ArrayLike<number>,
  reference: ArrayLike<number> | null,
  encodedOf: EncodedOf,
  limit = 3,
): Driver[] {
  const parts = contributions(model, dims, reference);
  const points = signalPoints(model, encodedOf);
  return model.dimensions
    .map((dimension, d): Driver => {
      let worst: SignalPoints | null = null;
      for (const point of points) {
        if (point.dimension === dimension.id && point.lost > (worst?.lost ?? 0)) worst = point;
      }
      return {
        dimension: dimension.id,
        dimensionName: dimension.name,
        contribution: parts[d] as number,
        signal: worst,
      };
    })
    .filter((driver) => driver.contribution < 0)
    .sort((a, b) => a.contribution - b.contribution)
    .slice(0, limit);
}

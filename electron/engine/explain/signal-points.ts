import type { HealthModel } from '#shared/model/health-model.ts';
import { signalDefinition } from '#shared/model/signals.ts';
import { round6 } from '../math/round.ts';
import { type RuleState, rulePoints, ruleState } from '../score/compile.ts';
import { NEUTRAL_SCORE } from '../score/points.ts';
import { contributions } from './contributions.ts';
import { ruleText } from './rule-text.ts';

/** Encoded value of a signal by id, NaN when missing. */
export type SignalValueOf = (signal: string) => number;

export type SignalPoints = {
  readonly dimension: string;
  readonly signal: string;
  readonly name: string;
  /** Encoded value, NaN when missing. */
  readonly value: number;
  readonly state: RuleState;
  readonly points: number;
  /** Points if good (≥ 0) and if bad (≤ 0). */
  readonly maxPoints: number;
  readonly minPoints: number;
  /** The rule in words. */
  readonly rule: string;
};

/** Every rule of a model applied to one account's signals, in the model's order (30-method.md 2.2). */
export function signalPoints(model: HealthModel, encodedOf: SignalValueOf): SignalPoints[] {
  return model.dimensions.flatMap((dimension) =>
    dimension.scoring.rules.map((rule) => {
      const value = encodedOf(rule.signal);
      const state = ruleState(rule, value);
      return {
        dimension: dimension.id,
        signal: rule.signal,
        name: signalDefinition(rule.signal)?.name ?? rule.signal,
        value,
        state,
        points: rulePoints(rule, state),
        maxPoints: rule.good.points,
        minPoints: rule.bad.points,
        rule: ruleText(rule),
      };
    }),
  );
}

/** 50 + S per dimension before clamping, the literal reading of the points; NaN when nothing is known (30-method.md 2.2). */
export function rawDimensionPoints(model: HealthModel, encodedOf: SignalValueOf): Float64Array {
  return Float64Array.from(model.dimensions, (dimension) => {
    let total = Number.NaN;
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
  encodedOf: SignalValueOf,
  limit = 3,
): Driver[] {
  const parts = contributions(model, dims, reference);
  const points = signalPoints(model, encodedOf);
  return model.dimensions
    .map((dimension, d): Driver => {
      let worst: SignalPoints | null = null;
      for (const point of points) {
        if (point.dimension === dimension.id && point.points < (worst?.points ?? 0)) worst = point;
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

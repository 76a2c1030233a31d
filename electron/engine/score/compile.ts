import type { Condition, Part, PointRule } from '#shared/model/health-model.ts';
import { encodeSignal, signalDefinition } from '#shared/model/signals.ts';

/** A test on an encoded signal value; false for NaN. */
export type Test = (encoded: number) => boolean;

/** Turns a condition into a test on the encoded value of its signal (30-method.md 2.2). */
export function compileCondition(signal: string, condition: Condition): Test {
  switch (condition.op) {
    case '>=': {
      const bound = condition.value;
      return (encoded) => encoded >= bound;
    }
    case '>': {
      const bound = condition.value;
      return (encoded) => encoded > bound;
    }
    case '<=': {
      const bound = condition.value;
      return (encoded) => encoded <= bound;
    }
    case '<': {
      const bound = condition.value;
      return (encoded) => encoded < bound;
    }
    case 'in': {
      const definition = signalDefinition(signal);
      if (!definition) return () => false;
      const codes = condition.values
        .map((value) => encodeSignal(definition, value))
        .filter((code) => !Number.isNaN(code));
      return (encoded) => codes.includes(encoded);
    }
  }
}

export type RuleState = 'good' | 'neutral' | 'bad' | 'missing';

/** State of a rule for an encoded value: missing for NaN, neutral when neither condition is met. */
export function ruleState(rule: PointRule, encoded: number): RuleState {
  if (Number.isNaN(encoded)) return 'missing';
  if (compileCondition(rule.signal, rule.good.when)(encoded)) return 'good';
  return compileCondition(rule.signal, rule.bad.when)(encoded) ? 'bad' : 'neutral';
}

/** Points of a rule in a state: its good or bad points, else 0. */
export function rulePoints(rule: PointRule, state: RuleState): number {
  if (state === 'good') return rule.good.points;
  return state === 'bad' ? rule.bad.points : 0;
}

/** Reads the encoded value of a signal, NaN when missing. */
export type EncodedOf = (signal: string) => number;

function linear(anchors: readonly (readonly [number, number])[], x: number): number {
  let [fromX, fromValue] = anchors[0] as readonly [number, number];
  if (x <= fromX) return fromValue;
  for (const [toX, toValue] of anchors) {
    if (x <= toX) return fromValue + ((toValue - fromValue) * (x - fromX)) / (toX - fromX);
    [fromX, fromValue] = [toX, toValue];
  }
  return fromValue;
}

/** Turns a part into a function from signals to its value 0-100; NaN when it is missing (30-method.md 2.3, 2.4, 7.2). */
export function compilePart(part: Part): (encodedOf: EncodedOf) => number {
  const { signal, fallback, curve } = part;
  const unless = part.unless.map((exception) => ({
    signal: exception.signal,
    test: compileCondition(exception.signal, exception.when),
    value: exception.value,
  }));
  const curveOf = compileCurve(signal, curve);
  return (encodedOf) => {
    for (const exception of unless) if (exception.test(encodedOf(exception.signal))) return exception.value;
    let x = encodedOf(signal);
    if (Number.isNaN(x) && fallback !== null) x = encodedOf(fallback);
    return Number.isNaN(x) ? Number.NaN : curveOf(x, encodedOf);
  };
}

function compileCurve(signal: string, curve: Part['curve']): (x: number, encodedOf: EncodedOf) => number {
  switch (curve.kind) {
    case 'linear':
      return (x) => linear(curve.anchors, x);
    case 'steps': {
      const steps = curve.steps.map((step) => ({ test: compileCondition(signal, step.when), value: step.value }));
      const otherwise = curve.otherwise ?? Number.NaN;
      return (x) => steps.find((step) => step.test(x))?.value ?? otherwise;
    }
    case 'pace':
      return (x, encodedOf) => {
        const expected = Math.max(curve.least, encodedOf(curve.clock) / curve.full);
        return 100 * Math.min(1, Math.max(0, x / expected));
      };
  }
}

/** A part reads as good from this value up and as bad below the other: the green and red cuts of the default tiers. */
const PART_GOOD = 70;
const PART_BAD = 40;

/** State of a part for people: there is no rule that says good or bad, so the default tier cuts do. */
export function partState(value: number): RuleState {
  if (Number.isNaN(value)) return 'missing';
  if (value >= PART_GOOD) return 'good';
  return value < PART_BAD ? 'bad' : 'neutral';
}

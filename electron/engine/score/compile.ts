import type { Condition, PointRule } from '#shared/model/health-model.ts';
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

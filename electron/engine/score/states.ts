import type { PointRule } from '#shared/model/health-model.ts';
import { intervalsOf, isWithin } from './conditions.ts';

export type RuleState = 'good' | 'neutral' | 'bad' | 'missing';

/** State of a rule for an encoded value: missing for NaN, neutral when neither condition is met (30-method.md 2.2). */
export function ruleState(rule: PointRule, encoded: number): RuleState {
  if (Number.isNaN(encoded)) return 'missing';
  if (isWithin(intervalsOf(rule.signal, rule.good.when), encoded)) return 'good';
  return isWithin(intervalsOf(rule.signal, rule.bad.when), encoded) ? 'bad' : 'neutral';
}

/** Points of a rule in a state: its good or bad points, else 0. */
export function rulePoints(rule: PointRule, state: RuleState): number {
  if (state === 'good') return rule.good.points;
  return state === 'bad' ? rule.bad.points : 0;
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

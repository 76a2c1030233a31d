import type { Condition, Part, PointRule, SignalCondition } from '#shared/model/health-model.ts';
import { type SignalDefinition, signalDefinition } from '#shared/model/signals.ts';

const SIGNS: Readonly<Record<'>=' | '>' | '<=' | '<', string>> = { '>=': '≥', '>': '>', '<=': '≤', '<': '<' };

/** Number with at least `least` and at most `most` decimals, without a locale. */
function decimals(value: number, least: number, most: number): string {
  const fixed = value.toFixed(most);
  let end = fixed.length;
  while (end > 0 && fixed[end - 1] === '0' && fixed.length - end < most - least) end--;
  const text = fixed.slice(0, end);
  return (text.endsWith('.') ? text.slice(0, -1) : text).replace('-', '−');
}

function bound(definition: SignalDefinition | undefined, value: number): string {
  if (definition?.kind.type !== 'number') return decimals(value, 0, 2);
  switch (definition.kind.unit) {
    case 'ratio':
      return decimals(value, 2, 2);
    case 'rate':
      return `${decimals(value * 100, 0, 1)}%`;
    case 'days':
      return `${decimals(value, 0, 0)} days`;
    case 'count':
      return decimals(value, 0, 0);
    case 'score':
      return decimals(value, 1, 1);
    case 'sentiment':
    case 'slope':
      return decimals(value, 1, 2);
  }
}

function conditionText(definition: SignalDefinition | undefined, condition: Condition): string {
  if (condition.op !== 'in') return `${SIGNS[condition.op]} ${bound(definition, condition.value)}`;
  return condition.values
    .map((value) => (typeof value === 'boolean' ? (value ? 'yes' : 'no') : value.replaceAll('_', ' ')))
    .join(' or ');
}

/** A condition with the name of its signal: "Escalations ≥ 2", "Payment past due or failed". */
export function signalConditionText({ signal, when }: SignalCondition): string {
  const definition = signalDefinition(signal);
  return `${definition?.name ?? signal} ${conditionText(definition, when)}`;
}

/** A rule in plain words: "+10 if ≥ 0.95, −20 if < 0.50". */
export function ruleText(rule: PointRule): string {
  const definition = signalDefinition(rule.signal);
  const sides = [rule.good, rule.bad].map((side) => {
    const points = `${side.points < 0 ? '−' : '+'}${decimals(Math.abs(side.points), 0, 2)}`;
    return `${points} if ${conditionText(definition, side.when)}`;
  });
  return sides.join(', ');
}

/** A part in plain words: "0 at 0%, 40 at 40%, 100 at 100%", "100 if daily, 67 if weekly, else 0". */
export function partText(part: Part): string {
  const definition = signalDefinition(part.signal);
  const exceptions = part.unless.map(
    ({ value, ...exception }) => `${decimals(value, 0, 1)} if ${signalConditionText(exception)}`,
  );
  return [...exceptions, curveText(definition, part)].join(', ');
}

function curveText(definition: SignalDefinition | undefined, { curve }: Part): string {
  switch (curve.kind) {
    case 'linear':
      return curve.anchors.map(([x, value]) => `${decimals(value, 0, 1)} at ${bound(definition, x)}`).join(', ');
    case 'steps': {
      const steps = curve.steps.map(
        ({ when, value }) => `${decimals(value, 0, 1)} if ${conditionText(definition, when)}`,
      );
      const rest = curve.otherwise === null ? 'else missing' : `else ${decimals(curve.otherwise, 0, 1)}`;
      return [...steps, rest].join(', ');
    }
    case 'pace':
      return `100 when it keeps pace with day ${decimals(curve.full, 0, 0)}, at least ${decimals(curve.least * 100, 0, 0)}% expected`;
  }
}

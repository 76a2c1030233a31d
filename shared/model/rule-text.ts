import type { Condition, Flag, Part, PointRule, SignalCondition, SignalId } from './health-model.ts';
import { type SignalDefinition, signalDefinition } from './signals.ts';

/** Rules, parts and flags in plain words, always with the model's own numbers. */
const SIGNS: Readonly<Record<'>=' | '>' | '<=' | '<', string>> = { '>=': '≥', '>': '>', '<=': '≤', '<': '<' };

/** Number with at least `least` and at most `most` decimals, without a locale. */
export function decimals(value: number, least: number, most: number): string {
  const fixed = value.toFixed(most);
  let end = fixed.length;
  while (end > 0 && fixed[end - 1] === '0' && fixed.length - end < most - least) end--;
  const text = fixed.slice(0, end);
  return (text.endsWith('.') ? text.slice(0, -1) : text).replace('-', '−');
}

/** A share 0-1 in percent. */
export function percentText(share: number): string {
  return `${decimals(share * 100, 0, 2)}%`;
}

/** Name of a signal as people read it; its id when the engine does not know it. */
export function signalName(signal: SignalId): string {
  return signalDefinition(signal)?.name ?? signal;
}

function bound(definition: SignalDefinition | undefined, value: number): string {
  if (definition?.kind.type !== 'number') return decimals(value, 0, 2);
  switch (definition.kind.unit) {
    case 'ratio':
      return decimals(value, 2, 3);
    case 'rate':
      return percentText(value);
    case 'days':
      return `${decimals(value, 0, 2)} ${Math.abs(value) === 1 ? 'day' : 'days'}`;
    case 'count':
      return decimals(value, 0, 2);
    case 'score':
      return decimals(value, 1, 2);
    case 'sentiment':
    case 'slope':
      return decimals(value, 1, 3);
  }
}

/** An enum word or a yes/no as people read it: `past due`, `yes`. */
export const wordText = (value: string | boolean): string =>
  typeof value === 'boolean' ? (value ? 'yes' : 'no') : value.replaceAll('_', ' ');

/** A value of a signal as people read it: `62%`, `14 days`, `past due`, `unknown`. */
export function signalValueText(signal: SignalId, value: number | string | boolean | null): string {
  if (value === null) return 'unknown';
  return typeof value === 'number' ? bound(signalDefinition(signal), value) : wordText(value);
}

/** A condition without its signal: `≥ 70%`, `upgrade or stable`. */
function conditionText(signal: SignalId, condition: Condition): string {
  return condition.op === 'in'
    ? condition.values.map(wordText).join(' or ')
    : `${SIGNS[condition.op]} ${bound(signalDefinition(signal), condition.value)}`;
}

/** A condition with its signal: `Features used ≥ 70%`, `Subscription change is downgrade`. */
export function signalConditionText({ signal, when }: SignalCondition): string {
  return `${signalName(signal)} ${when.op === 'in' ? 'is ' : ''}${conditionText(signal, when)}`;
}

/** A rule in plain words: `+10 if ≥ 0.95, −20 if < 0.50`. */
export function ruleText(rule: PointRule): string {
  return [rule.good, rule.bad]
    .map(({ points, when }) => {
      const sign = points < 0 ? '−' : '+';
      return `${sign}${decimals(Math.abs(points), 0, 2)} if ${conditionText(rule.signal, when)}`;
    })
    .join(', ');
}

/** A part in plain words: `0 at 0%, 40 at 40%, 100 at 100%`, `100 if daily, 66.7 if weekly, else 0`. */
export function partText(part: Part): string {
  const exceptions = part.unless.map(
    (exception) => `${decimals(exception.value, 0, 1)} if ${signalConditionText(exception)}`,
  );
  const fallback = part.fallback === null ? [] : [`read from ${signalName(part.fallback)} while there is none`];
  return [...exceptions, curveText(part), ...fallback].join(', ');
}

function curveText({ signal, curve }: Part): string {
  const definition = signalDefinition(signal);
  switch (curve.kind) {
    case 'linear':
      return curve.anchors.map(([x, value]) => `${decimals(value, 0, 1)} at ${bound(definition, x)}`).join(', ');
    case 'steps': {
      const steps = curve.steps.map(({ when, value }) => `${decimals(value, 0, 1)} if ${conditionText(signal, when)}`);
      const rest = curve.otherwise === null ? 'else missing' : `else ${decimals(curve.otherwise, 0, 1)}`;
      return [...steps, rest].join(', ');
    }
    case 'pace':
      return `100 when it keeps pace with ${signalName(curve.clock)} ÷ ${decimals(curve.full, 0, 2)} (at least ${percentText(curve.least)}), less in proportion`;
  }
}

/** A flag in plain words: `Red flag: Tickets > 5 and Usage, 30-day change ≤ −30%`. */
export function flagText(flag: Pick<Flag, 'name' | 'all'>): string {
  const conditions = flag.all.map((condition, index) =>
    flag.all[index - 1]?.signal === condition.signal
      ? conditionText(condition.signal, condition.when)
      : signalConditionText(condition),
  );
  return `${flag.name}: ${conditions.join(' and ')}`;
}

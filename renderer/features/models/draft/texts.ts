/** Conditions and curves in words, as the reference and the lists write them. */
import { MINUS } from '#shared/format/number.ts';
import type { Condition, Part, SignalInfo } from './rules.ts';

const SIGNS = { '>=': '≥', '>': '>', '<=': '≤', '<': '<' } as const;

/** `0.95`, `−5`, `40%` of a rate. */
export function valueText(value: number, unit: string | null | undefined): string {
  const rounded = unit === 'rate' ? `${Number((value * 100).toFixed(4))}%` : String(Number(value.toFixed(6)));
  return rounded.replace('-', MINUS);
}

/** `≥ 70%`, `past due or failed`, `yes`. */
export function conditionText(when: Condition, signal: SignalInfo | undefined): string {
  if (when.op === 'in') return when.values.map(wordText).join(' or ');
  return `${SIGNS[when.op]} ${valueText(when.value, signal?.unit)}`;
}

/** `past_due` as people read it. */
export function wordText(word: string | boolean): string {
  if (typeof word === 'boolean') return word ? 'yes' : 'no';
  return word.replaceAll('_', ' ');
}

/** `0 at 0%, 100 at 100%`; `100 if ≥ 2, else 0`. */
export function curveText(curve: Part['curve'], signal: SignalInfo | undefined, clock?: SignalInfo): string {
  switch (curve.kind) {
    case 'linear':
      return curve.anchors.map(([x, value]) => `${shown(value)} at ${valueText(x, signal?.unit)}`).join(', ');
    case 'steps': {
      const steps = curve.steps.map((step) => `${shown(step.value)} if ${conditionText(step.when, signal)}`);
      return `${steps.join(', ')}, else ${curve.otherwise === null ? 'missing' : shown(curve.otherwise)}`;
    }
    case 'pace':
      return `100 when it keeps pace with ${clock?.name.toLowerCase() ?? curve.clock} ÷ ${curve.full}`;
  }
}

function shown(value: number): string {
  return String(Number(value.toFixed(1)));
}

/** What a rule or a part of a signal starts as, before someone says better. All of it is a default, in no document. */
import type { OutputOf } from '#shared/contract/index.ts';
import type { ModelDocument } from '../state/drafts.ts';
import type { Scoring } from './edits.ts';

export type SignalInfo = OutputOf<'models.signals'>['signals'][number];
export type PointRule = Extract<Scoring, { kind: 'points' }>['rules'][number];
export type Part = Extract<Scoring, { kind: 'parts' }>['parts'][number];
export type Condition = PointRule['good']['when'];
export type SignalCondition = ModelDocument['flags'][number]['all'][number];

/** A healthy and an unhealthy value per unit, for signals where more is better. */
const USUAL: Readonly<Record<string, readonly [good: number, bad: number]>> = {
  ratio: [1, 0.5],
  rate: [0.7, 0.4],
  days: [90, 30],
  count: [2, 0],
  score: [8, 5],
  slope: [0, -0.1],
};

function usual(signal: SignalInfo): readonly [good: number, bad: number] {
  const [good, bad] = USUAL[signal.unit ?? ''] ?? [1, 0];
  return signal.better === 'lower' ? [bad, good] : [good, bad];
}

/** A condition that makes sense for a signal: at or beyond its healthy value, or one of its words. */
export function defaultCondition(signal: SignalInfo, side: 'good' | 'bad'): Condition {
  if (signal.type === 'boolean') return { op: 'in', values: [(signal.better !== 'lower') === (side === 'good')] };
  if (signal.type === 'enum') {
    const word = side === 'good' ? signal.values[0] : signal.values.at(-1);
    return { op: 'in', values: [word ?? ''] };
  }
  const [good, bad] = usual(signal);
  const rising = signal.better !== 'lower';
  if (side === 'good') return { op: rising ? '>=' : '<=', value: good };
  return { op: rising ? '<' : '>', value: bad };
}

export function defaultRule(signal: SignalInfo): PointRule {
  return {
    signal: signal.id,
    origin: 'default',
    good: { when: defaultCondition(signal, 'good'), points: 10 },
    bad: { when: defaultCondition(signal, 'bad'), points: -10 },
  };
}

/** Numbers get a straight line from bad to good, words and yes/no a step each, best 100 and worst 0. */
export function defaultPart(signal: SignalInfo, weight: number): Part {
  const base = { signal: signal.id, origin: 'default' as const, weight, fallback: null, unless: [] };
  if (signal.type === 'number') {
    const [good, bad] = usual(signal);
    const anchors: [number, number][] =
      good > bad
        ? [
            [bad, 0],
            [good, 100],
          ]
        : [
            [good, 100],
            [bad, 0],
          ];
    return { ...base, curve: { kind: 'linear', anchors } };
  }
  const words: (string | boolean)[] = signal.type === 'enum' ? signal.values : [signal.better !== 'lower'];
  const step = words.length > 1 ? 100 / (words.length - 1) : 100;
  return {
    ...base,
    curve: {
      kind: 'steps',
      steps: words.map((word, index) => ({
        when: { op: 'in', values: [word] },
        value: Math.round((100 - index * step) * 10) / 10,
      })),
      otherwise: 0,
    },
  };
}

/** How a new dimension scores its first signal: the way the model scores the others. */
export function defaultScoring(like: Scoring | undefined, signal: SignalInfo): Scoring {
  if (like?.kind === 'points') return { kind: 'points', method: like.method, rules: [defaultRule(signal)] };
  return { kind: 'parts', parts: [defaultPart(signal, 1)] };
}

/** Signals a dimension reads, fallbacks and exceptions not counted. */
export function signalsOf(scoring: Scoring): readonly string[] {
  return scoring.kind === 'points'
    ? scoring.rules.map((rule) => rule.signal)
    : scoring.parts.map((part) => part.signal);
}

export function addSignal(scoring: Scoring, signal: SignalInfo): Scoring {
  if (scoring.kind === 'points') return { ...scoring, rules: [...scoring.rules, defaultRule(signal)] };
  const mean = scoring.parts.reduce((sum, part) => sum + part.weight, 0) / Math.max(1, scoring.parts.length);
  return { ...scoring, parts: [...scoring.parts, defaultPart(signal, Math.max(1, Math.round(mean)))] };
}

/** Removes one signal; the last one stays, since a dimension without any has no score. */
export function removeSignal(scoring: Scoring, index: number): Scoring {
  if (scoring.kind === 'points')
    return scoring.rules.length < 2 ? scoring : { ...scoring, rules: scoring.rules.filter((_, at) => at !== index) };
  return scoring.parts.length < 2 ? scoring : { ...scoring, parts: scoring.parts.filter((_, at) => at !== index) };
}

import { type Interval, intervalsOf, isWithin, nextDown, nextUp } from '#electron/engine/index.ts';
import type { Condition, Part, PointRule } from '#shared/model/health-model.ts';
import { type SignalDefinition, signalDefinition } from '#shared/model/signals.ts';

type Step = { readonly intervals: readonly Interval[]; readonly value: number };

/** Encoded values on both sides of every bound, ascending; of a word all its words. */
function encodedValues({ kind }: SignalDefinition, steps: readonly Step[]): number[] {
  if (kind.type === 'boolean') return [0, 1];
  if (kind.type === 'enum') return kind.values.map((_, code) => code);
  return steps
    .flatMap(({ intervals }) => intervals.flatMap(({ lo, hi }) => [nextDown(lo), lo, hi, nextUp(hi)]))
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
}

/** What a rule or curve gives at ever larger encoded values. */
function valuesAlong(definition: SignalDefinition, scored: PointRule | Part): readonly number[] {
  const step = (when: Condition, value: number): Step => ({ intervals: intervalsOf(scored.signal, when), value });
  let steps: readonly Step[];
  let otherwise: number | null = 0;
  if ('curve' in scored) {
    const { curve } = scored;
    if (curve.kind === 'linear') return curve.anchors.map(([, value]) => value);
    if (curve.kind === 'pace') return [0, 100];
    steps = curve.steps.map(({ when, value }) => step(when, value));
    otherwise = curve.otherwise;
  } else {
    steps = [scored.good, scored.bad].map(({ when, points }) => step(when, points));
  }
  return encodedValues(definition, steps).flatMap((encoded) => {
    const value = steps.find(({ intervals }) => isWithin(intervals, encoded))?.value ?? otherwise;
    return value === null ? [] : [value];
  });
}

/** Whether what a rule or part gives falls anywhere while its signal gets healthier. */
export function fallsWhenBetter(scored: PointRule | Part): boolean {
  const definition = signalDefinition(scored.signal);
  if (!definition || definition.better === 'neither') return false;
  const values = valuesAlong(definition, scored);
  const healthier = definition.better === 'higher' ? values : values.toReversed();
  return healthier.some((value, index) => index > 0 && value < (healthier[index - 1] as number));
}

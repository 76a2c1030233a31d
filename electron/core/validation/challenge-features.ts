import {
  type FeatureGroup,
  type LandmarkRows,
  LEAK_LIMIT,
  numberSeparation,
  SIGNAL_IDS,
} from '#electron/engine/index.ts';
import type { OutputOf } from '#shared/contract/index.ts';
import type { Dimension, HealthModel } from '#shared/model/health-model.ts';
import { SIGNALS } from '#shared/model/signals.ts';
import { known } from './numbers.ts';

type Result = OutputOf<'validation.challenge'>;

/** What challengers look at, in groups that are shuffled together. */
export type Features = {
  readonly weights: readonly number[];
  readonly dimensions: readonly Float64Array[];
  readonly signals: readonly Float64Array[];
  /** By signal. */
  readonly named: readonly { readonly id: string; readonly name: string }[];
  readonly groups: readonly (FeatureGroup &
    Pick<Result['importance'][number], 'id' | 'name' | 'isInModel'> & {
      readonly labels: readonly string[];
    })[];
  readonly leftOut: Result['leftOut'];
};

const OUTSIDE = {
  usage: 'Other usage signals',
  support: 'Other support signals',
  survey: 'Other survey signals',
  billing: 'Other billing signals',
  crm: 'Other relationship signals',
} as const;

/** Signals that decide a dimension, exceptions and fallbacks among them. */
function signalsIn({ scoring }: Dimension): string[] {
  return scoring.kind === 'points'
    ? scoring.rules.map(({ signal }) => signal)
    : scoring.parts.flatMap(({ signal, fallback, unless }) => [
        signal,
        ...(fallback === null ? [] : [fallback]),
        ...unless.map((exception) => exception.signal),
      ]);
}

function varies(column: Float64Array): boolean {
  return column.some((value) => !Object.is(value, column[0]));
}

/**
 * Dimension scores and the signals that vary, without those that separate the outcome too well to be true: a challenger would
 * exploit these first. A signal belongs to the first dimension it decides, or to its source.
 */
export function featuresOf(model: HealthModel, rows: LandmarkRows, columns: readonly Float64Array[]): Features {
  const leftOut: Result['leftOut'] = [];
  const isHonest = (name: string, label: string, column: Float64Array): boolean => {
    const found = numberSeparation(column, rows.outcome);
    if (found === null || found.auc <= LEAK_LIMIT) return true;
    leftOut.push({ name, label, auc: known(found.auc) });
    return false;
  };
  const dimensions = model.dimensions.map((dimension, d) => {
    const column = rows.dimensions[d] as Float64Array;
    return { dimension, column, isUsed: isHonest(dimension.id, dimension.name, column) };
  });
  const used = dimensions.filter(({ isUsed }) => isUsed);
  const signals = SIGNAL_IDS.flatMap((id, at) => {
    const column = columns[at] as Float64Array;
    const definition = SIGNALS.find((signal) => signal.id === id);
    return definition && varies(column) && isHonest(id, definition.name, column) ? [{ definition, column }] : [];
  });
  const homeOf = new Map<string, string>();
  for (const { dimension } of dimensions)
    for (const signal of signalsIn(dimension)) if (!homeOf.has(signal)) homeOf.set(signal, dimension.id);
  const groupOf = (
    id: string,
    name: string,
    isInModel: boolean,
    scores: number[],
    isOwn: (signal: (typeof SIGNALS)[number]) => boolean,
  ): Features['groups'][number] => {
    const own = signals.flatMap(({ definition }, at) => (isOwn(definition) ? [{ at, label: definition.name }] : []));
    return {
      id,
      name,
      isInModel,
      dimensions: scores,
      signals: own.map(({ at }) => at),
      labels: own.map(({ label }) => label),
    };
  };
  const inModel = dimensions.map((entry) => {
    const at = used.indexOf(entry);
    const { id, name } = entry.dimension;
    return groupOf(id, name, true, at < 0 ? [] : [at], (signal) => homeOf.get(signal.id) === id);
  });
  const outside = Object.entries(OUTSIDE).map(([source, name]) =>
    groupOf(`other_${source}`, name, false, [], (signal) => signal.source === source && !homeOf.has(signal.id)),
  );
  return {
    weights: used.map(({ dimension }) => dimension.weight),
    dimensions: used.map(({ column }) => column),
    signals: signals.map(({ column }) => column),
    named: signals.map(({ definition }) => ({ id: definition.id, name: definition.name })),
    groups: [...inModel, ...outside].filter((group) => group.dimensions.length + group.signals.length > 0),
    leftOut,
  };
}

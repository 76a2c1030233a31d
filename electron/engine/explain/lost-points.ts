import type { Dimension, HealthModel, Part } from '#shared/model/health-model.ts';
import { addWhere, intervalsOf } from '../score/conditions.ts';
import { decidingException, partColumn, type SignalColumns } from '../score/parts.ts';
import { partState } from '../score/states.ts';
import { overSegments } from '../score/tilts.ts';

/** What one rule or part of a model costs every account; an exception of a part stands for itself. */
export type LostPoints = {
  /** Index in the model's dimensions. */
  readonly dimension: number;
  readonly signal: string;
  /** Points a bad rule takes away, or a bad part leaves of its share; 0 where it is not bad. */
  readonly lost: Float64Array;
};

/** The signals that can decide the value of a part: its own, then those of its exceptions. */
function signalsOf({ signal, unless }: Part): string[] {
  return [signal, ...unless.map((exception) => exception.signal)];
}

function lostOf({ scoring }: Dimension, columns: SignalColumns, length: number): Float64Array[] {
  if (scoring.kind === 'points') {
    return scoring.rules.map(({ signal, bad }) => {
      const lost = new Float64Array(length);
      const values = columns(signal);
      if (values) addWhere(lost, values, intervalsOf(signal, bad.when), -bad.points);
      return lost;
    });
  }
  const all = scoring.parts.reduce((sum, part) => sum + part.weight, 0);
  return scoring.parts.flatMap((part) => {
    const most = all === 0 ? 0 : (100 * part.weight) / all;
    const lost = partColumn(part, columns, length).map((value) =>
      partState(value) === 'bad' ? most - (most * value) / 100 : 0,
    );
    if (part.unless.length === 0) return [lost];
    const deciding = decidingException(part, columns, length);
    return signalsOf(part).map((_, at) => lost.map((points, row) => (deciding[row] === at ? points : 0)));
  });
}

/**
 * What every rule and part costs every account, in the model's order: signalPoints as columns, for lists and sums over the
 * whole portfolio (30-method.md 2.6).
 *
 * @param segments segment of each row, for the tilts
 */
export function lostPoints(model: HealthModel, columns: SignalColumns, segments: readonly string[]): LostPoints[] {
  const lost = overSegments(model, columns, segments, ({ dimensions }, signals, length) =>
    dimensions.flatMap((dimension) => lostOf(dimension, signals, length)),
  );
  return model.dimensions
    .flatMap(({ scoring }, dimension) =>
      (scoring.kind === 'points' ? scoring.rules.map(({ signal }) => signal) : scoring.parts.flatMap(signalsOf)).map(
        (signal) => ({ dimension, signal }),
      ),
    )
    .map((of, at) => ({ ...of, lost: lost[at] as Float64Array }));
}

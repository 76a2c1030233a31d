import type { HealthModel, Scoring } from '#shared/model/health-model.ts';
import { segmentKey } from '#shared/model/thresholds.ts';
import type { SignalColumns } from './parts.ts';

function tiltedScoring(scoring: Scoring, factorOf: (signal: string) => number): Scoring {
  if (scoring.kind === 'parts')
    return {
      ...scoring,
      parts: scoring.parts.map((part) => ({ ...part, weight: part.weight * factorOf(part.signal) })),
    };
  return {
    ...scoring,
    rules: scoring.rules.map((rule) => {
      const factor = factorOf(rule.signal);
      return {
        ...rule,
        good: { ...rule.good, points: rule.good.points * factor },
        bad: { ...rule.bad, points: rule.bad.points * factor },
      };
    }),
  };
}

function tiltedModel(model: HealthModel, key: string): HealthModel {
  const tilts = model.segmentTilts.filter((tilt) => key !== '' && segmentKey(tilt.segment) === key);
  if (tilts.length === 0) return model;
  const factorOf = (signal: string): number =>
    tilts.reduce((factor, tilt) => (tilt.signal === signal ? factor * tilt.factor : factor), 1);
  return {
    ...model,
    dimensions: model.dimensions.map((dimension) => ({
      ...dimension,
      scoring: tiltedScoring(dimension.scoring, factorOf),
    })),
  };
}

const modelsOfSegments = new WeakMap<HealthModel, Map<string, HealthModel>>();

/**
 * The model as it scores a segment: with tilts enabled, the points of a tilted signal's rule or the weight of its part are
 * multiplied, and what is possible and known with them (30-method.md 2.1). The model itself where no tilt applies. Made once
 * per model, which must not change, and segment.
 */
export function modelForSegment(model: HealthModel, segment: string): HealthModel {
  if (!model.tiltsEnabled) return model;
  const bySegment = modelsOfSegments.get(model) ?? new Map<string, HealthModel>();
  modelsOfSegments.set(model, bySegment);
  const key = segmentKey(segment);
  const tilted = bySegment.get(key) ?? tiltedModel(model, key);
  bySegment.set(key, tilted);
  return tilted;
}

/** Rows of the segments that a model of their own scores. */
function tiltedRows(model: HealthModel, segments: readonly string[]): Map<HealthModel, number[]> {
  const bySegment = new Map<string, HealthModel>();
  const rows = new Map<HealthModel, number[]>();
  segments.forEach((segment, row) => {
    let tilted = bySegment.get(segment);
    if (!tilted) {
      tilted = modelForSegment(model, segment);
      bySegment.set(segment, tilted);
    }
    if (tilted === model) return;
    const own = rows.get(tilted);
    if (own) own.push(row);
    else rows.set(tilted, [row]);
  });
  return rows;
}

/**
 * Columns computed from a model and signals, each row under the model as it scores the row's segment.
 *
 * @param compute columns of `length` rows; the same number of columns for every segment
 */
export function overSegments(
  model: HealthModel,
  columns: SignalColumns,
  segments: readonly string[],
  compute: (model: HealthModel, columns: SignalColumns, length: number) => Float64Array[],
): Float64Array[] {
  const all = compute(model, columns, segments.length);
  if (!model.tiltsEnabled) return all;
  for (const [tilted, rows] of tiltedRows(model, segments)) {
    const ofRows: SignalColumns = (signal) => {
      const column = columns(signal);
      if (!column) return undefined;
      const own = new Float64Array(rows.length);
      for (let index = 0; index < rows.length; index++) own[index] = column[rows[index] as number] as number;
      return own;
    };
    compute(tilted, ofRows, rows.length).forEach((own, at) => {
      const target = all[at] as Float64Array;
      for (let index = 0; index < rows.length; index++) target[rows[index] as number] = own[index] as number;
    });
  }
  return all;
}

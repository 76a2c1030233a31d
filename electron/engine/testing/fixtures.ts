import { readFileSync } from 'node:fs';
import { modelFile } from '#shared/contract/model-file.ts';
import { type Day, dayFromIso } from '#shared/model/day.ts';
import { type HealthModel, modelVersionOf, type PointRule } from '#shared/model/health-model.ts';
import { scoreComposite } from '../score/composite.ts';
import type { Snapshot } from '../score/snapshot.ts';

export function readModel(id: string): HealthModel {
  return modelFile.parse(
    JSON.parse(readFileSync(new URL(`../../../resources/models/${id}.json`, import.meta.url), 'utf8')),
  );
}

/** The point rules of one dimension, none where it is made of parts. */
export function pointRules(model: HealthModel, dimension: number): readonly PointRule[] {
  const scoring = model.dimensions[dimension]?.scoring;
  return scoring?.kind === 'points' ? scoring.rules : [];
}

export function day(iso: string): Day {
  const found = dayFromIso(iso);
  if (found === null) throw new Error(`no such day: ${iso}`);
  return found;
}

export * from './build-facts.ts';

/** A snapshot whose dimension scores are given (null = NaN), with full coverage inside known dimensions. */
export function snapshotOfDimensions(
  model: HealthModel,
  dims: readonly (readonly number[])[],
  segments: readonly string[] = dims.map(() => ''),
): Snapshot {
  const dimensions = model.dimensions.map((_, d) => Float64Array.from(dims, (row) => row[d] as number));
  const dimensionCoverage = dimensions.map((column) => column.map((score) => (Number.isNaN(score) ? 0 : 1)));
  return {
    asOf: 0,
    modelVersion: modelVersionOf(model),
    status: new Uint8Array(dims.length).fill(1),
    phase: new Uint8Array(dims.length),
    ...scoreComposite(model, dimensions, dimensionCoverage, segments),
    flags: new Uint32Array(dims.length),
    preview: new Float64Array(dims.length).fill(Number.NaN),
    dimensions,
    dimensionCoverage,
    onboardingDimensions: [],
    onboardingCoverage: [],
  };
}

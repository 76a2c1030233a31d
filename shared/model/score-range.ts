import type { Curve, Dimension, HealthModel } from './health-model.ts';

/** Lowest and highest value, 0-100. */
export type ScoreRange = { readonly least: number; readonly most: number };

function curveRange(curve: Curve): ScoreRange {
  if (curve.kind === 'pace') return { least: 0, most: 100 };
  const values =
    curve.kind === 'linear'
      ? curve.anchors.map(([, value]) => value)
      : [...curve.steps.map(({ value }) => value), ...(curve.otherwise === null ? [] : [curve.otherwise])];
  return { least: Math.min(...values), most: Math.max(...values) };
}

/** Lowest and highest score a dimension can have when everything about it is known (30-method.md 2.2). */
export function dimensionRange({ scoring }: Pick<Dimension, 'scoring'>): ScoreRange {
  if (scoring.kind === 'points') {
    if (scoring.method !== 'base_clamp') return { least: 0, most: 100 };
    const sum = (side: 'good' | 'bad'): number => scoring.rules.reduce((total, rule) => total + rule[side].points, 0);
    return { least: Math.max(0, 50 + sum('bad')), most: Math.min(100, 50 + sum('good')) };
  }
  let [least, most, weight] = [0, 0, 0];
  for (const part of scoring.parts) {
    const range = curveRange(part.curve);
    const exceptions = part.unless.map(({ value }) => value);
    least += part.weight * Math.min(range.least, ...exceptions);
    most += part.weight * Math.max(range.most, ...exceptions);
    weight += part.weight;
  }
  return weight === 0 ? { least: 0, most: 0 } : { least: least / weight, most: most / weight };
}

/** Lowest and highest composite: under base 50 with clamping not all of 0-100 can be reached (30-method.md 2.2). */
export function compositeRange(model: Pick<HealthModel, 'dimensions'>): ScoreRange {
  let [least, most, weight] = [0, 0, 0];
  for (const dimension of model.dimensions) {
    const range = dimensionRange(dimension);
    least += dimension.weight * range.least;
    most += dimension.weight * range.most;
    weight += dimension.weight;
  }
  return weight === 0 ? { least: 0, most: 0 } : { least: least / weight, most: most / weight };
}

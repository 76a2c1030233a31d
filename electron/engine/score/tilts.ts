import type { HealthModel, Scoring } from '#shared/model/health-model.ts';
import { segmentKey } from '#shared/model/thresholds.ts';

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

/**
 * The model as it scores a segment: with tilts enabled, the points of a tilted signal's rule or the weight of its part are
 * multiplied, and what is possible and known with them (30-method.md 2.1). The model itself where no tilt applies.
 */
export function modelForSegment(model: HealthModel, segment: string): HealthModel {
  if (!model.tiltsEnabled) return model;
  const key = segmentKey(segment);
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

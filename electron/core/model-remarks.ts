import { thresholdsFor } from '#electron/engine/index.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { ModelRemark } from '#shared/contract/models.ts';
import type { Curve, Dimension, HealthModel } from '#shared/model/health-model.ts';
import { onboardingAmong } from './model-versions.ts';
import { decodeModel } from './models.ts';

const warning = (at: string | null, message: string): ModelRemark => ({ level: 'warning', at, message });

/** Least and most a curve gives. */
function curveRange(curve: Curve): readonly [number, number] {
  switch (curve.kind) {
    case 'linear': {
      const values = curve.anchors.map(([, value]) => value);
      return [Math.min(...values), Math.max(...values)];
    }
    case 'steps': {
      const values = [...curve.steps.map((step) => step.value), ...(curve.otherwise === null ? [] : [curve.otherwise])];
      return [Math.min(...values), Math.max(...values)];
    }
    case 'pace':
      return [0, 100];
  }
}

/** Lowest and highest score a dimension can have when everything about it is known (30-method.md 2.2). */
export function dimensionRange({ scoring }: Dimension): readonly [number, number] {
  if (scoring.kind === 'points') {
    if (scoring.method !== 'base_clamp') return [0, 100];
    const sum = (side: 'good' | 'bad'): number => scoring.rules.reduce((total, rule) => total + rule[side].points, 0);
    return [Math.max(0, 50 + sum('bad')), Math.min(100, 50 + sum('good'))];
  }
  const all = scoring.parts.reduce((sum, part) => sum + part.weight, 0);
  const edge = (side: 0 | 1): number => {
    const pick = side === 0 ? Math.min : Math.max;
    const total = scoring.parts.reduce(
      (sum, part) => sum + part.weight * pick(curveRange(part.curve)[side], ...part.unless.map(({ value }) => value)),
      0,
    );
    return all === 0 ? 0 : total / all;
  };
  return [edge(0), edge(1)];
}

function reach(model: HealthModel): ModelRemark[] {
  const weights = model.dimensions.reduce((sum, dimension) => sum + dimension.weight, 0);
  const edge = (side: 0 | 1): number =>
    model.dimensions.reduce((sum, dimension) => sum + dimension.weight * dimensionRange(dimension)[side], 0) / weights;
  const [least, most] = [edge(0), edge(1)].map((value) => Math.round(value * 100) / 100);
  if (weights === 0 || (least === 0 && most === 100)) return [];
  return [warning(null, `Scores of this model reach from ${least} to ${most}, not from 0 to 100.`)];
}

/** Throws what keeps a draft from being saved: an invalid model, or an onboarding model that does not exist. */
export function checkDraft(draft: unknown, models: readonly HealthModel[]): HealthModel {
  const model = decodeModel(draft);
  if (model.onboardingPolicy && !onboardingAmong(models, model))
    throw new AppError(
      'model_invalid',
      `New accounts are to be scored by the model ${model.onboardingPolicy.model}, which does not exist here.`,
    );
  return model;
}

/**
 * What an editor should say about a draft. An `error` is what keeps it from being saved; a `warning` is a choice that the
 * documents or the arithmetic make worth a second look (30-method.md 2.1, 2.2).
 *
 * @param models what there is besides the draft
 */
export function modelRemarks(draft: HealthModel, models: readonly HealthModel[]): ModelRemark[] {
  const remarks: ModelRemark[] = [];
  try {
    checkDraft(draft, models);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    remarks.push({ level: 'error', at: null, message: error.message });
  }
  for (const { id, name, weight, documentedRange: range } of draft.dimensions) {
    if (weight === 0)
      remarks.push(warning(id, `${name} has weight 0: it is computed and shown, and counts for nothing.`));
    else if (range && (weight < range.min || weight > range.max))
      remarks.push(
        warning(id, `${name} weighs ${weight}%; the document it comes from states ${range.min}% to ${range.max}%.`),
      );
  }
  for (const { segment } of draft.segmentOverlays) {
    const bounds = thresholdsFor(draft, segment);
    if (bounds.some((bound, tier) => tier > 0 && bound >= (bounds[tier - 1] as number)))
      remarks.push(warning(segment, `For ${segment} the shifted bounds leave a tier that no score can reach.`));
  }
  return [...remarks, ...reach(draft)];
}

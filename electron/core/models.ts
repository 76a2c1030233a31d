import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '#shared/contract/errors.ts';
import { type HealthModel, TIER_ROLES } from '#shared/model/health-model.ts';

const condition = z.union([
  z.strictObject({ op: z.enum(['>=', '>', '<=', '<']), value: z.number() }),
  z.strictObject({ op: z.literal('in'), values: z.array(z.union([z.string(), z.boolean()])).min(1) }),
]);
const side = z.strictObject({ when: condition, points: z.number() });

/** Shape of a model file; the numbers are checked by {@link decodeModel}. */
const modelSchema = z.strictObject({
  id: z.string().min(1).max(100),
  name: z.string().min(1).max(200),
  version: z.number().int().min(1),
  parentVersion: z.number().int().min(1).nullable(),
  author: z.string(),
  changeNote: z.string(),
  source: z.string(),
  dimensions: z
    .array(
      z.strictObject({
        id: z.string().min(1),
        name: z.string().min(1),
        weight: z.number().min(0).max(100),
        documentedRange: z.strictObject({ min: z.number(), max: z.number() }).nullable(),
        scoring: z.strictObject({
          kind: z.literal('points'),
          method: z.enum(['base_clamp', 'two_sided', 'minmax']),
          rules: z.array(z.strictObject({ signal: z.string(), good: side, bad: side })).min(1),
        }),
      }),
    )
    .min(1)
    .max(20),
  tiers: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        from: z.number().min(0).max(100),
        role: z.enum(TIER_ROLES),
        action: z.string(),
      }),
    )
    .min(2)
    .max(5),
  healthyBound: z.number().min(0).max(100),
  atRiskBound: z.number().min(0).max(100),
  segmentOverlays: z.array(
    z.strictObject({ segment: z.string().min(1), healthyShift: z.number(), atRiskShift: z.number() }),
  ),
  missingPolicy: z.strictObject({
    minDimensionCoverage: z.number().min(0).max(1),
    minScoredCoverage: z.number().min(0).max(1),
    minProvisionalCoverage: z.number().min(0).max(1),
    requiredDimensions: z.array(z.string()),
  }),
});

/** Decodes a model file. Throws `model_invalid` with the first thing that is wrong. */
export function decodeModel(value: unknown): HealthModel {
  const parsed = modelSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new AppError(
      'model_invalid',
      `The model file is not valid at ${issue?.path.join('.') || 'its top'}: ${issue?.message ?? 'unknown'}.`,
    );
  }
  const model = parsed.data;
  const total = model.dimensions.reduce((sum, dimension) => sum + dimension.weight, 0);
  if (Math.abs(total - 100) > 0.001)
    throw new AppError('model_invalid', `The weights of model ${model.id} add up to ${total}, not 100.`);
  if (new Set(model.dimensions.map((dimension) => dimension.id)).size !== model.dimensions.length)
    throw new AppError('model_invalid', `Model ${model.id} names a dimension twice.`);
  model.tiers.forEach((tier, index) => {
    const better = model.tiers[index - 1];
    if (better && better.from <= tier.from)
      throw new AppError('model_invalid', `The tiers of model ${model.id} must go from best to worst.`);
  });
  if (model.tiers[model.tiers.length - 1]?.from !== 0)
    throw new AppError('model_invalid', `The last tier of model ${model.id} must start at 0.`);
  return model;
}

export const DEFAULT_MODEL = '003-signal';

/** The shipped presets, default first. */
export function loadPresets(resourcesDir: string): HealthModel[] {
  const folder = join(resourcesDir, 'models');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => decodeModel(JSON.parse(readFileSync(join(folder, name), 'utf8'))))
    .sort((a, b) => Number(b.id === DEFAULT_MODEL) - Number(a.id === DEFAULT_MODEL) || (a.id < b.id ? -1 : 1));
}

export function findModel(models: readonly HealthModel[], id: string | undefined): HealthModel {
  const wanted = id ?? DEFAULT_MODEL;
  const model = models.find(
    (candidate) => candidate.id === wanted || `${candidate.id}@${candidate.version}` === wanted,
  );
  if (!model)
    throw new AppError(
      'unknown_model',
      `There is no model ${wanted}. Known: ${models.map((known) => known.id).join(', ')}.`,
    );
  return model;
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#shared/contract/errors.ts';
import { modelFile } from '#shared/contract/model-file.ts';
import type { HealthModel } from '#shared/model/health-model.ts';
import { modelErrors } from './model-checks.ts';

/** Decodes a model file. Throws `model_invalid` with the first thing that is wrong. */
export function decodeModel(value: unknown): HealthModel {
  const parsed = modelFile.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new AppError(
      'model_invalid',
      `The model file is not valid at ${issue?.path.join('.') || 'its top'}: ${issue?.message ?? 'unknown'}.`,
    );
  }
  const model = parsed.data;
  const wrong = modelErrors(model)[0];
  if (wrong) throw new AppError('model_invalid', `Model ${model.id} is not valid. ${wrong.message}`);
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

import type { StoredScenario } from '#electron/store/reads/scenarios.ts';
import { AppError } from '#shared/contract/errors.ts';
import { modelFile } from '#shared/contract/model-file.ts';
import type { HealthModel } from '#shared/model/health-model.ts';

/** The model of a stored scenario. Throws when its document cannot be read. */
export function decodeScenario({ name, document }: Pick<StoredScenario, 'name' | 'document'>): HealthModel {
  try {
    return modelFile.parse(JSON.parse(document));
  } catch {
    throw new AppError('model_invalid', `The scenario ${name} cannot be read: its document is damaged.`);
  }
}

/** Dimensions whose weight is locked in a scenario; none where that cannot be read. */
export function locksOf({ locks }: Pick<StoredScenario, 'locks'>): string[] {
  try {
    const parsed: unknown = JSON.parse(locks);
    return Array.isArray(parsed) ? parsed.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}

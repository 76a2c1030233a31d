import { readPromotions } from '#electron/store/reads/models.ts';
import { modelFile } from '#shared/contract/model-file.ts';
import { type HealthModel, modelVersionOf } from '#shared/model/health-model.ts';
import { modelErrors } from '../model-checks.ts';
import { conflict, dayOf, msOf, type Restore, type Restorers, unknownVersion } from './restorer.ts';

/** Versions under the name they had: what was scored under one can only be explained by that one. */
export function restoreModels({ add }: Restore, known: Map<string, HealthModel>): Restorers['models'] {
  return (entry) => {
    const read = modelFile.safeParse(entry);
    const problem = read.success ? modelErrors(read.data)[0]?.message : 'its document is damaged.';
    if (!read.success || problem !== undefined)
      return {
        code: 'invalid',
        message: `Model version ${entry.id}@${entry.version} cannot be restored: ${problem ?? ''}`,
      };
    const model = read.data;
    const name = modelVersionOf(model);
    const here = known.get(name);
    if (here && JSON.stringify(here) === JSON.stringify(model)) return 'unchanged';
    if (here) {
      known.delete(name);
      return conflict(
        `Model version ${name} is here with other content. The one here stays; what rests on the other is not restored.`,
      );
    }
    add('model_version', {
      model_id: model.id,
      version: model.version,
      parent_version: model.parentVersion,
      author: model.author,
      created_at: model.createdAt === null ? 0 : msOf(model.createdAt),
      change_note: model.changeNote,
      document: JSON.stringify(model),
    });
    known.set(name, model);
    return 'new';
  };
}

type Promotion = Parameters<Restorers['promotions']>[0];

/**
 * The last promotion names the official version, so promotions of the export go on where those here end, or not at all: a
 * workspace that has promoted a model of its own keeps it.
 */
export function restorePromotions(
  { db, add, hasVersion }: Restore,
  exported: readonly unknown[],
): Restorers['promotions'] {
  const keyOf = (at: number, version: string, by: string): string => JSON.stringify([at, version, by]);
  const here = readPromotions(db);
  const keys = new Set(here.map(({ at, modelVersion, by }) => keyOf(at, modelVersion, by)));
  const listed = new Set(
    (exported as readonly Partial<Promotion>[]).map(({ at = '', modelVersion = '', by = '' }) =>
      keyOf(msOf(at), modelVersion, by),
    ),
  );
  const hasOwn = [...keys].some((key) => !listed.has(key));
  const newest = here[0]?.at ?? Number.NEGATIVE_INFINITY;
  return ({ modelVersion, from, at, by, note, reviewer, effectiveOn, summary }) => {
    const time = msOf(at);
    if (keys.has(keyOf(time, modelVersion, by))) return 'unchanged';
    if (!hasVersion(modelVersion)) return unknownVersion(modelVersion);
    if (hasOwn || time < newest)
      return conflict(
        `This workspace has promotions of its own, so its official model stays; that of ${modelVersion} on ${at.slice(0, 10)} is not restored.`,
      );
    add('promotion', {
      model_version: modelVersion,
      from_version: from,
      promoted_at: time,
      promoted_by: by,
      note,
      reviewer: reviewer ?? '',
      effective_on: effectiveOn === undefined ? null : dayOf(effectiveOn, at),
      summary: summary === undefined || summary === null ? null : JSON.stringify(summary),
    });
    return 'new';
  };
}

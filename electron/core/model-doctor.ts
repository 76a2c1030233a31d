import type { Check } from '#electron/store/reads/doctor.ts';
import { readModelVersions } from '#electron/store/reads/models.ts';
import { modelVersionOf } from '#shared/model/health-model.ts';
import type { ReadContext } from './context.ts';
import { decodeStored, modelsOf } from './model-versions.ts';

const listed = (what: string, names: readonly string[]): string =>
  `${what}: ${names.slice(0, 5).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}`;

/** Checks of the workspace's models: every version can be read and has its parent, every promotion names a version. */
export function modelChecks(context: ReadContext): Check[] {
  const stored = readModelVersions(context.db);
  const { models, promotions } = modelsOf(context);
  const known = new Set(models.map(modelVersionOf));
  const unreadable = stored
    .filter((version) => decodeStored(version) === null)
    .map(({ modelId, version }) => modelVersionOf({ id: modelId, version }));
  const orphans = models
    .filter(
      ({ id, parentVersion }) => parentVersion !== null && !known.has(modelVersionOf({ id, version: parentVersion })),
    )
    .map(modelVersionOf);
  const missing = [...new Set(promotions.flatMap(({ modelVersion, from }) => [modelVersion, from]))].filter(
    (name) => !known.has(name),
  );
  return [
    {
      name: 'Model versions',
      ok: unreadable.length === 0 && orphans.length === 0,
      detail:
        unreadable.length > 0
          ? listed('cannot be read', unreadable)
          : orphans.length > 0
            ? listed('made from a version that is not here', orphans)
            : `${stored.length} of this workspace, all readable`,
    },
    {
      name: 'Promotions',
      ok: missing.length === 0,
      detail:
        missing.length > 0
          ? listed('official at some time, and not here', missing)
          : `${promotions.length}, each of a version that is here`,
    },
  ];
}

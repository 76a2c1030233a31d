import { readSealedLooks, readTrials } from '#electron/store/reads/analyses.ts';
import { readMappings } from '#electron/store/reads/mappings.ts';
import { readReviews } from '#electron/store/reads/reviews.ts';
import { readSavedViews } from '#electron/store/reads/saved-views.ts';
import { readScenarios } from '#electron/store/reads/scenarios.ts';
import { readShadowRuns } from '#electron/store/reads/shadow-runs.ts';
import { modelFile } from '#shared/contract/model-file.ts';
import { viewDefinition } from '#shared/contract/views.ts';
import { conflict, dayOf, msOf, type Restore, type Restorers, unknownVersion } from './restorer.ts';

/** Saved views and mappings: of one name, or of files with the same headers, there is one. */
export function restoreViews({ db, add }: Restore): Pick<Restorers, 'views' | 'mappings'> {
  const views = new Map(readSavedViews(db).map((view) => [view.name, view]));
  let hasDefault = [...views.values()].some(({ isDefault }) => isDefault);
  const mappings = new Map(readMappings(db).map((mapping) => [mapping.fingerprint, mapping]));
  return {
    views: ({ name, isDefault, savedAt, ...content }) => {
      const definition = viewDefinition.safeParse(content);
      if (!definition.success) return { code: 'invalid', message: `The view ${name} cannot be read.` };
      const document = JSON.stringify(definition.data);
      const here = views.get(name);
      if (here)
        return JSON.stringify(here.definition) === document
          ? 'unchanged'
          : conflict(`A view named ${name} is here and shows something else; it stays.`);
      const becomes = isDefault && !hasDefault;
      hasDefault ||= becomes;
      add('saved_view', { name, document, is_default: Number(becomes), saved_at: msOf(savedAt) });
      return 'new';
    },
    mappings: ({ fingerprint, name, kind, headers, options, savedAt, usedAt, uses }) => {
      const here = mappings.get(fingerprint);
      if (here)
        return JSON.stringify([here.kind, here.options]) === JSON.stringify([kind, options])
          ? 'unchanged'
          : conflict(`Files with the headers of ${name} are read in another way here; that stays.`);
      add('saved_mapping', {
        fingerprint,
        name,
        kind,
        headers: JSON.stringify(headers),
        options: JSON.stringify(options),
        saved_at: msOf(savedAt),
        used_at: usedAt === undefined ? null : msOf(usedAt),
        uses,
      });
      return 'new';
    },
  };
}

type Evidence = Pick<Restorers, 'scenarios' | 'shadowRuns' | 'reviews' | 'modelsTried' | 'sealedLooks'>;

/** Scenarios, shadow runs, reviews and what was looked at on the history. */
export function restoreEvidence({ db, add, hasVersion }: Restore): Evidence {
  const scenarios = new Map(readScenarios(db).map((scenario) => [scenario.name.toLowerCase(), scenario]));
  const runs = new Set(readShadowRuns(db).map((run) => JSON.stringify([run.modelVersion, run.startedAt])));
  const reviews = new Set(
    readReviews(db).map((review) => JSON.stringify([review.cadence, review.period, review.doneAt])),
  );
  const trials = new Set(readTrials(db).map(({ modelHash }) => modelHash));
  const looks = new Set(
    readSealedLooks(db).map((look) => JSON.stringify([look.modelHash, look.landmark, look.lookedAt])),
  );
  return {
    scenarios: (entry) => {
      const document = JSON.stringify(entry.model);
      if (!modelFile.safeParse(entry.model).success)
        return { code: 'invalid', message: `The model of the scenario ${entry.name} cannot be read.` };
      const here = scenarios.get(entry.name.toLowerCase());
      if (here)
        return here.document === document
          ? 'unchanged'
          : conflict(`A scenario named ${entry.name} is here with other content; it stays.`);
      add('scenario', {
        id: entry.id,
        name: entry.name,
        base_version: entry.baseVersion,
        document,
        locks: JSON.stringify(entry.locks ?? []),
        as_of: dayOf(entry.asOf, entry.savedAt),
        seed: entry.seed,
        model_hash: entry.modelHash,
        note: entry.note,
        author: entry.author,
        created_at: msOf(entry.createdAt),
        saved_at: msOf(entry.savedAt),
      });
      return 'new';
    },
    shadowRuns: (entry) => {
      if (runs.has(JSON.stringify([entry.modelVersion, msOf(entry.startedAt)]))) return 'unchanged';
      if (!hasVersion(entry.modelVersion)) return unknownVersion(entry.modelVersion);
      if (entry.weeks < 1) return { code: 'invalid', message: `The shadow run ${entry.name} has no weeks.` };
      add('shadow_run', {
        id: entry.id,
        name: entry.name,
        model_version: entry.modelVersion,
        model_hash: entry.modelHash,
        official_version: entry.officialVersion,
        from_day: dayOf(entry.from, entry.startedAt),
        weeks: entry.weeks,
        started_at: msOf(entry.startedAt),
        started_by: entry.startedBy,
        note: entry.note,
        ended_at: entry.endedAt === undefined ? null : msOf(entry.endedAt),
        ended_by: entry.endedBy ?? null,
        end_note: entry.endNote ?? null,
      });
      return 'new';
    },
    reviews: ({ id, cadence, period, items, note, doneAt, doneBy }) => {
      if (reviews.has(JSON.stringify([cadence, period, msOf(doneAt)]))) return 'unchanged';
      add('review', {
        id,
        cadence,
        period,
        items: JSON.stringify(items ?? []),
        note,
        done_at: msOf(doneAt),
        done_by: doneBy,
      });
      return 'new';
    },
    modelsTried: ({ modelHash, firstAt, what }) => {
      if (trials.has(modelHash)) return 'unchanged';
      trials.add(modelHash);
      add('tried_scenario', { model_hash: modelHash, first_at: msOf(firstAt), what });
      return 'new';
    },
    sealedLooks: (entry) => {
      const landmark = dayOf(entry.landmark, entry.lookedAt);
      if (looks.has(JSON.stringify([entry.modelHash, landmark, msOf(entry.lookedAt)]))) return 'unchanged';
      add('sealed_look', {
        id: entry.id,
        model_version: entry.modelVersion,
        model_hash: entry.modelHash,
        landmark,
        looked_at: msOf(entry.lookedAt),
        looked_by: entry.lookedBy,
        result: JSON.stringify(entry.result ?? {}),
      });
      return 'new';
    },
  };
}

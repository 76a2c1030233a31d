import { readSealedLooks, readTrials } from '#electron/store/reads/analyses.ts';
import { readEditAccounts, readEdits } from '#electron/store/reads/hand-edits.ts';
import { readMappings } from '#electron/store/reads/mappings.ts';
import { readOverrides } from '#electron/store/reads/overrides.ts';
import { readReviews } from '#electron/store/reads/reviews.ts';
import { readSavedViews } from '#electron/store/reads/saved-views.ts';
import { readScenarios } from '#electron/store/reads/scenarios.ts';
import { readShadowRuns } from '#electron/store/reads/shadow-runs.ts';
import { isoFromDay } from '#shared/model/day.ts';
import { modelVersionOf } from '#shared/model/health-model.ts';
import type { ReadContext } from '../context.ts';
import { modelsOf } from '../model-versions.ts';

/** What the workspace knows beside its tables, as shared/contract/workspace-ledgers.ts says; an import restores it. */
export function ledgersOf(context: ReadContext) {
  return {
    ...modelHistory(context),
    overrides: overrideLedger(context),
    ...handWork(context),
    ...evidenceLedger(context),
  };
}

/** JSON text as it was stored, null where it cannot be read. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The workspace's own model versions as documents, and who made which version official when; both oldest first. */
function modelHistory(context: ReadContext) {
  const { models, own, promotions } = modelsOf(context);
  return {
    models: models.filter((model) => own.has(modelVersionOf(model))).toReversed(),
    promotions: promotions.toReversed().map(({ reviewer, effectiveOn, summary, ...promotion }) => ({
      ...promotion,
      at: new Date(promotion.at).toISOString(),
      ...(reviewer === '' ? {} : { reviewer }),
      ...(effectiveOn === null ? {} : { effectiveOn: isoFromDay(effectiveOn) }),
      ...(summary === null ? {} : { summary: parsed(summary) }),
    })),
  };
}

/** The ledger of overrides, oldest first. */
function overrideLedger(context: ReadContext) {
  const iso = (ms: number): string => new Date(ms).toISOString();
  return readOverrides(context.db, null, -1)
    .toReversed()
    .map(({ id, accountId, target, reason, text, author, ...entry }) => ({
      id,
      accountId,
      target,
      reason,
      text,
      author,
      from: isoFromDay(entry.fromDay),
      expires: isoFromDay(entry.expiresOn),
      createdAt: iso(entry.createdAt),
      ...(entry.endedAt === null ? {} : { endedAt: iso(entry.endedAt), endedBy: entry.endedBy ?? '' }),
      ...(entry.endedOn === null ? {} : { endedOn: isoFromDay(entry.endedOn) }),
      ...(entry.replacedBy === null ? {} : { replacedBy: entry.replacedBy }),
      modelVersion: entry.modelVersion,
      computed: entry.computedMicro === null ? null : entry.computedMicro / 1e6,
    }));
}

/** What people set on accounts by hand, oldest first, the views they saved and how their files are read. */
function handWork(context: ReadContext) {
  const iso = (ms: number): string => new Date(ms).toISOString();
  return {
    edits: readEdits(context.db, null, -1)
      .toReversed()
      .map(({ id, action, value, author, madeAt, undoneAt, undoneBy }) => {
        const accounts = readEditAccounts(context.db, id, -1);
        return {
          id,
          action,
          value,
          author,
          madeAt: iso(madeAt),
          accounts: accounts.map(({ accountId }) => accountId),
          ...(action === 'assign-csm' ? { before: accounts.map(({ before }) => before) } : {}),
          ...(undoneAt === null ? {} : { undoneAt: iso(undoneAt), undoneBy: undoneBy ?? '' }),
        };
      }),
    views: readSavedViews(context.db).map(({ name, definition, isDefault, savedAt }) => ({
      name,
      ...definition,
      isDefault,
      savedAt: iso(savedAt),
    })),
    mappings: readMappings(context.db)
      .toSorted((a, b) => a.id - b.id)
      .map(({ id: _, savedAt, usedAt, ...mapping }) => ({
        ...mapping,
        savedAt: iso(savedAt),
        ...(usedAt === null ? {} : { usedAt: iso(usedAt) }),
      })),
  };
}

/** Scenarios, shadow runs, reviews and what was looked at on the history, oldest first. */
function evidenceLedger(context: ReadContext) {
  const iso = (ms: number): string => new Date(ms).toISOString();
  return {
    scenarios: readScenarios(context.db)
      .toReversed()
      .map(({ document, locks, asOf, createdAt, savedAt, deletedAt: _, ...scenario }) => ({
        ...scenario,
        asOf: isoFromDay(asOf),
        createdAt: iso(createdAt),
        savedAt: iso(savedAt),
        locks: parsed(locks),
        model: parsed(document),
      })),
    shadowRuns: readShadowRuns(context.db)
      .toReversed()
      .map(({ fromDay, startedAt, endedAt, endedBy, endNote, ...run }) => ({
        ...run,
        from: isoFromDay(fromDay),
        startedAt: iso(startedAt),
        ...(endedAt === null ? {} : { endedAt: iso(endedAt), endedBy: endedBy ?? '', endNote: endNote ?? '' }),
      })),
    reviews: readReviews(context.db)
      .toReversed()
      .map(({ items, doneAt, ...review }) => ({ ...review, items: parsed(items), doneAt: iso(doneAt) })),
    modelsTried: readTrials(context.db).map(({ firstAt, ...trial }) => ({ ...trial, firstAt: iso(firstAt) })),
    sealedLooks: readSealedLooks(context.db)
      .toReversed()
      .map(({ landmark, lookedAt, result, ...look }) => ({
        ...look,
        landmark: isoFromDay(landmark),
        lookedAt: iso(lookedAt),
        result: parsed(result),
      })),
  };
}

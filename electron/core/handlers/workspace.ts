import { readAttributeNames } from '#electron/store/reads/accounts.ts';
import { getMeta, readRevision } from '#electron/store/reads/ledger.ts';
import { GROUP_FIELDS } from '#shared/contract/common.ts';
import type { OutputOf } from '#shared/contract/index.ts';
import { byName } from '#shared/format/natural.ts';
import { isoFromDay } from '#shared/model/day.ts';
import { modelVersionOf } from '#shared/model/health-model.ts';
import type { ReadContext } from '../context.ts';
import { officialModel } from '../model-versions.ts';
import { isOutdated } from '../scoring/history.ts';
import { headsOf, recordsOf, tagsOf } from '../views/book.ts';
import { NO_VALUE } from '../views/filters.ts';

const MAX_FACETS = 200;

function facetOf(counts: ReadonlyMap<string, number>): { value: string; accounts: number }[] {
  return [...counts]
    .map(([value, accounts]) => ({ value, accounts }))
    .sort((a, b) => b.accounts - a.accounts || byName(a.value, b.value));
}

export function summaryHandler(context: ReadContext): OutputOf<'workspace.summary'> {
  const model = officialModel(context);
  const modelVersion = modelVersionOf(model);
  const heads = headsOf(context, modelVersion);
  const records = recordsOf(context).filter((record) => record !== undefined);
  const facets = Object.fromEntries(
    GROUP_FIELDS.map((field) => {
      const counts = new Map<string, number>();
      for (const record of records) {
        const value = record[field] ?? NO_VALUE;
        counts.set(value, (counts.get(value) ?? 0) + 1);
      }
      const values = facetOf(counts);
      return [field, values.length === 1 && values[0]?.value === NO_VALUE ? [] : values.slice(0, MAX_FACETS)];
    }),
  );
  const tags = new Map<string, number>();
  for (const tag of [...tagsOf(context).values()].flat()) tags.set(tag, (tags.get(tag) ?? 0) + 1);
  const lastImport = getMeta(context.db, 'last_import_at');
  return {
    name: getMeta(context.db, 'name') ?? 'Workspace',
    currency: getMeta(context.db, 'currency') ?? 'USD',
    isSample: getMeta(context.db, 'sample') === '1',
    readOnly: false,
    revision: readRevision(context.db),
    accounts: records.length,
    activeAccounts: heads.at(-1)?.accounts ?? null,
    snapshots: heads.map((head) => isoFromDay(head.asOf)),
    meanHealth: heads.map((head) => head.mean),
    asOf: heads.length > 0 ? isoFromDay(heads[heads.length - 1]?.asOf ?? 0) : null,
    model: {
      id: model.id,
      name: model.name,
      version: model.version,
      modelVersion,
      tiers: model.tiers.map(({ name, from, role, action }) => ({ name, from, role, action })),
      dimensions: model.dimensions.map(({ id, name, weight }) => ({ id, name, weight })),
    },
    facets: { ...facets, tag: facetOf(tags).slice(0, MAX_FACETS) },
    attributes: readAttributeNames(context.db).slice(0, MAX_FACETS),
    lastImportAt: lastImport === null ? null : Number(lastImport),
    hasAlerts: false,
    scoresOutdated: heads.length > 0 && isOutdated(context.db),
  };
}

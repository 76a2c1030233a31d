import { z } from 'zod';
import { type CanonicalColumn, type ColumnType, KINDS, STORED_KINDS, type StoredKind } from '../model/kinds.ts';
import { batchKind, isoDate } from './common.ts';
import { LEDGER_ENTRIES } from './workspace-ledgers.ts';

const timestamp = z.iso.datetime();
const CELLS: Readonly<Record<ColumnType, z.ZodType>> = {
  id: z.string(),
  text: z.string(),
  word: z.string(),
  priority: z.enum(['P1', 'P2', 'P3', 'P4']),
  number: z.number(),
  integer: z.number(),
  rating: z.number(),
  date: isoDate,
  timestamp,
  boolean: z.boolean(),
};

/** Facts of a kind by canonical column; what is missing is left out. Accounts have their custom attributes beside them. */
function rowsOf(kind: StoredKind) {
  const columns: readonly CanonicalColumn[] = KINDS[kind];
  const shape = Object.fromEntries(
    columns.map(({ name, type, required }) => [name, required ? CELLS[type] : CELLS[type].optional()]),
  );
  return z.array(kind === 'accounts' ? z.object(shape).catchall(z.string()) : z.strictObject(shape));
}

const ledgers = {
  models: z.array(LEDGER_ENTRIES.models).optional(),
  promotions: z.array(LEDGER_ENTRIES.promotions).optional(),
  overrides: z.array(LEDGER_ENTRIES.overrides).optional(),
  edits: z.array(LEDGER_ENTRIES.edits).optional(),
  views: z.array(LEDGER_ENTRIES.views).optional(),
  mappings: z.array(LEDGER_ENTRIES.mappings).optional(),
  scenarios: z.array(LEDGER_ENTRIES.scenarios).optional(),
  shadowRuns: z.array(LEDGER_ENTRIES.shadowRuns).optional(),
  reviews: z.array(LEDGER_ENTRIES.reviews).optional(),
  modelsTried: z.array(LEDGER_ENTRIES.modelsTried).optional(),
  sealedLooks: z.array(LEDGER_ENTRIES.sealedLooks).optional(),
};

/**
 * The JSON document of a whole workspace: its facts, the ledger of its imports, its models, its overrides, edits by hand,
 * saved views, mappings, scenarios, shadow runs, reviews and the scores of its newest snapshot. Documents of earlier formats lack some of these lists. The CSM of an
 * account is the one that counts: what `edits` come to is in it.
 * `resources/schemas/workspace-export.schema.json` says the same as JSON Schema; a test keeps them equal.
 */
export const workspaceExport = z.strictObject({
  bellwetherExport: z.literal(1),
  name: z.string(),
  currency: z.string(),
  exportedAt: timestamp,
  tables: z.strictObject(Object.fromEntries(STORED_KINDS.map((kind) => [kind, rowsOf(kind)]))),
  batches: z.array(
    z.strictObject({
      batchId: z.number().int(),
      file: z.string(),
      kind: batchKind,
      importedAt: timestamp,
      sha256: z.string(),
      bytes: z.number().int(),
      rowsRead: z.number().int(),
      accepted: z.number().int(),
      rejected: z.number().int(),
      /** Absent while the rows stand. */
      undoneAt: timestamp.optional(),
    }),
  ),
  ...ledgers,
  /** null before the first scoring. Columns as in the export of scores; dimensions are `<id>_score`, 0-100. */
  scores: z
    .strictObject({
      modelVersion: z.string(),
      asOf: isoDate,
      accounts: z.array(
        z
          .object({
            account_id: z.string(),
            name: z.string(),
            score: z.number().optional(),
            tier: z.string().optional(),
            coverage: z.number(),
          })
          .catchall(z.union([z.string(), z.number()])),
      ),
    })
    .nullable(),
});

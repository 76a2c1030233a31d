import { z } from 'zod';
import { type CanonicalColumn, type ColumnType, KINDS, STORED_KINDS, type StoredKind } from '../model/kinds.ts';
import { fileKind, isoDate } from './common.ts';
import { EDIT_ACTIONS } from './edits.ts';
import { OVERRIDE_REASONS, overrideTarget } from './overrides.ts';

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

/**
 * The workspace's own model versions and who made which of them official when, both oldest first. Each version is a complete
 * model document (shared/contract/model-file.ts), which `model import` reads.
 */
const modelVersions = {
  models: z.array(z.looseObject({ id: z.string(), version: z.number().int() })).optional(),
  promotions: z
    .array(
      z.strictObject({
        modelVersion: z.string(),
        from: z.string(),
        at: timestamp,
        by: z.string(),
        note: z.string(),
        reviewer: z.string().optional(),
        effectiveOn: isoDate.optional(),
        /** What was known of the version then, as `models.list` tells it. */
        summary: z.looseObject({}).nullable().optional(),
      }),
    )
    .optional(),
};

/** The ledger of overrides, oldest first; `computed` is what the model said when one was made. */
const overrides = z
  .array(
    z.strictObject({
      id: z.number().int(),
      accountId: z.string(),
      target: overrideTarget,
      reason: z.enum(OVERRIDE_REASONS),
      text: z.string(),
      author: z.string(),
      from: isoDate,
      expires: isoDate,
      createdAt: timestamp,
      endedAt: timestamp.optional(),
      endedBy: z.string().optional(),
      replacedBy: z.number().int().optional(),
      modelVersion: z.string(),
      computed: z.number().nullable(),
    }),
  )
  .optional();

/** What people set on accounts by hand, oldest first, and the views of the account list they saved. */
const handWork = {
  edits: z
    .array(
      z.strictObject({
        id: z.number().int(),
        action: z.enum(EDIT_ACTIONS),
        value: z.string().nullable(),
        author: z.string(),
        madeAt: timestamp,
        accounts: z.array(z.string()),
        undoneAt: timestamp.optional(),
        undoneBy: z.string().optional(),
      }),
    )
    .optional(),
  views: z
    .array(
      z.strictObject({
        name: z.string(),
        /** As in the address of the view. */
        filters: z.record(z.string(), z.unknown()),
        sort: z.array(z.strictObject({ field: z.string(), direction: z.enum(['asc', 'desc']) })),
        group: z.string().nullable(),
        columns: z.array(z.strictObject({ id: z.string(), width: z.number().int().nullable() })).nullable(),
        isDefault: z.boolean(),
        savedAt: timestamp,
      }),
    )
    .optional(),
};

/** Scenarios, shadow runs, reviews and what was looked at on the history, oldest first; deleted scenarios are left out. */
const evidenceLedger = {
  scenarios: z
    .array(
      z.strictObject({
        id: z.number().int(),
        name: z.string(),
        baseVersion: z.string(),
        asOf: isoDate,
        seed: z.number().int(),
        modelHash: z.string(),
        note: z.string(),
        author: z.string(),
        createdAt: timestamp,
        savedAt: timestamp,
        locks: z.array(z.string()).nullable(),
        /** The complete model document, which `model import` reads. */
        model: z.looseObject({ id: z.string() }).nullable(),
      }),
    )
    .optional(),
  shadowRuns: z
    .array(
      z.strictObject({
        id: z.number().int(),
        name: z.string(),
        modelVersion: z.string(),
        modelHash: z.string(),
        officialVersion: z.string(),
        from: isoDate,
        weeks: z.number().int(),
        startedAt: timestamp,
        startedBy: z.string(),
        note: z.string(),
        endedAt: timestamp.optional(),
        endedBy: z.string().optional(),
        endNote: z.string().optional(),
      }),
    )
    .optional(),
  reviews: z
    .array(
      z.strictObject({
        id: z.number().int(),
        cadence: z.enum(['monthly', 'quarterly', 'annual']),
        period: z.string(),
        items: z.array(z.looseObject({ id: z.string() })).nullable(),
        note: z.string(),
        doneAt: timestamp,
        doneBy: z.string(),
      }),
    )
    .optional(),
  modelsTried: z.array(z.strictObject({ modelHash: z.string(), firstAt: timestamp, what: z.string() })).optional(),
  sealedLooks: z
    .array(
      z.strictObject({
        id: z.number().int(),
        modelVersion: z.string(),
        modelHash: z.string(),
        landmark: isoDate,
        lookedAt: timestamp,
        lookedBy: z.string(),
        result: z.looseObject({}).nullable(),
      }),
    )
    .optional(),
};

/**
 * The JSON document of a whole workspace: its facts, the ledger of its imports, its models, its overrides, edits by hand,
 * saved views, scenarios, shadow runs, reviews and the scores of its newest snapshot. Documents of earlier formats lack some of these lists. The CSM of an
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
      kind: fileKind,
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
  ...modelVersions,
  overrides,
  ...handWork,
  ...evidenceLedger,
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

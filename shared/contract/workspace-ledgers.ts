import { z } from 'zod';
import { isoDate } from './common.ts';
import { EDIT_ACTIONS } from './edits.ts';
import { importOptions } from './importing.ts';
import { OVERRIDE_REASONS, overrideTarget } from './overrides.ts';

const timestamp = z.iso.datetime();

/**
 * One entry of each ledger of a whole-workspace export: what a workspace knows beside its tables. Ids are those of the
 * workspace that was exported; lists are oldest first. An import of the archive restores them in this order.
 */
export const LEDGER_ENTRIES = {
  /** The workspace's own model versions: complete model documents (shared/contract/model-file.ts). */
  models: z.looseObject({ id: z.string(), version: z.number().int() }),
  /** Who made which version official when. */
  promotions: z.strictObject({
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
  /** `computed` is what the model said when the override was made. */
  overrides: z.strictObject({
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
    /** Day of the data from which it does not count any more; exports of earlier versions lack it. */
    endedOn: isoDate.optional(),
    endedBy: z.string().optional(),
    replacedBy: z.number().int().optional(),
    modelVersion: z.string(),
    computed: z.number().nullable(),
  }),
  /** What people set on accounts by hand. */
  edits: z.strictObject({
    id: z.number().int(),
    action: z.enum(EDIT_ACTIONS),
    value: z.string().nullable(),
    author: z.string(),
    madeAt: timestamp,
    accounts: z.array(z.string()),
    /** Of an assigned CSM: what the files said before, account by account. */
    before: z.array(z.string().nullable()).optional(),
    undoneAt: timestamp.optional(),
    undoneBy: z.string().optional(),
  }),
  /** Saved views of the account list. */
  views: z.strictObject({
    name: z.string(),
    /** As in the address of the view. */
    filters: z.record(z.string(), z.unknown()),
    sort: z.array(z.strictObject({ field: z.string(), direction: z.enum(['asc', 'desc']) })),
    group: z.string().nullable(),
    columns: z.array(z.strictObject({ id: z.string(), width: z.number().int().nullable() })).nullable(),
    isDefault: z.boolean(),
    savedAt: timestamp,
  }),
  /** How files with certain headers are read. */
  mappings: z.strictObject({
    fingerprint: z.string(),
    name: z.string(),
    kind: z.string(),
    headers: z.array(z.string()),
    options: importOptions,
    savedAt: timestamp,
    usedAt: timestamp.optional(),
    uses: z.number().int(),
  }),
  /** Deleted scenarios are left out. */
  scenarios: z.strictObject({
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
  shadowRuns: z.strictObject({
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
  reviews: z.strictObject({
    id: z.number().int(),
    cadence: z.enum(['monthly', 'quarterly', 'annual']),
    period: z.string(),
    items: z.array(z.looseObject({ id: z.string() })).nullable(),
    note: z.string(),
    doneAt: timestamp,
    doneBy: z.string(),
  }),
  /** Models whose accuracy on the history was looked at. */
  modelsTried: z.strictObject({ modelHash: z.string(), firstAt: timestamp, what: z.string() }),
  sealedLooks: z.strictObject({
    id: z.number().int(),
    modelVersion: z.string(),
    modelHash: z.string(),
    landmark: isoDate,
    lookedAt: timestamp,
    lookedBy: z.string(),
    result: z.looseObject({}).nullable(),
  }),
} as const;

export type Ledger = keyof typeof LEDGER_ENTRIES;
export type LedgerEntryOf<L extends Ledger> = z.infer<(typeof LEDGER_ENTRIES)[L]>;

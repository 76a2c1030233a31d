import { z } from 'zod';
import { STORED_KINDS } from '../model/kinds.ts';
import { count, isoDate, nullableNumber, shortText, text } from './common.ts';
import { job, mutation, query } from './define.ts';

export const storedKind = z.enum(STORED_KINDS);
/** Subscription and wide usage files are read as their own shape and stored as contracts and usage. */
export const fileKind = z.enum([...STORED_KINDS, 'usage_wide', 'subscriptions']);
export const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);

export const importOptions = z.strictObject({
  kind: fileKind.optional(),
  /** Source header → canonical column, '' to leave a column out; replaces the detected mapping for the columns named. */
  mapping: z.record(shortText, shortText).optional(),
  delimiter: z.string().min(1).max(4).optional(),
  encoding: shortText.optional(),
  dateFormat: z.enum(['dmy', 'mdy', 'ymd']).optional(),
  /** Decimal sign of numbers such as 1.234 that could be read either way. */
  decimal: z.enum(['.', ',']).optional(),
});
export type ImportOptions = z.infer<typeof importOptions>;

export const issue = z.strictObject({
  line: count,
  column: shortText.optional(),
  code: shortText,
  severity: z.enum(['info', 'warning', 'error']),
  message: text,
});
export type Issue = z.infer<typeof issue>;

export const inspectedFile = z.strictObject({
  file: shortText,
  bytes: count,
  kindGuess: fileKind.nullable(),
  confidence: z.number().min(0).max(1),
  encoding: shortText,
  delimiter: shortText,
  /** 1-based line of the header row. */
  headerRow: count,
  columns: z.array(
    z.strictObject({
      name: z.string(),
      type: shortText,
      canonical: shortText.nullable(),
      confidence: z.number().min(0).max(1).optional(),
    }),
  ),
  rowCount: count,
  rows: z.array(z.array(cell)),
  issues: z.array(issue),
});
export type InspectedFile = z.infer<typeof inspectedFile>;

export const rejectedRow = z.strictObject({
  line: count,
  column: shortText.nullable(),
  code: shortText,
  message: text,
  raw: text,
});

export const batchReport = z.strictObject({
  /** null when nothing was stored (dry run). */
  batchId: count.nullable(),
  file: shortText,
  kind: fileKind,
  mapping: z.record(shortText, shortText),
  rowsRead: count,
  accepted: count,
  rejected: count,
  /** Accepted rows that repeat an earlier row of the same file (the last one stands). */
  duplicates: count,
  /** Facts that are new. */
  created: count,
  updated: count,
  unchanged: count,
  /** Rows kept aside until their account arrives. */
  waiting: count,
  warnings: z.array(z.strictObject({ code: shortText, count, message: text })),
  rejectedSample: z.array(rejectedRow),
  dateOrder: z.enum(['dmy', 'mdy', 'ymd']).nullable(),
});
export type BatchReport = z.infer<typeof batchReport>;

export const filePreview = z.strictObject({
  report: batchReport,
  columns: z.array(
    z.strictObject({
      name: z.string(),
      canonical: shortText.nullable(),
      confidence: z.number(),
      type: shortText,
      sample: z.string().nullable(),
      issues: count,
    }),
  ),
  /** First rows as they will be stored. */
  storedColumns: z.array(shortText),
  storedRows: z.array(
    z.strictObject({
      line: count,
      result: z.enum(['new', 'changed', 'unchanged', 'rejected', 'waiting', 'duplicate']),
      cells: z.array(cell),
    }),
  ),
  encoding: shortText,
  delimiter: shortText,
  headerRow: count,
  bytes: count,
  error: z.strictObject({ code: shortText, message: text }).nullable(),
});
export type FilePreview = z.infer<typeof filePreview>;

const sources = z.array(shortText).min(1).max(500);

export const dataMethods = {
  /** Reads the picked files as an import would and stores nothing. `sources` are references from the host's file picker. */
  'import.preview': job(
    z.strictObject({ sources, options: importOptions.optional() }),
    z.strictObject({ files: z.array(filePreview) }),
  ),
  /** Imports files, accounts first; each file is one transaction with its ledger row. Re-scores afterwards. */
  'import.run': job(
    z.strictObject({
      sources,
      options: importOptions.optional(),
      score: z.boolean().optional(),
      dryRun: z.boolean().optional(),
    }),
    z.strictObject({
      batches: z.array(batchReport),
      failed: z.array(z.strictObject({ file: shortText, code: shortText, message: text })),
    }),
  ),
  'import.inspect': query(
    z.strictObject({
      source: shortText,
      rows: z.number().int().min(0).max(100_000).optional(),
      encoding: shortText.optional(),
      delimiter: shortText.optional(),
      sheet: shortText.optional(),
    }),
    inspectedFile,
  ),
  'import.discard': mutation(z.strictObject({ sources }), z.strictObject({})),
  'score.run': job(
    z.strictObject({
      model: shortText.optional(),
      asOf: isoDate.optional(),
      from: isoDate.optional(),
      every: z.literal('week').optional(),
    }),
    z.strictObject({
      modelVersion: shortText,
      asOf: isoDate,
      snapshots: count,
      accountsScored: count,
      provisional: count,
      unscored: count,
      ms: z.number(),
    }),
  ),
  'data.batches': query(
    z.strictObject({ offset: count.optional(), limit: z.number().int().min(1).max(500).optional() }),
    z.strictObject({
      total: count,
      batches: z.array(
        z.strictObject({
          batchId: count,
          file: shortText,
          kind: fileKind,
          importedAt: z.number(),
          sha256: shortText,
          bytes: count,
          rowsRead: count,
          accepted: count,
          rejected: count,
          duplicates: count,
          created: count,
          updated: count,
          unchanged: count,
          waiting: count,
          mapping: z.record(shortText, shortText),
          warnings: z.array(z.strictObject({ code: shortText, count, message: text })),
        }),
      ),
    }),
  ),
  'data.rejected': query(
    z.strictObject({ batchId: count, offset: count.optional(), limit: z.number().int().min(1).max(500).optional() }),
    z.strictObject({ total: count, rows: z.array(rejectedRow) }),
  ),
  'data.sources': query(
    z.strictObject({}),
    z.strictObject({
      sources: z.array(
        z.strictObject({
          kind: storedKind,
          rows: count,
          newest: isoDate.nullable(),
          oldest: isoDate.nullable(),
          ageDays: nullableNumber,
          freshness: z.enum(['fresh', 'stale', 'missing', 'undated']),
          waiting: count,
        }),
      ),
    }),
  ),
  'data.doctor': query(
    z.strictObject({}),
    z.strictObject({
      ok: z.boolean(),
      checks: z.array(z.strictObject({ name: shortText, ok: z.boolean(), detail: text })),
    }),
  ),
  'job.get': query(z.strictObject({ jobId: shortText }), z.strictObject({ job: z.unknown() })),
  'job.cancel': mutation(z.strictObject({ jobId: shortText }), z.strictObject({})),
};

import { z } from 'zod';
import { batchKind, cell, count, fileKind, shortText, text } from './common.ts';
import { job, mutation, query } from './define.ts';

const dateOrder = z.enum(['dmy', 'mdy', 'ymd']);

const decimalSign = z.enum(['.', ',']);

/** How one file is read, where its own bytes do not say. Also what a saved or exchanged mapping consists of. */
export const importOptions = z.strictObject({
  kind: fileKind.optional(),
  /** Source header → canonical column, '' to leave a column out; replaces the detected mapping for the columns named. */
  mapping: z.record(shortText, shortText).optional(),
  /** Canonical column → word of the file → stored word, e.g. {"outcome": {"no": "churn", "yes": "renewal"}}; words compare without case. */
  values: z.record(shortText, z.record(shortText, shortText)).optional(),
  delimiter: z.string().min(1).max(4).optional(),
  encoding: shortText.optional(),
  quote: z.enum(['"', "'"]).optional(),
  /** 1-based line of the header row; 0 when the file has none. */
  headerRow: count.optional(),
  /** For all columns whose dates could be read more than one way. */
  dateFormat: dateOrder.optional(),
  /** The same for single columns, by source header. */
  dateFormats: z.record(shortText, dateOrder).optional(),
  /** Decimal sign of numbers such as 1.234 that could be read either way. */
  decimal: decimalSign.optional(),
  decimals: z.record(shortText, decimalSign).optional(),
  /** Source header → how a column without canonical place is read (an account's own attribute). */
  types: z.record(shortText, z.enum(['text', 'number', 'date', 'boolean'])).optional(),
  /** Source header → what its numbers are multiplied by when stored, e.g. 0.01 for amounts in cents. */
  factors: z.record(shortText, z.number().positive()).optional(),
  /** Canonical column → value of every row, for what the file does not say, e.g. {"kind": "nps"}. */
  constants: z.record(shortText, shortText).optional(),
  /** Rows without an id of their account are joined by the account's name. Only when asked. */
  joinByName: z.boolean().optional(),
  /** false: neither saved mappings nor presets are applied, only what the headers say. */
  remembered: z.boolean().optional(),
});

export type ImportOptions = z.infer<typeof importOptions>;

/** Where a mapping came from; `name` is the preset's or saved mapping's title. */
export const mappingOrigin = z.strictObject({
  type: z.enum(['detected', 'preset', 'saved', 'given']),
  name: shortText.nullable(),
});

export type MappingOrigin = z.infer<typeof mappingOrigin>;

/** One table inside a picked source: '' for a plain file, else its path in the folder or archive, `#Sheet` for a sheet. */
const part = z.string().max(1024);

const partChoice = z.strictObject({
  source: shortText,
  part,
  options: importOptions.optional(),
  /** true: this table is left out. */
  skip: z.boolean().optional(),
});

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
  /** Where the mapping came from. */
  mappingOrigin: mappingOrigin,
  /** The workbook's sheets, or the tables in an archive; empty for a plain file. */
  parts: z.array(part),
  rowCount: count,
  rows: z.array(z.array(cell)),
  issues: z.array(issue),
});

export type InspectedFile = z.infer<typeof inspectedFile>;

/** A column whose values can be read more than one way: asked once, answered by `dateFormats` or `decimals`. */
export const columnQuestion = z.strictObject({
  column: z.string(),
  asks: z.enum(['date', 'decimal']),
  /** Values as written. */
  examples: z.array(z.string()).max(5),
});

export type ColumnQuestion = z.infer<typeof columnQuestion>;

export const rejectedRow = z.strictObject({
  line: count,
  column: shortText.nullable(),
  code: shortText,
  message: text,
  raw: text,
});

export const openRejected = rejectedRow.extend({
  id: count,
  /** The raw text cut into cells; may be more or fewer than the headers. */
  cells: z.array(z.string()),
  /** The batch in which the corrected row was read again; null while it is open. */
  fixedIn: count.nullable(),
});

export const batchReport = z.strictObject({
  /** null when nothing was stored (dry run). */
  batchId: count.nullable(),
  file: shortText,
  kind: batchKind,
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
  dateOrder: dateOrder.nullable(),
  mappingOrigin: mappingOrigin,
  /** Sum per numeric column over the accepted rows, for reconciling with the source. */
  sums: z.record(shortText, z.number()),
});

export type BatchReport = z.infer<typeof batchReport>;

export const filePreview = z.strictObject({
  /** Reference of the picked source and the table in it. */
  source: shortText,
  part,
  report: batchReport,
  /** Kind the headers suggest; null where they suggest none (then `error` says so). */
  kindGuess: fileKind.nullable(),
  confidence: z.number().min(0).max(1),
  questions: z.array(columnQuestion),
  columns: z.array(
    z.strictObject({
      name: z.string(),
      canonical: shortText.nullable(),
      confidence: z.number(),
      type: shortText,
      sample: z.string().nullable(),
      blank: count,
      /** Values that cannot be read as the column's type, plus warnings about the column. */
      issues: count,
      /** What they are: at most ten kinds, most frequent first. */
      found: z.array(z.strictObject({ code: shortText, count, line: count, message: text })),
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
  /** First rows as written, of a table that could be cut into rows but cannot be imported as it is. */
  rawRows: z.array(z.array(z.string())),
  encoding: shortText,
  delimiter: shortText,
  headerRow: count,
  bytes: count,
  error: z
    .strictObject({
      code: shortText,
      message: text,
      details: z.record(shortText, z.union([z.string(), z.number(), z.boolean(), z.null()])),
    })
    .nullable(),
});

export type FilePreview = z.infer<typeof filePreview>;

export const undoReport = z.strictObject({
  batchId: count,
  file: shortText,
  kind: batchKind,
  /** Facts the batch had created and nothing else asserts: removed. */
  removed: count,
  /** Facts whose earlier values came back. */
  restored: count,
  /** Facts of the batch that other batches assert as well, or have changed since: they stay. */
  kept: count,
  /** Accounts or contacts that are gone from every view, while rows of other batches wait for them. */
  hidden: count,
  /** Rows of the batch that still waited for an account: removed. */
  waiting: count,
});

export type UndoReport = z.infer<typeof undoReport>;

const sources = z.array(shortText).min(1).max(500);

export const importingMethods = {
  /** Reads the picked files as an import would and stores nothing. `sources` are references from the host's file picker. */
  'import.preview': job(
    z.strictObject({
      sources,
      options: importOptions.optional(),
      parts: z.array(partChoice).max(1000).optional(),
      sheet: shortText.optional(),
    }),
    z.strictObject({ files: z.array(filePreview) }),
  ),
  /**
   * Imports files, accounts first, in one transaction: all of them or, after a cancel or a failure, none; each has its ledger
   * row. `options` are for every table, `parts` for single ones. Re-scores afterwards.
   */
  'import.run': job(
    z.strictObject({
      sources,
      options: importOptions.optional(),
      parts: z.array(partChoice).max(1000).optional(),
      /** Of workbooks only the sheet of this name. */
      sheet: shortText.optional(),
      score: z.boolean().optional(),
      dryRun: z.boolean().optional(),
    }),
    z.strictObject({
      batches: z.array(batchReport),
      failed: z.array(z.strictObject({ file: shortText, code: shortText, message: text })),
    }),
  ),
  /** Takes batches back, newest first, whatever came after them; with `dryRun` only says what that would do. Re-scores afterwards. */
  'import.undo': job(
    z.strictObject({
      batchIds: z.array(count).min(1).max(500),
      dryRun: z.boolean().optional(),
      score: z.boolean().optional(),
    }),
    z.strictObject({ undone: z.array(undoReport) }),
  ),
  /** Imports corrected rejected rows of a batch, read as that batch was: `cells` in the order of its headers. */
  'import.fix': job(
    z.strictObject({
      batchId: count,
      rows: z
        .array(z.strictObject({ id: count, cells: z.array(z.string().max(65_536)).max(500) }))
        .min(1)
        .max(5000),
      score: z.boolean().optional(),
    }),
    z.strictObject({
      batch: batchReport,
      /** What is still refused, with why: now in the new batch. */
      remaining: z.array(openRejected),
    }),
  ),
  'import.inspect': query(
    z.strictObject({
      source: shortText,
      rows: z.number().int().min(0).max(100_000).optional(),
      part: part.optional(),
      options: importOptions.optional(),
    }),
    inspectedFile,
  ),
  'import.discard': mutation(z.strictObject({ sources }), z.strictObject({})),
};

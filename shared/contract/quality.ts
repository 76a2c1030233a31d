import { z } from 'zod';
import { count, fileKind, isoDate, nullableNumber, shortText, storedKind, text } from './common.ts';
import { query } from './define.ts';

const qualityIssue = z.strictObject({
  code: shortText,
  severity: z.enum(['info', 'warning', 'error']),
  kind: storedKind,
  count,
  message: text,
  /** Some of the rows: account, the row's own id or date, what is wrong, and where it was imported from. */
  rows: z
    .array(
      z.strictObject({
        accountId: shortText.nullable(),
        accountName: shortText.nullable(),
        row: shortText,
        detail: text,
        batchId: count.nullable(),
      }),
    )
    .max(50),
});

export type QualityIssue = z.infer<typeof qualityIssue>;

export const qualityReport = z.strictObject({
  asOf: isoDate.nullable(),
  /** 0-100, mean over the accounts' own quality scores; null without accounts. */
  score: nullableNumber,
  accounts: count,
  sources: z.array(
    z.strictObject({
      kind: storedKind,
      rows: count,
      accounts: count,
      newest: isoDate.nullable(),
      oldest: isoDate.nullable(),
      ageDays: nullableNumber,
      freshness: z.enum(['fresh', 'stale', 'missing', 'undated']),
      /** Facts older than this many days count as stale; null where the kind is not refreshed. */
      staleAfterDays: nullableNumber,
      duplicates: count,
      waiting: count,
      rejected: count,
      /** 0-100 share of filled cells per column. */
      completeness: z.array(z.strictObject({ column: shortText, filled: z.number().min(0).max(100) })),
    }),
  ),
  issues: z.array(qualityIssue),
  /** Worst first. */
  worst: z.array(
    z.strictObject({
      accountId: shortText,
      name: shortText,
      score: z.number(),
      missing: z.array(shortText),
      issues: count,
    }),
  ),
  /** Accounts per decile of the quality score: 0-10, 10-20 … 90-100. */
  distribution: z.array(count).length(10),
  /** One entry a batch, oldest first, undone ones left out. */
  trend: z.array(
    z.strictObject({
      batchId: count,
      file: shortText,
      kind: fileKind,
      importedAt: z.number(),
      rowsRead: count,
      rejectedShare: z.number(),
      duplicateShare: z.number(),
      waitingShare: z.number(),
    }),
  ),
});

export type QualityReport = z.infer<typeof qualityReport>;

export const qualityMethods = {
  'data.quality': query(z.strictObject({ asOf: isoDate.optional() }), qualityReport),
  /** The one-page report as a self-contained HTML document, ready to print. */
  'data.qualityHtml': query(
    z.strictObject({ asOf: isoDate.optional() }),
    z.strictObject({ file: shortText, html: z.string() }),
  ),
};

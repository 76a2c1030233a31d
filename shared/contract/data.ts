import { z } from 'zod';
import { batchKind, count, isoDate, nullableNumber, shortText, storedKind, text } from './common.ts';
import { job, mutation, query } from './define.ts';
import { openRejected } from './importing.ts';

export const dataMethods = {
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
      /** Scores computed, one an account and week; the others still held. */
      recomputed: count,
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
          kind: batchKind,
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
          sums: z.record(shortText, z.number()),
          /** When it was taken back; null while its rows stand. */
          undoneAt: nullableNumber,
          /** The batch whose rejected rows this one corrects. */
          fixOf: count.nullable(),
          /** Rejected rows not corrected yet. */
          rejectedOpen: count,
        }),
      ),
    }),
  ),
  'data.rejected': query(
    z.strictObject({ batchId: count, offset: count.optional(), limit: z.number().int().min(1).max(500).optional() }),
    z.strictObject({
      total: count,
      /** Headers of the file, for showing and correcting the cells. */
      headers: z.array(z.string()),
      rows: z.array(openRejected),
    }),
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

import type { FilePreview } from '#shared/contract/data.ts';
import type { ImportedFile } from './import-file.ts';
import type { Planned } from './plans.ts';
import type { Failure } from './tables.ts';

/** What the window shows of a table that was tried. */
export function previewOf({ table, plan }: Planned, { report, preview }: ImportedFile): FilePreview {
  return {
    source: table.source,
    part: table.part,
    report: { ...report, batchId: null },
    kindGuess: plan.kind,
    confidence: plan.kindConfidence,
    questions: [...plan.questions],
    columns: plan.columns.map(({ name, canonical, confidence, type, sample, issues, blank }) => ({
      name,
      canonical,
      confidence,
      type,
      sample,
      issues,
      blank,
      found: [],
    })),
    ...preview,
    encoding: plan.encoding,
    delimiter: plan.delimiter,
    headerRow: plan.headerRow,
    bytes: plan.bytes,
    error: null,
  };
}

/** What the window shows of a table that cannot be imported as it is. */
export function failedPreview(failure: Failure): FilePreview {
  return {
    source: failure.source,
    part: failure.part,
    report: {
      batchId: null,
      file: failure.file,
      kind: 'accounts',
      mapping: {},
      rowsRead: 0,
      accepted: 0,
      rejected: 0,
      duplicates: 0,
      created: 0,
      updated: 0,
      unchanged: 0,
      waiting: 0,
      warnings: [],
      rejectedSample: [],
      dateOrder: null,
      mappingOrigin: { type: 'detected', name: null },
      sums: {},
    },
    kindGuess: null,
    confidence: 0,
    questions: [],
    columns: [],
    storedColumns: [],
    storedRows: [],
    encoding: '',
    delimiter: '',
    headerRow: 0,
    bytes: 0,
    error: { code: failure.code, message: failure.message },
  };
}

import type { Cell, FileDescription, PlanColumn } from '#electron/ingest/index.ts';
import type { FilePreview } from '#shared/contract/importing.ts';
import { isoFromDay } from '#shared/model/day.ts';
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
    ...preview,
    rawRows: [],
    encoding: plan.encoding,
    delimiter: plan.delimiter,
    headerRow: plan.headerRow,
    bytes: plan.bytes,
    error: null,
  };
}

/** What the window shows of a table that cannot be imported as it is; `looked` is null where it could not even be cut into rows. */
export function failedPreview(failure: Failure, looked: FileDescription | null): FilePreview {
  return {
    source: failure.source,
    part: failure.part,
    report: {
      batchId: null,
      file: failure.file,
      kind: looked?.kindGuess ?? 'accounts',
      mapping: {},
      rowsRead: looked?.rowCount ?? 0,
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
      mappingOrigin: looked?.origin ?? { type: 'detected', name: null },
      sums: {},
    },
    kindGuess: looked?.kindGuess ?? null,
    confidence: looked?.confidence ?? 0,
    questions: [...(looked?.questions ?? [])],
    columns: (looked?.columns ?? []).map(shownColumn),
    storedColumns: [],
    storedRows: [],
    rawRows: (looked?.rows ?? []).map((cells) => [...cells]),
    encoding: looked?.encoding ?? '',
    delimiter: looked?.delimiter ?? '',
    headerRow: looked?.headerRow ?? 0,
    bytes: looked?.bytes ?? 0,
    error: { code: failure.code, message: failure.message, details: failure.details ?? {} },
  };
}

export function shownColumn(column: PlanColumn): FilePreview['columns'][number] {
  const { name, canonical, confidence, type, sample, blank, issues, found } = column;
  return { name, canonical, confidence, type, sample, blank, issues, found: [...found] };
}

/** A stored cell as people write it. */
export function displayCell(cell: Cell | undefined, type: string): Cell {
  if (cell === null || cell === undefined) return null;
  if (typeof cell === 'number' && type === 'date') return isoFromDay(cell);
  if (typeof cell === 'number' && type === 'timestamp') {
    const iso = new Date(cell).toISOString();
    return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : `${iso.slice(0, 19)}Z`;
  }
  return cell;
}

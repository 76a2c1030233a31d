import type { FilePlan } from '#electron/ingest/index.ts';
import type { WriteDb } from '#electron/store/open.ts';
import { readBatch, readOpenRejected, readRecipe } from '#electron/store/reads/ledger.ts';
import { markFixed } from '#electron/store/writes/ledger.ts';

/**
 * The rejected rows a file has brought back are not open any more: they are read in batch `fixId`, stored or rejected there.
 * Rows count only where the batch they name is here and has the file's headers, so that a file of another workspace closes
 * nothing.
 */
export function markCorrected(db: WriteDb, plan: FilePlan, fixId: number | null): void {
  if (fixId === null) return;
  for (const [batch, rows] of Map.groupBy(plan.corrects, (row) => row.batch)) {
    const known = readBatch(db, batch);
    const headers = readRecipe(db, batch)?.headers ?? [];
    if (!known || known.undoneAt !== null || headers.some((header) => !plan.headers.includes(header))) continue;
    const lines = new Set(rows.map((row) => row.line));
    const open = readOpenRejected(db, batch).filter((row) => lines.has(row.line));
    if (open.length > 0)
      markFixed(
        db,
        batch,
        fixId,
        open.map((row) => row.id),
      );
  }
}

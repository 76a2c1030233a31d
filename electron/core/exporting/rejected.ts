import { cellsOf, REJECTION_COLUMNS } from '#electron/ingest/index.ts';
import { readOpenRejected, readRecipe } from '#electron/store/reads/ledger.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { ReadContext } from '../context.ts';
import type { ExportTable } from './table.ts';

/**
 * The rejected rows of a batch that are not corrected yet: the file's own columns and cells, then where and why. Cells beyond the
 * header stand in columns without a name. The corrected file is imported as the first one was, the reasons left out.
 */
export function rejectedTable(context: ReadContext, batchId: number | undefined): ExportTable {
  if (batchId === undefined) throw new AppError('bad_request', 'Say which batch; the list of imports numbers them.');
  const recipe = readRecipe(context.db, batchId);
  if (!recipe) throw new AppError('not_found', `There is no batch ${batchId}.`);
  const rows = readOpenRejected(context.db, batchId).map((row) => ({
    reason: [String(batchId), String(row.line), row.column, row.code, row.message],
    cells: cellsOf(row.raw, recipe.options.delimiter),
  }));
  const width = rows.reduce((widest, row) => Math.max(widest, row.cells.length), recipe.headers.length);
  const headers = Array.from({ length: width }, (_, index) => recipe.headers[index] ?? '');
  return {
    name: 'rejected rows',
    columns: [...headers, ...REJECTION_COLUMNS].map((name) => ({ name, type: 'text' })),
    rowCount: rows.length,
    rows: () => rows.map(({ cells, reason }) => [...headers.map((_, index) => cells[index] ?? null), ...reason]),
  };
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cellsOf, planFile } from '#electron/ingest/index.ts';
import { readBatch, readOpenRejected, readRecipe, type StoredRejected } from '#electron/store/reads/ledger.ts';
import { readLookups } from '#electron/store/reads/lookups.ts';
import { bumpRevision, markFixed, setMeta } from '#electron/store/writes/ledger.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import type { WorkControl, WriteContext } from '../context.ts';
import { importFile } from '../importing/import-file.ts';
import { importControl } from '../importing/plans.ts';
import { scoreAfterImport } from './score.ts';

/** Where a corrected row begins in the text that is imported; `line` counts from 1. */
type Placed = { readonly id: number; readonly line: number };

/**
 * Imports corrected rejected rows, read exactly as their batch was: a batch of its own that names the one it corrects. Rows
 * that are still refused are in the new batch's quarantine and are answered with their reasons.
 * @throws AppError('not_found') for a batch or a row that is not there, or not open any more.
 */
export function fixHandler(
  context: WriteContext,
  input: ParsedInputOf<'import.fix'>,
  control: WorkControl,
): OutputOf<'import.fix'> {
  const batch = readBatch(context.db, input.batchId);
  const recipe = readRecipe(context.db, input.batchId);
  if (!batch || !recipe || batch.undoneAt !== null)
    throw new AppError('not_found', 'That batch is not there any more.');
  if (batch.kind === 'records')
    throw new AppError(
      'bad_request',
      'Records of an exported workspace are not corrected here: change what stands in their way and import the export again.',
    );
  if (recipe.headers.length === 0)
    throw new AppError(
      'not_found',
      'This batch was imported by an older Bellwether that did not keep its columns; correct the file and import it again.',
    );
  const open = new Set(readOpenRejected(context.db, input.batchId).map((row) => row.id));
  for (const row of input.rows)
    if (!open.has(row.id)) throw new AppError('not_found', 'One of these rows has been corrected already.');

  const { text, placed } = document(recipe.headers, input.rows);
  const folder = mkdtempSync(join(tmpdir(), 'bellwether-fix-'));
  try {
    const path = join(folder, 'corrected.csv');
    writeFileSync(path, text, { mode: 0o600 });
    const plan = planFile(path, {
      ...recipe.options,
      name: `${batch.file} (corrected)`,
      encoding: 'utf-8',
      delimiter: ',',
      quote: '"',
      headerRow: 1,
      remembered: false,
    });
    const now = context.now();
    const report = context.db
      .transaction(() => {
        const lookups = readLookups(context.db);
        const done = importFile(context.db, lookups, plan, now, importControl(control, 'Importing', plan.file, 0, 0.8));
        const batchId = done.report.batchId ?? 0;
        markFixed(
          context.db,
          input.batchId,
          batchId,
          placed.map((row) => row.id),
        );
        setMeta(context.db, 'last_import_at', String(now));
        bumpRevision(context.db);
        return done.report;
      })
      .immediate();
    if (input.score !== false && report.created + report.updated > 0) scoreAfterImport(context, control);
    const refused = new Map(readOpenRejected(context.db, report.batchId ?? 0).map((row) => [row.line, row]));
    return {
      batch: report,
      remaining: placed.flatMap(({ line }) => remainingOf(refused.get(line))),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function remainingOf(row: StoredRejected | undefined): OutputOf<'import.fix'>['remaining'] {
  if (!row) return [];
  const { id, line, column, code, message, raw } = row;
  return [{ id, line, column, code, message, raw, cells: cellsOf(raw), fixedIn: null }];
}

/** The rows as a table with the batch's headers, every cell quoted. */
function document(
  headers: readonly string[],
  rows: ParsedInputOf<'import.fix'>['rows'],
): { readonly text: string; readonly placed: readonly Placed[] } {
  const quoted = (cells: readonly string[]): string => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
  const placed: Placed[] = [];
  const lines = [quoted(headers)];
  let line = 1 + breaks(lines[0] ?? '');
  for (const { id, cells } of rows) {
    line += 1;
    placed.push({ id, line });
    const text = quoted(cells);
    lines.push(text);
    line += breaks(text);
  }
  return { text: `${lines.join('\n')}\n`, placed };
}

function breaks(text: string): number {
  return text.split('\n').length - 1;
}

import {
  type Cell,
  type ColumnRows,
  columnFindings,
  type FilePlan,
  readColumns,
  type TypedRow,
} from '#electron/ingest/index.ts';
import type { WriteDb } from '#electron/store/open.ts';
import type { Lookups } from '#electron/store/reads/lookups.ts';
import {
  closeBatch,
  newestBatch,
  openBatch,
  quarantine,
  removeWaiting,
  waitingRows,
} from '#electron/store/writes/ledger.ts';
import { settleWaiting } from '#electron/store/writes/subscriptions.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { BatchReport, FilePreview } from '#shared/contract/importing.ts';
import { STORED_KINDS, type StoredKind } from '#shared/model/kinds.ts';
import { accountSink } from './account-sink.ts';
import { RowFates } from './fates.ts';
import type { ImportControl } from './plans.ts';
import { displayCell, shownColumn } from './preview.ts';
import { rowSink } from './row-sink.ts';
import type { FactSink, SinkContext } from './sink.ts';
import { usageSink } from './usage-sink.ts';

const REJECTED_SAMPLE = 20;
const PREVIEW_ROWS = 60;

export type ImportedFile = {
  readonly report: BatchReport;
  readonly preview: Pick<FilePreview, 'columns' | 'storedColumns' | 'storedRows'>;
};

function sinkFor(kind: StoredKind, wide: boolean, context: SinkContext): FactSink {
  if (kind === 'accounts') return accountSink(context);
  if (kind === 'usage') return usageSink(context, wide);
  return rowSink(context, kind);
}

/** Facts one row can produce: its metrics, or the changes of a subscription. */
function mostFacts(wide: boolean, fields: readonly string[], extras: readonly string[]): number {
  return wide ? fields.length + extras.length : 16;
}

/**
 * Imports one planned file. Must run inside a transaction of the caller: one transaction a file, or one that is rolled
 * back for a preview. `lookups` are kept up to date so that the next file of the run finds the new accounts.
 */
export function importFile(
  db: WriteDb,
  lookups: Lookups,
  plan: FilePlan,
  importedAt: number,
  control: ImportControl,
): ImportedFile {
  const batchId = openBatch(db, plan.file, plan.kind, importedAt, plan.sha256, plan.bytes);
  const aside = quarantine(db, batchId);
  const fieldNames = plan.fields.map((field) => field.name);
  const extraNames = plan.extras.map((extra) => extra.name);
  const wide = plan.kind === 'usage_wide';
  const fates = new RowFates(plan.rowCount, mostFacts(wide, fieldNames, extraNames));
  const sink = sinkFor(plan.storedKind, wide, {
    db,
    lookups,
    batch: { id: batchId, knownAt: importedAt, step: batchId },
    fates,
    rows: plan.rowCount,
    fields: fieldNames,
    extraNames,
  });
  const sums = plan.fields.map(() => 0);
  const summed = plan.fields.flatMap((field, column) => (field.type === 'number' ? [column] : []));

  let rejected = 0;
  const rejectedSample: BatchReport['rejectedSample'] = [];
  const shown: { line: number; row: number | null; cells: Cell[] }[] = [];
  const reject = (line: number, column: string | null, code: string, message: string, raw: string): void => {
    rejected += 1;
    aside.reject({ line, column, code, message, raw });
    const entry = { line, column, code, message, raw };
    if (rejectedSample.length < REJECTED_SAMPLE) rejectedSample.push(entry);
  };

  const accept = (row: TypedRow): void => {
    const index = fates.add(sink.factsOf(row.cells, row.extras, row.more.length));
    const placement = sink.take(index, row.more.length === 0 ? [row.cells] : [row.cells, ...row.more], row.extras);
    if (placement.outcome === 'refused') {
      fates.dropLast();
      const { column, code, message } = placement.refusal;
      reject(row.line, column, code, message, row.cells.join(', '));
      return;
    }
    if (placement.outcome === 'waiting') {
      fates.wait(index);
      for (const cells of [row.cells, ...row.more]) {
        aside.wait({
          kind: plan.kind,
          line: row.line,
          joinField: placement.joinField,
          joinValue: placement.joinValue,
          fields: [...fieldNames, ...extraNames],
          cells: [...cells, ...row.extras],
        });
      }
    }
    for (const column of summed) {
      const cell = row.cells[column];
      if (typeof cell === 'number') sums[column] = (sums[column] ?? 0) + cell;
    }
    if (shown.length < PREVIEW_ROWS)
      shown.push({
        line: row.line,
        row: index,
        cells: [...plan.fields.map((field, column) => displayCell(row.cells[column], field.type)), ...row.extras],
      });
  };
  const acceptAt = ({ cells, lines }: ColumnRows, at: number): void => {
    if (shown.length === PREVIEW_ROWS && sink.takeAt) {
      const index = fates.add(1);
      if (sink.takeAt(index, cells, at)) {
        for (const column of summed) sums[column] = (sums[column] ?? 0) + Number(cells[column]?.[at]);
        return;
      }
      fates.dropLast();
    }
    accept({ line: lines[at] ?? 0, cells: cells.map((column) => column[at] ?? null), extras: [], more: [] });
  };

  const findings = columnFindings(plan);
  const warned = new Map<string, { count: number; message: string }>();
  for (const batch of readColumns(plan, control)) {
    findings.add(batch);
    for (const [code, count] of batch.warned) {
      const known = warned.get(code);
      if (known) known.count += count;
      else warned.set(code, { count, message: batch.issues.find((issue) => issue.code === code)?.message ?? code });
    }
    for (const row of batch.rejected) {
      reject(row.line, row.column, row.code, row.message, row.raw);
      if (shown.length < PREVIEW_ROWS) shown.push({ line: row.line, row: null, cells: [row.raw] });
    }
    let next = 0;
    for (const [index, row] of batch.rows.entries()) {
      for (; next < (batch.after[index] ?? 0); next += 1) if (batch.columns) acceptAt(batch.columns, next);
      accept(row);
    }
    for (; next < (batch.columns?.length ?? 0); next += 1) if (batch.columns) acceptAt(batch.columns, next);
  }
  sink.flush((stored, facts) => {
    if (control.isCancelled?.()) throw new AppError('cancelled', 'Stopped; nothing was stored.');
    control.onStoring?.(stored, facts);
  });
  const counts = fates.counts();
  const warnings = [
    ...plan.warnings,
    ...[...warned].map(([code, { count, message }]) => ({
      code,
      count,
      message: count > 1 ? `${message} (${count} rows)` : message,
    })),
  ];
  if (counts.waiting > 0)
    warnings.push({
      code: 'waiting_for_account',
      count: counts.waiting,
      message: `${counts.waiting === 1 ? '1 row names' : `${counts.waiting} rows name`} an account that has not been imported yet; kept aside, to join when it arrives.`,
    });
  if (counts.duplicates > 0)
    warnings.push({
      code: 'duplicate_key',
      count: counts.duplicates,
      message: `${counts.duplicates === 1 ? '1 row repeats' : `${counts.duplicates} rows repeat`} the key of a later row of the same file; the last one stands.`,
    });

  if (fates.outdated > 0)
    warnings.push({
      code: 'older_than_stored',
      count: fates.outdated,
      message: `${fates.outdated === 1 ? '1 row is' : `${fates.outdated} rows are`} older, by the file's own update time, than what is stored; the newer values stand.`,
    });

  const ledger = {
    file: plan.file,
    kind: plan.kind,
    importedAt,
    sha256: plan.sha256,
    bytes: plan.bytes,
    rowsRead: counts.accepted + rejected,
    ...counts,
    rejected,
    mapping: { ...plan.mapping },
    warnings,
    written: sink.written,
    recipe: plan.recipe,
    sums: Object.fromEntries(
      plan.fields.flatMap((field, index) => (field.type === 'number' ? [[field.name, sums[index] ?? 0]] : [])),
    ),
  };
  closeBatch(db, batchId, ledger);
  if (counts.created + counts.updated > 0 && ['accounts', 'contacts', 'contracts'].includes(plan.storedKind))
    joinWaiting(db, lookups);

  return {
    report: {
      batchId,
      file: plan.file,
      kind: plan.kind,
      mapping: { ...plan.mapping },
      rowsRead: ledger.rowsRead,
      ...counts,
      rejected,
      warnings,
      rejectedSample,
      dateOrder: plan.dateOrder,
      mappingOrigin: plan.origin,
      sums: ledger.sums,
    },
    preview: {
      columns: findings.columns().map(shownColumn),
      storedColumns: [...fieldNames, ...extraNames],
      storedRows: shown.map(({ line, row, cells }) => ({
        line,
        result: row === null ? ('rejected' as const) : fates.resultOf(row),
        cells,
      })),
    },
  };
}

/** Stores rows that waited for an account, contact or subscription known now; their batches' ledgers follow. */
export function joinWaiting(db: WriteDb, lookups: Lookups): void {
  const step = newestBatch(db);
  let joined = false;
  const groups = new Map<string, ReturnType<typeof waitingRows>>();
  for (const row of waitingRows(db)) {
    const key = `${row.batchId}\u001f${row.kind}\u001f${row.fields.join('\u001f')}`;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  for (const rows of groups.values()) {
    const first = rows[0];
    if (!first) continue;
    const wide = first.kind === 'usage_wide';
    const kind = wide
      ? 'usage'
      : first.kind === 'subscriptions'
        ? 'contracts'
        : STORED_KINDS.find((known) => known === first.kind);
    if (!kind) continue;
    const fates = new RowFates(rows.length, mostFacts(wide, first.fields, []));
    const sink = sinkFor(kind, wide, {
      db,
      lookups,
      batch: { id: first.batchId, knownAt: first.knownAt, step },
      fates,
      rows: 0,
      fields: first.fields,
      extraNames: [],
    });
    const stored: number[] = [];
    const indexes: { index: number; line: number }[] = [];
    for (const row of rows) {
      const index = fates.add(sink.factsOf(row.cells, [], 0));
      if (sink.take(index, [row.cells], []).outcome === 'stored') {
        stored.push(row.id);
        indexes.push({ index, line: row.line });
      }
    }
    if (stored.length === 0) continue;
    sink.flush(() => undefined);
    const byLine = new Map<number, 'created' | 'updated' | 'unchanged'>();
    for (const { index, line } of indexes) {
      const result = fates.resultOf(index);
      const fate = result === 'new' ? 'created' : result === 'changed' ? 'updated' : 'unchanged';
      if (byLine.get(line) !== 'created') byLine.set(line, fate);
    }
    for (const fate of ['created', 'updated', 'unchanged'] as const) {
      const lines = [...byLine.values()].filter((value) => value === fate).length;
      if (lines > 0) settleWaiting(db, first.batchId, fate, lines);
    }
    removeWaiting(db, stored);
    joined = true;
  }
  // Rows may wait for a contact, ticket or subscription that has itself just joined.
  if (joined) joinWaiting(db, lookups);
}

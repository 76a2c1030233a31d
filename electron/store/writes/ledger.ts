import type { ImportOptions } from '#shared/contract/importing.ts';
import type { WriteDb } from '../open.ts';
import { readDataRevision, readRevision } from '../reads/ledger.ts';

/** What it takes to read further rows as a batch was read. */
export type BatchRecipe = { readonly headers: readonly string[]; readonly options: ImportOptions };

export type LedgerEntry = {
  readonly file: string;
  readonly kind: string;
  readonly importedAt: number;
  readonly sha256: string;
  readonly bytes: number;
  readonly rowsRead: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly duplicates: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly waiting: number;
  readonly mapping: Readonly<Record<string, string>>;
  readonly warnings: readonly { readonly code: string; readonly count: number; readonly message: string }[];
  /** Sum per numeric column, for reconciling with the source. */
  readonly sums: Readonly<Record<string, number>>;
  /** Columns the batch writes, custom attributes as `@name`: what undo has to know. */
  readonly written: readonly string[];
  readonly recipe: BatchRecipe;
};

export type RejectedEntry = {
  readonly line: number;
  readonly column: string | null;
  readonly code: string;
  readonly message: string;
  readonly raw: string;
};
export type WaitingEntry = {
  readonly kind: string;
  readonly line: number;
  readonly joinField: string;
  readonly joinValue: string;
  readonly fields: readonly string[];
  readonly cells: readonly (string | number | boolean | null)[];
};

/** Opens the ledger row of a batch; its figures are filled in by {@link closeBatch} inside the same transaction. */
export function openBatch(
  db: WriteDb,
  file: string,
  kind: string,
  importedAt: number,
  sha256: string,
  bytes: number,
): number {
  return Number(
    db
      .prepare(
        `INSERT INTO batch (file, kind, imported_at, sha256, bytes, rows_read, accepted, rejected, duplicates, created, updated, unchanged, waiting, mapping, warnings, sums)
         VALUES (?, ?, ?, ?, ?, 0, 0, 0, 0, 0, 0, 0, 0, '{}', '[]', '{}')`,
      )
      .run(file, kind, importedAt, sha256, bytes).lastInsertRowid,
  );
}

export function closeBatch(db: WriteDb, id: number, entry: LedgerEntry): void {
  db.prepare(
    `UPDATE batch SET rows_read = ?, accepted = ?, rejected = ?, duplicates = ?, created = ?, updated = ?, unchanged = ?, waiting = ?, mapping = ?, warnings = ?, sums = ?, written = ?, recipe = ? WHERE id = ?`,
  ).run(
    entry.rowsRead,
    entry.accepted,
    entry.rejected,
    entry.duplicates,
    entry.created,
    entry.updated,
    entry.unchanged,
    entry.waiting,
    JSON.stringify(entry.mapping),
    JSON.stringify(entry.warnings),
    JSON.stringify(entry.sums),
    JSON.stringify(entry.written),
    JSON.stringify(entry.recipe),
    id,
  );
}

export function quarantine(
  db: WriteDb,
  batchId: number,
): { reject(row: RejectedEntry): void; wait(row: WaitingEntry): void } {
  const reject = db.prepare(
    'INSERT INTO rejected_row (batch_id, line, column_name, code, message, raw) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const wait = db.prepare(
    'INSERT INTO waiting_row (batch_id, kind, line, join_field, join_value, fields, cells) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  return {
    reject: (row) => {
      reject.run(batchId, row.line, row.column ?? '', row.code, row.message, row.raw);
    },
    wait: (row) => {
      wait.run(
        batchId,
        row.kind,
        row.line,
        row.joinField,
        row.joinValue,
        JSON.stringify(row.fields),
        JSON.stringify(row.cells),
      );
    },
  };
}

/** Notes that `fixId` read rejected rows of `batchId` again, corrected: they are not open any more. */
export function markFixed(db: WriteDb, batchId: number, fixId: number, rejectedIds: readonly number[]): void {
  db.prepare('UPDATE batch SET fix_of = ? WHERE id = ?').run(batchId, fixId);
  const mark = db.prepare<[number, number, number]>(
    'UPDATE rejected_row SET fixed_in = ? WHERE id = ? AND batch_id = ?',
  );
  for (const id of rejectedIds) mark.run(fixId, id, batchId);
}

export type StoredWaitingRow = WaitingEntry & {
  readonly id: number;
  readonly batchId: number;
  /** Import time of its batch (epoch ms). */
  readonly knownAt: number;
};

/** Rows that wait for any of these join values. */
export function waitingRows(db: WriteDb): StoredWaitingRow[] {
  return db
    .prepare<
      [],
      {
        id: number;
        batch_id: number;
        kind: string;
        line: number;
        join_field: string;
        join_value: string;
        fields: string;
        cells: string;
        imported_at: number;
      }
    >('SELECT w.*, b.imported_at FROM waiting_row AS w JOIN batch AS b ON b.id = w.batch_id ORDER BY w.id')
    .all()
    .map((row) => ({
      id: row.id,
      batchId: row.batch_id,
      knownAt: row.imported_at,
      kind: row.kind,
      line: row.line,
      joinField: row.join_field,
      joinValue: row.join_value,
      fields: JSON.parse(row.fields) as string[],
      cells: JSON.parse(row.cells) as (string | number | boolean | null)[],
    }));
}

export function removeWaiting(db: WriteDb, ids: readonly number[]): void {
  const remove = db.prepare<[number]>('DELETE FROM waiting_row WHERE id = ?');
  for (const id of ids) remove.run(id);
}

export function setMeta(db: WriteDb, key: string, value: string): void {
  db.prepare('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value').run(
    key,
    value,
  );
}

/** Id of the newest batch, 0 when there is none. */
export function newestBatch(db: WriteDb): number {
  return db.prepare<[], { id: number | null }>('SELECT max(id) AS id FROM batch').get()?.id ?? 0;
}

/** The last import is that of the newest batch that stands. */
export function setLastImport(db: WriteDb): void {
  const row = db
    .prepare<[], { at: number | null }>('SELECT max(imported_at) AS at FROM batch WHERE undone_at IS NULL')
    .get();
  if (row?.at == null) db.prepare(`DELETE FROM meta WHERE key = 'last_import_at'`).run();
  else setMeta(db, 'last_import_at', String(row.at));
}

/**
 * Every write bumps this inside its own transaction; it is in each reply. What is derived from facts, scores and models is
 * derived anew then, unless `keepsData`: a write that leaves all of them as they are.
 */
export function bumpRevision(db: WriteDb, { keepsData = false } = {}): void {
  const next = readRevision(db) + 1;
  setMeta(db, 'data_revision', String(keepsData ? readDataRevision(db) : next));
  setMeta(db, 'revision', String(next));
}

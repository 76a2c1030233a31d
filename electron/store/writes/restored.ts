import { AppError } from '#shared/contract/errors.ts';
import type { WriteDb } from '../open.ts';
import type { SqlValue } from '../values.ts';

/** Tables an exported workspace brings entries for, in the order in which they can be taken back. */
const TABLES = [
  'promotion',
  'shadow_run',
  'sealed_look',
  'tried_scenario',
  'review',
  'scenario',
  'saved_mapping',
  'saved_view',
  'hand_edit',
  'override',
  'model_version',
  'meta',
] as const;
export type RecordTable = (typeof TABLES)[number];

/** How its rows are named. */
const KEY: Partial<Readonly<Record<RecordTable, string>>> = { tried_scenario: 'model_hash', meta: 'key' };
const keyOf = (table: RecordTable): string => KEY[table] ?? 'id';

/** Adds a row under the id it had, or the next one where that is taken; answers how the row is named. */
export function insertRecord(db: WriteDb, table: RecordTable, row: Readonly<Record<string, SqlValue>>): string {
  const { id, ...rest } = row;
  const isFree = id !== undefined && !db.prepare(`SELECT 1 FROM ${table} WHERE id = ?`).get(id);
  const all = isFree ? row : rest;
  const names = Object.keys(all);
  const { lastInsertRowid } = db
    .prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`)
    .run(...Object.values(all));
  return keyOf(table) === 'id' ? String(lastInsertRowid) : String(row[keyOf(table)]);
}

/** Names the override that took the place of another. */
export function linkOverride(db: WriteDb, id: number, replacedBy: number): void {
  db.prepare('UPDATE override SET replaced_by = ? WHERE id = ?').run(replacedBy, id);
}

/** An account (surrogate id) of an edit, with what its files said before. */
export function placeEdit(db: WriteDb, edit: number, account: number, before: string | null): void {
  db.prepare('INSERT INTO hand_edit_account (account, edit, before) VALUES (?, ?, ?) ON CONFLICT DO NOTHING').run(
    account,
    edit,
    before,
  );
}

function contentOf(db: WriteDb, table: RecordTable, record: string): string | null {
  const row = db
    .prepare<[string], Record<string, SqlValue>>(`SELECT * FROM ${table} WHERE ${keyOf(table)} = ?`)
    .get(record);
  return row ? JSON.stringify(row) : null;
}

/** Keeps that a batch brought these rows; called when they stand as they will. `content` only where undo wants another. */
export function noteRestored(
  db: WriteDb,
  batch: number,
  records: readonly { readonly table: RecordTable; readonly record: string; readonly content?: string }[],
): void {
  const note = db.prepare('INSERT INTO restored_record (batch_id, table_name, record, content) VALUES (?, ?, ?, ?)');
  for (const { table, record, content } of records)
    note.run(batch, table, record, content ?? contentOf(db, table, record) ?? '');
}

type Noted = { readonly table: RecordTable; readonly record: string; readonly content: string };

/**
 * Takes the rows back that a batch brought, but those somebody has changed since.
 * @throws AppError('busy') while a later promotion or shadow run rests on one of its model versions
 */
export function undoRestored(db: WriteDb, batch: number): { removed: number; kept: number } {
  const noted = db
    .prepare<[number], Noted>(
      'SELECT table_name AS "table", record, content FROM restored_record WHERE batch_id = ? ORDER BY id',
    )
    .all(batch);
  let removed = 0;
  let kept = 0;
  for (const table of TABLES)
    for (const entry of noted.filter((one) => one.table === table)) {
      if (table === 'meta' ? bringBack(db, entry) : take(db, entry)) removed += 1;
      else kept += 1;
    }
  db.prepare('DELETE FROM restored_record WHERE batch_id = ?').run(batch);
  return { removed, kept };
}

function take(db: WriteDb, { table, record, content }: Noted): boolean {
  if (contentOf(db, table, record) !== content) return false;
  if (table === 'promotion' && db.prepare('SELECT 1 FROM promotion WHERE id > ?').get(record) && !isLast(db, record))
    throw inUse('a model was promoted after it');
  if (table === 'override') db.prepare('UPDATE override SET replaced_by = NULL WHERE replaced_by = ?').run(record);
  if (table === 'hand_edit') db.prepare('DELETE FROM hand_edit_account WHERE edit = ?').run(record);
  if (table === 'model_version') forgetScores(db, record);
  db.prepare(`DELETE FROM ${table} WHERE ${keyOf(table)} = ?`).run(record);
  return true;
}

/** Whether every promotion after this one came with an import too. */
function isLast(db: WriteDb, record: string): boolean {
  return !db
    .prepare(
      `SELECT 1 FROM promotion WHERE id > ? AND NOT EXISTS (
         SELECT 1 FROM restored_record AS r WHERE r.table_name = 'promotion' AND r.record = CAST(promotion.id AS TEXT))`,
    )
    .get(record);
}

function forgetScores(db: WriteDb, record: string): void {
  const name = db
    .prepare<[string], { name: string }>("SELECT model_id || '@' || version AS name FROM model_version WHERE id = ?")
    .get(record)?.name;
  const user = ['promotion', 'shadow_run'].find((table) =>
    db.prepare(`SELECT 1 FROM ${table} WHERE model_version = ?`).get(name),
  );
  if (user)
    throw inUse(`model version ${name} is in use by a ${user === 'promotion' ? 'promotion' : 'shadow run'} made since`);
  db.prepare('DELETE FROM snapshot WHERE model_version = ?').run(name);
}

function inUse(why: string): AppError {
  return new AppError('busy', `The restored records cannot be taken back: ${why}. Nothing was changed.`);
}

/** A setting: its content is what stood there before and what was restored. */
function bringBack(db: WriteDb, { record, content }: Noted): boolean {
  const { before, now } = JSON.parse(content) as { before: string | null; now: string };
  const current = db.prepare<[string], { value: string }>('SELECT value FROM meta WHERE key = ?').get(record)?.value;
  if (current !== now) return false;
  if (before === null) db.prepare('DELETE FROM meta WHERE key = ?').run(record);
  else db.prepare('UPDATE meta SET value = ? WHERE key = ?').run(before, record);
  return true;
}

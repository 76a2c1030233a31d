import { chmodSync, closeSync, existsSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { AppError } from '#shared/contract/errors.ts';
import { backupBeforeMigration } from './backup.ts';
import { MIGRATIONS, SCHEMA_VERSION } from './migrations/index.ts';

/** 'BWTH': marks a SQLite file as a Bellwether workspace. */
export const APPLICATION_ID = 0x42_57_54_48;

declare const readBrand: unique symbol;
declare const writeBrand: unique symbol;
/** A connection that can only read. */
export type ReadDb = Database.Database & { readonly [readBrand]: true };
/** The one connection that writes; usable wherever reading is asked for. */
export type WriteDb = ReadDb & { readonly [writeBrand]: true };

const HEADER = 'SQLite format 3\u0000';

function applyPragmas(db: Database.Database, writable: boolean): void {
  if (writable) db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.pragma('trusted_schema = OFF');
  db.pragma('cell_size_check = ON');
  db.pragma('temp_store = MEMORY');
  db.pragma('mmap_size = 0');
  db.pragma('busy_timeout = 5000');
  if (writable) db.pragma('secure_delete = ON');
}

/** Format of a workspace file; throws for what is none, and for a newer format. */
function checkHeader(path: string): number {
  if (!existsSync(path)) throw new AppError('workspace_not_found', 'There is no workspace at that place.');
  if (!statSync(path).isFile()) throw new AppError('workspace_invalid', 'That is a folder, not a workspace file.');
  const fd = openSync(path, 'r');
  try {
    if (fstatSync(fd).size === 0)
      throw new AppError(
        'workspace_invalid',
        'That file is empty, so it is not a Bellwether workspace. Nothing was changed.',
      );
    const head = Buffer.alloc(100);
    readSync(fd, head, 0, 100, 0);
    if (head.toString('latin1', 0, 16) !== HEADER || head.readUInt32BE(68) !== APPLICATION_ID) {
      throw new AppError('workspace_invalid', 'That file is not a Bellwether workspace. Nothing was changed.');
    }
    const version = head.readUInt32BE(60);
    if (version > SCHEMA_VERSION) {
      throw new AppError(
        'workspace_from_future',
        `This workspace was written by a newer Bellwether (schema ${version}, this one knows ${SCHEMA_VERSION}). Nothing was changed; update Bellwether to open it.`,
      );
    }
    return version;
  } finally {
    closeSync(fd);
  }
}

/** Whether the workspace has an older format: opening it once for writing brings it up to date. */
export function isOlderFormat(path: string): boolean {
  return checkHeader(path) < SCHEMA_VERSION;
}

type SchemaRow = { type: string; name: string; sql: string | null };

function schemaOf(db: Database.Database): string[] {
  return db
    .prepare<[], SchemaRow>(
      `SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name`,
    )
    .all()
    .map((row) => `${row.type} ${row.name} ${row.sql ?? ''}`);
}

const expectedSchemas = new Map<number, string[]>();

/** The schema a workspace of this version must have: built from the migrations themselves. */
export function expectedSchema(version: number): string[] {
  const known = expectedSchemas.get(version);
  if (known) return known;
  const db = new Database(':memory:');
  try {
    for (const migration of MIGRATIONS.slice(0, version)) db.exec(migration);
    const schema = schemaOf(db);
    expectedSchemas.set(version, schema);
    return schema;
  } finally {
    db.close();
  }
}

/** Refuses triggers, views, virtual tables and any table that is not ours; then `quick_check`. */
function checkContents(db: Database.Database, version: number): void {
  let same: boolean;
  try {
    const actual = schemaOf(db);
    const expected = expectedSchema(version);
    same = actual.length === expected.length && actual.every((entry, index) => entry === expected[index]);
    if (same) {
      const result = db.pragma('quick_check(1)', { simple: true });
      if (result !== 'ok')
        throw new AppError(
          'workspace_invalid',
          `This workspace is damaged (${String(result)}). Nothing was changed; restore a backup.`,
        );
    }
  } catch (error) {
    throw error instanceof AppError ? error : damage();
  }
  if (!same)
    throw new AppError(
      'workspace_invalid',
      'The tables of this file are not those of a Bellwether workspace. Nothing was changed.',
    );
}

function damage(): AppError {
  return new AppError(
    'workspace_invalid',
    'This workspace is damaged and cannot be read. Nothing was changed; restore a backup.',
  );
}

/** What SQLite says of bytes that are no database is said as damage; every other error stays what it is. */
function orDamage(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^SQLITE_(?:CORRUPT|NOTADB)/.test(code) ? damage() : error;
}

function migrate(db: Database.Database, path: string): void {
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version === SCHEMA_VERSION) return;
  if (version > 0) backupBeforeMigration(db, path, version);
  db.transaction(() => {
    for (const migration of MIGRATIONS.slice(version)) db.exec(migration);
    db.pragma(`user_version = ${SCHEMA_VERSION}`);
    const violations = db.pragma('foreign_key_check');
    if (Array.isArray(violations) && violations.length > 0)
      throw new AppError(
        'workspace_invalid',
        'The workspace could not be brought to the current format: references are broken. It was left as it was.',
      );
  }).immediate();
  db.pragma('optimize');
}

function brandWrite(db: Database.Database): WriteDb {
  return db as WriteDb;
}

/** Makes a new workspace file (mode 0600); refuses to touch an existing one. */
export function createWorkspaceFile(path: string): WriteDb {
  if (existsSync(path))
    throw new AppError('workspace_exists', 'A file of that name exists already. Nothing was changed.');
  let db: Database.Database;
  try {
    closeSync(openSync(path, 'wx', 0o600));
    db = new Database(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT')
      throw new AppError('workspace_not_found', 'The folder for the new workspace does not exist.');
    if (code === 'EACCES' || code === 'EROFS')
      throw new AppError('workspace_read_only', 'The folder for the new workspace cannot be written to.');
    throw error;
  }
  db.pragma(`application_id = ${APPLICATION_ID}`);
  applyPragmas(db, true);
  migrate(db, path);
  chmodSync(path, 0o600);
  return brandWrite(db);
}

/**
 * Validates through a connection that cannot write: what is refused stays untouched to the byte. Only a hot rollback
 * journal (a crash while the file was being closed) needs a writing connection to be read at all.
 */
function checkUntouched(path: string): boolean {
  const db = new Database(path, { fileMustExist: true, readonly: true });
  try {
    applyPragmas(db, false);
    checkContents(db, Number(db.pragma('user_version', { simple: true })));
    return true;
  } catch (error) {
    const isHot =
      error instanceof Error &&
      'code' in error &&
      typeof error.code === 'string' &&
      error.code.startsWith('SQLITE_READONLY');
    if (!isHot) throw error;
    return false;
  } finally {
    db.close();
  }
}

/** Opens an existing workspace for writing after validating it (R52); older formats are migrated after a backup. */
export function openWriter(path: string): WriteDb {
  checkHeader(path);
  let db: Database.Database | null = null;
  try {
    const isChecked = checkUntouched(path);
    db = new Database(path, { fileMustExist: true });
    applyPragmas(db, true);
    if (!isChecked) checkContents(db, Number(db.pragma('user_version', { simple: true })));
    migrate(db, path);
    return brandWrite(db);
  } catch (error) {
    db?.close();
    throw orDamage(error);
  }
}

/** Opens an existing workspace read-only; other processes may be writing to it. */
export function openReader(path: string, options: { readonly validate?: boolean } = {}): ReadDb {
  checkHeader(path);
  let db: Database.Database | null = null;
  try {
    db = new Database(path, { fileMustExist: true, readonly: true });
    applyPragmas(db, false);
    const version = Number(db.pragma('user_version', { simple: true }));
    if (version < SCHEMA_VERSION)
      throw new AppError(
        'workspace_read_only',
        'This workspace has an older format and has not been brought up to date.',
      );
    if (options.validate) checkContents(db, version);
    return db as ReadDb;
  } catch (error) {
    db?.close();
    const known = orDamage(error);
    if (known instanceof AppError) throw known;
    throw new AppError(
      'workspace_read_only',
      'This workspace cannot be opened for reading here (its folder may be read-only while a journal is left over).',
    );
  }
}

/** Folds the journal back so that the workspace is one portable file, then closes. */
export function closeWriter(db: WriteDb): void {
  try {
    db.pragma('optimize');
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.pragma('journal_mode = DELETE');
  } catch {
    // readers may still be attached or the disk may be full: the journal stays beside the file and is picked up at the next open
  }
  db.close();
}

/** The pragmas of R50 as the connection reports them; used by doctor and by tests on a re-opened file. */
export function reportedPragmas(db: ReadDb): Record<string, number | string> {
  const names = [
    'journal_mode',
    'synchronous',
    'foreign_keys',
    'trusted_schema',
    'secure_delete',
    'cell_size_check',
    'temp_store',
    'mmap_size',
    'busy_timeout',
    'application_id',
    'user_version',
  ] as const;
  return Object.fromEntries(
    names.map((name) => {
      const value: unknown = db.pragma(name, { simple: true });
      return [name, typeof value === 'number' || typeof value === 'string' ? value : 0];
    }),
  );
}

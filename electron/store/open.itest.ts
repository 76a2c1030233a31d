import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '#shared/contract/errors.ts';
import { backupTo } from './backup.ts';
import { acquireOwnerLock } from './lock.ts';
import { SCHEMA_VERSION } from './migrations/index.ts';
import { closeWriter, createWorkspaceFile, expectedSchema, openReader, openWriter, reportedPragmas } from './open.ts';

const folder = mkdtempSync(join(tmpdir(), 'bellwether-store-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let next = 0;
let path = '';
beforeEach(() => {
  path = join(folder, `w${next++}.bellwether`);
});

const hash = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');
const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'no error';
  } catch (error) {
    return error instanceof AppError ? error.code : `untyped: ${String(error)}`;
  }
};

describe('a workspace file', () => {
  it('reports the promised pragmas on a re-opened file', () => {
    closeWriter(createWorkspaceFile(path));
    const db = openWriter(path);
    expect(reportedPragmas(db)).toMatchObject({
      journal_mode: 'wal',
      synchronous: 2,
      foreign_keys: 1,
      trusted_schema: 0,
      secure_delete: 1,
      cell_size_check: 1,
      temp_store: 2,
      mmap_size: 0,
      busy_timeout: 5000,
      user_version: SCHEMA_VERSION,
    });
    closeWriter(db);
  });

  it('is one private file once it is closed', () => {
    const db = createWorkspaceFile(path);
    db.prepare(`INSERT INTO meta (key, value) VALUES ('name', 'A')`).run();
    closeWriter(db);
    expect(existsSync(`${path}-wal`)).toBe(false);
    expect(existsSync(`${path}-shm`)).toBe(false);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const copy = `${path}.copy`;
    copyFileSync(path, copy);
    const reader = openReader(copy, { validate: true });
    expect(reader.prepare(`SELECT value FROM meta WHERE key = 'name'`).get()).toEqual({ value: 'A' });
    reader.close();
  });

  it('has the schema its migrations say', async () => {
    await expect(expectedSchema(SCHEMA_VERSION).join('\n\n')).toMatchFileSnapshot(
      `./migrations/schema-v${SCHEMA_VERSION}.snapshot.sql`,
    );
  });

  it('is never overwritten by a new one', () => {
    writeFileSync(path, 'not ours');
    expect(codeOf(() => createWorkspaceFile(path))).toBe('workspace_exists');
    expect(readFileSync(path, 'utf8')).toBe('not ours');
  });
});

describe('opening refuses, and leaves untouched,', () => {
  const refuses = (code: string): void => {
    const before = existsSync(path) ? hash(path) : null;
    expect(codeOf(() => openWriter(path))).toBe(code);
    expect(codeOf(() => openReader(path, { validate: true }))).toBe(code);
    expect(existsSync(path) ? hash(path) : null).toBe(before);
  };

  it('what is not there', () => refuses('workspace_not_found'));

  it('an empty file', () => {
    writeFileSync(path, '');
    refuses('workspace_invalid');
  });

  it('something else', () => {
    writeFileSync(path, 'account_id,name\n1,Acme\n'.repeat(100));
    refuses('workspace_invalid');
  });

  it('a SQLite file of another program', () => {
    const db = new Database(path);
    db.exec('CREATE TABLE t (a)');
    db.close();
    refuses('workspace_invalid');
  });

  it('a workspace from the future', () => {
    const db = createWorkspaceFile(path);
    db.pragma(`user_version = ${SCHEMA_VERSION + 1}`);
    closeWriter(db);
    refuses('workspace_from_future');
  });

  it.each([
    ['a trigger', `CREATE TRIGGER evil AFTER INSERT ON meta BEGIN DELETE FROM account; END`],
    ['a view', 'CREATE VIEW evil AS SELECT * FROM account'],
    ['a table that is not ours', 'CREATE TABLE evil (a)'],
  ])('a workspace with %s', (_what, sql) => {
    const db = createWorkspaceFile(path);
    db.exec(sql);
    closeWriter(db);
    refuses('workspace_invalid');
  });

  it('a workspace with a damaged page', () => {
    const db = createWorkspaceFile(path);
    const insert = db.prepare('INSERT INTO meta (key, value) VALUES (?, ?)');
    for (let row = 0; row < 2000; row++) insert.run(`key ${row}`, 'x'.repeat(200));
    closeWriter(db);
    const bytes = readFileSync(path);
    bytes.fill(0xaa, 4096 * 40, 4096 * 41);
    writeFileSync(path, bytes);
    refuses('workspace_invalid');
  });
});

describe('one writer', () => {
  it('a second owner is told at once', () => {
    closeWriter(createWorkspaceFile(path));
    const lock = acquireOwnerLock(path);
    const started = performance.now();
    expect(codeOf(() => acquireOwnerLock(path))).toBe('workspace_locked');
    expect(performance.now() - started).toBeLessThan(1000);
    lock.release();
    acquireOwnerLock(path).release();
  });

  it('the lock of a process that died is taken over', () => {
    closeWriter(createWorkspaceFile(path));
    writeFileSync(`${path}-lock`, `999999999\n${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}\n`);
    acquireOwnerLock(path).release();
    expect(existsSync(`${path}-lock`)).toBe(false);
  });

  it('readers see what was committed, not what is under way', () => {
    const writer = createWorkspaceFile(path);
    const reader = openReader(path);
    const read = reader.prepare<[], { n: number }>('SELECT count(*) AS n FROM meta');
    writer.transaction(() => {
      writer.prepare(`INSERT INTO meta (key, value) VALUES ('a', 'b')`).run();
      expect(read.get()?.n).toBe(0);
    })();
    expect(read.get()?.n).toBe(1);
    expect(() => reader.prepare(`DELETE FROM meta`).run()).toThrow(/readonly/);
    reader.close();
    closeWriter(writer);
  });
});

describe('backup', () => {
  it('is verified, complete and never over an existing file', () => {
    const db = createWorkspaceFile(path);
    db.prepare(`INSERT INTO meta (key, value) VALUES ('name', 'B')`).run();
    const destination = `${path}.backup`;
    backupTo(db, destination);
    expect(codeOf(() => backupTo(db, destination))).toBe('workspace_exists');
    const copy = openReader(destination, { validate: true });
    expect(copy.prepare(`SELECT value FROM meta WHERE key = 'name'`).get()).toEqual({ value: 'B' });
    copy.close();
    closeWriter(db);
  });
});

it('a folder that cannot be written to is said in words', () => {
  if (process.getuid?.() === 0) return;
  chmodSync(folder, 0o500);
  try {
    expect(codeOf(() => createWorkspaceFile(path))).toBe('workspace_read_only');
  } finally {
    chmodSync(folder, 0o700);
  }
});

describe('hot queries use their index', () => {
  it.each([
    ['contacts of an account', 'SELECT * FROM contact WHERE account = 1', 'contact_by_account'],
    ['tickets of an account', 'SELECT * FROM ticket WHERE account = 1 AND opened_at < 5', 'ticket_by_account'],
    ['touchpoints of an account', 'SELECT * FROM touchpoint WHERE account = 1 AND date <= 5', 'touchpoint_by_account'],
    ['a fact by its natural key', `SELECT id FROM event WHERE natural_key = 'x'`, 'sqlite_autoindex_event_1'],
    [
      'rejected rows of a batch',
      'SELECT * FROM rejected_row WHERE batch_id = 1 ORDER BY line',
      'rejected_row_by_batch',
    ],
    ['usage of a range', 'SELECT key, value FROM usage WHERE key BETWEEN 1 AND 2 ORDER BY key', 'INTEGER PRIMARY KEY'],
    [
      'snapshots of a model',
      `SELECT as_of FROM snapshot WHERE model_version = 'a' ORDER BY as_of`,
      'sqlite_autoindex_snapshot_1',
    ],
  ])('%s', (_what, sql, index) => {
    const db = createWorkspaceFile(path);
    const plan = db
      .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map((row) => row.detail)
      .join('\n');
    expect(plan).toContain(index);
    expect(plan).not.toContain('SCAN');
    closeWriter(db);
  });
});

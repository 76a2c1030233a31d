import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { AppError } from '#shared/contract/errors.ts';

function fsyncPath(path: string): void {
  const fd = openSync(path, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function verify(path: string): void {
  const copy = new Database(path, { readonly: true, fileMustExist: true });
  try {
    if (copy.pragma('integrity_check(1)', { simple: true }) !== 'ok')
      throw new AppError(
        'workspace_invalid',
        'The copy of the workspace did not pass its integrity check, so it was thrown away.',
      );
  } finally {
    copy.close();
  }
}

/**
 * A verified copy of an open workspace: `VACUUM INTO` a temporary file beside the destination, fsync, integrity check,
 * rename, fsync of the folder. An existing destination is left untouched and refused.
 */
export function backupTo(db: Database.Database, destination: string): void {
  if (existsSync(destination))
    throw new AppError('workspace_exists', 'A file of that name exists already. Nothing was written.');
  const temporary = `${destination}.tmp`;
  rmSync(temporary, { force: true });
  try {
    db.prepare('VACUUM INTO ?').run(temporary);
    fsyncPath(temporary);
    verify(temporary);
    renameSync(temporary, destination);
    fsyncPath(dirname(destination));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Keeps the old format beside the workspace before a migration touches it. */
export function backupBeforeMigration(db: Database.Database, path: string, version: number): void {
  const destination = `${path}.before-v${version + 1}.bak`;
  if (!existsSync(destination)) backupTo(db, destination);
}

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { AppError, type ErrorCode } from '#shared/contract/errors.ts';
import { userPath } from './session.ts';

/** A JSON document a person named. Throws `file_not_found`, or `code` for what is not JSON. */
export function readJson(path: string, code: ErrorCode = 'file_unreadable'): unknown {
  const file = userPath(path);
  if (!existsSync(file)) throw new AppError('file_not_found', `There is no file ${path}.`);
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new AppError(code, `${path} is not JSON.`);
  }
}

/** Writes a document for people to read and edit; a file that is there is never replaced. */
export function writeJson(path: string, document: unknown): void {
  const file = userPath(path);
  if (existsSync(file)) throw new AppError('bad_request', `${path} exists already.`);
  try {
    writeFileSync(file, `${JSON.stringify(document, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  } catch {
    throw new AppError(
      'file_unwritable',
      `${path} cannot be written: its folder is not there or may not be written to.`,
    );
  }
}

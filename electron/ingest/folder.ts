import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { AppError } from '#shared/contract/errors.ts';

const TABLE_NAME = /\.(?:csv|tsv|tab|psv|txt)$/i;

/** The table files of a folder in name order (no subfolders, no hidden files); a file stands for itself. */
export function expandFolder(path: string): string[] {
  let isFolder: boolean;
  try {
    isFolder = statSync(path).isDirectory();
  } catch {
    throw new AppError('file_not_found', 'The file or folder does not exist.');
  }
  if (!isFolder) return [path];
  const entries = readdirSync(path, { withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.') && TABLE_NAME.test(entry.name))
    .map((entry) => join(path, entry.name))
    .sort((a, b) => (a < b ? -1 : 1));
}

export type TableRef = {
  /** File on disk. */
  readonly path: string;
  /** The table in that file: '' for a plain one. Given back as `PlanOptions.part`. */
  readonly part: string;
  /** Name to show. */
  readonly file: string;
};

/** The tables of a file or folder, in name order. */
export function listTables(
  path: string,
  name: string,
  _options?: { readonly isCancelled?: () => boolean },
): TableRef[] {
  const paths = expandFolder(path);
  return paths.map((found) => ({ path: found, part: '', file: found === path ? name : basename(found) }));
}

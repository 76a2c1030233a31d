import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { AppError } from '#shared/contract/errors.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { isHiddenName, isOtherFile, type Part, partsOf } from './read/open.ts';
import type { Control } from './types.ts';

export type TableRef = {
  /** File on disk. */
  readonly path: string;
  /** The table in that file: '' for a plain one. Given back as `PlanOptions.part`. */
  readonly part: string;
  /** Name to show. */
  readonly file: string;
};

type ListOptions = Pick<Control, 'isCancelled'> & { readonly limits?: Partial<Limits> };

/**
 * The tables of a file, archive, workbook or folder (with the folders right inside it), in name order. In folders, files that cannot
 * be opened are listed as they are: reading them says what is wrong.
 * @throws AppError for a picked file that is missing or a damaged archive, `too_many_parts` beyond the limit of files
 */
export function listTables(path: string, name: string, options: ListOptions = {}): TableRef[] {
  const limits: Limits = { ...DEFAULT_LIMITS, ...options.limits };
  if (!isFolder(path)) return tablesOf(path, name, limits, options);
  const files = filesIn(path, 1).sort((a, b) => (a < b ? -1 : 1));
  const tables: TableRef[] = [];
  for (const file of files) {
    const found = join(path, ...file.split('/'));
    try {
      tables.push(...tablesOf(found, file, limits, options));
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'cancelled') throw error;
      tables.push({ path: found, part: '', file });
    }
    if (tables.length > limits.parts)
      throw new AppError('too_many_parts', `The folder holds more than ${limits.parts} tables.`, {
        limit: limits.parts,
      });
  }
  return tables;
}

/** Parts a user can choose from in one file; none where it is one table. */
export function listParts(path: string, limits: Limits, control?: Control): string[] {
  const parts = partsOf(path, limits, control);
  return parts.length < 2 ? [] : parts.map(({ part }) => part);
}

/** Name of a table whose file's own name is known from its path only. */
export function tableName(path: string, part = ''): string {
  return part === '' ? basename(path) : `${basename(path)} › ${part.replace(/^#/, '').replace('#', ' › ')}`;
}

function tablesOf(path: string, file: string, limits: Limits, control: Control): TableRef[] {
  return partsOf(path, limits, control).map(({ part, names }: Part) => ({
    path,
    part,
    file: [file, ...names].join(' › '),
  }));
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    throw new AppError('file_not_found', 'The file or folder does not exist.');
  }
}

/** Paths of the files in a folder that may be tables, relative to it. */
function filesIn(folder: string, depth: number): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (isHiddenName(entry.name)) return [];
    if (entry.isDirectory())
      return depth === 0 ? [] : filesIn(join(folder, entry.name), depth - 1).map((inner) => `${entry.name}/${inner}`);
    return isOtherFile(entry.name) || !(entry.isFile() || entry.isSymbolicLink()) ? [] : [entry.name];
  });
}

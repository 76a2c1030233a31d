import { relative, sep } from 'node:path';
import { listTables, readOwnManifest } from '#electron/ingest/index.ts';
import type { ResolvedSource } from '#electron/workers/protocol.ts';
import { AppError, type ErrorCode } from '#shared/contract/errors.ts';
import type { ImportOptions } from '#shared/contract/importing.ts';
import type { ParsedInputOf } from '#shared/contract/index.ts';
import type { WorkControl } from '../context.ts';
import type { Records } from '../restoring/records.ts';

/** One table of the picked sources, with how it is to be read. */
export type Table = {
  /** Reference of the picked source, and the table in it as clients name it. */
  readonly source: string;
  readonly part: string;
  /** File on disk and the table in that file. */
  readonly path: string;
  readonly inner: string;
  /** Name to show. */
  readonly file: string;
  readonly options: ImportOptions;
};

export type Failure = {
  readonly source: string;
  readonly part: string;
  readonly file: string;
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: AppError['details'];
};

export function failureOf(table: Pick<Table, 'source' | 'part' | 'file'>, error: unknown): Failure {
  if (!(error instanceof AppError) || error.code === 'cancelled') throw error;
  const { source, part, file } = table;
  return { source, part, file, code: error.code, message: error.message, details: error.details };
}

type Choices = Pick<ParsedInputOf<'import.run'>, 'options' | 'parts' | 'sheet'>;

/**
 * The tables of the picked files, folders, archives and workbooks and the records of exported workspaces, without those left out. Sources that cannot be listed
 * come back as failures.
 * @throws AppError('file_not_found') where there is no table at all.
 */
export function listChosen(
  control: WorkControl,
  choices: Choices,
): { readonly tables: readonly Table[]; readonly records: readonly Records[]; readonly failed: readonly Failure[] } {
  const tables: Table[] = [];
  const records: Records[] = [];
  const failed: Failure[] = [];
  let found = 0;
  for (const source of control.sources) {
    try {
      const manifest =
        choices.sheet === undefined ? readOwnManifest(source.path, { isCancelled: control.isCancelled }) : null;
      if (manifest) {
        found += 1;
        const isSkipped = choices.parts?.some(
          (known) => known.source === source.ref && known.part === manifest.part && known.skip,
        );
        if (!isSkipped)
          records.push({
            ...manifest,
            source: source.ref,
            file: manifest.part === '' ? source.name : `${source.name} › ${manifest.part}`,
          });
        if (manifest.part === '') continue;
      }
      for (const table of listTables(source.path, source.name, { isCancelled: control.isCancelled })) {
        if (choices.sheet !== undefined && table.part.includes('#') && !table.part.endsWith(`#${choices.sheet}`))
          continue;
        found += 1;
        const part = partOf(source, table.path, table.part);
        const choice = choices.parts?.find((known) => known.source === source.ref && known.part === part);
        if (choice?.skip) continue;
        tables.push({
          source: source.ref,
          part,
          path: table.path,
          inner: table.part,
          file: table.file,
          options: { ...choices.options, ...choice?.options },
        });
      }
    } catch (error) {
      found += 1;
      failed.push(failureOf({ source: source.ref, part: '', file: source.name }, error));
    }
  }
  if (found === 0)
    throw new AppError(
      'file_not_found',
      'There is no table at that place: no CSV, TSV, text, JSON lines or Excel file.',
    );
  return { tables, records, failed };
}

/** How clients name a table: relative to what they picked, so that files of a folder have names of their own. */
function partOf(source: ResolvedSource, path: string, inner: string): string {
  if (path === source.path) return inner;
  const inside = relative(source.path, path).split(sep).join('/');
  return inner === '' || inner.startsWith('#') ? `${inside}${inner}` : `${inside}/${inner}`;
}

import { AppError } from '#shared/contract/errors.ts';
import type { ImportOptions } from '#shared/contract/importing.ts';
import { mappableColumns } from './map/columns.ts';
import type { FileKind } from './types.ts';
import { makeReader } from './validate/cells.ts';

/**
 * Makes sure that the words given for words of the file can be stored. Columns the kind does not have are let be: one set of
 * options may be for files of several kinds.
 * @throws AppError mapping_invalid with the first that cannot.
 */
export function checkMeanings(kind: FileKind, values: NonNullable<ImportOptions['values']>): void {
  for (const column of mappableColumns(kind)) {
    if (!Object.hasOwn(values, column.name)) continue;
    const reader = makeReader(column, { dateOrder: null, decimal: null });
    for (const [word, meaning] of Object.entries(values[column.name] ?? {})) {
      if (reader.read(meaning) !== undefined) continue;
      throw new AppError(
        'mapping_invalid',
        `"${word}" of ${column.name} cannot stand for "${meaning}": ${reader.problem(meaning).message}`,
        { column: column.name, word },
      );
    }
  }
}

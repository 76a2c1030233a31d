import { exportMarker } from '#electron/ingest/index.ts';
import { readCanonical } from '#electron/store/reads/canonical.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { ParsedInputOf } from '#shared/contract/index.ts';
import { STORED_KINDS } from '#shared/model/kinds.ts';
import type { ReadContext } from '../context.ts';
import { writeCsv } from './csv.ts';
import { canonicalExport, type ExportTable, type RowCounter } from './table.ts';
import type { Output } from './whole-file.ts';
import { writeWorkbook } from './workbook.ts';

type Input = ParsedInputOf<'export.run'>;

/** What goes into the file: its number of rows, for progress, and how it is written. */
export type ExportContent = {
  readonly rowCount: number;
  readonly write: (output: Output, counter: RowCounter) => void;
};

const TABLE: readonly Input['format'][] = ['csv', 'xlsx'];
const FORMATS: Readonly<Partial<Record<Input['what'], readonly Input['format'][]>>> = {
  ...Object.fromEntries(STORED_KINDS.map((kind) => [kind, TABLE])),
};

/** Reads nothing yet but what the head of the file needs. @throws AppError where there is nothing of that kind to export. */
export function exportContent(context: ReadContext, input: Input): ExportContent {
  const formats = FORMATS[input.what] ?? [];
  if (!formats.includes(input.format))
    throw new AppError(
      'bad_request',
      `${input.what} cannot be written as ${input.format}; choose ${formats.join(' or ')}.`,
    );
  return tableContent(context, input);
}

function tableContent(context: ReadContext, input: Input): ExportContent {
  const kind = STORED_KINDS.find((known) => known === input.what);
  if (!kind) throw new AppError('bad_request', `There is no table ${input.what}.`);
  const table = canonicalExport(readCanonical(context.db, kind));
  return {
    rowCount: table.rowCount,
    write: (output, counter) => {
      if (input.format === 'xlsx') writeWorkbook(output, [withMarker(table, exportMarker(kind, 'workbook'))], counter);
      else writeCsv(output, withMarker(table, exportMarker(kind, 'text')), { bom: input.bom ?? false }, counter);
    },
  };
}

/** A last column without cells, whose header tells an import that the file is one of ours. */
function withMarker(table: ExportTable, marker: string): ExportTable {
  return { ...table, columns: [...table.columns, { name: marker, type: 'text' }] };
}

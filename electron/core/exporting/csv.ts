import { csvLine } from '#shared/format/csv.ts';
import { type ExportTable, plainCell, type RowCounter } from './table.ts';
import type { Output } from './whole-file.ts';

/** Delimited text (RFC 4180, UTF-8), with text that a spreadsheet could run neutralised. */
export function writeCsv(
  output: Output,
  table: ExportTable,
  options: { readonly bom: boolean },
  counter: RowCounter,
): void {
  const { columns } = table;
  if (options.bom) output.write('\uFEFF');
  output.write(csvLine(columns.map((column) => column.name)));
  for (const row of counter.over(table)) {
    output.write(
      csvLine(
        columns.map(({ type }, index) => {
          const cell = plainCell(row[index], type);
          return typeof cell === 'boolean' ? String(cell) : cell;
        }),
      ),
    );
  }
}

import { type ExportTable, plainCell, type RowCounter } from './table.ts';
import type { Output } from './whole-file.ts';

/** A JSON list of the rows as objects, one a line; what is missing is left out. */
export function writeJsonRows(output: Output, table: ExportTable, counter: RowCounter): void {
  let separator = '\n';
  output.write('[');
  for (const row of counter.over(table)) {
    const entries = table.columns.flatMap(({ name, type }, index) => {
      const cell = plainCell(row[index], type);
      return cell === null ? [] : [[name, cell] as const];
    });
    output.write(`${separator}${JSON.stringify(Object.fromEntries(entries))}`);
    separator = ',\n';
  }
  output.write('\n]');
}

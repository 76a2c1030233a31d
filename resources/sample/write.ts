/** RFC 4180 files with LF line ends. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type Cell = string | number | boolean | undefined;
export type Table = {
  readonly file: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
};

const cellText = (cell: Cell): string => {
  if (cell === undefined) {
    return '';
  }
  const text = String(cell);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

export const writeTable = (folder: string, table: Table): number => {
  const lines = [table.header.join(',')];
  for (const row of table.rows) {
    if (row.length !== table.header.length) {
      throw new Error(`${table.file}: a row has ${row.length} cells, the header ${table.header.length}`);
    }
    lines.push(row.map(cellText).join(','));
  }
  const text = `${lines.join('\n')}\n`;
  writeFileSync(join(folder, table.file), text, 'utf8');
  return Buffer.byteLength(text);
};

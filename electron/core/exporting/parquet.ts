import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { SqlValue } from '#electron/store/values.ts';
import { MS_PER_DAY } from '#shared/model/day.ts';
import type { CellKind, ExportColumn, ExportTable, RowCounter } from './table.ts';
import type { Output } from './whole-file.ts';

const ROWS_PER_GROUP = 50_000;

type SchemaElement = ParquetWriter['schema'][number];

const PHYSICAL: Readonly<Record<CellKind, Pick<SchemaElement, 'type' | 'converted_type'>>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  number: { type: 'DOUBLE' },
  date: { type: 'INT32', converted_type: 'DATE' },
  timestamp: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
  boolean: { type: 'BOOLEAN' },
};

/** Apache Parquet, a row group at a time: nullable columns typed as text, DOUBLE, DATE, TIMESTAMP (ms, UTC) or BOOLEAN. */
export function writeParquet(output: Output, table: ExportTable, counter: RowCounter): void {
  const { columns } = table;
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({
    writer: bytes,
    schema: [
      { name: 'root', num_children: columns.length },
      ...columns.map(({ name, type }): SchemaElement => ({ name, repetition_type: 'OPTIONAL', ...PHYSICAL[type] })),
    ],
  });
  // What is written leaves memory; `offset` goes on counting from the start of the file.
  const drain = (): void => {
    output.write(bytes.getBytes().slice());
    bytes.index = 0;
  };
  let group: unknown[][] = columns.map(() => []);
  const flush = (): void => {
    if (group[0] === undefined || group[0].length === 0) return;
    writer.write({
      columnData: columns.map(({ name }, index) => ({ name, data: group[index] ?? [] })),
      rowGroupSize: ROWS_PER_GROUP,
    });
    drain();
    group = columns.map(() => []);
  };
  for (const row of counter.over(table)) {
    columns.forEach((column, index) => {
      group[index]?.push(richCell(row[index] ?? null, column));
    });
    if (group[0]?.length === ROWS_PER_GROUP) flush();
  }
  flush();
  writer.finish();
  drain();
}

function richCell(cell: SqlValue, { type }: ExportColumn): string | number | boolean | Date | null {
  if (cell === null || type === 'text' || typeof cell === 'string') return cell;
  if (type === 'date') return new Date(cell * MS_PER_DAY);
  if (type === 'timestamp') return new Date(cell);
  return type === 'boolean' ? cell !== 0 : cell;
}

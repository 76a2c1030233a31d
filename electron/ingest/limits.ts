import { AppError } from '#shared/contract/errors.ts';

/** What a file may not exceed; reading stops when one is crossed, each with its own error code. */
export type Limits = {
  /** Bytes of a table as text, after unpacking. */
  readonly bytes: number;
  readonly columns: number;
  readonly rows: number;
  /** Characters of one row. */
  readonly row: number;
  /** Characters of one cell. */
  readonly cell: number;
  /** Bytes of a workbook as a file, and of all that is read of it after unpacking. */
  readonly workbook: number;
  readonly workbookInflated: number;
  /** Unpacked size over packed size. */
  readonly ratio: number;
  readonly sheets: number;
  /** Files in an archive, or tables in a folder. */
  readonly parts: number;
};

export const DEFAULT_LIMITS: Limits = {
  bytes: 2_000_000_000,
  columns: 500,
  rows: 5_000_000,
  row: 1_048_576,
  cell: 65_536,
  workbook: 100_000_000,
  workbookInflated: 1_000_000_000,
  ratio: 200,
  sheets: 50,
  parts: 1000,
};

export function tooManyColumns(columns: number, limits: Limits): AppError {
  return new AppError('too_many_columns', `The table has more than ${limits.columns} columns.`, {
    columns,
    limit: limits.columns,
  });
}

export function tooManyRows(limits: Limits): AppError {
  return new AppError('too_many_rows', `The table has more than ${limits.rows} rows.`, { limit: limits.rows });
}

/** @param hint what may have made the row or cell so long, as the end of the sentence */
export function rowTooLarge(line: number, limits: Limits, hint = '.'): AppError {
  return new AppError('row_too_large', `The row at line ${line} has more than ${limits.row} characters${hint}`, {
    line,
    limit: limits.row,
  });
}

export function cellTooLarge(line: number, limits: Limits, hint = '.'): AppError {
  return new AppError(
    'cell_too_large',
    `A cell in the row at line ${line} has more than ${limits.cell} characters${hint}`,
    { line, limit: limits.cell },
  );
}

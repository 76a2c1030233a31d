import type { CsvCell } from '#shared/format/csv.ts';
import { type RetentionRow, shareOf } from './cells.ts';

export const RETENTION_HEADER = [
  'Cohort',
  'Accounts',
  'Months since start',
  'Observed',
  'Retained',
  'Retention',
  'Low 95%',
  'High 95%',
  'Kaplan-Meier',
  'ARR at start',
  'ARR',
  'Gross retention',
  'Net retention',
] as const;

/** Every cell of the triangle as a row, shares 0 to 1; unknown is empty. */
export function retentionRows(
  rows: readonly RetentionRow[],
  columns: readonly number[],
): readonly (readonly CsvCell[])[] {
  return rows.flatMap((row) =>
    row.cells
      .filter((cell) => columns.includes(cell.month))
      .map((cell) => [
        row.label,
        row.accounts,
        cell.month,
        cell.n,
        cell.retained,
        rounded(cell.rate),
        rounded(cell.low),
        rounded(cell.high),
        rounded(cell.survival),
        cell.startArr,
        cell.arr,
        rounded(shareOf(cell, 'gross')),
        rounded(shareOf(cell, 'net')),
      ]),
  );
}

function rounded(share: number | null): number | null {
  return share === null ? null : Math.round(share * 10_000) / 10_000;
}

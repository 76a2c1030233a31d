import type { CanonicalTable } from '#electron/store/reads/canonical.ts';
import type { SqlValue } from '#electron/store/values.ts';
import { AppError } from '#shared/contract/errors.ts';
import { isoFromDay } from '#shared/model/day.ts';
import type { ColumnType } from '#shared/model/kinds.ts';
import type { WorkControl } from '../context.ts';

/** What a file format has to know about a column: `date` cells are days, `timestamp` cells epoch ms, `boolean` cells 0/1. */
export type CellKind = 'text' | 'number' | 'date' | 'timestamp' | 'boolean';

export type ExportColumn = {
  readonly name: string;
  readonly type: CellKind;
  /**
   * In a workbook the cell is this formula over other cells of row `row` (1-based), and the stored value its result; a plain
   * value for null. Made of cell addresses only, never of data (R45).
   */
  readonly formula?: (row: number, cells: readonly SqlValue[]) => string | null;
  /** Digits after the decimal sign where a workbook shows the number; as many as there are when left out. */
  readonly digits?: number;
};

/** A table on its way into a file; cells by column, missing as null. */
export type ExportTable = {
  readonly name: string;
  readonly columns: readonly ExportColumn[];
  readonly rowCount: number;
  readonly rows: () => Iterable<readonly SqlValue[]>;
  /** Explains another table: its rows are not counted. */
  readonly isLegend?: boolean;
};

const KINDS_OF_CELL: Readonly<Record<ColumnType, CellKind>> = {
  id: 'text',
  text: 'text',
  word: 'text',
  priority: 'text',
  number: 'number',
  integer: 'number',
  rating: 'number',
  date: 'date',
  timestamp: 'timestamp',
  boolean: 'boolean',
};

const MONEY: ReadonlySet<string> = new Set(['arr', 'mrr', 'amount', 'arr_before', 'arr_after']);

/** A stored kind as it is exported: with canonical headers, and priorities as P1 to P4. */
export function canonicalExport(table: CanonicalTable): ExportTable {
  const priorities = table.columns.flatMap((column, index) => (column.type === 'priority' ? [index] : []));
  return {
    name: table.kind,
    columns: table.columns.map(({ name, type }) => ({
      name,
      type: KINDS_OF_CELL[type],
      ...(MONEY.has(name) ? { digits: 2 } : {}),
    })),
    rowCount: table.rowCount,
    *rows() {
      for (const row of table.rows()) {
        if (priorities.length === 0) yield row;
        else yield row.map((cell, index) => (priorities.includes(index) && cell !== null ? `P${cell}` : cell));
      }
    },
  };
}

/** A last column without cells, whose header tells an import that the file is one of ours (ingest/own-export.ts). */
export function withMarker(table: ExportTable, marker: string): ExportTable {
  return { ...table, columns: [...table.columns, { name: marker, type: 'text' }] };
}

/** A cell as every text format writes it: ISO dates, UTC times, true and false; numbers stay numbers. */
export function plainCell(cell: SqlValue | undefined, type: CellKind): string | number | boolean | null {
  if (cell === null || cell === undefined) return null;
  if (typeof cell === 'string') return cell;
  if (type === 'date') return isoFromDay(cell);
  if (type === 'timestamp') return new Date(cell).toISOString().replace('.000Z', 'Z');
  return type === 'boolean' ? cell !== 0 : cell;
}

const STEP = 2000;

/** Counts rows for the progress line and stops where the person cancels. */
export class RowCounter {
  readonly #control: WorkControl;
  readonly #total: number;
  #rows = 0;

  constructor(control: WorkControl, total: number) {
    this.#control = control;
    this.#total = total;
  }

  get rows(): number {
    return this.#rows;
  }

  *over(table: ExportTable): Generator<readonly SqlValue[]> {
    for (const row of table.rows()) {
      if (this.#rows % STEP === 0) this.#report(table.name);
      if (!table.isLegend) this.#rows += 1;
      yield row;
    }
    this.#report(table.name);
  }

  #report(name: string): void {
    if (this.#control.isCancelled()) throw new AppError('cancelled', 'The export was cancelled. Nothing was written.');
    this.#control.onProgress(
      `Writing ${name}`,
      this.#total === 0 ? 1 : Math.min(1, this.#rows / this.#total),
      this.#rows,
    );
  }
}

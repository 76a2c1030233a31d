import type { FitRows } from './bounded-fit.ts';

/** Rows to fit on, each one account at one landmark. */
export type TimedRows = FitRows & {
  /** Index of the landmark, ascending in time. */
  readonly landmarkOf: Int32Array;
  /** Number of the account. */
  readonly accountOf: Int32Array;
  /** Day from which the outcome is known: no row trains what is judged before it (30-method.md 4.1). */
  readonly horizonEnd: Int32Array;
};

/** The rows that pass, in their order. */
export function rowsWhere<R extends TimedRows>(rows: R, include: (row: number) => boolean): TimedRows {
  const chosen = Int32Array.from(rows.churned.keys()).filter(include);
  const ints = (column: Int32Array): Int32Array => chosen.map((row) => column[row] as number);
  const { counts } = rows;
  return {
    columns: rows.columns.map((column) => Float64Array.from(chosen, (row) => column[row] as number)),
    churned: Uint8Array.from(chosen, (row) => rows.churned[row] as number),
    landmarkOf: ints(rows.landmarkOf),
    accountOf: ints(rows.accountOf),
    horizonEnd: ints(rows.horizonEnd),
    ...(counts && { counts: Float64Array.from(chosen, (row) => counts[row] as number) }),
  };
}

/** Rows whose outcome was known by a day: a gap of one horizon is purged. */
export function rowsKnownBy(rows: TimedRows, day: number): TimedRows {
  return rowsWhere(rows, (row) => (rows.horizonEnd[row] as number) <= day);
}

export function rowsAt(rows: TimedRows, landmark: number): TimedRows {
  return rowsWhere(rows, (row) => rows.landmarkOf[row] === landmark);
}

/** Rows that churned. */
export function churnsIn({ churned }: FitRows): number {
  return churned.reduce((sum, churn) => sum + churn, 0);
}

/** Whether there are churned and retained rows to tell apart. */
export function hasBoth(rows: FitRows): boolean {
  const churns = churnsIn(rows);
  return churns > 0 && churns < rows.churned.length;
}

import { MS_PER_DAY, NO_DAY } from '#shared/model/day.ts';

export type Cell = number | string | null;
export type Row = readonly Cell[];
type Column = Int32Array | Float64Array | Uint8Array | Uint16Array;

export const dayOf = (value: Cell | undefined): number => (typeof value === 'number' ? value : NO_DAY);
export const dayOfMs = (value: Cell | undefined): number =>
  typeof value === 'number' ? Math.floor(value / MS_PER_DAY) : NO_DAY;
export const numberOf = (value: Cell | undefined): number => (typeof value === 'number' ? value : Number.NaN);
/** 1, 0, or 255 when unknown. */
export const flagOf = (value: Cell | undefined): number => (typeof value === 'number' ? value : 255);
export const textOf = (value: Cell | undefined): string => (typeof value === 'string' ? value : '');
export const wordIndex =
  (words: readonly string[]) =>
  (value: Cell | undefined): number => {
    const index = typeof value === 'string' ? words.indexOf(value) : -1;
    return index < 0 ? 255 : index;
  };

/** Position of each named column in a row. */
export function positions<Name extends string>(names: readonly Name[]): Readonly<Record<Name, number>> {
  return Object.fromEntries(names.map((name, at) => [name, at])) as Record<Name, number>;
}

/** First entry of each group: `counts[i + 1]` is the size of group i on the way in, its end on the way out. */
export function offsetsOf(counts: Int32Array): Int32Array {
  for (let index = 1; index < counts.length; index++)
    counts[index] = (counts[index] as number) + (counts[index - 1] as number);
  return counts;
}

/** Fills typed columns from rows that are ordered by account; `accountAt` is the position of the surrogate account. */
export function fillColumns<T extends Record<string, Column>>(
  rows: readonly Row[],
  accounts: number,
  accountAt: number,
  columns: T,
  read: { readonly [Name in keyof T]: (row: Row) => number },
): T & { offsets: Int32Array } {
  const offsets = new Int32Array(accounts + 1);
  for (const row of rows) {
    const account = Number(row[accountAt]);
    offsets[account] = (offsets[account] as number) + 1;
  }
  for (const [name, column] of Object.entries(columns)) {
    const value = read[name];
    if (value) for (let index = 0; index < rows.length; index++) column[index] = value(rows[index] as Row);
  }
  return { ...columns, offsets: offsetsOf(offsets) };
}

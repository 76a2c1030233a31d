import { MS_PER_DAY, NO_DAY } from '#shared/model/day.ts';

export type Cell = number | string | null;
export type Row = readonly Cell[];

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

export type Column = Int32Array | Float64Array | Uint8Array | string[];

/** How a column is made of rows. */
export type ColumnSpec<C extends Column> = {
  readonly make: (length: number) => C;
  readonly read: (row: Row) => C[number];
};
export const ints = (read: (row: Row) => number): ColumnSpec<Int32Array> => ({
  make: (length) => new Int32Array(length),
  read,
});
export const doubles = (read: (row: Row) => number): ColumnSpec<Float64Array> => ({
  make: (length) => new Float64Array(length),
  read,
});
export const bytes = (read: (row: Row) => number): ColumnSpec<Uint8Array> => ({
  make: (length) => new Uint8Array(length),
  read,
});
export const texts = (read: (row: Row) => string): ColumnSpec<string[]> => ({
  make: (length) => new Array<string>(length).fill(''),
  read,
});
export type ColumnSpecs<T extends Record<string, Column>> = { readonly [Name in keyof T]: ColumnSpec<T[Name]> };

/**
 * Fills columns from pages of rows that are ordered by account, whose surrogate id comes first in a row.
 *
 * @param most rows of all pages at most
 */
export function fillColumns<T extends Record<string, Column>>(
  pages: Iterable<readonly Row[]>,
  accounts: number,
  most: number,
  specs: ColumnSpecs<T>,
): T & { offsets: Int32Array } {
  const offsets = new Int32Array(accounts + 1);
  const columns = Object.entries<ColumnSpec<Column>>(specs).map(([name, { make, read }]) => ({
    name,
    read,
    column: make(most),
  }));
  let length = 0;
  for (const rows of pages) {
    for (const row of rows) {
      const account = Number(row[0]);
      offsets[account] = (offsets[account] as number) + 1;
    }
    for (const { read, column } of columns)
      for (let at = 0; at < rows.length; at++) column[length + at] = read(rows[at] as Row);
    length += rows.length;
  }
  const filled = columns.map(({ name, column }) => [name, column.slice(0, length)]);
  return { ...(Object.fromEntries(filled) as T), offsets: offsetsOf(offsets) };
}

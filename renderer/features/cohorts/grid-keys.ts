import { type FocusEvent, type KeyboardEvent, type RefObject, useState } from 'react';

/** A place in the triangle: column 0 is the name of the row. */
export type Spot = { readonly row: number; readonly column: number };

/**
 * Where a key leads in a triangle whose row `r` has `lengths[r]` cells beside its name; null for keys that mean something
 * else. Rows differ in length: what is left of a move is the last cell there is.
 */
export function moved(spot: Spot, key: string, withControl: boolean, lengths: readonly number[]): Spot | null {
  const last = lengths.length - 1;
  const to = (row: number, column: number): Spot => {
    const at = Math.max(0, Math.min(last, row));
    return { row: at, column: Math.max(0, Math.min(lengths[at] ?? 0, column)) };
  };
  const { row, column } = spot;
  if (key === 'ArrowUp') return to(row - 1, column);
  if (key === 'ArrowDown') return to(row + 1, column);
  if (key === 'ArrowLeft') return to(row, column - 1);
  if (key === 'ArrowRight') return to(row, column + 1);
  if (key === 'PageUp') return to(row - 10, column);
  if (key === 'PageDown') return to(row + 10, column);
  if (key === 'Home') return to(withControl ? 0 : row, 0);
  if (key === 'End') return to(withControl ? last : row, Number.POSITIVE_INFINITY);
  return null;
}

/** One stop for Tab, arrow keys inside; `a` and `b` pick the row. */
export function useGridKeys(
  table: RefObject<HTMLTableElement | null>,
  /** Where Tab leads before an arrow key was pressed. */
  start: Spot,
  lengths: readonly number[],
  onLetter: (letter: 'a' | 'b', row: number) => void,
) {
  const [chosen, setWanted] = useState<Spot | null>(null);
  const wanted = chosen ?? start;
  // Filters and dimensions change the rows under it.
  const row = Math.min(wanted.row, Math.max(0, lengths.length - 1));
  const spot: Spot = { row, column: Math.min(wanted.column, lengths[row] ?? 0) };
  return {
    spot,
    onFocus: (event: FocusEvent) => {
      const cell = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-row]') : null;
      if (cell) setWanted({ row: Number(cell.dataset.row), column: Number(cell.dataset.column) });
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.altKey || event.metaKey) return;
      const key = event.key.toLowerCase();
      if (!event.ctrlKey && (key === 'a' || key === 'b')) {
        event.preventDefault();
        onLetter(key, spot.row);
        return;
      }
      const next = moved(spot, event.key, event.ctrlKey, lengths);
      if (!next) return;
      event.preventDefault();
      table.current?.querySelector<HTMLElement>(`[data-row="${next.row}"][data-column="${next.column}"] a`)?.focus();
    },
  };
}

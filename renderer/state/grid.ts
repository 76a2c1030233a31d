/** What the account grid remembers between visits: where it was, and which columns the user switched off. */
import { create } from 'zustand';

type Grid = {
  /** Filters and order the position belongs to. */
  readonly list: string;
  readonly index: number;
  readonly hidden: readonly string[];
};

const KEY = 'bellwether-columns-off';

function storedHidden(): readonly string[] {
  return (globalThis.localStorage?.getItem(KEY) ?? '').split(' ').filter(Boolean);
}

export const useGrid = create<Grid>(() => ({ list: '', index: 0, hidden: storedHidden() }));

export function rememberPosition(list: string, index: number): void {
  useGrid.setState({ list, index });
}

export function toggleColumn(id: string): void {
  useGrid.setState(({ hidden }) => {
    const next = hidden.includes(id) ? hidden.filter((item) => item !== id) : [...hidden, id];
    globalThis.localStorage?.setItem(KEY, next.join(' '));
    return { hidden: next };
  });
}

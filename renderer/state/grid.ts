/** What the account grid remembers between visits: where it was, and the columns the reader chose. */
import { create } from 'zustand';

type Grid = {
  /** Filters, order and grouping the position belongs to. */
  readonly list: string;
  readonly index: number;
  /** Columns in the form of the address; empty for those everybody gets. */
  readonly layout: string;
};

const KEY = 'bellwether-columns';

export const useGrid = create<Grid>(() => ({
  list: '',
  index: 0,
  layout: globalThis.localStorage?.getItem(KEY) ?? '',
}));

export function rememberPosition(list: string, index: number): void {
  useGrid.setState({ list, index });
}

export function rememberLayout(layout: string): void {
  globalThis.localStorage?.setItem(KEY, layout);
  useGrid.setState({ layout });
}

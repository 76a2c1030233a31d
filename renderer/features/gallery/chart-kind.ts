import type { ChartOption } from '../../charts/Chart.tsx';
import type { ChartTheme } from '../../charts/theme.ts';
import type { Format } from '../../data/format.ts';

export const STATES = [
  ['data', 'with data'],
  ['few', 'with few points'],
  ['none', 'without data'],
] as const;
export type State = (typeof STATES)[number][0];

/** Null where a view says in words that nothing is known. */
export type Shown = { readonly option: (theme: ChartTheme) => ChartOption; readonly height: number } | null;

export type Drawn = {
  readonly name: string;
  /** Drawn over the whole width of a view. */
  readonly wide?: boolean;
  readonly of: (state: State, format: Format) => Shown;
};

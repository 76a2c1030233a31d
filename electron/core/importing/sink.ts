import type { Cell } from '#electron/ingest/index.ts';
import type { WriteDb } from '#electron/store/open.ts';
import type { Lookups } from '#electron/store/reads/lookups.ts';
import type { BatchStamp } from '#electron/store/writes/rows.ts';
import type { RowFates } from './fates.ts';

/** A row that cannot be stored although each of its cells is fine. */
type Refusal = { readonly column: string | null; readonly code: string; readonly message: string };
export type Placement =
  | { readonly outcome: 'stored' }
  | { readonly outcome: 'waiting'; readonly joinField: string; readonly joinValue: string }
  | { readonly outcome: 'refused'; readonly refusal: Refusal };

export const STORED: Placement = { outcome: 'stored' };

export function refused(code: string, message: string, column: string | null = null): Placement {
  return { outcome: 'refused', refusal: { column, code, message } };
}

type Extras = readonly (string | number | null)[];

/** Takes the rows of one kind; of equal keys the last one stands. Some kinds are written at once, some when all are known. */
export type FactSink = {
  /** Number of facts a row will produce. */
  factsOf(cells: readonly Cell[], extras: Extras, more: number): number;
  /** `facts` are the rows the source row produces, each by `fields`. */
  take(row: number, facts: readonly (readonly Cell[])[], extras: Extras): Placement;
  /**
   * Takes a row that is one fact, given as columns by `fields` and the row's place in them. False, and nothing taken, where
   * the row is not simply stored: `take` then says what becomes of it. Absent where the sink wants whole rows.
   */
  readonly takeAt?: (row: number, columns: readonly (readonly Cell[])[], at: number) => boolean;
  /** Writes what is not written yet. `onStored` is called every few thousand facts and may throw to stop. */
  flush(onStored: (stored: number, facts: number) => void): void;
  /** Columns the sink writes, custom attributes as `@name`: what undo has to know. */
  readonly written: readonly string[];
};

/** What every sink works with. `rows` is about how many there will be. */
export type SinkContext = {
  readonly db: WriteDb;
  readonly lookups: Lookups;
  readonly batch: BatchStamp;
  readonly fates: RowFates;
  readonly rows: number;
  readonly fields: readonly string[];
  readonly extraNames: readonly string[];
};

/** Stored rows between two calls of `onStored`. */
export const ROWS_PER_CALL = 4096;

import type { ReadDb } from '../open.ts';
import {
  accountOfPlace,
  BLOCK_ACCOUNTS,
  COMPLETE,
  columnsOf,
  dayOfPlace,
  metricOfPlace,
  SPAN_DAYS,
  type UsageColumns,
} from '../usage-blocks.ts';
import { getMeta } from './ledger.ts';

/** Usage rows as columns, in key order: account index, day, metric id, value. */
export type UsageRows = {
  readonly owners: Int32Array;
  readonly days: Int32Array;
  readonly metrics: Uint16Array;
  readonly values: Float64Array;
};

type StoredEntry = {
  readonly block: number;
  readonly span: number;
  readonly places: Buffer;
  readonly vals: Buffer;
  readonly checksum: number;
};
type Span = UsageColumns & { readonly span: number };

/** Entries that are to be made again. */
export function countStaleBlocks(db: ReadDb): number {
  return db.prepare<[], { n: number }>('SELECT count(*) AS n FROM usage_block WHERE places IS NULL').get()?.n ?? 0;
}

/** Blocks one after the other, each with its spans in order; null for a block that is damaged. */
export function* usageBlocks(db: ReadDb): Generator<{ readonly block: number; readonly spans: Span[] | null }> {
  const entries = db
    .prepare<[], StoredEntry>(
      'SELECT block, span, places, vals, checksum FROM usage_block WHERE places IS NOT NULL ORDER BY block, span',
    )
    .iterate();
  let current: { block: number; spans: Span[] | null } | undefined;
  for (const { block, span, places, vals, checksum } of entries) {
    if (current?.block !== block) {
      if (current) yield current;
      current = { block, spans: [] };
    }
    const columns = columnsOf({ block, span, places, values: vals }, checksum);
    if (columns) current.spans?.push({ span, ...columns });
    else current.spans = null;
  }
  if (current) yield current;
}

/**
 * All usage rows from the columns beside them; null where those are not complete, so that the rows have to be read.
 *
 * @param isShown whether the account with a surrogate id is there
 */
export function readUsageBlocks(db: ReadDb, isShown: (account: number) => boolean): UsageRows | null {
  if (getMeta(db, COMPLETE) === null || countStaleBlocks(db) > 0) return null;
  const total = db.prepare<[], { n: number | null }>('SELECT sum(rows) AS n FROM usage_block').get()?.n ?? 0;
  const owners = new Int32Array(total);
  const days = new Int32Array(total);
  const metrics = new Uint16Array(total);
  const values = new Float64Array(total);
  let length = 0;
  for (const { block, spans } of usageBlocks(db)) {
    if (spans === null) return null;
    // Where the rows of each account of the block go: its spans follow each other.
    const next = new Int32Array(BLOCK_ACCOUNTS + 1);
    for (const { places } of spans)
      for (const place of places) {
        const slot = accountOfPlace(place) + 1;
        next[slot] = (next[slot] as number) + 1;
      }
    const first = block * BLOCK_ACCOUNTS;
    const shown = Uint8Array.from({ length: BLOCK_ACCOUNTS }, (_, slot) => Number(isShown(first + slot + 1)));
    next[0] = length;
    for (let slot = 1; slot <= BLOCK_ACCOUNTS; slot++)
      next[slot] = (next[slot - 1] as number) + (next[slot] as number) * (shown[slot - 1] as number);
    if ((next[BLOCK_ACCOUNTS] as number) > total) return null;
    length = next[BLOCK_ACCOUNTS] as number;
    for (const { span, places, values: cells } of spans) {
      for (let row = 0; row < places.length; row++) {
        const place = places[row] as number;
        const slot = accountOfPlace(place);
        if (shown[slot] === 0) continue;
        const at = next[slot] as number;
        next[slot] = at + 1;
        owners[at] = first + slot;
        days[at] = span * SPAN_DAYS + dayOfPlace(place);
        metrics[at] = metricOfPlace(place);
        values[at] = cells[row] as number;
      }
    }
  }
  return {
    owners: owners.subarray(0, length),
    days: days.subarray(0, length),
    metrics: metrics.subarray(0, length),
    values: values.subarray(0, length),
  };
}

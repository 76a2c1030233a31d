import type { ReadDb } from '../open.ts';
import {
  BLOCK_ACCOUNTS,
  COMPLETE,
  columnsOf,
  dayOfPlace,
  firstPlaceOf,
  metricOfPlace,
  SPAN_DAYS,
  type UsageColumns,
} from '../usage-blocks.ts';
import { offsetsOf } from './facts/grouped.ts';
import { getMeta } from './ledger.ts';

/** Usage rows as columns, in key order: day, metric, value. */
export type UsageRows = {
  /** First row of each account, by its index; the last entry is the number of rows. */
  readonly offsets: Int32Array;
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

/** Where the rows of each account of a block end, from places in ascending order. */
function endsOfAccounts(places: Uint32Array): Int32Array {
  let at = 0;
  return new Int32Array(BLOCK_ACCOUNTS).map((_, slot) => {
    const bound = firstPlaceOf(slot + 1);
    let end = places.length;
    while (at < end) {
      const middle = (at + end) >>> 1;
      if ((places[middle] as number) < bound) at = middle + 1;
      else end = middle;
    }
    return at;
  });
}

/**
 * All usage rows from the columns beside them; null where those are not complete, so that the rows have to be read.
 *
 * @param accounts number of accounts, hidden ones included
 * @param isShown whether the account with a surrogate id is there
 * @param metricOf what stands for a metric in the answer, by its id
 */
export function readUsageBlocks(
  db: ReadDb,
  accounts: number,
  isShown: (account: number) => boolean,
  metricOf: Uint16Array,
): UsageRows | null {
  if (getMeta(db, COMPLETE) === null || countStaleBlocks(db) > 0) return null;
  const total = db.prepare<[], { n: number | null }>('SELECT sum(rows) AS n FROM usage_block').get()?.n ?? 0;
  const counts = new Int32Array(accounts + 1);
  const days = new Int32Array(total);
  const metrics = new Uint16Array(total);
  const values = new Float64Array(total);
  let length = 0;
  const take = ({ span, places, values: cells }: Span, from: number, to: number): void => {
    const firstDay = span * SPAN_DAYS;
    let at = length;
    for (let row = from; row < to; row++, at++) {
      const place = places[row] as number;
      days[at] = firstDay + dayOfPlace(place);
      metrics[at] = metricOf[metricOfPlace(place)] as number;
      values[at] = cells[row] as number;
    }
    length = at;
  };
  for (const { block, spans } of usageBlocks(db)) {
    if (spans === null || spans.reduce((rows, { places }) => rows + places.length, length) > total) return null;
    const ends = spans.map(({ places }) => endsOfAccounts(places));
    for (let slot = 0; slot < BLOCK_ACCOUNTS; slot++) {
      const account = block * BLOCK_ACCOUNTS + slot;
      if (account >= accounts || !isShown(account + 1)) continue;
      const begun = length;
      spans.forEach((span, at) => {
        take(span, ends[at]?.[slot - 1] ?? 0, ends[at]?.[slot] ?? 0);
      });
      counts[account + 1] = length - begun;
    }
  }
  return {
    offsets: offsetsOf(counts),
    days: days.subarray(0, length),
    metrics: metrics.subarray(0, length),
    values: values.subarray(0, length),
  };
}

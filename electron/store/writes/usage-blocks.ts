import type { ReadDb, WriteDb } from '../open.ts';
import { getMeta } from '../reads/ledger.ts';
import {
  BLOCK_ACCOUNTS,
  blockOf,
  COMPLETE,
  checksumOf,
  keysOfSpan,
  partsOf,
  placeOf,
  SPAN_DAYS,
  spanOf,
} from '../usage-blocks.ts';
import { setMeta } from './ledger.ts';

/** Spans a day number can lie in. */
const SPANS = 1024;

const MARK = `ON CONFLICT (block, span) DO UPDATE SET rows = 0, places = NULL, vals = NULL, checksum = NULL`;

/** Notes blocks and spans of keys that are written, to mark them out of date in the same transaction. */
export class StaleBlocks {
  readonly #seen = new Set<number>();
  #last = -1;

  add(key: number): void {
    const [account, day] = partsOf(key);
    const entry = blockOf(account) * SPANS + spanOf(day);
    if (entry === this.#last) return;
    this.#last = entry;
    this.#seen.add(entry);
  }

  mark(db: WriteDb): void {
    const mark = db.prepare<[number, number]>(`INSERT INTO usage_block (block, span) VALUES (?, ?) ${MARK}`);
    for (const entry of this.#seen) mark.run(Math.floor(entry / SPANS), entry % SPANS);
  }
}

/** Marks what the keys of a statement belong to; `select` answers them as `key`. */
export function markStaleBlocks(db: WriteDb, select: string): void {
  const account = 'key / 67108864';
  db.exec(
    `INSERT INTO usage_block (block, span)
     SELECT DISTINCT (${account} - 1) / ${BLOCK_ACCOUNTS}, (key / 1024 % 65536) / ${SPAN_DAYS} FROM (${select}) WHERE TRUE ${MARK}`,
  );
}

/** Columns of one block and span while their rows come in. */
class Growing {
  #places = new Uint32Array(1024);
  #values = new Float64Array(1024);
  #length = 0;

  push(place: number, value: number): void {
    if (this.#length === this.#places.length) {
      const [places, values] = [this.#places, this.#values];
      this.#places = new Uint32Array(this.#length * 2);
      this.#places.set(places);
      this.#values = new Float64Array(this.#length * 2);
      this.#values.set(values);
    }
    this.#places[this.#length] = place;
    this.#values[this.#length] = value;
    this.#length += 1;
  }

  columns(): { rows: number; places: Uint8Array; values: Uint8Array } {
    return {
      rows: this.#length,
      places: new Uint8Array(this.#places.buffer, 0, this.#length * 4),
      values: new Uint8Array(this.#values.buffer, 0, this.#length * 8),
    };
  }
}

type Put = (block: number, span: number, growing: Growing) => void;

const PAGE = 10_000;

/** Rows between two keys, both included, in key order. */
function* rowsBetween(db: ReadDb, first: number, last: number): Generator<readonly (readonly [number, number])[]> {
  const page = db
    .prepare<[number, number], [number, number]>(
      `SELECT key, value FROM usage WHERE key >= ? AND key <= ? ORDER BY key LIMIT ${PAGE}`,
    )
    .raw(true);
  let from = first;
  for (;;) {
    const rows = page.all(from, last);
    yield rows;
    if (rows.length < PAGE) return;
    from = (rows[rows.length - 1]?.[0] ?? last) + 1;
  }
}

/** Makes every entry from the rows, one pass over all of them. */
function makeAll(db: WriteDb, put: Put, watch: () => void): void {
  db.exec('DELETE FROM usage_block');
  let block = -1;
  let spans = new Map<number, Growing>();
  const flush = (): void => {
    for (const [span, growing] of spans) put(block, span, growing);
    spans = new Map();
  };
  for (const rows of rowsBetween(db, 0, Number.MAX_SAFE_INTEGER)) {
    watch();
    for (const [key, value] of rows) {
      const [account, day, metric] = partsOf(key);
      if (blockOf(account) !== block) {
        flush();
        block = blockOf(account);
      }
      const span = spanOf(day);
      let growing = spans.get(span);
      if (!growing) {
        growing = new Growing();
        spans.set(span, growing);
      }
      growing.push(placeOf(account, day, metric), value);
    }
  }
  flush();
}

/** Makes the entries anew that are out of date. */
function makeStale(db: WriteDb, put: Put, watch: () => void): void {
  const stale = db
    .prepare<[], { block: number; span: number }>('SELECT block, span FROM usage_block WHERE places IS NULL')
    .all();
  const rowsOf = db
    .prepare<[number, number], [number, number]>('SELECT key, value FROM usage WHERE key BETWEEN ? AND ? ORDER BY key')
    .raw(true);
  const remove = db.prepare<[number, number]>('DELETE FROM usage_block WHERE block = ? AND span = ?');
  for (const { block, span } of stale) {
    watch();
    const growing = new Growing();
    for (let slot = 1; slot <= BLOCK_ACCOUNTS; slot++) {
      for (const [key, value] of rowsOf.all(...keysOfSpan(block * BLOCK_ACCOUNTS + slot, span))) {
        const [account, day, metric] = partsOf(key);
        growing.push(placeOf(account, day, metric), value);
      }
    }
    if (growing.columns().rows === 0) remove.run(block, span);
    else put(block, span, growing);
  }
}

/**
 * Brings the columns beside the usage rows up to date: all of them the first time, then those that writes have marked.
 * In a transaction of its own, or within the caller's.
 *
 * @param watch called every few thousand rows; it may throw to stop, and everything stays as it was
 */
export function refreshUsageBlocks(db: WriteDb, watch: () => void): void {
  db.transaction(() => {
    const insert = db.prepare<[number, number, number, Uint8Array, Uint8Array, number]>(
      `INSERT INTO usage_block (block, span, rows, places, vals, checksum) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (block, span) DO UPDATE SET rows = excluded.rows, places = excluded.places, vals = excluded.vals, checksum = excluded.checksum`,
    );
    const put: Put = (block, span, growing) => {
      const { rows, places, values } = growing.columns();
      insert.run(block, span, rows, places, values, checksumOf({ block, span, places, values }));
    };
    if (getMeta(db, COMPLETE) === null) {
      makeAll(db, put, watch);
      setMeta(db, COMPLETE, '1');
    } else {
      makeStale(db, put, watch);
    }
  })();
}

import type { WriteDb } from '../open.ts';
import { MAX_METRICS } from '../tables.ts';
import { type BatchStamp, confirm, type Fate } from './rows.ts';

/** Dictionary of metric names: small integers inside the packed usage key. */
export function metricIds(db: WriteDb): { idOf(name: string): number | null } {
  const known = new Map<string, number>();
  for (const row of db.prepare<[], { id: number; name: string }>('SELECT id, name FROM metric').iterate())
    known.set(row.name, row.id);
  const insert = db.prepare<[number, string]>('INSERT INTO metric (id, name) VALUES (?, ?)');
  return {
    idOf: (name) => {
      const existing = known.get(name);
      if (existing !== undefined) return existing;
      const id = Math.max(0, ...known.values()) + 1;
      if (id > MAX_METRICS) return null;
      insert.run(id, name);
      known.set(name, id);
      return id;
    },
  };
}

/** Growing columns of packed usage facts; `row` is the index of the source row. */
export class UsageBuffer {
  #keys = new Float64Array(1 << 16);
  #values = new Float64Array(1 << 16);
  #rows = new Uint32Array(1 << 16);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(key: number, value: number, row: number): void {
    if (this.#length === this.#keys.length) {
      const size = this.#keys.length * 2;
      const keys = new Float64Array(size);
      keys.set(this.#keys);
      const values = new Float64Array(size);
      values.set(this.#values);
      const rows = new Uint32Array(size);
      rows.set(this.#rows);
      this.#keys = keys;
      this.#values = values;
      this.#rows = rows;
    }
    this.#keys[this.#length] = key;
    this.#values[this.#length] = value;
    this.#rows[this.#length] = row;
    this.#length += 1;
  }

  /** Facts in key order; of equal keys only the last pushed one stays. */
  sorted(): {
    readonly keys: Float64Array;
    readonly values: Float64Array;
    readonly rows: Uint32Array;
    readonly superseded: Uint32Array;
  } {
    const order = new Uint32Array(this.#length);
    for (let index = 0; index < order.length; index++) order[index] = index;
    const source = this.#keys;
    let inOrder = true;
    for (let index = 1; index < this.#length && inOrder; index++)
      inOrder = (source[index - 1] ?? 0) < (source[index] ?? 0);
    if (!inOrder) order.sort((a, b) => (source[a] ?? 0) - (source[b] ?? 0) || a - b);
    const keys = new Float64Array(order.length);
    const values = new Float64Array(order.length);
    const rows = new Uint32Array(order.length);
    const superseded: number[] = [];
    let kept = 0;
    for (let index = 0; index < order.length; index++) {
      const at = order[index] ?? 0;
      const key = source[at] ?? 0;
      if (kept > 0 && keys[kept - 1] === key) {
        superseded.push(rows[kept - 1] ?? 0);
        kept -= 1;
      }
      keys[kept] = key;
      values[kept] = this.#values[at] ?? 0;
      rows[kept] = this.#rows[at] ?? 0;
      kept += 1;
    }
    return {
      keys: keys.subarray(0, kept),
      values: values.subarray(0, kept),
      rows: rows.subarray(0, kept),
      superseded: Uint32Array.from(superseded),
    };
  }
}

const ROWS_PER_INSERT = 200;

/**
 * Merges sorted facts into a packed table by one ordered pass over the stored keys of the same range, so new, changed
 * and unchanged facts are told apart without a lookup a fact. `onFate` gets the source row of each fact.
 */
export function mergeUsage(
  db: WriteDb,
  table: 'usage' | 'contact_usage',
  facts: { readonly keys: Float64Array; readonly values: Float64Array; readonly rows: Uint32Array },
  batch: BatchStamp,
  onFate: (row: number, fate: Fate) => void,
): void {
  const { keys, values, rows } = facts;
  if (keys.length === 0) return;
  const many = db.prepare<number[]>(
    `INSERT INTO ${table} (key, value, batch_id) VALUES ${Array.from({ length: ROWS_PER_INSERT }, () => '(?, ?, ?)').join(', ')}`,
  );
  const one = db.prepare<[number, number, number]>(`INSERT INTO ${table} (key, value, batch_id) VALUES (?, ?, ?)`);
  const update = db.prepare<[number, number, number]>(`UPDATE ${table} SET value = ?, batch_id = ? WHERE key = ?`);
  const journal = db.prepare<[number, number, number, number, number]>(
    `INSERT OR IGNORE INTO ${table}_change (key, step, batch_id, value, value_batch) VALUES (?, ?, ?, ?, ?)`,
  );
  const isLate = batch.step !== batch.id;
  const confirmed: number[] = [];

  const fresh: number[] = [];
  const changed: { key: number; value: number; before: number; beforeBatch: number }[] = [];
  const stored = db
    .prepare<[number, number], [number, number, number]>(
      `SELECT key, value, batch_id FROM ${table} WHERE key BETWEEN ? AND ? ORDER BY key`,
    )
    .raw(true);
  let index = 0;
  const takeFreshBelow = (limit: number): void => {
    while (index < keys.length && (keys[index] ?? 0) < limit) {
      fresh.push(index);
      onFate(rows[index] ?? 0, 'created');
      index += 1;
    }
  };
  for (const [key, value, beforeBatch] of stored.iterate(keys[0] ?? 0, keys[keys.length - 1] ?? 0)) {
    takeFreshBelow(key);
    if (index >= keys.length) break;
    if (keys[index] === key) {
      if (values[index] === value) {
        // A row that waited confirms out of turn: only the journal keeps the order.
        if (isLate) changed.push({ key, value, before: value, beforeBatch });
        else confirmed.push(key);
        onFate(rows[index] ?? 0, 'unchanged');
      } else {
        changed.push({ key, value: values[index] ?? 0, before: value, beforeBatch });
        onFate(rows[index] ?? 0, 'updated');
      }
      index += 1;
    }
  }
  takeFreshBelow(Number.POSITIVE_INFINITY);

  const parameters = new Array<number>(ROWS_PER_INSERT * 3);
  let at = 0;
  for (; at + ROWS_PER_INSERT <= fresh.length; at += ROWS_PER_INSERT) {
    for (let offset = 0; offset < ROWS_PER_INSERT; offset++) {
      const fact = fresh[at + offset] ?? 0;
      parameters[offset * 3] = keys[fact] ?? 0;
      parameters[offset * 3 + 1] = values[fact] ?? 0;
      parameters[offset * 3 + 2] = batch.id;
    }
    many.run(...parameters);
  }
  for (; at < fresh.length; at++) {
    const fact = fresh[at] ?? 0;
    one.run(keys[fact] ?? 0, values[fact] ?? 0, batch.id);
  }
  for (const { key, value, before, beforeBatch } of changed) {
    journal.run(key, batch.step, batch.id, before, beforeBatch);
    if (value !== before) update.run(value, batch.id, key);
  }
  confirm(db, batch.id, table, confirmed);
}

import type { WriteDb } from '../open.ts';
import { MAX_METRICS } from '../tables.ts';
import { type BatchStamp, confirm, type Fate } from './rows.ts';
import { StaleBlocks } from './usage-blocks.ts';
import type { SortedUsage } from './usage-buffer.ts';

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

const ROWS_PER_INSERT = 200;
/** Facts between two calls of `onStored`. */
const FACTS_PER_CALL = 4096;

/**
 * Merges sorted facts into a packed table in key order. What is stored is read an owner at a time, only where the table
 * reaches that far, so new, changed and unchanged facts are told apart without a lookup a fact. `onFate` gets the source row
 * of each fact; `onStored` is called every few thousand facts and may throw to stop.
 */
export function mergeUsage(
  db: WriteDb,
  table: 'usage' | 'contact_usage',
  facts: SortedUsage,
  batch: BatchStamp,
  onFate: (row: number, fate: Fate) => void,
  onStored: (stored: number, facts: number) => void,
): void {
  if (facts.length === 0) return;
  const insert = usageInserter(db, table, batch.id);
  const update = db.prepare<[number, number, number]>(`UPDATE ${table} SET value = ?, batch_id = ? WHERE key = ?`);
  const journal = db.prepare<[number, number, number, number, number]>(
    `INSERT OR IGNORE INTO ${table}_change (key, step, batch_id, value, value_batch) VALUES (?, ?, ?, ?, ?)`,
  );
  const stored = db
    .prepare<[number, number], [number, number, number]>(
      `SELECT key, value, batch_id FROM ${table} WHERE key BETWEEN ? AND ? ORDER BY key`,
    )
    .raw(true);
  const lastKey = db.prepare<[], { key: number | null }>(`SELECT max(key) AS key FROM ${table}`).get()?.key ?? -1;
  const isLate = batch.step !== batch.id;
  const confirmed: number[] = [];
  const stale = new StaleBlocks();

  for (let start = 0; start < facts.length; ) {
    onStored(start, facts.length);
    const last = Math.min(facts.length, start + FACTS_PER_CALL);
    while (start < last) {
      const end = endOfOwner(facts, start, last);
      const first = facts.keyAt(start);
      const known = first > lastKey ? [] : stored.all(first, facts.keyAt(end - 1));
      let next = 0;
      for (let index = start; index < end; index += 1) {
        const key = facts.keyAt(index);
        const value = facts.valueAt(index);
        const row = facts.rowAt(index);
        while (next < known.length && (known[next]?.[0] ?? 0) < key) next += 1;
        const [knownKey, before, beforeBatch] = known[next] ?? [-1, 0, 0];
        if (knownKey !== key) {
          insert.add(key, value);
          stale.add(key);
          onFate(row, 'created');
          continue;
        }
        const isSame = before === value;
        // A row that waited confirms out of turn: only the journal keeps the order.
        if (isSame && !isLate) confirmed.push(key);
        else journal.run(key, batch.step, batch.id, before, beforeBatch);
        if (!isSame) {
          update.run(value, batch.id, key);
          stale.add(key);
        }
        onFate(row, isSame ? 'unchanged' : 'updated');
      }
      start = end;
    }
  }
  insert.finish();
  if (table === 'usage') stale.mark(db);
  confirm(db, batch.id, table, confirmed);
}

/** Index after the last fact from `start` on, below `limit`, that has the same owner. */
function endOfOwner(facts: SortedUsage, start: number, limit: number): number {
  const owner = facts.ownerAt(start);
  let end = start + 1;
  while (end < limit && facts.ownerAt(end) === owner) end += 1;
  return end;
}

/** Inserts facts, whose keys are not stored, many at a time. */
function usageInserter(
  db: WriteDb,
  table: string,
  batchId: number,
): { add(key: number, value: number): void; finish(): void } {
  // The batch's id, a number of ours, is part of the statement: a third fewer values to bind.
  const statementOf = (rows: number) =>
    db.prepare<[number[]]>(
      `INSERT INTO ${table} (key, value, batch_id) VALUES ${Array.from({ length: rows }, () => `(?, ?, ${batchId})`).join(', ')}`,
    );
  const many = statementOf(ROWS_PER_INSERT);
  const bound = new Array<number>(ROWS_PER_INSERT * 2).fill(0);
  let length = 0;
  return {
    add: (key, value) => {
      bound[length] = key;
      bound[length + 1] = value;
      length += 2;
      if (length < bound.length) return;
      many.run(bound);
      length = 0;
    },
    finish: () => {
      if (length > 0) statementOf(length / 2).run(bound.slice(0, length));
    },
  };
}

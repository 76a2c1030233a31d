import { IdReader, packIds, unpackIds } from '../../id-list.ts';
import type { WriteDb } from '../../open.ts';

/** Which batches found the facts of one table as they were; asked in ascending order of ids, so that nothing is unpacked. */
export class Confirmations {
  readonly #db: WriteDb;
  readonly #table: string;
  readonly #readers: { readonly batch: number; readonly ids: IdReader }[];
  readonly #changes = new Map<number, { readonly added: number[]; readonly removed: Set<number> }>();

  constructor(db: WriteDb, table: string) {
    this.#db = db;
    this.#table = table;
    this.#readers = db
      .prepare<[string], { batch_id: number; ids: Buffer }>(
        'SELECT batch_id, ids FROM confirmed WHERE table_name = ? ORDER BY batch_id',
      )
      .all(table)
      .map((row) => ({ batch: row.batch_id, ids: new IdReader(row.ids) }));
  }

  /** Batches that confirmed the fact, ascending. */
  of(id: number): number[] {
    const batches: number[] = [];
    for (const { batch, ids } of this.#readers) if (ids.has(id)) batches.push(batch);
    return batches;
  }

  /** From now on these batches confirm the fact instead of those. */
  replace(id: number, before: readonly number[], after: readonly number[]): void {
    for (const batch of before) if (!after.includes(batch)) this.#changesOf(batch).removed.add(id);
    for (const batch of after) if (!before.includes(batch)) this.#changesOf(batch).added.push(id);
  }

  save(): void {
    const select = this.#db.prepare<[number, string], { ids: Buffer }>(
      'SELECT ids FROM confirmed WHERE batch_id = ? AND table_name = ?',
    );
    const drop = this.#db.prepare<[number, string]>('DELETE FROM confirmed WHERE batch_id = ? AND table_name = ?');
    const put = this.#db.prepare<[number, string, Buffer]>(
      'INSERT INTO confirmed (batch_id, table_name, ids) VALUES (?, ?, ?)',
    );
    for (const [batch, { added, removed }] of this.#changes) {
      const known = select.get(batch, this.#table);
      const ids = [...(known ? unpackIds(known.ids).filter((id) => !removed.has(id)) : []), ...added];
      drop.run(batch, this.#table);
      if (ids.length > 0) put.run(batch, this.#table, packIds(ids));
    }
  }

  #changesOf(batch: number): { readonly added: number[]; readonly removed: Set<number> } {
    const known = this.#changes.get(batch);
    if (known) return known;
    const changes = { added: [], removed: new Set<number>() };
    this.#changes.set(batch, changes);
    return changes;
  }
}

import type { WriteDb } from '../../open.ts';

/** The facts one batch created or changed: ids (usage keys) in a temporary table, read in ascending pages. */
export class Touched {
  readonly #db: WriteDb;

  constructor(db: WriteDb) {
    this.#db = db;
    db.exec('CREATE TEMP TABLE IF NOT EXISTS touched (id INTEGER PRIMARY KEY); DELETE FROM temp.touched');
  }

  /** `select` answers ids; its parameters are the batch, as often as it asks. */
  add(select: string, ...parameters: (string | number)[]): void {
    this.#db.prepare(`INSERT OR IGNORE INTO touched ${select}`).run(...parameters);
  }

  count(): number {
    return this.#db.prepare<[], { n: number }>('SELECT count(*) AS n FROM touched').get()?.n ?? 0;
  }

  /** Pages of at most `size` ids, each with the bounds for joining `touched` in SQL: above `after`, up to `last`. */
  *pages(size: number): Generator<{ readonly ids: readonly number[]; readonly after: number; readonly last: number }> {
    const page = this.#db
      .prepare<[number, number], number>('SELECT id FROM touched WHERE id > ? ORDER BY id LIMIT ?')
      .pluck(true);
    let after = -1;
    for (;;) {
      const ids = page.all(after, size);
      const last = ids.at(-1);
      if (last === undefined) return;
      yield { ids, after, last };
      after = last;
    }
  }

  clear(): void {
    this.#db.exec('DELETE FROM temp.touched');
  }
}

import type { WriteDb } from '../open.ts';

/** From this many rows on sorting an index once beats placing each entry. */
const WORTH_SORTING = 50_000;
/** Up to this many rows it takes less than a second, which is how long stopping an import may take: it cannot be broken off. */
const STILL_QUICK = 500_000;

/**
 * Takes the secondary indexes off an empty table that is about to get `rows` rows. The answer puts them back as they were;
 * call it in the same transaction.
 */
export function deferIndexes(db: WriteDb, table: string, rows: number): () => void {
  if (rows < WORTH_SORTING || rows > STILL_QUICK) return () => undefined;
  if (db.prepare(`SELECT 1 FROM ${table} LIMIT 1`).get() !== undefined) return () => undefined;
  const indexes = db
    .prepare<[string], { name: string; sql: string }>(
      `SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL`,
    )
    .all(table);
  for (const { name } of indexes) db.exec(`DROP INDEX "${name}"`);
  return () => {
    for (const { sql } of indexes) db.exec(sql);
  };
}

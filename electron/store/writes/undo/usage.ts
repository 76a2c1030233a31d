import type { WriteDb } from '../../open.ts';
import { markStaleBlocks } from '../usage-blocks.ts';
import { Confirmations } from './confirmations.ts';
import { type Author, claimsOf, type Entry, replay } from './replay.ts';
import { Touched } from './touched.ts';
import type { Tally, Watch } from './undo.ts';

const PAGE = 20_000;
const VALUE: Author = { columns: ['value'], timed: false, attributes: new Set(), importedAt: 0 };
const authorOf = (): Author => VALUE;

type JournalRow = readonly [key: number, step: number, batch: number, value: number, valueBatch: number];

/** Takes the facts of a batch out of a packed usage table: ordered pages over their keys; what no other batch claims goes in one statement. */
export function undoUsage(db: WriteDb, table: 'usage' | 'contact_usage', batch: number, watch: Watch): Tally {
  const touched = new Touched(db);
  touched.add(`SELECT key FROM ${table} WHERE batch_id = ?`, batch);
  touched.add(`SELECT key FROM ${table}_change WHERE batch_id = ? OR value_batch = ?`, batch, batch);
  if (table === 'usage') markStaleBlocks(db, 'SELECT id AS key FROM touched');
  const confirmations = new Confirmations(db, table);
  const journal = db
    .prepare<[number, number], JournalRow>(
      `SELECT c.key, c.step, c.batch_id, c.value, c.value_batch FROM touched AS t JOIN ${table}_change AS c ON c.key = t.id
       WHERE t.id > ? AND t.id <= ? ORDER BY c.key, c.step, c.step <> c.batch_id, c.batch_id`,
    )
    .raw(true);
  const select = db.prepare<[number], { value: number; batch_id: number }>(
    `SELECT value, batch_id FROM ${table} WHERE key = ?`,
  );
  const update = db.prepare<[number, number, number]>(`UPDATE ${table} SET value = ?, batch_id = ? WHERE key = ?`);
  const forget = db.prepare<[number]>(`DELETE FROM ${table}_change WHERE key = ?`);
  const note = db.prepare<[number, number, number, number, number]>(
    `INSERT INTO ${table}_change (key, step, batch_id, value, value_batch) VALUES (?, ?, ?, ?, ?)`,
  );

  const tally = { removed: 0, restored: 0, kept: 0 };
  const total = touched.count();
  let done = 0;
  for (const { ids, after, last } of touched.pages(PAGE)) {
    watch(done / total);
    const rows = journal.all(after, last);
    let at = 0;
    for (const key of ids) {
      const entries: Entry[] = [];
      for (; rows[at]?.[0] === key; at += 1) {
        const [, step, author, value, valueBatch] = rows[at] as JournalRow;
        entries.push({ batch: author, step, before: { value, batch_id: valueBatch }, left: null });
      }
      const confirming = confirmations.of(key);
      if (entries.length === 0 && confirming.length === 0) continue;
      const stored = select.get(key);
      if (!stored) continue;
      const standing = claimsOf(stored, entries, confirming, authorOf).filter((claim) => claim.batch !== batch);
      const { state, outcomes } = replay(standing, {}, authorOf);
      if (state === null) continue;
      const value = Number(state.value);
      update.run(value, Number(state.batch_id), key);
      if (entries.length > 0) forget.run(key);
      for (const outcome of outcomes)
        if (outcome.type === 'changed')
          note.run(
            key,
            outcome.claim.step,
            outcome.claim.batch,
            Number(outcome.before.value),
            Number(outcome.before.batch_id),
          );
      confirmations.replace(
        key,
        confirming,
        outcomes.filter(({ type }) => type === 'confirmed').map(({ claim }) => claim.batch),
      );
      tally[value === stored.value ? 'kept' : 'restored'] += 1;
    }
    done += ids.length;
  }
  touched.clear();
  confirmations.save();
  db.prepare(`DELETE FROM ${table}_change WHERE batch_id = ?`).run(batch);
  tally.removed = db.prepare(`DELETE FROM ${table} WHERE batch_id = ?`).run(batch).changes;
  return tally;
}

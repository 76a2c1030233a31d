import type { WriteDb } from '../../open.ts';
import { ACCOUNT_COLUMNS, type RowKind, TABLES } from '../../tables.ts';
import type { SqlValue } from '../../values.ts';
import { attributeUndoer } from './attributes.ts';
import { authorsOf } from './authors.ts';
import { Confirmations } from './confirmations.ts';
import { type Author, claimsOf, type Entry, type Outcome, replay, type State } from './replay.ts';
import { Touched } from './touched.ts';
import type { Tally, Watch } from './undo.ts';

const PAGE = 5000;
const STAMPS = ['batch_id', 'known_at', 'source_updated_at'];

type JournalRow = { fact: number; batch_id: number; step: number; before_values: string };

/** Takes the facts of a batch out of a table of rows. What no other batch claims still stands there with `batch_id` afterwards. */
export function undoRows(db: WriteDb, kind: RowKind | 'accounts', batch: number, watch: Watch): Tally {
  const table = kind === 'accounts' ? 'account' : TABLES[kind].table;
  const columns = (kind === 'accounts' ? [...ACCOUNT_COLUMNS] : ['account', ...TABLES[kind].columns]).filter(
    (column) => column !== 'source_updated_at',
  );
  const authors = authorsOf(db, kind, columns);
  const authorOf = (id: number): Author => authors.of(id);
  const attributes = kind === 'accounts' ? attributeUndoer(db, batch, authorOf) : null;

  const touched = new Touched(db);
  const hasPresence = kind === 'accounts' || kind === 'contacts';
  touched.add(`SELECT id FROM ${table} WHERE batch_id = ?${hasPresence ? ' AND present = 1' : ''}`, batch);
  touched.add(
    `SELECT t.id FROM change AS c JOIN ${table} AS t ON t.natural_key = c.natural_key
     WHERE c.kind = ? AND (c.batch_id = ? OR json_extract(c.before_values, '$.batch_id') = ?)`,
    kind,
    batch,
    batch,
  );
  attributes?.addTouched(touched);

  const confirmations = new Confirmations(db, table);
  const journal = db.prepare<[string, number, number], JournalRow>(
    `SELECT t.id AS fact, c.batch_id, c.step, c.before_values FROM touched AS u JOIN ${table} AS t ON t.id = u.id
     JOIN change AS c ON c.kind = ? AND c.natural_key = t.natural_key WHERE u.id > ? AND u.id <= ? ORDER BY t.id, c.id`,
  );
  const names = [...columns, ...STAMPS];
  const select = db.prepare<[number], State & { natural_key: string }>(
    `SELECT natural_key, ${names.map((name) => `"${name}"`).join(', ')} FROM ${table} WHERE id = ?`,
  );
  const update = db.prepare<SqlValue[]>(
    `UPDATE ${table} SET ${names.map((name) => `"${name}" = ?`).join(', ')} WHERE id = ?`,
  );
  const forget = db.prepare<[string, string]>('DELETE FROM change WHERE kind = ? AND natural_key = ?');
  const note = db.prepare<[number, number, string, string, string]>(
    'INSERT INTO change (batch_id, step, kind, natural_key, before_values) VALUES (?, ?, ?, ?, ?)',
  );

  const tally = { removed: 0, restored: 0, kept: 0 };
  const total = touched.count();
  let done = 0;
  for (const { ids, after, last } of touched.pages(PAGE)) {
    watch(done / total);
    const entriesOf = Map.groupBy(journal.all(kind, after, last), (row) => row.fact);
    for (const id of ids) {
      const entries = (entriesOf.get(id) ?? []).map(parseEntry);
      const confirming = confirmations.of(id);
      if (!attributes && entries.length === 0 && confirming.length === 0) continue;
      const stored = select.get(id);
      if (!stored) continue;
      const claims = claimsOf(stored, entries, confirming, authorOf);
      const standing = claims.filter((claim) => claim.batch !== batch);
      const { state, outcomes } = replay(standing, blankOf(kind, columns, stored.natural_key), authorOf);
      if (state === null) continue;
      update.run(...names.map((name) => state[name] ?? null), id);
      if (entries.length > 0) forget.run(kind, stored.natural_key);
      for (const outcome of outcomes) {
        const entry = entryOf(outcome, id);
        if (entry) note.run(outcome.claim.batch, outcome.claim.step, kind, stored.natural_key, JSON.stringify(entry));
      }
      confirmations.replace(
        id,
        confirming,
        outcomes.filter(({ type }) => type === 'confirmed').map(({ claim }) => claim.batch),
      );
      const sameRow = columns.every((column) => (stored[column] ?? null) === (state[column] ?? null));
      const sameAttributes = attributes?.undo(id, claims, outcomes) ?? true;
      tally[sameRow && sameAttributes ? 'kept' : 'restored'] += 1;
    }
    done += ids.length;
  }
  touched.clear();
  confirmations.save();
  db.prepare('DELETE FROM change WHERE batch_id = ?').run(batch);
  return tally;
}

function parseEntry(row: JournalRow): Entry {
  const { left, ...before } = JSON.parse(row.before_values) as State & { readonly left?: State };
  return { batch: row.batch_id, step: row.step, before: left ? null : before, left: left ?? null };
}

function entryOf(outcome: Outcome, id: number): object | null {
  if (outcome.type === 'changed') return { id, ...outcome.before };
  if (outcome.type === 'left') return { left: { ...outcome.claim.values, source_updated_at: outcome.claim.time } };
  return null;
}

/** A fact nobody has written a column of yet; an account without a name is called by its id. */
function blankOf(kind: RowKind | 'accounts', columns: readonly string[], naturalKey: string): State {
  const blank: Record<string, SqlValue> = Object.fromEntries(columns.map((column) => [column, null]));
  if (kind === 'accounts') blank.name = naturalKey;
  return blank;
}

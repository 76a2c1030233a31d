import type { StoredKind } from '#shared/model/kinds.ts';
import { packIds, unpackIds } from '../id-list.ts';
import type { WriteDb } from '../open.ts';
import { type SqlValue, toSql } from '../values.ts';
import { type Handled, HandledRows } from './handled.ts';

/** What became of one fact. */
export type Fate = 'created' | 'updated' | 'unchanged';
export type Written = {
  readonly fate: Fate;
  readonly id: number;
  /** The stored version is newer by the source's own time: the row was left out. */
  readonly outdated: boolean;
  /** The row had been hidden since its import was undone. */
  readonly revived: boolean;
  /** What the batch had made of the same fact for an earlier source row: that counts no more. */
  readonly earlier: Handled | null;
};

export type FactWriter = {
  /**
   * Inserts, updates or leaves the fact; earlier values of an update go to the change journal, facts left as they are to the
   * batch's confirmations. A fact the batch has written already is written as if only `row`, its index in the source, had
   * it. Null where an earlier row of the batch is newer by the source's own time: nothing is written.
   */
  write(row: number, naturalKey: string, account: number | null, values: readonly Value[]): Written | null;
  /** Stores what the batch confirmed; once, after the last write. */
  close(): void;
};

/**
 * The batch that writes: its ledger id, the moment from which its facts are known (epoch ms), and the import during which
 * it writes: its own id, or for rows that waited the batch that brought their account.
 */
export type BatchStamp = { readonly id: number; readonly knownAt: number; readonly step: number };

type StoredRow = Record<string, SqlValue>;
type Value = string | number | boolean | null;

const UPDATED = 'source_updated_at';

/**
 * Writer of one kind for one batch. `columns` are the canonical columns the file has: the others keep what they hold.
 * Names come from the canonical tables only, never from a file.
 */
export function factWriter(
  db: WriteDb,
  kind: StoredKind,
  table: string,
  columns: readonly string[],
  batch: BatchStamp,
): FactWriter {
  const updatedAt = columns.indexOf(UPDATED);
  const owned = (table === 'account' ? [...columns] : ['account', ...columns]).filter((column) => column !== UPDATED);
  const names = [...owned, 'batch_id', 'known_at', UPDATED];
  const list = names.map((column) => `"${column}"`).join(', ');
  const select = db.prepare<[string], StoredRow>(
    `SELECT id, ${list}${PRESENCE.has(table) ? ', present' : ''} FROM ${table} WHERE natural_key = ?`,
  );
  const insert = db.prepare<[SqlValue[]]>(
    `INSERT INTO ${table} (${list}, natural_key) VALUES (${names.map(() => '?').join(', ')}, ?) ON CONFLICT (natural_key) DO NOTHING`,
  );
  const update = db.prepare<[SqlValue[]]>(
    `UPDATE ${table} SET ${names.map((column) => `"${column}" = ?`).join(', ')}${PRESENCE.has(table) ? ', present = 1' : ''} WHERE id = ?`,
  );
  const restamp = db.prepare<[SqlValue, number]>(`UPDATE ${table} SET ${UPDATED} = ? WHERE id = ?`);
  const journal = journalOf(db, batch);
  const takeBack = journalUndoOf(db, batch);
  const handled = new HandledRows(updatedAt >= 0);

  // One array for every statement: the values by `names`, then the natural key or the id.
  const bound = new Array<SqlValue>(names.length + 1).fill(null);
  const slots = columns.map((column) => names.indexOf(column));
  const [batchAt, knownAt, timeAt, keyAt] = [names.length - 3, names.length - 2, names.length - 1, names.length];
  // Most files hold nothing but new facts, or nothing but known ones: what the last one was is tried first.
  let expectsNew = true;

  return {
    write: (row, naturalKey, account, values) => {
      for (let index = 0; index < slots.length; index += 1) bound[slots[index] ?? 0] = toSql(values[index] ?? null);
      if (table !== 'account') bound[0] = account;
      const sourceTime = updatedAt < 0 ? null : (bound[timeAt] ?? null);
      const time = typeof sourceTime === 'number' ? sourceTime : Number.NaN;
      bound[batchAt] = batch.id;
      bound[knownAt] = typeof sourceTime === 'number' ? sourceTime : batch.knownAt;
      bound[timeAt] = sourceTime;

      let existing: StoredRow | undefined;
      if (!expectsNew) existing = select.get(naturalKey);
      if (!existing) {
        bound[keyAt] = naturalKey;
        const { changes, lastInsertRowid } = insert.run(bound);
        expectsNew = changes > 0;
        if (expectsNew) {
          const id = Number(lastInsertRowid);
          handled.set(id, row, 'created', time, false, false);
          return { fate: 'created', id, outdated: false, revived: false, earlier: null };
        }
        existing = select.get(naturalKey);
        if (!existing) throw new Error('A stored row has vanished.');
      }
      const id = Number(existing.id);
      const earlier = handled.get(id);
      // Of two versions of a fact in one file the one the source changed later stands, else the last.
      if (earlier && time < handled.timeOf(id)) return null;
      if (earlier?.journaled) {
        const before = takeBack(kind, naturalKey);
        if (before) {
          update.run([...names.map((name) => before[name] ?? null), id]);
          existing = { ...existing, ...before };
        }
      }
      bound[keyAt] = id;
      const done = (fate: Fate, outdated: boolean, journaled: boolean, revived = false): Written => {
        handled.set(id, row, fate, time, outdated, journaled);
        return { fate, id, outdated, revived, earlier };
      };
      // A row whose own import was undone comes back as new.
      if (earlier?.fate === 'created' || existing.present === 0) {
        update.run(bound);
        return done('created', false, false, existing.present === 0);
      }
      const storedTime = existing[UPDATED] ?? null;
      if (typeof storedTime === 'number' && time < storedTime) {
        journal(kind, naturalKey, {
          left: Object.fromEntries(names.map((name, index) => [name, bound[index] ?? null])),
        });
        return done('unchanged', true, true);
      }
      const stored = existing;
      if (owned.every((column, index) => stored[column] === bound[index])) {
        const restamped = updatedAt >= 0 && sourceTime !== storedTime;
        if (restamped) restamp.run(sourceTime, id);
        // A row that waited confirms out of turn: only the journal keeps the order.
        const journaled = restamped || batch.step !== batch.id;
        if (journaled) journal(kind, naturalKey, existing);
        return done('unchanged', false, journaled);
      }
      journal(kind, naturalKey, existing);
      update.run(bound);
      return done('updated', false, true);
    },
    close: () => confirm(db, batch.id, table, handled.confirmed()),
  };
}

/** Tables whose rows stay, unseen, when their import is undone while others depend on them. */
const PRESENCE: ReadonlySet<string> = new Set(['account', 'contact']);

/**
 * Keeps what a batch replaced: the values before, with the batch they came from. Of a row that is older than what is stored
 * `left` keeps what it says instead: it counts when the newer row is undone.
 */
export function journalOf(db: WriteDb, batch: BatchStamp): (kind: string, naturalKey: string, entry: object) => void {
  const insert = db.prepare<[number, number, string, string, string]>(
    'INSERT INTO change (batch_id, step, kind, natural_key, before_values) VALUES (?, ?, ?, ?, ?)',
  );
  return (kind, naturalKey, entry) => {
    insert.run(batch.id, batch.step, kind, naturalKey, JSON.stringify(entry));
  };
}

/** Removes the batch's last entry about a fact; answers the values before it, null when the entry only kept what a row says. */
function journalUndoOf(db: WriteDb, batch: BatchStamp): (kind: string, naturalKey: string) => StoredRow | null {
  const last = db.prepare<[string, string, number, number], { id: number; before_values: string }>(
    'SELECT id, before_values FROM change WHERE kind = ? AND natural_key = ? AND batch_id = ? AND step = ? ORDER BY id DESC LIMIT 1',
  );
  const remove = db.prepare<[number]>('DELETE FROM change WHERE id = ?');
  return (kind, naturalKey) => {
    const entry = last.get(kind, naturalKey, batch.id, batch.step);
    if (!entry) return null;
    remove.run(entry.id);
    const before = JSON.parse(entry.before_values) as StoredRow;
    return 'left' in before ? null : before;
  };
}

/** Keeps which facts a batch found stored with the same values; a second call for the same batch and table adds to the first. */
export function confirm(db: WriteDb, batchId: number, table: string, ids: ArrayLike<number>): void {
  if (ids.length === 0) return;
  const known = db
    .prepare<[number, string], { ids: Buffer }>('SELECT ids FROM confirmed WHERE batch_id = ? AND table_name = ?')
    .get(batchId, table);
  const all = known ? [...unpackIds(known.ids), ...Array.from(ids)] : ids;
  db.prepare(
    'INSERT INTO confirmed (batch_id, table_name, ids) VALUES (?, ?, ?) ON CONFLICT (batch_id, table_name) DO UPDATE SET ids = excluded.ids',
  ).run(batchId, table, packIds(all));
}

export type AttributeWriter = {
  /** Answers whether anything changed. */
  write(account: number, name: string, value: string | null): boolean;
  /** Keeps what an outdated row says. */
  leave(account: number, name: string, value: string | null): void;
};

/** Journal key of a custom attribute. */
export function attributeKey(account: number, name: string): string {
  return `${account}\u001f${name}`;
}

/** Custom attributes of accounts. */
export function attributeWriter(db: WriteDb, batch: BatchStamp): AttributeWriter {
  const select = db.prepare<[number, string], { value: string; batch_id: number }>(
    'SELECT value, batch_id FROM account_attribute WHERE account = ? AND name = ?',
  );
  const upsert = db.prepare<[number, string, string, number]>(
    'INSERT INTO account_attribute (account, name, value, batch_id) VALUES (?, ?, ?, ?) ON CONFLICT (account, name) DO UPDATE SET value = excluded.value, batch_id = excluded.batch_id',
  );
  const remove = db.prepare<[number, string]>('DELETE FROM account_attribute WHERE account = ? AND name = ?');
  const journal = journalOf(db, batch);
  return {
    write: (account, name, value) => {
      const existing = select.get(account, name) ?? null;
      if ((existing?.value ?? null) === value) return false;
      if (existing) journal('account_attribute', attributeKey(account, name), existing);
      if (value === null) remove.run(account, name);
      else upsert.run(account, name, value, batch.id);
      return true;
    },
    leave: (account, name, value) => journal('account_attribute', attributeKey(account, name), { left: { value } }),
  };
}

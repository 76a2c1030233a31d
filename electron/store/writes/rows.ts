import type { StoredKind } from '#shared/model/kinds.ts';
import { packIds, unpackIds } from '../id-list.ts';
import type { WriteDb } from '../open.ts';
import { type SqlValue, toSql } from '../values.ts';

/** What became of one fact. */
export type Fate = 'created' | 'updated' | 'unchanged';
export type Written = {
  readonly fate: Fate;
  readonly id: number;
  /** The stored version is newer by the source's own time: the row was left out. */
  readonly outdated: boolean;
  /** The row had been hidden since its import was undone. */
  readonly revived: boolean;
};

export type FactWriter = {
  /**
   * Inserts, updates or leaves the fact; earlier values of an update go to the change journal, facts left as they are to the
   * batch's confirmations.
   */
  write(naturalKey: string, account: number | null, values: readonly (string | number | boolean | null)[]): Written;
  /** Stores what the batch confirmed; once, after the last write. */
  close(): void;
};

/**
 * The batch that writes: its ledger id, the moment from which its facts are known (epoch ms), and the import during which
 * it writes: its own id, or for rows that waited the batch that brought their account.
 */
export type BatchStamp = { readonly id: number; readonly knownAt: number; readonly step: number };

type StoredRow = Record<string, SqlValue>;

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
  const insert = db.prepare<SqlValue[]>(
    `INSERT INTO ${table} (natural_key, ${list}) VALUES (?, ${names.map(() => '?').join(', ')})`,
  );
  const update = db.prepare<SqlValue[]>(
    `UPDATE ${table} SET ${names.map((column) => `"${column}" = ?`).join(', ')}${PRESENCE.has(table) ? ', present = 1' : ''} WHERE id = ?`,
  );
  const restamp = db.prepare<[SqlValue, number]>(`UPDATE ${table} SET ${UPDATED} = ? WHERE id = ?`);
  const journal = journalOf(db, batch);
  const confirmed: number[] = [];

  return {
    write: (naturalKey, account, values) => {
      const cells = values.map(toSql);
      const sourceTime = updatedAt < 0 ? null : (cells[updatedAt] ?? null);
      if (updatedAt >= 0) cells.splice(updatedAt, 1);
      const row: SqlValue[] = table === 'account' ? cells : [account, ...cells];
      const stamp: SqlValue[] = [batch.id, typeof sourceTime === 'number' ? sourceTime : batch.knownAt, sourceTime];
      const existing = select.get(naturalKey);
      if (!existing) {
        const result = insert.run(naturalKey, ...row, ...stamp);
        return { fate: 'created', id: Number(result.lastInsertRowid), outdated: false, revived: false };
      }
      const id = Number(existing.id);
      // A row whose own import was undone comes back as new.
      if (existing.present === 0) {
        update.run(...row, ...stamp, id);
        return { fate: 'created', id, outdated: false, revived: true };
      }
      const storedTime = existing[UPDATED] ?? null;
      if (typeof sourceTime === 'number' && typeof storedTime === 'number' && sourceTime < storedTime) {
        journal(kind, naturalKey, {
          left: Object.fromEntries(names.map((name, index) => [name, [...row, ...stamp][index] ?? null])),
        });
        return { fate: 'unchanged', id, outdated: true, revived: false };
      }
      if (owned.every((column, index) => existing[column] === row[index])) {
        const restamped = updatedAt >= 0 && sourceTime !== storedTime;
        if (restamped) restamp.run(sourceTime, id);
        // A row that waited confirms out of turn: only the journal keeps the order.
        if (restamped || batch.step !== batch.id) journal(kind, naturalKey, existing);
        else confirmed.push(id);
        return { fate: 'unchanged', id, outdated: false, revived: false };
      }
      journal(kind, naturalKey, existing);
      update.run(...row, ...stamp, id);
      return { fate: 'updated', id, outdated: false, revived: false };
    },
    close: () => confirm(db, batch.id, table, confirmed),
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

import type { StoredKind } from '#shared/model/kinds.ts';
import type { WriteDb } from '../open.ts';
import { type SqlValue, toSql } from '../values.ts';

/** What became of one fact. */
export type Fate = 'created' | 'updated' | 'unchanged';

export type FactWriter = {
  /** Inserts, updates or leaves the fact; earlier values of an update go to the change journal. */
  write(
    naturalKey: string,
    account: number | null,
    values: readonly (string | number | boolean | null)[],
  ): { readonly fate: Fate; readonly id: number };
};

type StoredRow = Record<string, SqlValue>;

/**
 * Writer of one kind for one batch. `columns` are the canonical columns the file has: the others keep what they hold.
 * Names come from the canonical tables only, never from a file.
 */
export function factWriter(
  db: WriteDb,
  kind: StoredKind,
  table: string,
  columns: readonly string[],
  batchId: number,
): FactWriter {
  const owned = table === 'account' ? [...columns] : ['account', ...columns];
  const list = owned.map((column) => `"${column}"`).join(', ');
  const select = db.prepare<[string], StoredRow>(
    `SELECT id${list ? `, ${list}` : ''} FROM ${table} WHERE natural_key = ?`,
  );
  const insert = db.prepare<SqlValue[]>(
    `INSERT INTO ${table} (natural_key, ${list}${list ? ', ' : ''}batch_id) VALUES (?, ${owned.map(() => '?, ').join('')}?)`.replace(
      '(natural_key, ,',
      '(natural_key,',
    ),
  );
  const update = db.prepare<SqlValue[]>(
    `UPDATE ${table} SET ${owned.map((column) => `"${column}" = ?, `).join('')}batch_id = ? WHERE id = ?`,
  );
  const journal = db.prepare<[number, string, string, string]>(
    'INSERT INTO change (batch_id, kind, natural_key, before_values) VALUES (?, ?, ?, ?)',
  );

  return {
    write: (naturalKey, account, values) => {
      const cells = values.map(toSql);
      const row: SqlValue[] = table === 'account' ? cells : [account, ...cells];
      const existing = select.get(naturalKey);
      if (!existing) {
        const result = insert.run(naturalKey, ...row, batchId);
        return { fate: 'created', id: Number(result.lastInsertRowid) };
      }
      const id = Number(existing.id);
      if (owned.every((column, index) => existing[column] === row[index])) return { fate: 'unchanged', id };
      journal.run(batchId, kind, naturalKey, JSON.stringify(existing));
      update.run(...row, batchId, id);
      return { fate: 'updated', id };
    },
  };
}

export type AttributeWriter = { write(account: number, name: string, value: string | null): boolean };

/** Custom attributes of accounts; answers whether anything changed. */
export function attributeWriter(db: WriteDb, batchId: number): AttributeWriter {
  const select = db.prepare<[number, string], { value: string }>(
    'SELECT value FROM account_attribute WHERE account = ? AND name = ?',
  );
  const upsert = db.prepare<[number, string, string, number]>(
    'INSERT INTO account_attribute (account, name, value, batch_id) VALUES (?, ?, ?, ?) ON CONFLICT (account, name) DO UPDATE SET value = excluded.value, batch_id = excluded.batch_id',
  );
  const remove = db.prepare<[number, string]>('DELETE FROM account_attribute WHERE account = ? AND name = ?');
  const journal = db.prepare<[number, string, string, string]>(
    'INSERT INTO change (batch_id, kind, natural_key, before_values) VALUES (?, ?, ?, ?)',
  );
  return {
    write: (account, name, value) => {
      const before = select.get(account, name)?.value ?? null;
      if (before === value) return false;
      if (before !== null)
        journal.run(batchId, 'account_attribute', `${account}\u001f${name}`, JSON.stringify({ value: before }));
      if (value === null) remove.run(account, name);
      else upsert.run(account, name, value, batchId);
      return true;
    },
  };
}

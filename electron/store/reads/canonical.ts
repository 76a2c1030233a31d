import { type CanonicalColumn, KINDS, type StoredKind } from '#shared/model/kinds.ts';
import type { ReadDb } from '../open.ts';
import { type RowKind, TABLES } from '../tables.ts';
import type { SqlValue } from '../values.ts';
import { readAttributeNames } from './accounts.ts';
import { CSM } from './hand-edits.ts';
import { presenceOf } from './presence.ts';

/** A stored kind in the shape of its canonical table. */
export type CanonicalTable = {
  readonly kind: StoredKind;
  /** Canonical columns in order, then (accounts) one per custom attribute. */
  readonly columns: readonly Pick<CanonicalColumn, 'name' | 'type'>[];
  readonly rowCount: number;
  /** Rows in the order they were stored; a cell as it is stored (days, epoch ms, 0/1, priority 1-4). Read once, in one go. */
  readonly rows: () => Iterable<readonly SqlValue[]>;
};

/** The facts of one kind, those of accounts whose import was undone left out. */
export function readCanonical(db: ReadDb, kind: StoredKind): CanonicalTable {
  if (kind === 'accounts') return accountTable(db);
  return kind === 'usage' ? usageTable(db) : rowTable(db, kind);
}

function rowTable(db: ReadDb, kind: RowKind): CanonicalTable {
  const spec = TABLES[kind];
  const columns: readonly CanonicalColumn[] = KINDS[kind];
  const stored = new Set(spec.columns);
  const from = `FROM ${spec.table} AS t JOIN account AS a ON a.id = t.account WHERE a.present = 1${kind === 'contacts' ? ' AND t.present = 1' : ''}`;
  const list = columns.map(({ name }) => {
    if (name === 'account_id') return 'a.natural_key';
    if (stored.has(name)) return `t."${name}"`;
    // A key put together from several columns holds separators; an id that the source gave does not.
    return 'CASE WHEN instr(t.natural_key, char(31)) = 0 THEN t.natural_key END';
  });
  return {
    kind,
    columns,
    rowCount: db.prepare<[], { n: number }>(`SELECT count(*) AS n ${from}`).get()?.n ?? 0,
    rows: () =>
      db
        .prepare<[], SqlValue[]>(`SELECT ${list.join(', ')} ${from} ORDER BY t.id`)
        .raw(true)
        .iterate(),
  };
}

function accountTable(db: ReadDb): CanonicalTable {
  const columns: readonly CanonicalColumn[] = KINDS.accounts;
  const names = readAttributeNames(db);
  const at = new Map(names.map((name, index) => [name, columns.length + index]));
  const list = columns
    .map(({ name }) => (name === 'account_id' ? 'a.natural_key' : name === 'csm' ? CSM : `a."${name}"`))
    .join(', ');
  const attributes = db
    .prepare<[number], [string, string]>('SELECT name, value FROM account_attribute WHERE account = ?')
    .raw(true);
  return {
    kind: 'accounts',
    columns: [...columns, ...names.map((name) => ({ name, type: 'text' as const }))],
    rowCount: db.prepare<[], { n: number }>('SELECT count(*) AS n FROM account WHERE present = 1').get()?.n ?? 0,
    *rows() {
      for (const [id, ...cells] of db
        .prepare<[], [number, ...SqlValue[]]>(
          `SELECT a.id, ${list} FROM account AS a WHERE a.present = 1 ORDER BY a.id`,
        )
        .raw(true)
        .iterate()) {
        const row: SqlValue[] = [...cells, ...names.map(() => null)];
        if (names.length > 0) for (const [name, value] of attributes.all(id)) row[at.get(name) ?? -1] = value;
        yield row;
      }
    },
  };
}

/** Long form: packed keys are taken apart here, as the engine's own reading does. */
function usageTable(db: ReadDb): CanonicalTable {
  const keysOf = (sql: string): Map<number, readonly [string, string | null]> =>
    new Map(
      db
        .prepare<[], [number, string, string | null]>(sql)
        .raw(true)
        .all()
        .map(([id, account, contact]) => [id, [account, contact]]),
    );
  const accounts = keysOf('SELECT id, natural_key, NULL FROM account WHERE present = 1');
  const contacts = keysOf(
    'SELECT c.id, a.natural_key, c.natural_key FROM contact AS c JOIN account AS a ON a.id = c.account WHERE c.present = 1 AND a.present = 1',
  );
  const metrics = new Map(db.prepare<[], [number, string]>('SELECT id, name FROM metric').raw(true).all());
  const parts = [
    ['usage', accounts],
    ['contact_usage', contacts],
  ] as const;
  const presence = presenceOf(db);
  const count = (table: string, shown: string): number =>
    db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${table} WHERE ${shown}`).get()?.n ?? 0;
  return {
    kind: 'usage',
    columns: KINDS.usage,
    rowCount: count('usage', presence.ofUsage('key')) + count('contact_usage', presence.ofContactUsage('key')),
    *rows() {
      for (const [table, owners] of parts) {
        for (const [key, value] of db
          .prepare<[], [number, number]>(`SELECT key, value FROM ${table} ORDER BY key`)
          .raw(true)
          .iterate()) {
          const owner = owners.get(Math.floor(key / 67_108_864));
          if (!owner) continue;
          const day = Math.floor(key / 1024) % 65_536;
          yield [owner[0], day, metrics.get(key % 1024) ?? null, value, owner[1]];
        }
      }
    },
  };
}

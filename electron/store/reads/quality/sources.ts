import { KINDS, type StoredKind } from '#shared/model/kinds.ts';
import type { ReadDb } from '../../open.ts';
import { ACCOUNT_COLUMNS, type RowKind, TABLES } from '../../tables.ts';
import { MS } from './rules.ts';
import type { UsageProfile } from './usage.ts';

export type ColumnFill = {
  readonly column: string;
  /** Rows with a value (of usage: accounts with the metric). */
  readonly filled: number;
  /** The one value all of at least twenty rows have; null where values differ. */
  readonly constant: string | null;
};

export type SourceProfile = {
  readonly kind: StoredKind;
  readonly rows: number;
  readonly accounts: number;
  /** Days; `newest` is the newest on or before the as-of date. */
  readonly newest: number | null;
  readonly oldest: number | null;
  /** What `filled` counts: rows, or accounts for usage. */
  readonly of: number;
  readonly columns: readonly ColumnFill[];
};

/** Enough rows for one and the same value to be odd. */
const MIN_CONSTANT = 20;
/** One value in every row is how these are meant to be, or says nothing. */
const NEVER_CONSTANT = new Set(['currency', 'scale', 'contact_id', 'subscription_id', 'csm']);

type Cells = Record<string, number | string | null>;

/** One pass over a table: rows, accounts, span and how far each column is filled. */
function profileTable(db: ReadDb, kind: RowKind, asOf: number): SourceProfile {
  const { table, dated, columns } = TABLES[kind];
  const listed = columns.filter((column) => column !== 'source_updated_at');
  const day =
    dated === null ? 'NULL' : dated.unit === 'ms' ? `floor(t."${dated.column}" / ${MS}.0)` : `t."${dated.column}"`;
  const row = db
    .prepare<[{ asOf: number }], Cells>(
      `SELECT count(*) AS "rows", count(DISTINCT t.account) AS accounts, min(${day}) AS oldest, max(CASE WHEN ${day} <= @asOf THEN ${day} END) AS newest
       ${listed.map((name, at) => `, count(t."${name}") AS n${at}, CASE WHEN min(t."${name}") = max(t."${name}") THEN substr(min(t."${name}"), 1, 80) END AS c${at}`).join('')}
       FROM ${table} AS t JOIN account AS a ON a.id = t.account WHERE a.present = 1${kind === 'contacts' ? ' AND t.present = 1' : ''}`,
    )
    .get({ asOf });
  return {
    kind,
    rows: Number(row?.rows ?? 0),
    accounts: Number(row?.accounts ?? 0),
    newest: row?.newest == null ? null : Number(row.newest),
    oldest: row?.oldest == null ? null : Number(row.oldest),
    of: Number(row?.rows ?? 0),
    columns: columnFills(row, listed, kind),
  };
}

function columnFills(row: Cells | undefined, columns: readonly string[], kind: StoredKind): ColumnFill[] {
  const types = new Map<string, string>(KINDS[kind].map((column) => [column.name, column.type]));
  return columns.map((column, at) => {
    const filled = Number(row?.[`n${at}`] ?? 0);
    const value = row?.[`c${at}`];
    const plain = !['date', 'timestamp', 'word'].includes(types.get(column) ?? '');
    const constant = filled >= MIN_CONSTANT && value != null && plain && !NEVER_CONSTANT.has(column);
    return {
      column,
      filled,
      constant: constant
        ? types.get(column) === 'boolean'
          ? Number(value) === 1
            ? 'yes'
            : 'no'
          : String(value)
        : null,
    };
  });
}

function profileAccounts(db: ReadDb): SourceProfile {
  const listed = ACCOUNT_COLUMNS.filter((column) => column !== 'source_updated_at');
  const row = db
    .prepare<[], Cells>(
      `SELECT count(*) AS "rows"${listed.map((name, at) => `, count("${name}") AS n${at}, CASE WHEN min("${name}") = max("${name}") THEN substr(min("${name}"), 1, 80) END AS c${at}`).join('')}
       FROM account WHERE present = 1`,
    )
    .get();
  const rows = Number(row?.rows ?? 0);
  const attributes = db
    .prepare<[], { name: string; filled: number; value: string | null }>(
      `SELECT t.name, count(*) AS filled, CASE WHEN min(t.value) = max(t.value) THEN substr(min(t.value), 1, 80) END AS value
       FROM account_attribute AS t JOIN account AS a ON a.id = t.account WHERE a.present = 1 GROUP BY t.name ORDER BY t.name`,
    )
    .all()
    .map(({ name, filled, value }) => ({ column: name, filled, constant: filled >= MIN_CONSTANT ? value : null }));
  return {
    kind: 'accounts',
    rows,
    accounts: rows,
    newest: null,
    oldest: null,
    of: rows,
    columns: [...columnFills(row, listed, 'accounts'), ...attributes],
  };
}

/** Every kind of visible facts, in the order of STORED_KINDS. `asOf` is a day. */
export function readSourceProfiles(db: ReadDb, asOf: number, usage: UsageProfile): SourceProfile[] {
  const accounts = profileAccounts(db);
  const usageSource: SourceProfile = {
    kind: 'usage',
    rows: usage.rows,
    accounts: usage.accounts,
    newest: usage.newest,
    oldest: usage.oldest,
    of: accounts.rows,
    columns: usage.metrics.map((metric) => ({ column: metric.name, filled: metric.accounts, constant: null })),
  };
  const tables = (Object.keys(TABLES) as RowKind[]).map((kind) => profileTable(db, kind, asOf));
  return [accounts, ...tables.slice(0, 1), usageSource, ...tables.slice(1)];
}

export type KindLedger = { readonly duplicates: number; readonly rejected: number; readonly waiting: number };

const STORED_AS = `CASE kind WHEN 'usage_wide' THEN 'usage' WHEN 'subscriptions' THEN 'contracts' ELSE kind END`;

/** What the ledger says about each kind; batches taken back are left out. */
export function readKindLedgers(db: ReadDb): ReadonlyMap<string, KindLedger> {
  const rows = db
    .prepare<[], { kind: string } & KindLedger>(
      `SELECT kind, sum(duplicates) AS duplicates, sum(rejected) AS rejected, sum(waiting) AS waiting FROM (
         SELECT ${STORED_AS} AS kind, duplicates, (SELECT count(*) FROM rejected_row AS r WHERE r.batch_id = batch.id AND r.fixed_in IS NULL) AS rejected, 0 AS waiting FROM batch WHERE undone_at IS NULL
         UNION ALL SELECT ${STORED_AS}, 0, 0, count(*) FROM waiting_row GROUP BY 1
       ) GROUP BY kind`,
    )
    .all();
  return new Map(rows.map(({ kind, ...ledger }) => [kind, ledger]));
}

export type TrendEntry = {
  readonly batchId: number;
  readonly file: string;
  readonly kind: string;
  readonly storedKind: StoredKind;
  readonly importedAt: number;
  readonly rowsRead: number;
  readonly rejected: number;
  readonly duplicates: number;
  readonly waiting: number;
  readonly fixOf: number | null;
};

/** Batches that stand, oldest first. */
export function readTrend(db: ReadDb): TrendEntry[] {
  return db
    .prepare<[], TrendEntry>(
      `SELECT id AS batchId, file, kind, ${STORED_AS} AS storedKind, imported_at AS importedAt, rows_read AS rowsRead, rejected, duplicates, waiting, fix_of AS fixOf
       FROM batch WHERE undone_at IS NULL ORDER BY id`,
    )
    .all();
}

import { MS_PER_DAY } from '#shared/model/day.ts';
import type { StoredKind } from '#shared/model/kinds.ts';
import type { ReadDb } from '../open.ts';
import { TABLES } from '../tables.ts';
import type { BatchRecipe, LedgerEntry } from '../writes/ledger.ts';
import { presenceOf } from './presence.ts';

export type StoredBatch = Omit<LedgerEntry, 'sums' | 'mapping' | 'warnings' | 'written' | 'recipe'> & {
  readonly batchId: number;
  readonly sums: Record<string, number>;
  readonly undoneAt: number | null;
  readonly fixOf: number | null;
  readonly rejectedOpen: number;
  readonly mapping: Record<string, string>;
  readonly warnings: { code: string; count: number; message: string }[];
};

export function getMeta(db: ReadDb, key: string): string | null {
  return db.prepare<[string], { value: string }>('SELECT value FROM meta WHERE key = ?').get(key)?.value ?? null;
}

export function readRevision(db: ReadDb): number {
  return Number(getMeta(db, 'revision') ?? 0);
}

/** The revision with which facts, scores or models changed last: overrides stand beside them and leave it as it is. */
export function readDataRevision(db: ReadDb): number {
  return Number(getMeta(db, 'data_revision') ?? readRevision(db));
}

export function hasBatch(db: ReadDb, batch: number): boolean {
  return db.prepare('SELECT 1 FROM batch WHERE id = ?').get(batch) !== undefined;
}

export function countBatches(db: ReadDb): number {
  return db.prepare<[], { n: number }>('SELECT count(*) AS n FROM batch').get()?.n ?? 0;
}

type BatchRow = Omit<StoredBatch, 'mapping' | 'warnings' | 'sums'> & {
  readonly mapping: string;
  readonly warnings: string;
  readonly sums: string;
};

const BATCH = `SELECT id AS batchId, file, kind, imported_at AS importedAt, sha256, bytes, rows_read AS rowsRead, accepted, rejected, duplicates, created, updated, unchanged, waiting,
    mapping, warnings, sums, undone_at AS undoneAt, fix_of AS fixOf,
    (SELECT count(*) FROM rejected_row WHERE batch_id = batch.id AND fixed_in IS NULL) AS rejectedOpen
  FROM batch`;

function parsedBatch(row: BatchRow): StoredBatch {
  return {
    ...row,
    mapping: JSON.parse(row.mapping) as Record<string, string>,
    warnings: JSON.parse(row.warnings) as { code: string; count: number; message: string }[],
    sums: JSON.parse(row.sums) as Record<string, number>,
  };
}

/** Newest first. */
export function readBatches(db: ReadDb, offset: number, limit: number): StoredBatch[] {
  return db
    .prepare<[number, number], BatchRow>(`${BATCH} ORDER BY id DESC LIMIT ? OFFSET ?`)
    .all(limit, offset)
    .map(parsedBatch);
}

export function readBatch(db: ReadDb, id: number): StoredBatch | null {
  const row = db.prepare<[number], BatchRow>(`${BATCH} WHERE id = ?`).get(id);
  return row ? parsedBatch(row) : null;
}

export type StoredRejected = {
  readonly id: number;
  readonly fixedIn: number | null;
  readonly line: number;
  readonly column: string | null;
  readonly code: string;
  readonly message: string;
  readonly raw: string;
};

const REJECTED = `SELECT id, fixed_in AS fixedIn, line, nullif(column_name, '') AS "column", code, message, raw FROM rejected_row`;

export function readRejected(
  db: ReadDb,
  batchId: number,
  offset: number,
  limit: number,
): { total: number; rows: StoredRejected[] } {
  const total =
    db.prepare<[number], { n: number }>('SELECT count(*) AS n FROM rejected_row WHERE batch_id = ?').get(batchId)?.n ??
    0;
  const rows = db
    .prepare<[number, number, number], StoredRejected>(
      `${REJECTED} WHERE batch_id = ? ORDER BY line, id LIMIT ? OFFSET ?`,
    )
    .all(batchId, limit, offset);
  return { total, rows };
}

/** The rejected rows of a batch that have not been corrected. */
export function readOpenRejected(db: ReadDb, batchId: number): StoredRejected[] {
  return db
    .prepare<[number], StoredRejected>(`${REJECTED} WHERE batch_id = ? AND fixed_in IS NULL ORDER BY line, id`)
    .all(batchId);
}

/** How a batch was read: headers and the options that reproduce it; null for a batch that is not there. */
export function readRecipe(db: ReadDb, batchId: number): BatchRecipe | null {
  const row = db.prepare<[number], { recipe: string }>('SELECT recipe FROM batch WHERE id = ?').get(batchId);
  if (!row) return null;
  return { headers: [], options: {}, ...(JSON.parse(row.recipe) as Partial<BatchRecipe>) };
}

export type SourceState = {
  readonly kind: StoredKind;
  readonly rows: number;
  readonly newestDay: number | null;
  readonly oldestDay: number | null;
  readonly waiting: number;
};

/** Per kind: how much is there and how new its newest fact is. */
export function readSources(db: ReadDb): SourceState[] {
  const waiting = new Map(
    db
      .prepare<[], { kind: string; n: number }>('SELECT kind, count(*) AS n FROM waiting_row GROUP BY kind')
      .all()
      .map((row) => [row.kind, row.n]),
  );
  const presence = presenceOf(db);
  const sources: SourceState[] = [];
  const accounts = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM account WHERE present = 1').get()?.n ?? 0;
  sources.push({
    kind: 'accounts',
    rows: accounts,
    newestDay: null,
    oldestDay: null,
    waiting: waiting.get('accounts') ?? 0,
  });
  const usage = db
    .prepare<[], { n: number; newest: number | null; oldest: number | null }>(
      `SELECT sum(n) AS n, max(newest) AS newest, min(oldest) AS oldest FROM (
         SELECT count(*) AS n, max((key / 1024) % 65536) AS newest, min((key / 1024) % 65536) AS oldest FROM usage WHERE ${presence.ofUsage('key')}
         UNION ALL SELECT count(*), max((key / 1024) % 65536), min((key / 1024) % 65536) FROM contact_usage WHERE ${presence.ofContactUsage('key')})`,
    )
    .get();
  sources.push({
    kind: 'usage',
    rows: usage?.n ?? 0,
    newestDay: usage?.newest ?? null,
    oldestDay: usage?.oldest ?? null,
    waiting: waiting.get('usage') ?? 0,
  });
  for (const [kind, spec] of Object.entries(TABLES)) {
    const dated = spec.dated;
    const column = dated ? `"${dated.column}"` : 'NULL';
    const row = db
      .prepare<[], { n: number; newest: number | null; oldest: number | null }>(
        `SELECT count(*) AS n, max(${column}) AS newest, min(${column}) AS oldest FROM ${spec.table} WHERE ${presence.ofAccount('account')}${kind === 'contacts' ? ' AND present = 1' : ''}`,
      )
      .get();
    const scale = dated?.unit === 'ms' ? MS_PER_DAY : 1;
    sources.push({
      kind: kind as StoredKind,
      rows: row?.n ?? 0,
      newestDay: row?.newest == null ? null : Math.floor(row.newest / scale),
      oldestDay: row?.oldest == null ? null : Math.floor(row.oldest / scale),
      waiting: waiting.get(kind) ?? 0,
    });
  }
  return sources;
}

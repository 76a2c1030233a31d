import type { StoredKind } from '#shared/model/kinds.ts';
import type { ReadDb } from '../../open.ts';
import { type Finding, type FindingRow, grouped, SAMPLE_ROWS } from './findings.ts';
import type { KindLedger, TrendEntry } from './sources.ts';

type Ledgers = ReadonlyMap<string, KindLedger>;

const base = { contradiction: false, accounts: [] } as const;
const STORED_AS = `CASE b.kind WHEN 'usage_wide' THEN 'usage' WHEN 'subscriptions' THEN 'contracts' ELSE b.kind END`;

/** What the imports left over: rows that wait, were rejected or repeat another row, and batches of an unusual size. */
export function readLedgerFindings(db: ReadDb, ledgers: Ledgers, trend: readonly TrendEntry[]): Finding[] {
  return [
    ...[...ledgers].flatMap(([name, ledger]): Finding[] => {
      const kind = name as StoredKind;
      return [waiting(db, kind, ledger), rejected(db, kind, ledger), duplicates(trend, kind, ledger)].filter(
        (finding) => finding !== null,
      );
    }),
    ...volumeJumps(trend),
  ];
}

function waiting(db: ReadDb, kind: StoredKind, ledger: KindLedger): Finding | null {
  if (ledger.waiting === 0) return null;
  const where = `FROM waiting_row AS b WHERE ${STORED_AS} = @kind`;
  const keys =
    db
      .prepare<[{ kind: string }], [number]>(`SELECT count(DISTINCT b.join_value) ${where}`)
      .raw(true)
      .get({ kind })?.[0] ?? 0;
  const rows = db
    .prepare<[{ kind: string }], { key: string; field: string; n: number; line: number; batchId: number }>(
      `SELECT substr(b.join_value, 1, 200) AS key, b.join_field AS field, count(*) AS n, min(b.line) AS line, min(b.batch_id) AS batchId ${where}
       GROUP BY b.join_field, b.join_value ORDER BY n DESC, key LIMIT ${SAMPLE_ROWS}`,
    )
    .all({ kind })
    .map(
      (row): FindingRow => ({
        accountId: null,
        accountName: null,
        row: row.key,
        detail: `${row.n === 1 ? '1 row waits' : `${grouped(row.n)} rows wait`} for the account with ${row.field.replace(/_/g, ' ')} “${row.key}”, first at line ${row.line}.`,
        batchId: row.batchId,
      }),
    );
  const one = ledger.waiting === 1;
  return {
    ...base,
    code: 'waiting',
    severity: 'error',
    kind,
    count: ledger.waiting,
    message:
      `${grouped(ledger.waiting)} rows of ${kind} ${one ? 'waits' : 'wait'} for ${keys === 1 ? 'an account that is' : `${grouped(keys)} accounts that are`} not there.`.replace(
        /^1 rows/,
        '1 row',
      ),
    rows,
  };
}

function rejected(db: ReadDb, kind: StoredKind, ledger: KindLedger): Finding | null {
  if (ledger.rejected === 0) return null;
  const rows = db
    .prepare<[{ kind: string }], { line: number; message: string; batchId: number; file: string }>(
      `SELECT r.line, substr(r.message, 1, 400) AS message, r.batch_id AS batchId, substr(b.file, 1, 150) AS file FROM rejected_row AS r JOIN batch AS b ON b.id = r.batch_id
       WHERE b.undone_at IS NULL AND r.fixed_in IS NULL AND ${STORED_AS} = @kind ORDER BY r.batch_id, r.line LIMIT ${SAMPLE_ROWS}`,
    )
    .all({ kind })
    .map(
      (row): FindingRow => ({
        accountId: null,
        accountName: null,
        row: `${row.file}, line ${row.line}`,
        detail: row.message,
        batchId: row.batchId,
      }),
    );
  const one = ledger.rejected === 1;
  return {
    ...base,
    code: 'rejected',
    severity: 'error',
    kind,
    count: ledger.rejected,
    message: `${grouped(ledger.rejected)} ${one ? 'row' : 'rows'} of ${kind} ${one ? 'was' : 'were'} rejected and not corrected yet.`,
    rows,
  };
}

function duplicates(trend: readonly TrendEntry[], kind: StoredKind, ledger: KindLedger): Finding | null {
  if (ledger.duplicates === 0) return null;
  const one = ledger.duplicates === 1;
  return {
    ...base,
    code: 'duplicates',
    severity: 'warning',
    kind,
    count: ledger.duplicates,
    message: `${grouped(ledger.duplicates)} ${one ? 'row' : 'rows'} of ${kind} ${one ? 'repeats' : 'repeat'} the key of a later row of the same file; the last one stands.`,
    rows: trend
      .filter((batch) => batch.storedKind === kind && batch.duplicates > 0)
      .slice(0, SAMPLE_ROWS)
      .map((batch) => ({
        accountId: null,
        accountName: null,
        row: batch.file.slice(0, 200),
        detail: `${grouped(batch.duplicates)} of ${grouped(batch.rowsRead)} rows.`,
        batchId: batch.batchId,
      })),
  };
}

/** A batch counts as unusual beside at least two earlier ones of its kind, when three times as large or a third of their median. */
const JUMP = 3;
const MIN_EARLIER = 2;
const MIN_ROWS = 100;

function volumeJumps(trend: readonly TrendEntry[]): Finding[] {
  const earlier = new Map<string, number[]>();
  const rows = new Map<StoredKind, FindingRow[]>();
  const batches = new Map<StoredKind, number>();
  for (const batch of trend) {
    if (batch.fixOf !== null) continue;
    const sizes = earlier.get(batch.kind) ?? [];
    const median = [...sizes].sort((a, b) => a - b)[Math.floor(sizes.length / 2)] ?? 0;
    if (
      sizes.length >= MIN_EARLIER &&
      Math.max(batch.rowsRead, median) >= MIN_ROWS &&
      (batch.rowsRead > median * JUMP || batch.rowsRead * JUMP < median)
    ) {
      rows.set(batch.storedKind, [
        ...(rows.get(batch.storedKind) ?? []),
        {
          accountId: null,
          accountName: null,
          row: batch.file.slice(0, 200),
          detail: `${grouped(batch.rowsRead)} rows; the batches before it had ${grouped(median)} as a rule.`,
          batchId: batch.batchId,
        },
      ]);
    }
    earlier.set(batch.kind, [...sizes, batch.rowsRead]);
    batches.set(batch.storedKind, (batches.get(batch.storedKind) ?? 0) + 1);
  }
  return [...rows].map(([kind, found]) => ({
    ...base,
    code: 'volume_jump',
    severity: 'info',
    kind,
    count: found.length,
    message: `${grouped(found.length)} of ${grouped(batches.get(kind) ?? found.length)} imports of ${kind} ${found.length === 1 ? 'is' : 'are'} more than three times as large, or less than a third as large, as those before.`,
    rows: found.slice(0, SAMPLE_ROWS),
  }));
}

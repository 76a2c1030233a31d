import { AppError } from '#shared/contract/errors.ts';
import { STORED_KINDS } from '#shared/model/kinds.ts';
import { IdReader } from '../../id-list.ts';
import type { WriteDb } from '../../open.ts';
import { type RowKind, TABLES } from '../../tables.ts';
import { stampEdits } from '../hand-edits.ts';
import { undoRestored } from '../restored.ts';
import { clearHidden, hideAccounts, hideContacts } from './hidden.ts';
import { undoRows } from './rows.ts';
import { undoUsage } from './usage.ts';

/** What became of the facts a batch had written; what nothing else claims is not counted in `undoRows`: it is still there. */
export type Tally = { removed: number; restored: number; kept: number };
/** Called between pages with the share done, 0-1; may throw to give up. */
export type Watch = (share: number) => void;

export type Undone = Readonly<Tally> & {
  readonly batchId: number;
  readonly file: string;
  readonly kind: string;
  /** Accounts or contacts that went out of sight while rows of other batches belong to them. */
  readonly hidden: number;
  /** Rows of the batch that still waited for an account. */
  readonly waiting: number;
};

type BatchRow = { file: string; kind: string; undone_at: number | null };

/**
 * Takes a batch back: what is visible afterwards is what the other batches, in their order, come to without it. Facts nobody
 * else claims disappear, of the others each column goes back to what the remaining claims say. Must run inside a
 * transaction of the caller. Throws `not_found` for a batch that is not there or undone already.
 * @param undoneAt epoch ms
 */
export function undoBatch(db: WriteDb, batch: number, undoneAt: number, watch: Watch): Undone {
  const row = db.prepare<[number], BatchRow>('SELECT file, kind, undone_at FROM batch WHERE id = ?').get(batch);
  if (!row)
    throw new AppError('not_found', `There is no batch ${batch}. The ledger lists the batches that were imported.`);
  if (row.undone_at !== null)
    throw new AppError('not_found', `Batch ${batch} (${row.file}) has been undone already. Nothing was changed.`);

  const waiting =
    db
      .prepare<[number], { n: number }>('SELECT count(DISTINCT line) AS n FROM waiting_row WHERE batch_id = ?')
      .get(batch)?.n ?? 0;
  db.prepare('DELETE FROM waiting_row WHERE batch_id = ?').run(batch);
  const { tally, hidden } = undoFacts(db, row.kind, batch, watch);
  tally.kept += confirmedOnly(db, batch);
  db.prepare('DELETE FROM confirmed WHERE batch_id = ?').run(batch);
  db.prepare('UPDATE rejected_row SET fixed_in = NULL WHERE fixed_in = ?').run(batch);
  db.prepare('UPDATE batch SET undone_at = ? WHERE id = ?').run(undoneAt, batch);
  clearHidden(db);
  return { batchId: batch, file: row.file, kind: row.kind, ...tally, hidden, waiting };
}

function undoFacts(db: WriteDb, fileKind: string, batch: number, watch: Watch): { tally: Tally; hidden: number } {
  if (fileKind === 'usage' || fileKind === 'usage_wide') {
    const accounts = undoUsage(db, 'usage', batch, (share) => watch(share * 0.8));
    const contacts = undoUsage(db, 'contact_usage', batch, (share) => watch(0.8 + share * 0.2));
    return {
      tally: {
        removed: accounts.removed + contacts.removed,
        restored: accounts.restored + contacts.restored,
        kept: accounts.kept + contacts.kept,
      },
      hidden: 0,
    };
  }
  if (fileKind === 'records') {
    const { removed, kept } = undoRestored(db, batch);
    stampEdits(db);
    return { tally: { removed, restored: 0, kept }, hidden: 0 };
  }
  const kind = fileKind === 'subscriptions' ? 'contracts' : STORED_KINDS.find((known) => known === fileKind);
  if (!kind || kind === 'usage') throw new AppError('internal', 'The ledger names a kind of file that is not known.');
  const tally = undoRows(db, kind, batch, watch);
  if (kind === 'accounts' || kind === 'contacts') {
    const gone = kind === 'accounts' ? hideAccounts(db, batch) : hideContacts(db, batch);
    tally.removed = gone.removed;
    return { tally, hidden: gone.hidden };
  }
  tally.removed = removeRows(db, kind, batch);
  if (kind === 'contracts') forgetSubscriptions(db, batch);
  return { tally, hidden: 0 };
}

function removeRows(db: WriteDb, kind: RowKind, batch: number): number {
  return db.prepare(`DELETE FROM ${TABLES[kind].table} WHERE batch_id = ?`).run(batch).changes;
}

/** Subscriptions the batch introduced go, unless contract rows that still stand name them: then they are theirs. */
function forgetSubscriptions(db: WriteDb, batch: number): void {
  db.prepare(
    `UPDATE subscription SET (account, batch_id) = (SELECT c.account, c.batch_id FROM contract AS c WHERE c.subscription_id = subscription.subscription_id ORDER BY c.batch_id, c.id LIMIT 1)
     WHERE batch_id = ? AND subscription_id IN (SELECT subscription_id FROM contract)`,
  ).run(batch);
  db.prepare('DELETE FROM subscription WHERE batch_id = ?').run(batch);
}

/** Facts the batch had found as they were. */
function confirmedOnly(db: WriteDb, batch: number): number {
  let count = 0;
  for (const { ids } of db
    .prepare<[number], { ids: Buffer }>('SELECT ids FROM confirmed WHERE batch_id = ?')
    .all(batch)) {
    const reader = new IdReader(ids);
    while (reader.next() !== null) count += 1;
  }
  return count;
}

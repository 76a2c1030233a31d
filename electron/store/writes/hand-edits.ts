import type { EditAction } from '#shared/contract/edits.ts';
import type { WriteDb } from '../open.ts';
import { CSM, readTags } from '../reads/hand-edits.ts';
import { readRevision } from '../reads/ledger.ts';
import { newestBatch, setMeta } from './ledger.ts';

/** Meta key: another value after every change of an edit by hand, so that what shows them is read anew. */
export const EDITS_STAMP = 'hand_edits';

export type NewEdit = {
  readonly action: EditAction;
  /** The CSM or the tag; null takes the CSM away. */
  readonly value: string | null;
  readonly author: string;
  /** Epoch ms. */
  readonly madeAt: number;
};

type Known = { readonly id: number; readonly stored: string | null; readonly csm: string | null };

/**
 * Records an edit of those of the named accounts that are there and would look different after it; what their files say
 * stays as it is. Answers the id of the entry, null when it would change nothing: then nothing is stored.
 */
export function insertEdit(db: WriteDb, edit: NewEdit, accountIds: readonly string[]): number | null {
  const find = db.prepare<[string], Known>(
    `SELECT a.id, a.csm AS stored, ${CSM} AS csm FROM account AS a WHERE a.natural_key = ? AND a.present = 1`,
  );
  const tags = edit.action === 'assign-csm' ? null : readTags(db);
  const changes = (account: Known): boolean =>
    tags === null
      ? account.csm !== edit.value
      : (tags.get(account.id) ?? []).some((tag) => tag === edit.value) === (edit.action === 'remove-tag');
  const accounts = accountIds.flatMap((accountId) => {
    const account = find.get(accountId);
    return account && changes(account) ? [account] : [];
  });
  if (accounts.length === 0) return null;
  const id = Number(
    db
      .prepare('INSERT INTO hand_edit (action, value, author, made_at, after_batch) VALUES (?, ?, ?, ?, ?)')
      .run(edit.action, edit.value, edit.author, edit.madeAt, newestBatch(db)).lastInsertRowid,
  );
  const insert = db.prepare<[number, number, string | null]>(
    'INSERT INTO hand_edit_account (account, edit, before) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  for (const account of accounts) insert.run(account.id, id, tags === null ? account.stored : null);
  stampEdits(db);
  return id;
}

/** `at` is the time of the clock (epoch ms). */
export function undoEdit(db: WriteDb, id: number, at: number, by: string): void {
  db.prepare('UPDATE hand_edit SET undone_at = ?, undone_by = ? WHERE id = ?').run(at, by, id);
  stampEdits(db);
}

export function redoEdit(db: WriteDb, id: number): void {
  db.prepare('UPDATE hand_edit SET undone_at = NULL, undone_by = NULL WHERE id = ?').run(id);
  stampEdits(db);
}

/** Called after every change of an edit by hand. */
export function stampEdits(db: WriteDb): void {
  setMeta(db, EDITS_STAMP, String(readRevision(db) + 1));
}

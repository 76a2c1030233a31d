import type { EditAction } from '#shared/contract/edits.ts';
import type { ReadDb } from '../open.ts';

/**
 * A file that came after the edit and says something else than what the edit replaced brings news: then the file counts.
 * Repeating the replaced value is none. `a` is the account, `h` its part in the edit `e`.
 */
const STANDS = 'a.csm IS h.before OR a.batch_id <= e.after_batch';
const EDITED_CSM = `(SELECT CASE WHEN ${STANDS} THEN coalesce(e.value, '') ELSE coalesce(a.csm, '') END
  FROM hand_edit_account AS h JOIN hand_edit AS e ON e.id = h.edit
  WHERE h.account = a.id AND e.action = 'assign-csm' AND e.undone_at IS NULL ORDER BY e.id DESC LIMIT 1)`;

/** SQL for the CSM of the account `a` as everything shows it: the one assigned by hand where that stands, else the file's. */
export const CSM = `nullif(coalesce(${EDITED_CSM}, a.csm), '')`;

/** CSM of the accounts (surrogate ids) that somebody has ever assigned one. */
export function readEditedCsms(db: ReadDb): { account: number; csm: string | null }[] {
  return db
    .prepare<[], { account: number; csm: string | null }>(
      `SELECT a.id AS account, ${CSM} AS csm FROM account AS a WHERE a.present = 1
         AND a.id IN (SELECT h.account FROM hand_edit AS e JOIN hand_edit_account AS h ON h.edit = e.id WHERE e.action = 'assign-csm')`,
    )
    .all();
}

/** Who assigned the CSM an account (surrogate id) shows, and when (epoch ms); null where its files say it. */
export function readCsmEdit(db: ReadDb, account: number): { author: string; madeAt: number } | null {
  const edit = db
    .prepare<[number], { author: string; madeAt: number; stands: number }>(
      `SELECT e.author, e.made_at AS madeAt, ${STANDS} AS stands
       FROM hand_edit_account AS h JOIN hand_edit AS e ON e.id = h.edit JOIN account AS a ON a.id = h.account
       WHERE h.account = ? AND e.action = 'assign-csm' AND e.undone_at IS NULL ORDER BY e.id DESC LIMIT 1`,
    )
    .get(account);
  return edit?.stands === 1 ? { author: edit.author, madeAt: edit.madeAt } : null;
}

/** Tags of accounts (surrogate ids), in alphabetical order: what the standing edits come to, one after the other. */
export function readTags(db: ReadDb): Map<number, readonly string[]> {
  const sets = new Map<number, Set<string>>();
  for (const { account, action, value } of db
    .prepare<[], { account: number; action: EditAction; value: string }>(
      `SELECT h.account, e.action, e.value FROM hand_edit AS e JOIN hand_edit_account AS h ON h.edit = e.id JOIN account AS a ON a.id = h.account AND a.present = 1
       WHERE e.undone_at IS NULL AND e.action IN ('add-tag', 'remove-tag') ORDER BY e.id`,
    )
    .iterate()) {
    const tags = sets.get(account) ?? new Set<string>();
    if (action === 'add-tag') tags.add(value);
    else tags.delete(value);
    sets.set(account, tags);
  }
  return new Map([...sets].flatMap(([account, tags]) => (tags.size > 0 ? [[account, [...tags].sort()] as const] : [])));
}

/** Every tag any edit has named, in its first spelling. */
export function readTagNames(db: ReadDb): string[] {
  return db
    .prepare<[], { value: string }>(
      `SELECT value FROM hand_edit WHERE action = 'add-tag' GROUP BY value ORDER BY min(id)`,
    )
    .all()
    .map(({ value }) => value);
}

/** One act of a person on accounts that are there. */
export type StoredEdit = {
  readonly id: number;
  readonly action: EditAction;
  /** The CSM or the tag; null takes the CSM away. */
  readonly value: string | null;
  readonly author: string;
  /** Epoch ms. */
  readonly madeAt: number;
  readonly accounts: number;
  /** Accounts of which a later file says something else. */
  readonly replaced: number;
  readonly undoneAt: number | null;
  readonly undoneBy: string | null;
};

const SELECT = `SELECT e.id, e.action, e.value, e.author, e.made_at AS madeAt, e.undone_at AS undoneAt, e.undone_by AS undoneBy,
    count(*) AS accounts,
    sum(e.action = 'assign-csm' AND NOT (${STANDS}) AND a.csm IS NOT e.value) AS replaced
  FROM hand_edit AS e JOIN hand_edit_account AS h ON h.edit = e.id JOIN account AS a ON a.id = h.account AND a.present = 1`;

/** The ledger, newest first: of one account (surrogate id) or of all; a negative limit means every entry. */
export function readEdits(db: ReadDb, account: number | null, limit: number): StoredEdit[] {
  return db
    .prepare<[number | null, number | null, number], StoredEdit>(
      `${SELECT} WHERE ? IS NULL OR e.id IN (SELECT edit FROM hand_edit_account WHERE account = ?) GROUP BY e.id ORDER BY e.id DESC LIMIT ?`,
    )
    .all(account, account, limit);
}

/** An entry of the ledger; null when it is not there or none of its accounts is. */
export function readEdit(db: ReadDb, id: number): StoredEdit | null {
  return db.prepare<[number], StoredEdit>(`${SELECT} WHERE e.id = ? GROUP BY e.id`).get(id) ?? null;
}

/** Accounts of an edit, by name, with the CSM their files said before; a negative limit means all. */
export function readEditAccounts(
  db: ReadDb,
  id: number,
  limit: number,
): { accountId: string; name: string; before: string | null }[] {
  return db
    .prepare<[number, number], { accountId: string; name: string; before: string | null }>(
      `SELECT a.natural_key AS accountId, a.name, h.before FROM hand_edit_account AS h JOIN account AS a ON a.id = h.account AND a.present = 1
       WHERE h.edit = ? ORDER BY a.name, a.id LIMIT ?`,
    )
    .all(id, limit);
}

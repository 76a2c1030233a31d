import type { WriteDb } from '../../open.ts';
import { ACCOUNT_COLUMNS, TABLES } from '../../tables.ts';

type Gone = { readonly removed: number; readonly hidden: number };

const OWNER = 65_536 * 1024;
const usedBy = (table: 'usage' | 'contact_usage', owner: string): string =>
  `EXISTS (SELECT 1 FROM ${table} WHERE key >= ${owner}.id * ${OWNER} AND key < (${owner}.id + 1) * ${OWNER})`;
const CONTACT_NEEDED = usedBy('contact_usage', 'contact');
/** Rows of other tables, overrides and edits by hand among them, and rows another undo would bring back. */
const ACCOUNT_NEEDED = [
  ...Object.values(TABLES).map(({ table }) => `EXISTS (SELECT 1 FROM ${table} AS d WHERE d.account = account.id)`),
  ...['subscription', 'override', 'hand_edit_account'].map(
    (table) => `EXISTS (SELECT 1 FROM ${table} AS d WHERE d.account = account.id)`,
  ),
  usedBy('usage', 'account'),
  `account.id IN (SELECT coalesce(json_extract(before_values, '$.account'), json_extract(before_values, '$.left.account'), 0) FROM change WHERE kind NOT IN ('accounts', 'account_attribute'))`,
].join(' OR ');

const blank = (columns: readonly string[]): string => columns.map((column) => `"${column}" = NULL`).join(', ');
/** `name` may not be empty: a hidden account is called by its id. */
const HIDE_ACCOUNT = `present = 0, known_at = 0, name = natural_key, ${blank(ACCOUNT_COLUMNS.filter((column) => column !== 'name'))}`;
const HIDE_CONTACT = `present = 0, known_at = 0, ${blank(TABLES.contacts.columns)}`;

/** Removes the accounts that only this batch claimed; those that rows of other batches belong to go out of sight. */
export function hideAccounts(db: WriteDb, batch: number): Gone {
  db.prepare(
    'DELETE FROM account_attribute WHERE account IN (SELECT id FROM account WHERE batch_id = ? AND present = 1)',
  ).run(batch);
  const removed = db
    .prepare(`DELETE FROM account WHERE batch_id = ? AND present = 1 AND NOT (${ACCOUNT_NEEDED})`)
    .run(batch).changes;
  const hidden = db.prepare(`UPDATE account SET ${HIDE_ACCOUNT} WHERE batch_id = ? AND present = 1`).run(batch).changes;
  return { removed, hidden };
}

/** The same for contacts, which usage rows may belong to. */
export function hideContacts(db: WriteDb, batch: number): Gone {
  const removed = db
    .prepare(`DELETE FROM contact WHERE batch_id = ? AND present = 1 AND NOT (${CONTACT_NEEDED})`)
    .run(batch).changes;
  const hidden = db.prepare(`UPDATE contact SET ${HIDE_CONTACT} WHERE batch_id = ? AND present = 1`).run(batch).changes;
  return { removed, hidden };
}

/** Removes hidden contacts and accounts that nothing belongs to any more. */
export function clearHidden(db: WriteDb): void {
  db.prepare(`DELETE FROM contact WHERE present = 0 AND NOT (${CONTACT_NEEDED})`).run();
  db.prepare(`DELETE FROM account WHERE present = 0 AND NOT (${ACCOUNT_NEEDED})`).run();
}

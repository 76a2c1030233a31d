import type { ReadDb } from '../open.ts';

/**
 * SQL conditions that leave out rows of hidden accounts and contacts (present = 0: their import was undone while rows of
 * other batches belong to them). `TRUE` where there are none, which is nearly always.
 */
export type Presence = {
  /** Whether the account of a surrogate id is not hidden. */
  readonly isShown: (account: number) => boolean;
  /** `account` is an expression with a surrogate account id. */
  readonly ofAccount: (account: string) => string;
  /** `key` is a packed usage key of an account. */
  readonly ofUsage: (key: string) => string;
  /** `key` is a packed usage key of a contact: it and its account are there. */
  readonly ofContactUsage: (key: string) => string;
};

const HIDDEN_ACCOUNT = 'SELECT id FROM account WHERE present = 0';
const HIDDEN_CONTACT = `SELECT id FROM contact WHERE present = 0 OR account IN (${HIDDEN_ACCOUNT})`;
const OWNER = 65_536 * 1024;

export function presenceOf(db: ReadDb): Presence {
  const isAny = (hidden: string): boolean => db.prepare(`${hidden} LIMIT 1`).get() !== undefined;
  const hidden = new Set(db.prepare<[], number>(HIDDEN_ACCOUNT).pluck(true).all());
  const accounts = hidden.size > 0;
  const contacts = isAny(HIDDEN_CONTACT);
  const outside = (isAnyHidden: boolean, id: string, select: string): string =>
    isAnyHidden ? `${id} NOT IN (${select})` : 'TRUE';
  return {
    isShown: (account) => !hidden.has(account),
    ofAccount: (account) => outside(accounts, account, HIDDEN_ACCOUNT),
    ofUsage: (key) => outside(accounts, `${key} / ${OWNER}`, HIDDEN_ACCOUNT),
    ofContactUsage: (key) => outside(contacts, `${key} / ${OWNER}`, HIDDEN_CONTACT),
  };
}

import type { ReadDb } from '../open.ts';

/** Keys by which rows find their account. Values are surrogate ids; accounts and contacts by natural key. */
export type Lookups = {
  readonly account: Map<string, number>;
  readonly subscription: Map<string, number>;
  /** Contact key → surrogate contact id and its account. */
  readonly contact: Map<string, { readonly id: number; readonly account: number }>;
  /** Lower-case e-mail → account; null when two accounts share it. */
  readonly email: Map<string, number | null>;
};

export function readLookups(db: ReadDb): Lookups {
  const account = new Map<string, number>();
  for (const row of db
    .prepare<[], { id: number; natural_key: string }>('SELECT id, natural_key FROM account WHERE present = 1')
    .iterate())
    account.set(row.natural_key, row.id);
  const subscription = new Map<string, number>();
  for (const row of db
    .prepare<[], { subscription_id: string; account: number }>('SELECT subscription_id, account FROM subscription')
    .iterate())
    subscription.set(row.subscription_id, row.account);
  const contact = new Map<string, { id: number; account: number }>();
  const email = new Map<string, number | null>();
  for (const row of db
    .prepare<[], { id: number; natural_key: string; account: number; email: string | null }>(
      'SELECT id, natural_key, account, email FROM contact WHERE present = 1',
    )
    .iterate()) {
    contact.set(row.natural_key, { id: row.id, account: row.account });
    if (row.email) {
      const key = row.email.toLowerCase();
      const known = email.get(key);
      email.set(key, known === undefined || known === row.account ? row.account : null);
    }
  }
  return { account, subscription, contact, email };
}

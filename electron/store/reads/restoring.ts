import type { ReadDb } from '../open.ts';

/** Accounts that are there, by the id their files give them, with the CSM of the files. */
export function findAccounts(
  db: ReadDb,
  accountIds: readonly string[],
): Map<string, { readonly id: number; readonly csm: string | null }> {
  const find = db.prepare<[string], { id: number; csm: string | null }>(
    'SELECT id, csm FROM account WHERE natural_key = ? AND present = 1',
  );
  return new Map(
    accountIds.flatMap((accountId) => {
      const account = find.get(accountId);
      return account ? [[accountId, account] as const] : [];
    }),
  );
}

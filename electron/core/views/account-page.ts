import { readAttributes } from '#electron/store/reads/accounts.ts';
import type { AccountRow } from '#shared/contract/portfolio.ts';
import type { ReadContext } from '../context.ts';
import type { Book } from './book.ts';
import { rowsOf } from './rows.ts';

/** Rows of a list, with the custom attributes that were asked for. */
export function accountPage(
  context: ReadContext,
  book: Book,
  accounts: Int32Array,
  attributes: readonly string[],
): AccountRow[] {
  if (attributes.length === 0) return rowsOf(book, [...accounts]);
  const wanted = new Set(attributes);
  return [...accounts].flatMap((account) => {
    const own = readAttributes(context.db, account + 1).filter(({ name }) => wanted.has(name));
    return rowsOf(book, [account]).map((row) => ({
      ...row,
      attributes: Object.fromEntries(own.map(({ name, value }) => [name, value])),
    }));
  });
}

import type { AccountRow } from '#shared/contract/portfolio.ts';
import { toCsv } from '#shared/format/csv.ts';
import type { Api } from '../../api/api.ts';
import type { AccountsInput } from '../../data/portfolio.ts';
import type { CellContext, Column } from './columns.tsx';

const PAGE = 500;

/** Every row the filters leave, in the order and with the columns shown; null when the dialog was dismissed. */
export async function exportAccounts(
  api: Api,
  input: Omit<AccountsInput, 'offset' | 'limit'>,
  columns: readonly Column[],
  context: CellContext,
): Promise<number | null> {
  const rows: AccountRow[] = [];
  for (;;) {
    const page = await api.call('accounts.list', { ...input, offset: rows.length, limit: PAGE });
    rows.push(...page.accounts);
    if (page.accounts.length === 0 || rows.length >= page.total) break;
  }
  const header = ['Account id', ...columns.map((column) => column.label)];
  const csv = toCsv(
    header,
    rows.map((row) => [row.accountId, ...columns.map((column) => column.csv(row, context))]),
  );
  const saved = await api.bridge.saveText(`accounts-${context.asOf}.csv`, csv);
  return saved ? rows.length : null;
}

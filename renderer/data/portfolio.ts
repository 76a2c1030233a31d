/**
 * Stable names: `usePortfolio(filters)`, `useAccountRows(input, range)`, `useAccount(id)`,
 * `useContact(id)`, `useSearch(text)`. The as-of date of the address is applied by each of them.
 */
import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Filters } from '#shared/contract/common.ts';
import type { InputOf, OutputOf } from '#shared/contract/index.ts';
import type { AccountRow } from '#shared/contract/portfolio.ts';
import { useApi } from '../api/ApiProvider.tsx';
import { useRpc, useRpcKey } from './query.ts';
import { useAsOf } from './workspace.ts';

export type AccountsInput = InputOf<'accounts.list'>;
export type AccountsPage = OutputOf<'accounts.list'>;

/** An optional as-of date as the contract wants it: absent, never undefined. */
export function withAsOf(asOf: string | null): { asOf?: string } {
  return asOf === null ? {} : { asOf };
}

export function usePortfolio(filters: Filters, options: { readonly enabled?: boolean } = {}) {
  const asOf = useAsOf();
  return useRpc(
    'portfolio.summary',
    { ...withAsOf(asOf), filters, crossFilter: true },
    { enabled: asOf !== null && (options.enabled ?? true) },
  );
}

/** What changed since a day; since the previous snapshot for null. */
export function usePortfolioChanges(filters: Filters, since: string | null) {
  const asOf = useAsOf();
  return useRpc(
    'portfolio.changes',
    { ...withAsOf(asOf), filters, ...(since === null ? {} : { since }) },
    { enabled: asOf !== null },
  );
}

export function useAccount(accountId: string | null) {
  const asOf = useAsOf();
  return useRpc(
    'accounts.get',
    { ...withAsOf(asOf), accountId: accountId ?? '' },
    { enabled: accountId !== null && accountId !== '' },
  );
}

/** What may become of an account. */
export function useAccountOutlook(accountId: string) {
  const asOf = useAsOf();
  return useRpc('accounts.outlook', { ...withAsOf(asOf), accountId }, { keep: false });
}

/** Whose usage is unusual; asked for while it is `wanted`. */
export function usePortfolioUnusual(filters: Filters, wanted: boolean) {
  const asOf = useAsOf();
  return useRpc(
    'portfolio.unusual',
    { ...withAsOf(asOf), filters, crossFilter: true },
    { enabled: asOf !== null && wanted },
  );
}

/** Who is predicted to fall a tier; asked for while it is `wanted`. */
export function usePortfolioTierDrops(filters: Filters, wanted: boolean) {
  const asOf = useAsOf();
  return useRpc(
    'portfolio.tierDrops',
    { ...withAsOf(asOf), filters, crossFilter: true },
    { enabled: asOf !== null && wanted },
  );
}

/** What may become of the accounts of a page. */
export function usePortfolioOutlook(filters: Filters) {
  const asOf = useAsOf();
  return useRpc('portfolio.outlook', { ...withAsOf(asOf), filters, crossFilter: true }, { enabled: asOf !== null });
}

export function useContact(contactId: string | null) {
  const asOf = useAsOf();
  return useRpc(
    'contacts.get',
    { ...withAsOf(asOf), contactId: contactId ?? '' },
    { enabled: contactId !== null && contactId !== '' },
  );
}

export function useSearch(text: string, limit = 8) {
  const query = text.trim();
  return useRpc('search.find', { text: query, limit }, { enabled: query.length > 0 });
}

export const ACCOUNT_PAGE = 100;

export type AccountRows = {
  readonly total: number;
  readonly totals: AccountsPage['totals'] | null;
  /** Subtotals in the order of the list; null without grouping. */
  readonly groups: AccountsPage['groups'];
  /** Row at a position of the list; undefined while its page is on the way. */
  readonly rowAt: (index: number) => AccountRow | undefined;
  /** True until the first page of anything has arrived. */
  readonly loading: boolean;
  /** True while the rows shown belong to the previous filters or order. */
  readonly updating: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
};

/**
 * The account list as one long column of rows, fetched page by page around what is visible. When filters or order
 * change, the old rows stay until the first new page is there.
 */
export function useAccountRows(
  input: Omit<AccountsInput, 'offset' | 'limit'>,
  range: { readonly first: number; readonly last: number },
): AccountRows {
  const api = useApi();
  const key = useRpcKey();
  const asOf = useAsOf();
  const wanted = useMemo(() => ({ ...withAsOf(asOf), ...input }), [asOf, input]);
  const first = useRpc('accounts.list', { ...wanted, offset: 0, limit: ACCOUNT_PAGE }, { enabled: asOf !== null });
  const fresh = !first.isPlaceholderData && first.data !== undefined;
  const [settled, setSettled] = useState(wanted);
  if (fresh && settled !== wanted) setSettled(wanted);
  const shown = fresh ? wanted : settled;

  const from = Math.max(0, Math.floor(range.first / ACCOUNT_PAGE));
  const until = Math.max(from, Math.floor(range.last / ACCOUNT_PAGE));
  const total = first.data?.total ?? 0;
  const numbers = Array.from({ length: until - from + 1 }, (_, index) => from + index).filter(
    (page) => page === 0 || page * ACCOUNT_PAGE < total,
  );
  const pages = useQueries({
    queries: numbers.map((page) => {
      const pageInput = { ...shown, offset: page * ACCOUNT_PAGE, limit: ACCOUNT_PAGE };
      return {
        queryKey: key('accounts.list', pageInput),
        queryFn: () => api.call('accounts.list', pageInput),
        enabled: asOf !== null,
        placeholderData: page === 0 ? keepPreviousData : undefined,
      };
    }),
  });

  const byPage = new Map<number, readonly AccountRow[]>();
  if (first.data) byPage.set(0, first.data.accounts);
  pages.forEach((result, index) => {
    const page = numbers[index];
    if (page !== undefined && result.data && !result.isPlaceholderData) byPage.set(page, result.data.accounts);
  });
  return {
    total,
    totals: first.data?.totals ?? null,
    groups: first.data?.groups ?? null,
    rowAt: (index) => byPage.get(Math.floor(index / ACCOUNT_PAGE))?.[index % ACCOUNT_PAGE],
    loading: first.isPending,
    updating: first.isPlaceholderData,
    error: first.error,
    retry: () => void first.refetch(),
  };
}

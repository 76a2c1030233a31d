/** Accounts looked at in this session, newest first; memory only. Stable names: `useRecent`, `noteRecent(accountId, name)`. */
import { create } from 'zustand';

export type RecentAccount = { readonly accountId: string; readonly name: string };

export const useRecent = create<{ readonly accounts: readonly RecentAccount[] }>(() => ({ accounts: [] }));

export function noteRecent(accountId: string, name: string): void {
  useRecent.setState(({ accounts }) => ({
    accounts: [{ accountId, name }, ...accounts.filter((item) => item.accountId !== accountId)].slice(0, 6),
  }));
}

export function forgetRecent(): void {
  useRecent.setState({ accounts: [] });
}

/**
 * Stable names: `useOverrides(accountId?)`, `useOverrideActions()`. What people said against a score, and the two
 * changes to it; both can be taken back.
 */
import { useState } from 'react';
import type { InputOf } from '#shared/contract/index.ts';
import type { OverrideRow } from '#shared/contract/overrides.ts';
import { asApiError } from '../api/api.ts';
import { setAuthor } from '../state/preferences.ts';
import { showToast } from '../state/toasts.ts';
import { withAsOf } from './portfolio.ts';
import { useRpc, useRpcMutation } from './query.ts';
import { useAsOf } from './workspace.ts';

/** The ledger of the workspace, newest first, and the rate against its target. */
export function useOverrides() {
  const asOf = useAsOf();
  return useRpc('overrides.list', withAsOf(asOf), { enabled: asOf !== null });
}

export type OverrideActions = {
  readonly busy: boolean;
  /** Why the last try failed, in a sentence. */
  readonly error: string | null;
  /** Answers whether it was stored; the toast then offers to end it again. */
  readonly add: (input: InputOf<'overrides.add'>) => Promise<boolean>;
  /** Ends an active override today; the toast offers to take that back. */
  readonly end: (row: OverrideRow, by: string) => Promise<boolean>;
};

export function useOverrideActions(): OverrideActions {
  const adding = useRpcMutation('overrides.add');
  const ending = useRpcMutation('overrides.end');
  const reopening = useRpcMutation('overrides.reopen');
  const [error, setError] = useState<string | null>(null);

  const attempt = async (act: () => Promise<unknown>): Promise<boolean> => {
    setError(null);
    try {
      await act();
      return true;
    } catch (failure) {
      setError(asApiError(failure).message);
      return false;
    }
  };
  const quietly = (act: () => Promise<unknown>) => () =>
    void act().catch((failure: unknown) => showToast(asApiError(failure).message, null, 'bad'));

  return {
    busy: adding.isPending || ending.isPending || reopening.isPending,
    error,
    add: (input) =>
      attempt(async () => {
        const row = await adding.mutateAsync(input);
        setAuthor(row.author);
        showToast(`Your judgement of ${row.accountName} is recorded beside the score`, {
          label: 'Undo',
          run: quietly(() => ending.mutateAsync({ id: row.id, by: row.author })),
        });
      }),
    end: (row, by) =>
      attempt(async () => {
        await ending.mutateAsync({ id: row.id, by });
        setAuthor(by);
        showToast(`The override of ${row.accountName} has ended`, {
          label: 'Undo',
          run: quietly(() => reopening.mutateAsync({ id: row.id })),
        });
      }),
  };
}

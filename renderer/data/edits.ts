/** Stable names: `useEdits()`, `useEditActions()`. What people set on accounts by hand; every act offers its way back. */
import { useState } from 'react';
import type { EditRow } from '#shared/contract/edits.ts';
import type { InputOf } from '#shared/contract/index.ts';
import { asApiError } from '../api/api.ts';
import { setAuthor } from '../state/preferences.ts';
import { showToast } from '../state/toasts.ts';
import { useFormat } from './format.ts';
import { useRpc, useRpcMutation } from './query.ts';

/** The ledger of edits by hand, newest first. */
export function useEdits() {
  return useRpc('edits.list', {});
}

/** What an edit did, in words; `accounts` is a count such as "12 accounts". */
export function editWords({ action, value }: Pick<EditRow, 'action' | 'value'>, accounts: string): string {
  if (action === 'add-tag') return `${accounts} tagged ${value}`;
  if (action === 'remove-tag') return `Tag ${value} removed from ${accounts}`;
  return value === null ? `CSM taken away from ${accounts}` : `${value} assigned to ${accounts}`;
}

export function useEditActions() {
  const format = useFormat();
  const adding = useRpcMutation('edits.add');
  const undoing = useRpcMutation('edits.undo');
  const redoing = useRpcMutation('edits.redo');
  const [error, setError] = useState<string | null>(null);
  const wordsOf = (edit: EditRow) => editWords(edit, format.count(edit.accounts, 'account'));
  const said = (failure: unknown): void => {
    showToast(asApiError(failure).message, null, 'bad');
  };

  const redo = (edit: EditRow): Promise<void> =>
    redoing.mutateAsync({ id: edit.id }).then(() => void showToast(`${wordsOf(edit)} again`), said);
  const undo = (edit: EditRow, by: string): Promise<void> =>
    undoing
      .mutateAsync({ id: edit.id, by })
      .then(() => void showToast(`Taken back: ${wordsOf(edit)}`, { label: 'Undo', run: () => void redo(edit) }), said);
  return {
    busy: adding.isPending || undoing.isPending || redoing.isPending,
    /** Why the last try failed, in a sentence. */
    error,
    /** Answers whether it was stored. */
    add: async (input: InputOf<'edits.add'>): Promise<boolean> => {
      setError(null);
      try {
        const edit = await adding.mutateAsync(input);
        setAuthor(edit.author);
        showToast(wordsOf(edit), { label: 'Undo', run: () => void undo(edit, edit.author) });
        return true;
      } catch (failure) {
        setError(asApiError(failure).message);
        return false;
      }
    },
    undo,
    redo,
  };
}

/** Stable names: `useSavedViews()`, `useViewActions()`. Saved views of the account list; removing one offers its way back. */
import { useState } from 'react';
import type { InputOf } from '#shared/contract/index.ts';
import type { SavedView } from '#shared/contract/views.ts';
import { asApiError } from '../api/api.ts';
import { showToast } from '../state/toasts.ts';
import { useRpc, useRpcMutation } from './query.ts';

export function useSavedViews() {
  return useRpc('views.list', {});
}

export function useViewActions() {
  const saving = useRpcMutation('views.save');
  const removing = useRpcMutation('views.remove');
  const [error, setError] = useState<string | null>(null);
  const save = async (input: InputOf<'views.save'>): Promise<SavedView | null> => {
    setError(null);
    try {
      return await saving.mutateAsync(input);
    } catch (failure) {
      setError(asApiError(failure).message);
      return null;
    }
  };
  return {
    busy: saving.isPending || removing.isPending,
    /** Why the last try to save failed, in a sentence. */
    error,
    save,
    /** `onBack` is called with the view when its removal is taken back. */
    remove: async ({ id }: SavedView, onBack: (view: SavedView) => void): Promise<boolean> => {
      try {
        const { name, definition, isDefault } = await removing.mutateAsync({ id });
        const back = () =>
          saving.mutateAsync({ name, definition, isDefault }).then(onBack, (failure: unknown) => {
            showToast(asApiError(failure).message, null, 'bad');
          });
        showToast(`The view ${name} is removed`, { label: 'Undo', run: () => void back() });
        return true;
      } catch (failure) {
        showToast(asApiError(failure).message, null, 'bad');
        return false;
      }
    },
  };
}

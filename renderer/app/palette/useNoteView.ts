import { useEffect } from 'react';
import { useSavedViews } from '../../data/views.ts';
import { useAddress } from '../../state/navigation.ts';
import { noteRecent } from '../../state/recent.ts';
import { NAV } from '../views.tsx';
import { savedViewAddress } from './places.tsx';

/** Remembers the view of the navigation that is shown, or the saved view of Accounts, for the palette. */
export function useNoteView(): void {
  const { view, params } = useAddress();
  const { data } = useSavedViews();
  const wanted = view === 'accounts' ? params.saved : undefined;
  const saved = data?.views.find(({ id }) => String(id) === wanted);
  const key = saved === undefined ? null : String(saved.id);
  const name = saved?.name ?? NAV.find((item) => item.view === view)?.name;
  useEffect(() => {
    if (name === undefined) return;
    if (key === null) noteRecent({ kind: 'view', id: view, name, to: { view, id: null, params: {} } });
    else noteRecent({ kind: 'view', id: `saved:${key}`, name, to: savedViewAddress(key) });
  }, [view, key, name]);
}

import { useEffect } from 'react';
import { useAddress } from '../../state/navigation.ts';
import { noteRecent } from '../../state/recent.ts';
import { NAV } from '../views.tsx';

/** Remembers the view of the navigation that is shown, for the palette. */
export function useNoteView(): void {
  const { view } = useAddress();
  useEffect(() => {
    const name = NAV.find((item) => item.view === view)?.name;
    if (name !== undefined) noteRecent({ kind: 'view', id: view, name, to: { view, id: null, params: {} } });
  }, [view]);
}

/**
 * What was looked at in this session, newest first; memory only, never stored, gone with the workspace (R24).
 * Stable names: `useRecent`, `noteRecent(item)`, `useNoteRecent(item)`, `forgetRecent()`.
 */
import { useEffect } from 'react';
import { create } from 'zustand';
import type { AddressPatch } from './navigation.ts';

export type RecentItem = {
  readonly kind: 'account' | 'contact' | 'view' | 'model';
  /** Id inside its kind. */
  readonly id: string;
  readonly name: string;
  /** Where it is; filters and as-of date stay what they are unless it names them. */
  readonly to: AddressPatch;
};

const MOST = 12;

export const useRecent = create<{ readonly items: readonly RecentItem[] }>(() => ({ items: [] }));

export function noteRecent(item: RecentItem): void {
  useRecent.setState(({ items }) => ({
    items: [item, ...items.filter(({ kind, id }) => kind !== item.kind || id !== item.id)].slice(0, MOST),
  }));
}

/** Notes what a view shows, once it is there; null while it is not. */
export function useNoteRecent(kind: RecentItem['kind'], id: string | null, name: string | null): void {
  useEffect(() => {
    if (id !== null && name !== null) noteRecent({ kind, id, name, to: addressOf(kind, id) });
  }, [kind, id, name]);
}

function addressOf(kind: RecentItem['kind'], id: string): AddressPatch {
  if (kind === 'model') return { view: 'models', id: null, params: { model: id } };
  return { view: kind === 'contact' ? 'contact' : 'account', id, params: {} };
}

export function forgetRecent(): void {
  useRecent.setState({ items: [] });
}

/**
 * Where the window is. Stable names: `useAddress()`, `navigate(patch, {replace})`, `hrefTo(patch)`, `useHref()`.
 * A patch that names a view keeps as-of date and filters and drops `id` and `params` unless it gives them.
 */
import { useCallback, useSyncExternalStore } from 'react';
import { type Address, formatHash, parseHash } from './url.ts';

export type AddressPatch = Partial<Address>;

let cached: { readonly hash: string; readonly address: Address } | null = null;

export function currentAddress(): Address {
  const { hash } = window.location;
  if (cached?.hash !== hash) cached = { hash, address: parseHash(hash) };
  return cached.address;
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  window.addEventListener(MOVED, listener);
  return () => {
    window.removeEventListener('hashchange', listener);
    window.removeEventListener(MOVED, listener);
  };
}

/** `replaceState` raises no event of its own. */
const MOVED = 'bellwether:moved';

export function useAddress(): Address {
  return useSyncExternalStore(subscribe, currentAddress);
}

export function withPatch(address: Address, patch: AddressPatch): Address {
  const moves = patch.view !== undefined && patch.view !== address.view;
  const base = moves ? { ...address, id: null, params: {} } : address;
  return { ...base, ...patch };
}

/** Pushes a new entry to the history, or with `replace` rewrites the present one (while typing or dragging). */
export function navigate(patch: AddressPatch, options: { readonly replace?: boolean } = {}): void {
  const hash = formatHash(withPatch(currentAddress(), patch));
  if (hash === window.location.hash) return;
  if (options.replace) {
    window.history.replaceState(null, '', hash);
    window.dispatchEvent(new Event(MOVED));
  } else {
    window.location.hash = hash;
  }
}

/** Address of a link, for `<a href>`; recomputed when the window moves. */
export function useHref(): (patch: AddressPatch) => string {
  const address = useAddress();
  return useCallback((patch: AddressPatch) => formatHash(withPatch(address, patch)), [address]);
}

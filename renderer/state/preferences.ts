/** Density of rows (kept in this browser; a preference, never client data). Stable names: `usePreferences`, `setDensity`. */
import { create } from 'zustand';

export const DENSITIES = ['compact', 'default', 'relaxed'] as const;
export type Density = (typeof DENSITIES)[number];
const KEY = 'bellwether-density';

function stored(): Density {
  const text = globalThis.localStorage?.getItem(KEY);
  return DENSITIES.find((density) => density === text) ?? 'default';
}

export const usePreferences = create<{ readonly density: Density }>(() => ({ density: stored() }));

export function setDensity(density: Density): void {
  globalThis.localStorage?.setItem(KEY, density);
  usePreferences.setState({ density });
}

/** Height of a grid row in px for a density; the CSS variables of tokens.css follow the same steps. */
export const ROW_HEIGHT: Record<Density, number> = { compact: 28, default: 32, relaxed: 40 };

/**
 * Density of rows and the names that sign (kept in this browser; preferences, never client data). Stable names: `usePreferences`,
 * `setDensity`, `setAuthor`, `setReviewer`.
 */
import { create } from 'zustand';

export const DENSITIES = ['compact', 'default', 'relaxed'] as const;
export type Density = (typeof DENSITIES)[number];
const DENSITY_KEY = 'bellwether-density';
const AUTHOR_KEY = 'bellwether-author';
const REVIEWER_KEY = 'bellwether-reviewer';

type Preferences = {
  readonly density: Density;
  /** Who signs overrides made in this window; empty until somebody did. */
  readonly author: string;
  /** Who reviewed the last promotion made in this window. */
  readonly reviewer: string;
};

function storedDensity(): Density {
  const text = globalThis.localStorage?.getItem(DENSITY_KEY);
  return DENSITIES.find((density) => density === text) ?? 'default';
}

export const usePreferences = create<Preferences>(() => ({
  density: storedDensity(),
  author: globalThis.localStorage?.getItem(AUTHOR_KEY) ?? '',
  reviewer: globalThis.localStorage?.getItem(REVIEWER_KEY) ?? '',
}));

export function setDensity(density: Density): void {
  globalThis.localStorage?.setItem(DENSITY_KEY, density);
  usePreferences.setState({ density });
}

export function setAuthor(author: string): void {
  globalThis.localStorage?.setItem(AUTHOR_KEY, author);
  usePreferences.setState({ author });
}

export function setReviewer(reviewer: string): void {
  globalThis.localStorage?.setItem(REVIEWER_KEY, reviewer);
  usePreferences.setState({ reviewer });
}

/** Height of a grid row in px for a density; the CSS variables of tokens.css follow the same steps. */
export const ROW_HEIGHT: Record<Density, number> = { compact: 28, default: 32, relaxed: 40 };

/** Where a hand holds the as-of date before it lets go: a view that can follow shows that day, the others wait. Stable names: `useScrub`, `holdAsOf`. */
import { create } from 'zustand';

type Scrub = {
  /** null while nobody holds it. */
  readonly date: string | null;
  /** Time of the event that brought it there. */
  readonly at: number;
};

export const useScrub = create<Scrub>(() => ({ date: null, at: 0 }));

export function holdAsOf(date: string | null, at = performance.now()): void {
  if (useScrub.getState().date !== date) useScrub.setState({ date, at });
}

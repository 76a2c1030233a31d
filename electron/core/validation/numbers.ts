import type { Estimate } from '#electron/engine/index.ts';

/** As the contract carries numbers: 6 decimals, null for what is not known. */
export function six(value: number): number | null {
  return Number.isFinite(value) ? known(value) : null;
}

/** A number that is known, to 6 decimals; never −0, which JSON has no word for. */
export function known(value: number): number {
  return Math.round(value * 1e6) / 1e6 + 0;
}

export function estimate({ value, low, high }: Estimate): {
  value: number | null;
  low: number | null;
  high: number | null;
} {
  return { value: six(value), low: six(low), high: six(high) };
}

export const NO_ESTIMATE = { value: null, low: null, high: null } as const;

export function boundsOf({ low, high }: { readonly low: number; readonly high: number }): {
  low: number;
  high: number;
} | null {
  return Number.isFinite(low) && Number.isFinite(high) ? { low: known(low), high: known(high) } : null;
}

/** At most `most` of a list: evenly spread, first and last among them. */
export function thinned<T>(list: readonly T[], most: number): T[] {
  if (list.length <= most) return [...list];
  return Array.from({ length: most }, (_, k) => list[Math.round((k * (list.length - 1)) / (most - 1))] as T);
}

/** Seed of analyses that were asked for without one: what was seen once is seen again. */
export const DEFAULT_SEED = 20_251;

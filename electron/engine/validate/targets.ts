import { shareInterval } from '../math/intervals.ts';

/** What a KPI is asked to be: above or below a bound; `orEqual` when the bound itself will do. */
export type Target = { readonly side: 'above' | 'below'; readonly bound: number; readonly orEqual?: boolean };

export type TargetStatus = 'met' | 'met_not_proven' | 'not_met' | 'unknown';

/** Whether a value meets its target, and whether its whole 95 % interval does (30-method.md 4.6, TV26); NaN is unknown. */
export function targetStatus(
  { value, low, high }: { readonly value: number; readonly low: number; readonly high: number },
  { side, bound, orEqual = false }: Target,
): TargetStatus {
  if (Number.isNaN(value)) return 'unknown';
  const meets = (x: number): boolean =>
    (side === 'above' ? x > bound : x < bound) || (orEqual && Math.abs(x - bound) < 1e-12);
  if (!meets(value)) return 'not_met';
  return meets(side === 'above' ? low : high) ? 'met' : 'met_not_proven';
}

/** `k` of `n` as a value with its Wilson interval; NaN for none of none. */
export function shareOf(k: number, n: number): { readonly value: number; readonly low: number; readonly high: number } {
  return n > 0 ? { value: k / n, ...shareInterval(k, n) } : { value: Number.NaN, low: Number.NaN, high: Number.NaN };
}

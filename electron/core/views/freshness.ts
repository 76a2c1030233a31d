import { FINANCIAL_STALE_AFTER_DAYS, STALE_AFTER_DAYS } from '#electron/engine/index.ts';
import type { Day } from '#shared/model/day.ts';
import type { StoredKind } from '#shared/model/kinds.ts';

/** A source is stale when older than twice its refresh class at the as-of date; surveys decay instead (30-method.md 2.5). */
const LIMITS: Readonly<Partial<Record<StoredKind, number>>> = {
  usage: STALE_AFTER_DAYS,
  events: STALE_AFTER_DAYS,
  tickets: STALE_AFTER_DAYS,
  touchpoints: STALE_AFTER_DAYS,
  contracts: FINANCIAL_STALE_AFTER_DAYS,
  invoices: FINANCIAL_STALE_AFTER_DAYS,
};

export type Freshness = {
  /** Days from the newest fact to the as-of date; null without one of them. */
  readonly ageDays: number | null;
  /** `undated`: there are rows, but the kind is not refreshed or has no day to judge by. */
  readonly freshness: 'fresh' | 'stale' | 'missing' | 'undated';
  readonly staleAfterDays: number | null;
};

export function freshnessOf(kind: StoredKind, rows: number, newest: Day | null, asOf: Day | null): Freshness {
  const ageDays = newest === null || asOf === null ? null : asOf - newest;
  const staleAfterDays = LIMITS[kind] ?? null;
  if (rows === 0) return { ageDays, freshness: 'missing', staleAfterDays };
  if (ageDays === null || staleAfterDays === null) return { ageDays, freshness: 'undated', staleAfterDays };
  return { ageDays, freshness: ageDays > staleAfterDays ? 'stale' : 'fresh', staleAfterDays };
}

/**
 * Freshness limits in days (30-method.md 2.5): usage, CRM and support refresh daily (flagged beyond 2 d, missing
 * beyond 45 d), financial data monthly (62 d and 100 d). Ages are of the source as a whole at the as-of date.
 */
export const STALE_AFTER_DAYS = 2;
export const MISSING_AFTER_DAYS = 45;
export const FINANCIAL_STALE_AFTER_DAYS = 62;
export const FINANCIAL_MISSING_AFTER_DAYS = 100;
/** A rating of the relationship is given now and then: it counts for 100 days. */
export const RELATIONSHIP_DAYS = 100;

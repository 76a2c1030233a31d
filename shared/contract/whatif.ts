import { z } from 'zod';
import { count, isoDate, nullableNumber, score, shortText, tierRole } from './common.ts';
import { query } from './define.ts';

const side = z.strictObject({
  weights: z.record(shortText, z.number()),
  mean: nullableNumber,
  atRiskAccounts: count,
  atRiskArr: z.number(),
  /** Accounts with a score, provisional ones included. */
  withScore: count,
  tiers: z.array(
    z.strictObject({ name: shortText, role: tierRole, from: z.number(), accounts: count, arr: z.number() }),
  ),
  /** 40 bins of 2.5 points, all tiers together. */
  histogram: z.array(count),
});

export const whatIfResult = z.strictObject({
  asOf: isoDate,
  modelVersion: shortText,
  currency: shortText,
  before: side,
  after: side,
  /** Every pair of tiers with at least one account; `from`/`to` are tier names. */
  migration: z.array(z.strictObject({ from: shortText, to: shortText, accounts: count, arr: z.number() })),
  /** Accounts whose coverage falls below, or reaches, what a score needs under the new weights. */
  lostScore: z.strictObject({ accounts: count, arr: z.number() }),
  gainedScore: z.strictObject({ accounts: count, arr: z.number() }),
  movedUp: z.strictObject({ accounts: count, arr: z.number() }),
  movedDown: z.strictObject({ accounts: count, arr: z.number() }),
  /** Accounts that change tier, largest ARR first, at most `limit`. */
  movers: z.array(
    z.strictObject({
      accountId: shortText,
      name: shortText,
      arr: nullableNumber,
      before: score,
      after: score,
      fromTier: shortText,
      toTier: shortText,
      toRole: tierRole,
      reason: shortText,
    }),
  ),
  moversTotal: count,
});
export type WhatIfResult = z.infer<typeof whatIfResult>;

export const whatIfMethods = {
  /**
   * Re-weights one snapshot. Weights are in percent per dimension id and are used as given (they need not add up to
   * 100: the composite divides by their sum). Requests of one `stream` are latest-wins.
   */
  'whatif.run': query(
    z.strictObject({
      asOf: isoDate.optional(),
      model: shortText.optional(),
      weights: z.record(shortText, z.number().min(0).max(100)),
      limit: z.number().int().min(0).max(500).optional(),
      stream: shortText.optional(),
    }),
    whatIfResult,
  ),
};

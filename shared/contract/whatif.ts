import { z } from 'zod';
import { count, isoDate, nullableNumber, score, shortText, tierRole } from './common.ts';
import { query } from './define.ts';

/** What of a model can be edited without measuring or scoring a signal again; what is left out stays as it is. */
const change = {
  /** Percent by dimension id, used as given: the composite divides by their sum. */
  weights: z.record(shortText, z.number().min(0).max(100)).optional(),
  /** Lower bounds of all tiers in score points, best tier first; the last one is 0. */
  bounds: z.array(z.number().min(0).max(100)).min(1).max(16).optional(),
  /** Replaces all segment overlays of the model; shifts in score points. */
  overlays: z
    .array(
      z.strictObject({
        segment: shortText,
        healthyShift: z.number().min(-100).max(100),
        atRiskShift: z.number().min(-100).max(100),
      }),
    )
    .max(200)
    .optional(),
  /** Coverage 0-1 from which an account is scored or provisional, and dimensions it is provisional without. */
  coverage: z
    .strictObject({
      scored: z.number().min(0).max(1).optional(),
      provisional: z.number().min(0).max(1).optional(),
      required: z.array(shortText).max(32).optional(),
    })
    .optional(),
  /** `annotate`: flags are shown and change no tier. */
  flagPolicy: z.enum(['apply', 'annotate']).optional(),
  /** Points a score must exceed a bound by to recover, days without a score that void what is pending. */
  confirm: z
    .strictObject({ margin: z.number().min(0).max(50), resetAfterDays: z.number().int().min(0).max(365) })
    .optional(),
};
export const whatIfChange = z.strictObject(change);
export type WhatIfChange = z.infer<typeof whatIfChange>;

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
  /** Re-weighs one snapshot in memory: the reply holds aggregates only. Requests of one `stream` are latest-wins. */
  'whatif.run': query(
    z.strictObject({
      asOf: isoDate.optional(),
      model: shortText.optional(),
      ...change,
      limit: z.number().int().min(0).max(500).optional(),
      stream: shortText.optional(),
    }),
    whatIfResult,
  ),
};

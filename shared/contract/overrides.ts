import { z } from 'zod';
import { count, isoDate, nullableNumber, score, shortText, text } from './common.ts';
import { mutation, query } from './define.ts';

/** Why a person disagrees with the score. */
export const OVERRIDE_REASONS = [
  'customer_is_fine',
  'new_information',
  'relationship',
  'commercial',
  'one_off_event',
  'data_problem',
  'other',
] as const;

/** What is overridden: the composite or one dimension by a score, or the tier by a tier name of the official model. */
export const overrideTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('composite'), score: z.number().min(0).max(100) }),
  z.strictObject({ kind: z.literal('dimension'), dimension: shortText, score: z.number().min(0).max(100) }),
  z.strictObject({ kind: z.literal('tier'), tier: shortText }),
]);
export type OverrideTarget = z.infer<typeof overrideTarget>;

/** Longest an override may last, and how long it lasts when nothing is said, days (30-method.md 2.7). */
export const OVERRIDE_MAX_DAYS = 90;
export const OVERRIDE_DEFAULT_DAYS = 30;
export const OVERRIDE_MIN_TEXT = 20;

export const overrideRow = z.strictObject({
  id: count,
  accountId: shortText,
  accountName: shortText,
  target: overrideTarget,
  reason: z.enum(OVERRIDE_REASONS),
  text,
  author: shortText,
  /** First day it counts, and the last. */
  from: isoDate,
  expires: isoDate,
  /** Epoch ms. */
  createdAt: z.number(),
  endedAt: z.number().nullable(),
  endedBy: shortText.nullable(),
  /** The newer override of the same target that ended it. */
  replacedBy: count.nullable(),
  /** Active at the as-of date of the request. */
  active: z.boolean(),
  modelVersion: shortText,
  /** What the model said when it was made, and what it says at the as-of date. */
  computedThen: score,
  computedNow: score,
  /** What became of the account within 180 days: was the person right? Null while it is open. */
  outcome: z.enum(['churned', 'renewed', 'active']).nullable(),
});
export type OverrideRow = z.infer<typeof overrideRow>;

export const overrideMethods = {
  /** The ledger, newest first: of one account or of all. */
  'overrides.list': query(
    z.strictObject({ accountId: shortText.optional(), asOf: isoDate.optional(), active: z.boolean().optional() }),
    z.strictObject({
      asOf: isoDate.nullable(),
      overrides: z.array(overrideRow).max(5000),
      /** Accounts with an active override ÷ scored accounts; the target is below 0.10 (30-method.md 2.7). */
      rate: z.strictObject({ accounts: count, scored: count, share: nullableNumber, ok: z.boolean().nullable() }),
    }),
  ),
  /** `expires` defaults to 30 days from the as-of date of the data and is at most 90 away. */
  'overrides.add': mutation(
    z.strictObject({
      accountId: shortText,
      target: overrideTarget,
      reason: z.enum(OVERRIDE_REASONS),
      text: z.string().min(OVERRIDE_MIN_TEXT).max(4000),
      author: shortText.min(1),
      expires: isoDate.optional(),
    }),
    overrideRow,
  ),
  /** Ends an active override today, or takes that back. */
  'overrides.end': mutation(z.strictObject({ id: count, by: shortText.min(1) }), overrideRow),
  'overrides.reopen': mutation(z.strictObject({ id: count }), overrideRow),
};

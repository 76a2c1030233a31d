import { z } from 'zod';
import { count, isoDate, move, nullableNumber, score, shortText, tierRole } from './common.ts';

const mover = z.strictObject({
  accountId: shortText,
  name: shortText,
  arr: nullableNumber,
  before: score,
  after: score,
  tier: shortText.nullable(),
  tierRole: tierRole.nullable(),
});

/** What changed in the portfolio between two snapshots, both under one model version. */
export const portfolioChanges = z.strictObject({
  asOf: isoDate,
  /** null on the first snapshot: the rest is then empty. */
  since: isoDate.nullable(),
  modelVersion: shortText,
  currency: shortText,
  /** Filters that were left out, because they go by how accounts stand today. */
  leftOut: z.array(shortText),
  /** Accounts that made each move, and the ARR that moved with them. */
  moves: z.array(z.strictObject({ move, accounts: count, arr: z.number() })),
  /** The model's tiers, best first, and customers without a score (`name` null). Those who came or went are in it. */
  tiers: z.array(
    z.strictObject({
      name: shortText.nullable(),
      role: tierRole.nullable(),
      before: count,
      entered: count,
      left: count,
      after: count,
      /** ARR of the accounts that entered and left. */
      enteredArr: z.number(),
      leftArr: z.number(),
    }),
  ),
  arr: z.strictObject({
    before: z.number(),
    new: z.number(),
    expanded: z.number(),
    contracted: z.number(),
    lost: z.number(),
    after: z.number(),
  }),
  health: z.strictObject({
    before: nullableNumber,
    after: nullableNumber,
    /** Accounts with a score on both days. */
    compared: count,
    /** Score points of the mean; `before` and all parts add up to `after`. */
    parts: z.array(
      z.strictObject({
        id: shortText,
        name: shortText,
        kind: z.enum(['model', 'behaviour', 'coverage', 'accounts']),
        value: z.number(),
      }),
    ),
    /** The version that was official on the earlier day, where it was another one: `before` is its mean. */
    versionBefore: shortText.nullable(),
  }),
  /** Accounts with an override that counts today and did not then, and the other way round. */
  overrides: z.strictObject({ began: count, ended: count }),
  risers: z.array(mover).max(5),
  fallers: z.array(mover).max(5),
});
export type PortfolioChanges = z.infer<typeof portfolioChanges>;

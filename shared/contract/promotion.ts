import { z } from 'zod';
import { count, isoDate, shortText, text } from './common.ts';
import { accuracyPair } from './simulate.ts';

const moved = z.strictObject({ accounts: count, arr: z.number() });
const judged = z.strictObject({
  accuracy: accuracyPair,
  /** Difference of the area under the curve, new − old, with its 95 % interval; null where it cannot be said. */
  rocAuc: z.strictObject({ value: z.number(), low: z.number(), high: z.number() }).nullable(),
  recommended: z.boolean(),
  sentence: text,
});

/** A look at the sealed landmark, as it was recorded: a version is tested on it once (30-method.md 5, point 5). */
export const sealedLook = judged.extend({
  landmark: isoDate,
  /** The version it was compared with. */
  against: shortText,
  /** Epoch ms of the promotion that opened it. */
  openedAt: z.number(),
});
export type SealedLook = z.infer<typeof sealedLook>;

/** What is known of a version when it is made the official one (30-method.md 5, point 11). */
export const promotionSummary = z.strictObject({
  modelHash: shortText,
  /** Fields that differ from the version before. */
  differences: count,
  /** Between tiers on the newest day; null before the first scoring. */
  migration: z
    .strictObject({
      asOf: isoDate,
      movedUp: moved,
      movedDown: moved,
      lostScore: moved,
      gainedScore: moved,
      /** Tier names of the old and the new version. */
      cells: z.array(z.strictObject({ from: shortText, to: shortText, accounts: count, arr: z.number() })),
    })
    .nullable(),
  /** On the landmarks before the sealed one; null with `gap` where the past allows no comparison. */
  validation: judged.nullable(),
  gap: text.nullable(),
  /** The one look at the sealed landmark; null where there is none, and until a version is promoted. */
  sealed: sealedLook.nullable(),
  /** Models tried on this history by then. */
  tried: count,
});
export type PromotionSummary = z.infer<typeof promotionSummary>;

import { z } from 'zod';
import { count, shortText, tierRole } from './common.ts';
import { modelFile } from './model-file.ts';
import { whatIfChange } from './whatif.ts';

/**
 * A model to look at: a preset or version (the official one without `model`), with a change on top or not; a saved scenario;
 * or a whole document that was never saved.
 */
export const modelSource = z.union([
  z.strictObject({ model: shortText.optional(), change: whatIfChange.optional() }),
  z.strictObject({ scenario: count }),
  z.strictObject({ draft: modelFile }),
]);
export type ModelSource = z.infer<typeof modelSource>;

/** One side of a comparison: what it is called and what it computes (`modelHash` is equal where scores are). */
export const sourceInfo = z.strictObject({
  label: shortText,
  /** The version it is, or was made from. */
  modelVersion: shortText,
  modelHash: shortText,
  tiers: z.array(z.strictObject({ name: shortText, role: tierRole, from: z.number() })),
});

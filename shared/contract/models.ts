import { z } from 'zod';
import { count, isoDate, score, shortText, text, tierRole } from './common.ts';
import { job, mutation, query } from './define.ts';
import { modelFile } from './model-file.ts';
import { promotionSummary } from './promotion.ts';
import { whatIfResult } from './whatif.ts';

const origin = z.enum(['document', 'default']);
export const dimensionInfo = z.strictObject({
  id: shortText,
  name: shortText,
  weight: z.number(),
  documentedRange: z.strictObject({ min: z.number(), max: z.number() }).nullable(),
  origin,
  signals: z.array(
    z.strictObject({
      id: shortText,
      name: shortText,
      /** The rule in words, e.g. `+10 if ≥ 0.95, −20 if < 0.50` or `0 at 0%, 40 at 40%, 100 at 100%`. */
      rule: text,
      measured: text,
      origin,
    }),
  ),
});

/** One time a version became the one every view shows by default. */
export const promotion = z.strictObject({
  modelVersion: shortText,
  /** The version that was official before. */
  from: shortText,
  /** Epoch ms. */
  at: z.number(),
  by: shortText,
  note: text,
  /** Who looked at the evidence besides; empty where the version before was made official again. */
  reviewer: shortText,
  /** Day of the data from which it counts, where charts mark it; null for the day it was made. */
  effectiveOn: isoDate.nullable(),
  /** Null where none was kept: promotions of earlier versions of the application, or evidence that could not be worked out. */
  summary: promotionSummary.nullable(),
});

export const modelInfo = z.strictObject({
  id: shortText,
  name: shortText,
  version: count,
  modelVersion: shortText,
  parentVersion: count.nullable(),
  author: shortText,
  /** ISO date and time, null for presets. */
  createdAt: shortText.nullable(),
  changeNote: text,
  source: text,
  /** Shipped with the application, not a version of this workspace. */
  preset: z.boolean(),
  /** The version every view shows by default. */
  active: z.boolean(),
  /** Days with scores under this version. */
  snapshots: count,
  tiers: z.array(
    z.strictObject({
      name: shortText,
      role: tierRole,
      from: z.number(),
      action: z.string(),
      origin: origin.optional(),
    }),
  ),
  segmentOverlays: z.array(
    z.strictObject({
      segment: shortText,
      healthyShift: z.number(),
      atRiskShift: z.number(),
      origin: origin.optional(),
    }),
  ),
  dimensions: z.array(dimensionInfo),
});
export type ModelInfo = z.infer<typeof modelInfo>;
export type Promotion = z.infer<typeof promotion>;

/** One difference between two versions, in words: `Weight of Usage`, `30%`, `45%`. */
export const modelDifference = z.strictObject({
  /** Part of the model: `dimensions`, `tiers`, `segments`, `missing`, `flags`, `policies`, `about`. */
  area: shortText,
  what: shortText,
  from: text.nullable(),
  to: text.nullable(),
});
export type ModelDifference = z.infer<typeof modelDifference>;

/** Something an editor should say about a draft; `error` keeps it from being saved, `warning` does not. */
export const modelRemark = z.strictObject({
  level: z.enum(['error', 'warning']),
  /** Dimension, tier or signal it is about; null for the model as a whole. */
  at: shortText.nullable(),
  message: text,
});
export type ModelRemark = z.infer<typeof modelRemark>;

const evaluateAccount = z.strictObject({
  id: shortText,
  segment: shortText.nullish(),
  dimensions: z.record(shortText, z.number().min(0).max(100).nullable()).nullish(),
  signals: z.record(shortText, z.union([z.number(), z.string().max(200), z.boolean(), z.null()])).nullish(),
});

const model = shortText;

export const modelMethods = {
  /** Presets and, with an open workspace, its own versions and who promoted which of them when (newest first). */
  'models.list': query(
    z.strictObject({}),
    z.strictObject({ models: z.array(modelInfo), promotions: z.array(promotion) }),
  ),
  /** One version as a complete document: what an export writes and the editor starts from. */
  'models.get': query(z.strictObject({ model }), z.strictObject({ info: modelInfo, model: modelFile })),
  /** All signals a rule can use. */
  'models.signals': query(
    z.strictObject({}),
    z.strictObject({
      signals: z.array(
        z.strictObject({
          id: shortText,
          name: shortText,
          type: z.enum(['number', 'enum', 'boolean']),
          unit: shortText.nullable(),
          values: z.array(shortText),
          better: z.enum(['higher', 'lower', 'first', 'neither']),
          source: shortText,
          measured: text,
        }),
      ),
    }),
  ),
  /** What an unsaved model would change on one snapshot, against the official version; latest wins per `stream`. */
  'models.preview': query(
    z.strictObject({
      draft: modelFile,
      asOf: isoDate.optional(),
      limit: z.number().int().min(0).max(500).optional(),
      stream: shortText.optional(),
    }),
    z.strictObject({ result: whatIfResult, remarks: z.array(modelRemark) }),
  ),
  /** What changed from one version to another, or to a draft that is not stored yet. */
  'models.diff': query(
    z.strictObject({ from: model, to: z.union([model, modelFile]) }),
    z.strictObject({ from: modelInfo, to: modelInfo, differences: z.array(modelDifference) }),
  ),
  /** Stores a draft as the next version of its id. `parentVersion` is the version it was made from. Versions never change. */
  'models.save': mutation(
    z.strictObject({ draft: modelFile, author: shortText.min(1), changeNote: text.min(1) }),
    modelInfo,
  ),
  /**
   * Makes a version the official one: scores the whole history under it beside the old, then switches. Nothing fires. Rolling
   * back is promoting the version that was official before. The core works out `summary` and opens the sealed landmark once
   * for the version; a summary that is given is not kept.
   */
  'models.promote': job(
    z.strictObject({
      model,
      by: shortText.min(1),
      /** Why; rolling back says what is taken back where it is left out, anything else has to be told. */
      note: z.string().trim().min(1).max(4000).optional(),
      /** Who looked at the evidence besides; only rolling back does without. */
      reviewer: z.string().trim().min(1).max(200).optional(),
      effectiveOn: isoDate.optional(),
      summary: promotionSummary.nullable().optional(),
    }),
    z.strictObject({ promotion, snapshots: count }),
  ),
  /**
   * What is known of a version against the official one; it counts as tried from then on. The sealed landmark stays sealed
   * unless a promotion of the same model opened it before: then that look is told again. Only {@link 'models.promote'} unseals.
   */
  'models.evidence': job(z.strictObject({ model, unseal: z.boolean().optional() }), promotionSummary),
  /** Scores plain inputs without a workspace (dimensions, or signals). */
  'models.evaluate': query(
    z.strictObject({
      /** A preset or version; or a model document. */
      model: z.union([shortText, modelFile]),
      accounts: z.array(evaluateAccount).max(100_000),
    }),
    z.strictObject({
      results: z.array(
        z.strictObject({
          id: shortText,
          score,
          tier: shortText.nullable(),
          state: z.enum(['scored', 'provisional', 'none']),
          coverage: z.number(),
          dimensions: z.record(shortText, score),
          contributions: z.record(shortText, z.number()),
          contributionsToZero: z.record(shortText, z.number()),
          flags: z.array(shortText),
        }),
      ),
    }),
  ),
};

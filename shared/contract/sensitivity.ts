import { z } from 'zod';
import { count, isoDate, nullableNumber, score, shortText, tierRole } from './common.ts';
import { job, query } from './define.ts';
import { modelSource, sourceInfo } from './model-source.ts';

const tornadoBar = z.strictObject({
  dimension: shortText,
  name: shortText,
  /** Weights in percent after the step; the same as now where a step is not possible (0 or 100 is reached). */
  less: z.strictObject({
    weight: z.number(),
    accounts: count,
    arr: z.number(),
    up: count,
    down: count,
    deltaAuc: nullableNumber,
  }),
  more: z.strictObject({
    weight: z.number(),
    accounts: count,
    arr: z.number(),
    up: count,
    down: count,
    deltaAuc: nullableNumber,
  }),
});

/** From which weight on an account changes tier, the others sharing the rest in proportion; percent. */
export const stabilityRange = z.strictObject({
  dimension: shortText,
  name: shortText,
  weight: z.number(),
  /** The account keeps its tier for every weight in this range (both ends in percent). */
  low: z.number(),
  high: z.number(),
  /** The tier below `low` and above `high`; null where the range ends at 0 or 100. */
  tierBelow: shortText.nullable(),
  tierAbove: shortText.nullable(),
});

/** How far tiers and accuracy hang on the weights (30-method.md 5, points 6 and 7). */
export const sensitivityMethods = {
  /** What moving one weight at a time would change, the others renormalised. */
  'whatif.sensitivity': query(
    z.strictObject({
      source: modelSource,
      asOf: isoDate.optional(),
      /** Percentage points each weight moves by. */
      step: z.number().min(0.5).max(50).optional(),
      accuracy: z.boolean().optional(),
      stream: shortText.optional(),
    }),
    z.strictObject({
      asOf: isoDate,
      source: sourceInfo,
      step: z.number(),
      accounts: count,
      /** Widest effect first. */
      bars: z.array(tornadoBar),
    }),
  ),
  /** Accounts whose tier changes when one weight moves by at most `within` percentage points, nearest first. */
  'whatif.stability': query(
    z.strictObject({
      source: modelSource,
      asOf: isoDate.optional(),
      within: z.number().min(0.1).max(100).optional(),
      dimension: shortText.optional(),
      offset: count.optional(),
      limit: z.number().int().min(1).max(500).optional(),
    }),
    z.strictObject({
      asOf: isoDate,
      source: sourceInfo,
      accounts: count,
      /** Knife-edge accounts, and their ARR. */
      total: count,
      arr: z.number(),
      rows: z.array(
        z.strictObject({
          accountId: shortText,
          name: shortText,
          arr: nullableNumber,
          score,
          tier: shortText,
          role: tierRole,
          /** The weight that needs to move least. */
          dimension: shortText,
          dimensionName: shortText,
          weight: z.number(),
          /** Weight in percent at which the tier changes. */
          at: z.number(),
          /** Percentage points from now, negative for less. */
          by: z.number(),
          toTier: shortText,
          toRole: tierRole,
        }),
      ),
    }),
  ),
  /** Many models near this one (seeded Dirichlet samples of the weights): how accuracy and tiers depend on the choice. */
  'whatif.explore': job(
    z.strictObject({
      source: modelSource,
      asOf: isoDate.optional(),
      samples: z.number().int().min(10).max(5000).optional(),
      concentration: z.number().min(1).max(10_000).optional(),
      /** Only weights within the ranges the documents state, where they state one. */
      withinDocumented: z.boolean().optional(),
      seed: count.optional(),
      limit: z.number().int().min(0).max(2000).optional(),
    }),
    z.strictObject({
      asOf: isoDate,
      source: sourceInfo,
      dataRevision: count,
      seed: count,
      concentration: z.number(),
      samples: count,
      /** Samples drawn outside the documented ranges and thrown away. */
      rejected: count,
      accounts: count,
      dimensions: z.array(z.strictObject({ id: shortText, name: shortText })),
      /** One a sample: weights in percent, accounts that change tier, area under the curve. */
      points: z.array(z.strictObject({ weights: z.array(z.number()), changed: count, rocAuc: nullableNumber })),
      currentAuc: nullableNumber,
      /** Accounts by how sure their tier is: share of the samples in which they have it, in tenths. */
      confidence: z.array(count),
      /** Least sure accounts first. */
      rows: z.array(
        z.strictObject({
          accountId: shortText,
          name: shortText,
          arr: nullableNumber,
          score,
          tier: shortText,
          role: tierRole,
          confidence: z.number(),
          /** Share of the samples by tier, in the order of the source's tiers. */
          shares: z.array(z.number()),
        }),
      ),
      rowsTotal: count,
    }),
  ),
  /** Three weights against each other, the rest as it is: a grid over what the three have together. */
  'whatif.ternary': query(
    z.strictObject({
      source: modelSource,
      dimensions: z.tuple([shortText, shortText, shortText]),
      asOf: isoDate.optional(),
      /** Cells along a side. */
      steps: z.number().int().min(2).max(25).optional(),
      accuracy: z.boolean().optional(),
      stream: shortText.optional(),
    }),
    z.strictObject({
      asOf: isoDate,
      source: sourceInfo,
      /** Percent the three have together. */
      total: z.number(),
      cells: z.array(
        z.strictObject({
          weights: z.tuple([z.number(), z.number(), z.number()]),
          changed: count,
          changedArr: z.number(),
          rocAuc: nullableNumber,
        }),
      ),
    }),
  ),
};

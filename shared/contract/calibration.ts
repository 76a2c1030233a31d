import { z } from 'zod';
import { count, isoDate, nullableNumber, shortText, text, tierRole } from './common.ts';
import { job } from './define.ts';
import { estimate, evidenceShape, thresholdRow } from './evidence.ts';

/**
 * Weights and thresholds from the workspace's own past (30-method.md 4.2-4.4). Nothing here changes a model: a proposal is
 * tried in What-if and promoted there. Shares and probabilities are 0-1, weights whole percent; what is refused is null and
 * `refused` says why. λ = ∞, which keeps the current weights, is null.
 */

/** Days after a landmark in which a churn counts; `renewal`: up to 30 days after the next renewal known at the landmark. */
const HORIZONS = [90, 180, 365, 'renewal'] as const;

/** Options that decide every digit of the result, with the data revision and the model. */
const calibrationInput = z.strictObject({
  model: shortText.optional(),
  horizon: z.literal(HORIZONS).default(90),
  /** Keeps proposed weights in the ranges the model's source documents. */
  useDocRanges: z.boolean().default(false),
  /** Largest share of false alarms among the flagged. */
  falseAlarmTarget: z.number().min(0).max(0.99).default(0.5),
  /** What a missed churn costs, in false alarms. */
  costRatio: z.number().min(0.01).max(1000).default(5),
  resamples: z.number().int().min(100).max(20_000).default(2000),
  seed: z.number().int().min(0).max(2_147_483_647).default(20_251),
});

/** Difference proposed − current on the same rows, accounts resampled together: 95 % and 90 % intervals. */
const difference = z.strictObject({
  value: nullableNumber,
  low: nullableNumber,
  high: nullableNumber,
  low90: nullableNumber,
  high90: nullableNumber,
});

const moved = z.strictObject({ accounts: count, arr: z.number() });

const proposedWeight = z.strictObject({
  dimension: shortText,
  name: shortText,
  /** Percent of the model, which need not be whole. */
  current: z.number(),
  /** Whole percent. */
  proposed: z.number(),
  /** Before rounding. */
  exact: z.number(),
  /** 80 % interval over the refits, in percent; null when none gave weights. */
  low: nullableNumber,
  high: nullableNumber,
  /** Share of refits in which the weight was 0. */
  zeroShare: nullableNumber,
  documentedRange: z.strictObject({ min: z.number(), max: z.number() }).nullable(),
});

const proposal = z.strictObject({
  /**
   * `change`: other weights foretell better. `keep`: nothing does by more than one standard error; `rows` then are for
   * comparison: the weights that foretold best, or what the history left to itself would choose.
   */
  answer: z.enum(['keep', 'change']),
  /** How λ was chosen: largest within one standard error, best of the finite ones, or the least of the grid. */
  lambdaRule: z.enum(['cautious', 'best', 'free']),
  /** Fewer than 50 churns, or less than 24 months. */
  exploratory: z.boolean(),
  rows: z.array(proposedWeight),
  /** What was found, in one or two sentences. */
  sentence: text,
  lambda: z.strictObject({
    /** By the one-standard-error rule. */
    chosen: nullableNumber,
    /** Of the proposal shown. */
    used: nullableNumber,
    best: nullableNumber,
    /** Landmarks foretold from earlier ones, and their rows. */
    folds: count,
    rows: count,
    /** Mean log loss, how far behind the best, and the standard error of that. */
    curve: z.array(z.strictObject({ lambda: nullableNumber, loss: z.number(), behind: z.number(), error: z.number() })),
    sentence: text,
  }),
  stability: z.strictObject({
    /** Every 80 % interval is narrower than 20 points. */
    isStable: z.boolean(),
    refits: count,
    drawn: count,
    sentence: text,
  }),
  /** Dimensions with |r| > .8: how weight is split between them is arbitrary. */
  correlated: z.array(z.strictObject({ one: shortText, other: shortText, r: z.number(), sentence: text })),
  /** Dimensions whose higher scores go with more churn: a data problem or a reversed signal, never a negative weight. */
  problems: z.array(
    z.strictObject({
      dimension: shortText,
      name: shortText,
      /** Slopes without the bound at 0, all dimensions together and this one alone; positive as it should be. */
      joint: z.number(),
      alone: z.number(),
      sentence: text,
    }),
  ),
  /** A 90 % interval above 0 and a Brier score that does not worsen (30-method.md 4.2). */
  recommended: z.boolean(),
  rule: text,
  /** AUC on the rows of the fit before and after rounding to whole percent. */
  rounding: z.strictObject({ exact: nullableNumber, whole: nullableNumber }),
  /** Today's portfolio under the proposal. */
  migration: z.strictObject({
    asOf: isoDate,
    /** Every pair of tiers with at least one account. */
    cells: z.array(z.strictObject({ from: shortText, to: shortText, accounts: count, arr: z.number() })),
    tiers: z.array(z.strictObject({ name: shortText, role: tierRole, before: count, after: count })),
    movedUp: moved,
    movedDown: moved,
  }),
});

/** Weights fitted before each landmark, λ chosen and percent rounded among what was known then, and judged at it. */
const evidence = z.strictObject({
  landmarks: z.array(
    z.strictObject({
      landmark: isoDate,
      rows: count,
      churns: count,
      lambda: nullableNumber,
      weights: z.record(shortText, z.number()),
    }),
  ),
  rows: count,
  churns: count,
  aucCurrent: estimate,
  aucProposed: estimate,
  auc: difference,
  averagePrecision: difference,
  /** Negative is better. */
  brier: difference,
});

/** `target`: most churns caught within the share of false alarms; `cost`: least cost; `drop`: largest fall between bands. */
const CUT_CRITERIA = ['target', 'cost', 'youden', 'drop'] as const;

const thresholds = z.strictObject({
  criteria: z.array(
    z.strictObject({
      criterion: z.enum(CUT_CRITERIA),
      name: shortText,
      /** What the cut catches; null where none meets the criterion, `sentence` then says so. */
      row: thresholdRow.nullable(),
      /** 80 % interval of the cut over resampled accounts. */
      low: nullableNumber,
      high: nullableNumber,
      /** Resampled cuts per 2 points, 50 bins from 0 to 100; resamples without a cut are in none. */
      distribution: z.array(count).length(50),
      sentence: text,
    }),
  ),
  /** Every whole cut 0-100. */
  curve: z.array(thresholdRow),
  /** The bounds the model has. */
  bounds: z.array(thresholdRow.extend({ tier: shortText, role: tierRole })),
});

const calibrationResult = z.strictObject({
  dataRevision: count,
  modelVersion: shortText,
  modelName: shortText,
  /** Fingerprint of the model document. */
  modelHash: shortText,
  /** The options it was run with, the seed among them. */
  options: z.strictObject({
    horizon: z.literal(HORIZONS),
    useDocRanges: z.boolean(),
    falseAlarmTarget: z.number(),
    costRatio: z.number(),
    resamples: count,
  }),
  seed: count,
  currency: shortText,
  gate: evidenceShape.gate,
  /** The whole of it in one or two sentences. */
  headline: text,
  design: z.strictObject({
    /** Landmarks fitted and judged on, ascending; the sealed one is not among them. */
    landmarks: z.array(isoDate),
    /** The newest landmark, kept unseen until a promotion opens it. */
    sealed: isoDate.nullable(),
    dataEnd: isoDate,
    rows: count,
    accounts: count,
    /** One sentence each, ready to show. */
    notes: z.array(text),
  }),
  /** AUC of the current weights on these rows; null values below 5 churns. */
  auc: estimate,
  /** Null where `refused` says why. */
  proposal: proposal.nullable(),
  /** What later landmarks say, also of weights that are refused for it; null where none has enough before it. */
  evidence: evidence.nullable(),
  /** On the scores of the current weights, and of the proposed ones where there are some. */
  thresholds: z.strictObject({ current: thresholds, proposed: thresholds.nullable() }).nullable(),
  /** Cuts of segments by least cost, drawn towards that of the portfolio; null where segments are not judged. */
  segments: z
    .array(
      z.strictObject({
        segment: shortText,
        accounts: count,
        churns: count,
        own: nullableNumber,
        pooled: nullableNumber,
        /** Why it has none; null where it has. */
        refused: text.nullable(),
      }),
    )
    .nullable(),
  refused: z.array(
    z.strictObject({
      what: z.enum(['weights', 'thresholds', 'segments']),
      sentence: text,
      /** What can be done about it, one sentence each. */
      remedies: z.array(text),
    }),
  ),
});

export type Calibration = z.infer<typeof calibrationResult>;
export type CalibrationInput = z.input<typeof calibrationInput>;

export const calibrationMethods = {
  /**
   * Proposes weights and thresholds for a model version from its stored scores at landmarks and what came after, and says
   * how sure that is. Needs scores of the model (`score.run`); `no_scores` without.
   */
  'calibration.run': job(calibrationInput, calibrationResult),
};

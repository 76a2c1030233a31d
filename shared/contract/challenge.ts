import { z } from 'zod';
import { count, isoDate, shortText, text } from './common.ts';
import { job } from './define.ts';
import { estimate, gate } from './evidence.ts';
import { validationShape } from './validation.ts';

/**
 * Challengers of the weighted score (30-method.md 4.2, 4.3): what a machine could tell from the same data that the score does not.
 * A challenger never scores an account and is never promoted. Figures that cannot be worked out are null; numbers are rounded to 6
 * decimals.
 */

/** AUC and average precision 0-1, Brier 0-1 (lower is better), or differences of them. */
const measures = z.strictObject({ auc: estimate, averagePrecision: estimate, brier: estimate });

const challenger = z.strictObject({
  id: z.enum(['logistic', 'forest']),
  name: shortText,
  /** What it is and how it was set, one sentence. */
  settings: text,
  ...measures.shape,
  /** Challenger − official score, accounts resampled together. */
  difference: measures,
  /** `better` and `worse`: the interval of the AUC's difference excludes 0; `unknown` without resamples. */
  verdict: z.enum(['better', 'same', 'worse', 'unknown']),
  /** The difference in one sentence. */
  sentence: text,
});

const challengeResult = z.strictObject({
  /** The same revision, model hash, options and seed give the same digits. */
  dataRevision: count,
  modelVersion: shortText,
  modelName: shortText,
  modelHash: shortText,
  seed: count,
  resamples: count,
  /** Of the rows of the back-test: it takes 50 churns and 24 months. */
  gate,
  /** Why there is no comparison, one sentence; null where there is one. */
  refused: text.nullable(),
  /** What was found, or why nothing can be. */
  headline: text,
  design: z.strictObject({
    outcome: z.enum(['churn', 'contraction']),
    /** First and last score the rows can come from: the months of the gate; null without rows. */
    history: z.strictObject({ from: isoDate, to: isoDate }).nullable(),
    /** Day by which data would have 24 months behind them; null where they have, or without rows. */
    enoughBy: isoDate.nullable(),
    /** The newest landmark, kept for the one test before a promotion: no comparison of models looks at it. */
    sealed: isoDate.nullable(),
    /** Landmarks foretold, each from those whose outcome was known by then. */
    landmarks: z.array(
      z.strictObject({
        landmark: isoDate,
        /** Rows learnt from, and how many of them had the outcome. */
        trained: count,
        trainedChurns: count,
        rows: count,
        churns: count,
        /** Strength of the ridge of the logistic regression, chosen inside what it learnt from. */
        ridge: z.number(),
      }),
    ),
    rows: count,
    churns: count,
    accounts: count,
    /** Dimension scores and signals that were looked at; signals that never vary are not. */
    dimensions: count,
    signals: count,
    trees: count,
    /** Shuffles of a group behind its importance. */
    repeats: count,
    notes: z.array(text),
  }),
  /** The official score on the same rows, its probabilities from a curve fitted on the same earlier rows; null where refused. */
  official: measures.nullable(),
  /** Empty where refused. */
  challengers: z.array(challenger),
  /**
   * Fall of the AUC when a group of columns is shuffled among the accounts of a landmark, which is what the challenger owes to
   * it; null where it does not see the group. Most important of the better challenger first.
   */
  importance: z.array(
    z.strictObject({
      id: shortText,
      name: shortText,
      /** Part of the model, or signals the model does not use. */
      isInModel: z.boolean(),
      /** Names of its signals. */
      signals: z.array(shortText),
      logistic: estimate.nullable(),
      forest: estimate.nullable(),
    }),
  ),
  /** The eight signals the forest would miss most, each shuffled alone; largest first. */
  signals: z.array(
    z.strictObject({ id: shortText, name: shortText, group: shortText, isInModel: z.boolean(), forest: estimate }),
  ),
  /** Kept out because they separate the outcome too well to be true (AUC above 0.97). */
  leftOut: z.array(z.strictObject({ name: shortText, label: shortText, auc: z.number() })),
});

export type ChallengeResult = z.infer<typeof challengeResult>;

export const challengeMethods = {
  /**
   * Lets a logistic regression with interactions and a random forest foretell the rows of a back-test with the same options.
   * Needs scores of the model (`score.run`); `no_scores` without.
   */
  'validation.challenge': job(z.strictObject(validationShape), challengeResult),
};

import { z } from 'zod';
import { count, nullableNumber, shortText, text } from './common.ts';

/**
 * What scores and outcomes prove together (30-method.md 4.1-4.3): the part that a back-test of a workspace and a plain file
 * of scores share. The positive class is always churn (or the outcome asked for); a share or probability is 0-1; a figure
 * the gate refuses, or that cannot be worked out, is null and never 0. Numbers are rounded to 6 decimals.
 */

/** 95 % interval in the unit of its estimate; null where there is none. */
export const bounds = z.strictObject({ low: z.number(), high: z.number() }).nullable();

/** An estimate with its 95 % interval from resampling accounts (BCa from 30 churns on, else percentile). */
export const estimate = z.strictObject({ value: nullableNumber, low: nullableNumber, high: nullableNumber });

/** `k` of `n` with its 95 % interval (Wilson; Jeffreys for none and all); `rate` is null when n is 0. */
export const proportion = z.strictObject({
  k: count,
  n: count,
  rate: nullableNumber,
  low: nullableNumber,
  high: nullableNumber,
});

/** `counts` < 5 churns, `ranking` 5-9, `line` 10-19, `shape` 20-49, `full` ≥ 50 over ≥ 24 months (30-method.md 4.2). */
const GATE_LEVELS = ['counts', 'ranking', 'line', 'shape', 'full'] as const;

export const gate = z.strictObject({
  level: z.enum(GATE_LEVELS),
  /** What may be said with these data, one or two sentences, ready to show. */
  sentence: text,
  /** Churns that count: each churn of an account once, however many landmarks see it coming. */
  churns: count,
  /** Rows without the outcome. */
  nonChurns: count,
  /** Months from the first landmark to the end of the last one's horizon; null where rows have no dates. */
  months: nullableNumber,
  /** What is not shown or not done with so few churns, with the sentence to show in its place; empty from `full` on. */
  refused: z.array(
    z.strictObject({
      what: z.enum(['auc', 'calibration', 'thresholds', 'weights', 'segments', 'curve', 'ml']),
      sentence: text,
    }),
  ),
});

/** One way to draw the line: flagged is a score below `threshold` (higher is risk: at or above it). */
export const thresholdRow = z.strictObject({
  threshold: z.number(),
  tp: count,
  fp: count,
  fn: count,
  tn: count,
  /** tp ÷ (tp + fp); null when nothing is flagged, as are lift and false-alarm share. */
  precision: nullableNumber,
  recall: nullableNumber,
  /** precision ÷ base rate. */
  lift: nullableNumber,
  falseAlarmShare: nullableNumber,
  /** Recall − false-positive rate, −1…1. */
  youden: nullableNumber,
  /** Share of the rows that are flagged: the work the threshold makes. */
  flaggedShare: z.number(),
});

/** Scores [from, to) (the topmost band includes its end): how many did not churn, with its 95 % interval (Wilson; Jeffreys for none and all). */
const band = z.strictObject({
  from: z.number(),
  to: z.number(),
  n: count,
  retained: count,
  /** retained ÷ n, null in an empty band. */
  rate: nullableNumber,
  low: nullableNumber,
  high: nullableNumber,
  /** (retained + 20 × overall share) ÷ (n + 20), with the interval of its beta distribution: for bands of few rows. */
  shrunk: nullableNumber,
  shrunkLow: nullableNumber,
  shrunkHigh: nullableNumber,
});

/**
 * Where probabilities come from. `score`: the score is one. `rolling`: the two-parameter curve fitted at every landmark on the
 * landmarks whose outcome was known by then, so that no row is judged by itself. `fitted`: the curve fitted on all rows,
 * which flatters it.
 */
const BASES = ['score', 'rolling', 'fitted'] as const;

const calibration = z.strictObject({
  /**
   * Basis `score` and `rolling`: logistic regression of the outcome on logit(p); 1 is neither too bold nor too timid. Basis
   * `fitted`: κ of p = σ(a − κ·H/100), how many log-odds of churn 100 points of health take away.
   */
  slope: nullableNumber,
  /** Basis `score` and `rolling`: 0 is neither too high nor too low at p = ½. Basis `fitted`: a. */
  intercept: nullableNumber,
  slopeInterval: bounds,
  interceptInterval: bounds,
  /** The curve fitted on all rows, p = σ(a − κ·H/100); null where refused, or where the score is a probability. */
  curve: z.strictObject({ a: z.number(), kappa: z.number() }).nullable(),
  /** Bins of equally many rows by probability, lowest first; 5, or 3 with fewer than 20 churns. */
  bins: z.array(
    z.strictObject({
      n: count,
      churned: count,
      /** Mean probability stated. */
      predicted: z.number(),
      /** Share that churned, with its 95 % interval (Wilson; Jeffreys for none and all). */
      observed: z.number(),
      low: z.number(),
      high: z.number(),
    }),
  ),
  /** Brier = reliability − resolution + uncertainty, over the bins (Murphy 1973; what is left is the spread within bins). */
  decomposition: z
    .strictObject({ reliability: z.number(), resolution: z.number(), uncertainty: z.number() })
    .nullable(),
  /** Brier score of stating the base rate for everybody; null without rows. */
  noSkillBrier: nullableNumber,
});

export const evidenceShape = {
  /** Rows: an account at a landmark, or a line of the file. */
  n: count,
  /** Rows with the outcome. */
  positives: count,
  /** positives ÷ n, null without rows. */
  baseRate: nullableNumber,
  gate,
  /** Share of pairs (one that churned, one that did not) the score puts in the right order, ties half. */
  rocAuc: estimate,
  /** Σ (Rₙ − Rₙ₋₁)·Pₙ over grouped ties; compare with `baseRate`, not with ½. */
  averagePrecision: estimate,
  /** 2·AUC − 1. */
  somersD: estimate,
  /** Mean squared error of the probabilities of `basis`. */
  brier: nullableNumber,
  logLoss: nullableNumber,
  /** Largest distance between recall and false-positive rate over all thresholds. */
  ks: nullableNumber,
  intervals: z.strictObject({ brier: bounds, logLoss: bounds, ks: bounds }),
  basis: z.enum(BASES),
  /** The basis in one sentence. */
  basisText: text,
  calibration,
  /** At most 200 points from (0, 0) to (1, 1); `threshold` is null at (0, 0). */
  roc: z.array(z.strictObject({ falsePositiveRate: z.number(), recall: z.number(), threshold: nullableNumber })),
  /** At most 200 points by rising recall. */
  precisionRecall: z.array(z.strictObject({ recall: z.number(), precision: z.number(), threshold: z.number() })),
  thresholds: z.array(thresholdRow),
  bands: z.array(band),
  /** Trend of the outcome over the bands (Cochran-Armitage; z > 0: lower scores churn more); null below 10 churns. */
  bandTrend: z.strictObject({ z: z.number(), p: z.number() }).nullable(),
  resamples: count,
  seed: count,
  method: z.enum(['bca', 'percentile', 'none']),
};

const evidence = z.strictObject(evidenceShape);
export type Evidence = z.infer<typeof evidence>;

export const suspectedLeak = z.strictObject({
  kind: z.enum(['score', 'signal', 'column']),
  /** Signal id, column of the accounts file or custom attribute; `score` for the score itself. */
  name: shortText,
  label: shortText,
  /** AUC of it alone, in the direction that separates better: 0.5-1. */
  auc: z.number(),
  rows: count,
  churns: count,
  /** What it was compared with, and what was done: suspected leaks are named, never silently removed. */
  text,
});

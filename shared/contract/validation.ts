import { z } from 'zod';
import { count, isoDate, nullableNumber, shortText, text, tierRole } from './common.ts';
import { job } from './define.ts';
import { bounds, estimate, evidenceShape, proportion, suspectedLeak, thresholdRow } from './evidence.ts';

/** Days after a landmark in which a churn counts; `renewal`: up to 30 days after the next renewal known at the landmark. */
const HORIZONS = [90, 180, 365, 'renewal'] as const;

/** Why an account was no row of a landmark, in the order in which they are looked for: each row is counted once. */
const EXCLUSIONS = [
  /** It had left before the landmark, though its churn was recorded later. */
  'churned',
  /** In its first 60 days, or scored by the onboarding model. */
  'tenure',
  /** Provisional, or without a score: too little was known. */
  'coverage',
  /** It had given notice: the end was known. */
  'notice',
  /** Horizon `renewal`: no renewal date was known at the landmark. */
  'renewal_unknown',
  /** Its status said paused or merged within the horizon: whether it would have left was not seen. */
  'set_aside',
  /** Its horizon ends after the data: nobody can know yet. */
  'censored',
  /** Outcome `contraction`: it churned within the horizon, or its ARR was not known. */
  'other_outcome',
] as const;

/** Options that decide every digit of the result, with the data revision and the model. */
export const validationShape = {
  model: shortText.optional(),
  horizon: z.literal(HORIZONS).default(90),
  /** `contraction`: ARR falls to half or less within the horizon without a churn. */
  outcome: z.enum(['churn', 'contraction']).default('churn'),
  /** Landmarks from this day on … */
  from: isoDate.optional(),
  /** … up to this day. */
  to: isoDate.optional(),
  /** Only accounts of this segment. */
  segment: shortText.optional(),
  resamples: z.number().int().min(0).max(20_000).default(2000),
  seed: z.number().int().min(0).max(2_147_483_647).default(20_251),
};

const named = z.strictObject({
  accountId: shortText,
  name: shortText,
  landmark: isoDate,
  /** Computed score at the landmark; overrides never count. */
  score: z.number(),
  tier: shortText,
  role: tierRole,
  /** ARR at the landmark in workspace currency. */
  arr: nullableNumber,
  segment: shortText.nullable(),
  /** Day of the outcome; null for a false alarm. */
  churnDate: isoDate.nullable(),
});

const survivalPoint = z.strictObject({
  /** Days since t₀. */
  day: count,
  atRisk: count,
  churned: count,
  /** Share still customers, 0-1, with the log-log interval (null before the first churn and at 0). */
  survival: z.number(),
  low: nullableNumber,
  high: nullableNumber,
});

const evidenceOfPart = {
  rows: count,
  accounts: count,
  churns: count,
  /** 95 % interval by Hanley and McNeil; null with fewer than 5 churns or others. */
  rocAuc: estimate,
  /** Churns flagged below the at-risk bound ÷ churns. */
  recall: proportion,
  precision: proportion,
};

/** Tables of a back-test that can be exported, one file each. */
export const VALIDATION_TABLES = [
  'summary',
  'thresholds',
  'bands',
  'tiers',
  'roc',
  'precision-recall',
  'calibration',
  'landmarks',
  'segments',
  'survival',
  'leading-indicators',
  'lead-times',
  'leaks',
  'exclusions',
  'missed-churns',
  'false-alarms',
  'kpis',
] as const;

const validationResult = z.strictObject({
  ...evidenceShape,
  /** Of the data the result was made from; the same revision, model hash, options and seed give the same digits. */
  dataRevision: count,
  modelVersion: shortText,
  modelName: shortText,
  /** Fingerprint of the model document. */
  modelHash: shortText,
  currency: shortText,
  design: z.strictObject({
    horizon: z.literal(HORIZONS),
    outcome: z.enum(['churn', 'contraction']),
    segment: shortText.nullable(),
    /** Days on which scores were judged, 13 weeks apart, all of them stored snapshots; oldest first. */
    landmarks: z.array(isoDate),
    /** Last day on which an outcome can be seen. */
    dataEnd: isoDate,
    /** Day of the score with which the history is long enough for every claim of the gate; null where it is, or without rows. */
    enoughBy: isoDate.nullable(),
    rows: count,
    accounts: count,
    /** Churns of accounts; a churn seen from several landmarks counts once. */
    churns: count,
    exclusions: z.array(z.strictObject({ reason: z.enum(EXCLUSIONS), rows: count, sentence: text })),
    /** Bound below which an account is flagged in lists, KPIs and lead times; segments may shift it. */
    atRiskBound: z.number(),
    /** Part of the rows of the workspace (daily usage apart) that carry no time of being known. */
    history: z.strictObject({ reconstructedShare: z.number(), reconstructed: z.boolean(), sentence: text.nullable() }),
    /** One sentence each, ready to show. */
    notes: z.array(text),
  }),
  /** The whole of it in one sentence: what the score is worth, or that nothing predicts. */
  headline: text,
  /** Where this model gives no account a score at a landmark: the model that gives the most accounts one today. */
  otherModel: z.strictObject({ modelVersion: shortText, name: shortText, accounts: count }).nullable(),
  /** `nothing` when the interval of the AUC contains ½; `refused` below 5 churns; `reversed` when it lies below ½. */
  verdict: z.enum(['predicts', 'nothing', 'reversed', 'refused']),
  /** Tier bounds, best tier first, as rows like those of `thresholds`; flagged is below the lower bound of the tier. */
  tierThresholds: z.array(thresholdRow.extend({ tier: shortText, isAtRiskBound: z.boolean() })),
  tiers: z.array(
    z.strictObject({
      name: shortText,
      role: tierRole,
      from: z.number(),
      rows: count,
      churned: count,
      retention: proportion,
    }),
  ),
  /** Cochran-Armitage over the tiers, z > 0: worse tiers churn more; null below 10 churns. */
  tierTrend: z.strictObject({ z: z.number(), p: z.number() }).nullable(),
  /** A worse tier that churns less than a better one, in one sentence; null when there is none or too little is known. */
  tierWarning: text.nullable(),
  perLandmark: z.array(z.strictObject({ landmark: isoDate, mean: nullableNumber, ...evidenceOfPart })),
  /** Largest first. A segment below 30 accounts or 10 churns has counts and `refused` says why. */
  perSegment: z.array(
    z.strictObject({
      segment: shortText,
      ...evidenceOfPart,
      /** Its at-risk bound and, where allowed, the bound that separates best (Youden), drawn towards that of all segments. */
      atRiskBound: z.number(),
      shrunkCut: nullableNumber,
      refused: text.nullable(),
    }),
  ),
  /**
   * Kaplan-Meier by the tier at t₀ (12 months before the end of the data, the snapshot at or before), never by "ever at
   * risk". Retention by sign-up cohort is `cohorts.retention`.
   */
  survival: z.strictObject({
    t0: isoDate.nullable(),
    groups: z.array(
      z.strictObject({
        tier: shortText,
        role: tierRole,
        accounts: count,
        churned: count,
        /** Steps, from day 0 on. */
        curve: z.array(survivalPoint),
        /** Days on which accounts left observation without a churn, with how many. */
        censored: z.array(z.strictObject({ day: count, accounts: count })),
      }),
    ),
    /** Are the curves different? Null with fewer than 5 churns or a single tier. */
    logRank: z.strictObject({ chiSquare: z.number(), df: count, p: z.number() }).nullable(),
    refused: text.nullable(),
  }),
  /**
   * How early each dimension tells: scores at a landmark against churns in the 90 days that begin `lag` days after it.
   * Positive Somers' D and negative Spearman: lower scores churn more.
   */
  leadingIndicators: z.strictObject({
    lags: z.array(count),
    rows: z.array(
      z.strictObject({
        /** Dimension id; `score` for the composite. */
        dimension: shortText,
        name: shortText,
        cells: z.array(
          z.strictObject({
            lag: count,
            rows: count,
            churns: count,
            somersD: nullableNumber,
            interval: bounds,
            spearman: nullableNumber,
          }),
        ),
      }),
    ),
    refused: text.nullable(),
  }),
  /**
   * Days from the first alert to the notice, else to the churn, within the 180 days before it. The alert is the first
   * confirmed stay below the at-risk bound (two closed weeks in a row): what the score alone would have said.
   */
  leadTime: z.strictObject({
    alert: text,
    churns: count,
    detected: count,
    /** Churns that no alert came before; they are not lead times of 0 days. */
    missed: count,
    /** Already below the bound when the 180 days began: their lead time counts as 180. */
    fromStart: count,
    median: nullableNumber,
    q1: nullableNumber,
    q3: nullableNumber,
    /** Kaplan-Meier median with missed churns as never alerted; null when fewer than half were. */
    kaplanMeierMedian: nullableNumber,
    /** Detected ÷ churns. */
    detectedShare: proportion,
    /** One a detected churn, ascending, at most 200. */
    days: z.array(count),
    refused: text.nullable(),
  }),
  leaks: z.strictObject({
    suspects: z.array(suspectedLeak),
    /** How many signals, columns and attributes were looked at. */
    checked: z.strictObject({ signals: count, columns: count }),
    /** AUC above which something is suspected. */
    limit: z.number(),
    /** Known leaks that are kept out by construction, one sentence each. */
    blocked: z.array(text),
    sentence: text,
  }),
  /** Rows cut off by the end of the data, a pause or a merger, and above 5 % the AUC with them weighted in (inverse probability of censoring). */
  censoring: z.strictObject({
    share: z.number(),
    rows: count,
    weightedAuc: nullableNumber,
    sentence: text,
  }),
  /** Churns that were not flagged at the last landmark before them, largest ARR first, at most 200; `total` counts all. */
  missedChurns: z.strictObject({ total: count, arr: nullableNumber, rows: z.array(named) }),
  /** Flagged at a landmark without a churn in its horizon: the newest landmark of each account, largest ARR first, at most 200. */
  falseAlarms: z.strictObject({ total: count, arr: nullableNumber, rows: z.array(named) }),
  /** 30-method.md 4.6, as far as validation measures it. */
  kpis: z.array(
    z.strictObject({
      id: z.enum([
        'accuracy',
        'somers_d',
        'precision',
        'precision_untouched',
        'false_alarm_share',
        'lead_time',
        'distribution',
        'reconstructed_history',
      ]),
      name: shortText,
      unit: z.enum(['share', 'coefficient', 'days', 'skewness']),
      value: nullableNumber,
      low: nullableNumber,
      high: nullableNumber,
      /** E.g. `above 70%`; null when nothing is asked. */
      target: shortText.nullable(),
      /** `met_not_proven`: the value meets it, its interval does not. */
      status: z.enum(['met', 'met_not_proven', 'not_met', 'informational', 'unknown']),
      text,
    }),
  ),
  /** Computed scores of the last landmark: share per tier and bins of 5 points. */
  distribution: z.strictObject({
    landmark: isoDate.nullable(),
    histogram: z.array(count),
    tiers: z.array(z.strictObject({ name: shortText, accounts: count, share: nullableNumber })),
    skewness: nullableNumber,
  }),
});

export type BackTest = z.infer<typeof validationResult>;
export type BackTestInput = z.input<z.ZodObject<typeof validationShape>>;

export const validationMethods = {
  /**
   * Judges a model version by the workspace's own past (30-method.md 4.1-4.3): its stored scores at landmarks against
   * what happened after them. Needs scores of the model (`score.run`); `no_scores` without.
   */
  'validation.run': job(z.strictObject(validationShape), validationResult),
};

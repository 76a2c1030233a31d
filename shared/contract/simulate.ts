import { z } from 'zod';
import { count, isoDate, nullableNumber, score, shortText, text, tierRole } from './common.ts';
import { job, mutation, query } from './define.ts';
import { modelSource, sourceInfo } from './model-source.ts';
import { stabilityRange } from './sensitivity.ts';

const moved = z.strictObject({ accounts: count, arr: z.number() });
/** Shares 0-1 and areas; null where there is nothing to divide by. */
export const accuracyPoint = z.strictObject({
  rocAuc: nullableNumber,
  averagePrecision: nullableNumber,
  /** At the model's own at-risk bound of each segment. */
  flagged: count,
  caught: count,
  recall: nullableNumber,
  precision: nullableNumber,
  falseAlarms: count,
});

/** Rows one side alone gives a full score, the churns among them, and how many of those lie below its at-risk bound. */
const scoredAlone = z.strictObject({ rows: count, churns: count, caught: count });

/**
 * How well both sides told churn apart on the rows both give a full score by their own weights and coverage rules; null
 * figures where the evidence is too thin.
 */
export const accuracyPair = z.strictObject({
  horizonDays: count,
  /** Days of the landmarks used, oldest first. */
  landmarks: z.array(isoDate),
  /** The last landmark: left out of every comparison until a version is promoted. Null where there is only one. */
  sealed: isoDate.nullable(),
  rows: count,
  accounts: count,
  churns: count,
  /** Left out of every figure because the other side gives them no full score; absent in what earlier promotions kept. */
  onlyBefore: scoredAlone.optional(),
  onlyAfter: scoredAlone.optional(),
  before: accuracyPoint,
  after: accuracyPoint,
  /** What may be claimed with so many churns, in a sentence (30-method.md 4.2). */
  gate: z.strictObject({ level: shortText, sentence: text }),
});

const weekSide = z.strictObject({
  mean: nullableNumber,
  withScore: count,
  atRiskAccounts: count,
  atRiskArr: z.number(),
  /** Accounts whose confirmed tier became a worse or a better one, by the tier they came to: what alerts would have said. */
  down: z.array(count),
  up: z.array(count),
});

export const historyResult = z.strictObject({
  before: sourceInfo,
  after: sourceInfo,
  dataRevision: count,
  currency: shortText,
  weeks: z.array(z.strictObject({ asOf: isoDate, closed: z.boolean(), before: weekSide, after: weekSide })),
  /** Confirmed tier changes of the whole history, and per week of it. */
  entries: z.strictObject({
    before: z.strictObject({ down: count, up: count, perWeek: z.number() }),
    after: z.strictObject({ down: count, up: count, perWeek: z.number() }),
  }),
  accuracy: accuracyPair.nullable(),
  /** Why there is no accuracy, in a sentence. */
  accuracyGap: text.nullable(),
});

const interval = z.strictObject({ value: z.number(), low: z.number(), high: z.number() }).nullable();
const churned = z.strictObject({
  accountId: shortText,
  name: shortText,
  landmark: isoDate,
  churnDate: isoDate.nullable(),
  arr: nullableNumber,
  before: score,
  after: score,
});

const accuracyResult = z.strictObject({
  before: sourceInfo,
  after: sourceInfo,
  dataRevision: count,
  seed: count,
  resamples: count,
  accuracy: accuracyPair,
  /** After − before, with the interval of paired resamples of accounts (90 % for the rule of promotion). */
  difference: z.strictObject({
    level: z.number(),
    rocAuc: interval,
    averagePrecision: interval,
    recall: interval,
    precision: interval,
    falseAlarms: interval,
  }),
  brier: z.strictObject({ before: nullableNumber, after: nullableNumber }),
  /** Whether the evidence lets the new model be recommended, in a sentence (30-method.md 4.2). */
  recommendation: z.strictObject({ recommended: z.boolean(), sentence: text }),
  /** Churns below the at-risk bound under the new model only, and under the old model only. */
  newlyCaught: z.array(churned).max(200),
  newlyMissed: z.array(churned).max(200),
  /** How many models were tried on this history, this one included; the sentence from 21 on. */
  tried: z.strictObject({ count: count, warning: text.nullable() }),
});

/** What a CSM has to look after: accounts at risk (score < 50) and their ARR. */
const atRiskLoad = z.strictObject({ atRiskAccounts: count, atRiskArr: z.number() });

export const workloadResult = z.strictObject({
  asOf: isoDate,
  dataRevision: count,
  currency: shortText,
  before: sourceInfo,
  after: sourceInfo,
  /** By CSM, most accounts at risk under the new model first, at most 200; accounts with a score under either model. */
  rows: z.array(
    z.strictObject({
      csm: shortText.nullable(),
      accounts: count,
      before: atRiskLoad,
      after: atRiskLoad,
      /** Accounts that come to a better or a worse tier. */
      movedUp: count,
      movedDown: count,
    }),
  ),
  rowsTotal: count,
});

const comparedSide = z.strictObject({
  withScore: count,
  mean: nullableNumber,
  atRiskAccounts: count,
  atRiskArr: z.number(),
  tiers: z.array(z.strictObject({ accounts: count, arr: z.number() })),
  histogram: z.array(count),
});

export const comparison = z.strictObject({
  asOf: isoDate,
  currency: shortText,
  a: sourceInfo,
  b: sourceInfo,
  /** Whether the sides differ in rules, so that dimensions were scored again: their history is a job then (whatif.replay). */
  rescored: z.boolean(),
  sideA: comparedSide,
  sideB: comparedSide,
  /** Accounts with a score on both sides. */
  both: count,
  /** Rank correlation with midranks, null below three accounts or where one side is all the same. */
  spearman: nullableNumber,
  meanAbsoluteDifference: nullableNumber,
  /** At most 2,000 accounts, a seeded sample of more; `account` only where points are few enough to be named. */
  points: z.array(z.tuple([z.number(), z.number(), count])),
  sampled: z.boolean(),
  seed: count,
  /** Names of `points` by their third number. */
  names: z.array(z.strictObject({ accountId: shortText, name: shortText })),
  /** Accounts per cell of 2.5 × 2.5 points, `[binA, binB, accounts]`; instead of a scatter where there are many. */
  density: z.array(z.tuple([count, count, count])),
  /** Indexes in the tiers of each side, every pair with an account. */
  migration: z.array(z.strictObject({ from: count, to: count, accounts: count, arr: z.number() })),
  movedUp: moved,
  movedDown: moved,
  lostScore: moved,
  gainedScore: moved,
  movers: z.array(
    z.strictObject({
      accountId: shortText,
      name: shortText,
      arr: nullableNumber,
      before: score,
      after: score,
      fromTier: shortText,
      toTier: shortText,
      toRole: tierRole,
      reason: text,
    }),
  ),
  moversTotal: count,
});

export const simulateMethods = {
  /**
   * Scores the whole stored history under a changed model, as long as only weights, bounds, overlays, coverage or
   * confirmation differ; rules that differ need {@link 'whatif.replay'}. With `accuracy` point estimates on the landmarks.
   */
  'whatif.history': query(
    z.strictObject({
      source: modelSource,
      /** What it is compared with; the official version when left out. */
      against: modelSource.optional(),
      accuracy: z.boolean().optional(),
      stream: shortText.optional(),
    }),
    historyResult,
  ),
  /**
   * Accuracy of a model against another on the landmarks, the sealed one left out, with intervals of paired resamples: what to
   * ask when the hand rests. The model counts as tried on this history from then on.
   */
  'whatif.accuracy': job(
    z.strictObject({
      source: modelSource,
      against: modelSource.optional(),
      seed: count.optional(),
      resamples: z.number().int().min(200).max(10_000).optional(),
    }),
    accuracyResult,
  ),
  /** Notes that the accuracy of a model was looked at; {@link 'whatif.accuracy'} does it by itself. */
  'whatif.tried': mutation(
    z.strictObject({ modelHash: shortText.min(1), what: shortText }),
    z.strictObject({ count: count, first: z.boolean() }),
  ),
  /** {@link 'whatif.history'} for any two models: signals are measured and scored again, week by week. */
  'whatif.replay': job(z.strictObject({ source: modelSource, against: modelSource.optional() }), historyResult),
  /** Any two models on one snapshot. */
  'whatif.compare': query(
    z.strictObject({
      a: modelSource,
      b: modelSource,
      asOf: isoDate.optional(),
      limit: z.number().int().min(0).max(500).optional(),
      seed: count.optional(),
      stream: shortText.optional(),
    }),
    comparison,
  ),
  /** What any two models give each CSM to look after on one day. */
  'whatif.workload': query(
    z.strictObject({ source: modelSource, against: modelSource.optional(), asOf: isoDate.optional() }),
    workloadResult,
  ),
  /** One account under a change of its signals, how sure its tier is, and the cheapest ways to the next tier. */
  'whatif.account': query(
    z.strictObject({
      accountId: shortText,
      source: modelSource.optional(),
      asOf: isoDate.optional(),
      /** Signals as they would be, in their own unit; null for unknown. */
      signals: z.record(shortText, z.union([z.number(), z.string().max(200), z.boolean(), z.null()])).optional(),
      seed: count.optional(),
      stream: shortText.optional(),
    }),
    z.strictObject({
      asOf: isoDate,
      source: sourceInfo,
      accountId: shortText,
      name: shortText,
      before: z.strictObject({ score, tier: shortText.nullable(), role: tierRole.nullable(), coverage: z.number() }),
      after: z.strictObject({ score, tier: shortText.nullable(), role: tierRole.nullable(), coverage: z.number() }),
      dimensions: z.array(z.strictObject({ id: shortText, name: shortText, before: score, after: score })),
      /** What a rule or part reads, as it is now and what would be best. */
      signals: z.array(
        z.strictObject({
          id: shortText,
          name: shortText,
          dimension: shortText,
          rule: text,
          type: z.enum(['number', 'enum', 'boolean']),
          unit: shortText.nullable(),
          values: z.array(shortText),
          value: z.union([z.number(), z.string(), z.boolean(), z.null()]),
          /** Score points of the account between the signal as it is and at its best. */
          gain: z.number(),
        }),
      ),
      next: z.strictObject({ name: shortText, role: tierRole, from: z.number() }).nullable(),
      /** Fewest and cheapest changes that reach the next tier, best first. */
      routes: z.array(
        z.strictObject({
          steps: z.array(
            z.strictObject({
              signal: shortText,
              name: shortText,
              /** What would have to happen, in words. */
              action: text,
              from: text,
              to: text,
              gain: z.number(),
            }),
          ),
          score: z.number(),
          tier: shortText,
        }),
      ),
      /** The most that all signals a team can move would give, and why that is not enough or what stands in the way. */
      reach: z.strictObject({ score, tier: shortText.nullable() }),
      obstacles: z.array(text),
      stability: z.array(stabilityRange),
      /** Share of seeded models near this one in which the account keeps its tier; null without a tier. */
      confidence: nullableNumber,
    }),
  ),
};

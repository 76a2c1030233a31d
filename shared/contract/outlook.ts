import { z } from 'zod';
import { count, filters, isoDate, nullableNumber, score, shortText, text, tierRole } from './common.ts';
import { query } from './define.ts';

/** What usage is measured by: logins where there are any, else sessions, else events. */
export const usageMeasure = z.enum(['logins', 'sessions', 'events']);

/** A day far from what is usual for the account on that weekday: |robust z| ≥ 3.5 (30-method.md 4.3). */
export const usageAnomaly = z.strictObject({
  date: isoDate,
  value: z.number(),
  /** Median of the eight weeks before, at the level of the weekday. */
  usual: z.number(),
  z: z.number(),
});

/** Weekly usage settled at another level: means a day before and from the week that begins on `date` (30-method.md 4.3). */
export const usageShift = z.strictObject({ date: isoDate, before: z.number(), after: z.number() });

/** Weekly usage crept out of its usual range in the week that begins on `date`, and is still outside (30-method.md 4.3). */
export const usageDrift = z.strictObject({
  date: isoDate,
  direction: z.enum(['up', 'down']),
  average: z.number(),
  usual: z.number(),
  low: z.number(),
  high: z.number(),
});

/** Unusual days of the last 52 weeks, newest first. */
export const anomalies = z.strictObject({
  measure: usageMeasure.nullable(),
  days: z.array(usageAnomaly).max(60),
  /** All of them; `days` holds the newest 60. */
  total: count,
  drift: usageDrift.nullable(),
  /** Why nothing can be said; null when something can. */
  gap: text.nullable(),
});

/** Shifts of the weekly level within the last 52 weeks, oldest first. */
export const changePoints = z.strictObject({
  measure: usageMeasure.nullable(),
  shifts: z.array(usageShift),
  gap: text.nullable(),
});

/**
 * What a probability of churn rests on: a curve calibrated on the workspace's own churns, its band rates drawn towards the
 * pooled one, or the table of the requirements, which is nobody's data (30-method.md 4.6).
 */
export const churnBasis = z.enum(['calibrated', 'band', 'illustrative']);

/** Probabilities and shares are 0-1; what is not known is null. */
const churnProbability = z.strictObject({
  horizonDays: count,
  basis: churnBasis,
  /** Where the numbers come from and why not from something better, ready to show. */
  basisText: text,
  p: nullableNumber,
  /** 95 % interval of the rate, not of what this one account will do. */
  low: nullableNumber,
  high: nullableNumber,
  /** Accounts of the band and those of them that left; null with a curve. */
  of: count.nullable(),
  left: count.nullable(),
  /** Why the account has none. */
  gap: text.nullable(),
});

const expansionProbability = z.strictObject({
  /** `own`: share of this workspace's accounts of the band that expanded within 90 days; `requirements`: conversations that convert. */
  basis: z.enum(['own', 'requirements']),
  rate: nullableNumber,
  low: nullableNumber,
  high: nullableNumber,
  of: count,
  expanded: count,
  basisText: text,
  gap: text.nullable(),
});

const similarCase = z.strictObject({
  accountId: shortText,
  name: shortText,
  segment: shortText.nullable(),
  /** The day on which it was like this account, its score then and about 90 days later (null when it had none). */
  date: isoDate,
  score: z.number(),
  scoreAfter: score,
  /** Score points, 10 of them for another segment. */
  distance: z.number(),
  churnDate: isoDate.nullable(),
  /** Outcomes within the horizon other than churn. */
  outcomes: z.array(z.enum(['renewal', 'contraction', 'expansion', 'notice'])),
});

/** The five accounts of the past nearest to this one and what became of them within 90 days (30-method.md 4.3). */
const similar = z.strictObject({
  cases: z.array(similarCase).max(5),
  churned: count,
  low: nullableNumber,
  high: nullableNumber,
  /** Account-landmarks that were looked through. */
  among: count,
  gap: text.nullable(),
});

export const accountOutlook = z.strictObject({
  asOf: isoDate,
  modelVersion: shortText,
  churnProbability,
  expansionProbability,
  similar,
});
export type AccountOutlook = z.infer<typeof accountOutlook>;

/** An account whose usage is out of the ordinary; the newest and largest thing about it. */
const unusualAccount = z.strictObject({
  accountId: shortText,
  name: shortText,
  arr: nullableNumber,
  score,
  tierRole: tierRole.nullable(),
  measure: usageMeasure,
  kind: z.enum(['shift', 'days', 'drift']),
  /** First day of the new level or of the drift; the day that was furthest out. */
  date: isoDate,
  /** Means a day; of unusual days, the one furthest out. */
  before: z.number(),
  after: z.number(),
  /** Unusual days of the week. */
  days: count,
});

export const portfolioOutlook = z.strictObject({
  asOf: isoDate,
  modelVersion: shortText,
  currency: shortText,
  retentionForecast: z.strictObject({
    horizonDays: count,
    basis: churnBasis,
    basisText: text,
    /** Σ ARR·(1 − p̂) ÷ Σ ARR due (30-method.md 4.6); null when nothing with ARR and a score is due. */
    share: nullableNumber,
    /** 95 %, of what will be retained; null for the illustration. */
    low: nullableNumber,
    high: nullableNumber,
    /** Accounts and ARR due that are in it, those of them that gave notice, and those left out without a score. */
    accounts: count,
    arr: z.number(),
    noticed: count,
    without: count,
    withoutArr: z.number(),
  }),
});
export type PortfolioOutlook = z.infer<typeof portfolioOutlook>;

/** Accounts whose usage is out of the ordinary, the ten with the most ARR. */
export const portfolioUnusual = z.strictObject({
  asOf: isoDate,
  total: count,
  arr: z.number(),
  accounts: z.array(unusualAccount).max(10),
});
export type PortfolioUnusual = z.infer<typeof portfolioUnusual>;

/** An account that may fall out of the tier its score is in within 13 weeks. */
const droppingAccount = z.strictObject({
  accountId: shortText,
  name: shortText,
  arr: nullableNumber,
  score,
  /** The tier it would fall out of, and its lower bound. */
  tier: shortText,
  tierRole,
  bound: z.number(),
  /** Score forecast in 13 weeks. */
  forecast: z.number(),
  /** Share of the portfolio's own misses 13 weeks ahead that would put it below the bound, 0-1. */
  probability: z.number(),
});

/**
 * Predicted falls of a tier (30-method.md 4.3): a probability of 50 % or more and a forecast below the bound, this week and the
 * week before; the ten with the most ARR.
 */
const portfolioTierDrops = z.strictObject({
  asOf: isoDate,
  total: count,
  arr: z.number(),
  accounts: z.array(droppingAccount).max(10),
  /** Not predicted, but with a probability of 25 % or more: how many, and the ten likeliest. */
  possible: z.strictObject({ total: count, arr: z.number(), accounts: z.array(droppingAccount).max(10) }),
  /** Whether a trend is carried on or the last score, which predicts no fall; null where nothing can be forecast. */
  method: z.enum(['trend', 'flat']).nullable(),
});
export type PortfolioTierDrops = z.infer<typeof portfolioTierDrops>;

const asOf = isoDate.optional();
const model = shortText.optional();

const page = z.strictObject({ asOf, model, filters: filters.optional(), crossFilter: z.boolean().optional() });

export const outlookMethods = {
  /** What may become of an account: probabilities with their basis, and what became of accounts like it. */
  'accounts.outlook': query(z.strictObject({ accountId: shortText, asOf, model }), accountOutlook),
  /** What may become of the accounts of a page; filters as in `portfolio.summary`. */
  'portfolio.outlook': query(page, portfolioOutlook),
  /** Whose usage is unusual: asked for by itself, since it reads a year of every account's days. */
  'portfolio.unusual': query(page, portfolioUnusual),
  /** Who is predicted to fall a tier: asked for by itself, since it reads the weekly scores of every account. */
  'portfolio.tierDrops': query(page, portfolioTierDrops),
};

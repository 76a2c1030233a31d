import { z } from 'zod';
import { count, isoDate, nullableNumber, score, shortText, text, tierRole } from './common.ts';
import { contactHealth, contactMark } from './contacts.ts';
import { query } from './define.ts';
import { anomalies, changePoints } from './outlook.ts';
import { overrideRow } from './overrides.ts';
import { accountRow } from './portfolio.ts';

const signalDetail = z.strictObject({
  id: shortText,
  name: shortText,
  dimension: shortText,
  value: z.union([z.number(), z.string(), z.boolean(), z.null()]),
  unit: shortText,
  /** How it was measured, in words. */
  measured: text,
  state: z.enum(['good', 'neutral', 'bad', 'missing']),
  points: z.number(),
  maxPoints: z.number(),
  minPoints: z.number(),
  rule: text,
  /** Whether the rule's numbers stand in a requirement text or are Bellwether's default. */
  origin: z.enum(['document', 'default']),
  /** Date of the newest fact behind the value. */
  factDate: isoDate.nullable(),
  stale: z.boolean(),
});

const waterfall = z.strictObject({
  days: z.number(),
  from: isoDate,
  to: isoDate,
  /** As it was shown then (under the version official then, with the override active then), and as it is shown now. */
  before: z.number(),
  after: z.number(),
  /** Version that was official at `from`, where it is another one. */
  versionBefore: shortText.nullable(),
  parts: z.array(
    z.strictObject({
      id: shortText,
      name: shortText,
      kind: z.enum(['behaviour', 'coverage', 'model', 'override']),
      value: z.number(),
    }),
  ),
});

/** An account in its first days, scored by the onboarding model (30-method.md 2.7). */
const onboarding = z.strictObject({
  /** Days since contract start (go-live when later). */
  day: count,
  lastDay: count,
  modelVersion: shortText,
  dimensions: z.array(
    z.strictObject({ id: shortText, name: shortText, weight: z.number(), score, coverage: z.number() }),
  ),
  /** Score of the standard model as a preview, from day 31; null before. */
  preview: score,
  previewFrom: count,
  checkIns: z.array(
    z.strictObject({ day: count, date: isoDate, state: z.enum(['done', 'missed', 'due', 'upcoming']) }),
  ),
});

/** Seasonal adjustment of the login ratio (30-method.md 2.7); both values are shown. */
const seasonality = z.strictObject({
  raw: z.number(),
  adjusted: z.number(),
  lastYear: z.number().nullable(),
  factor: z.number().nullable(),
  applied: z.boolean(),
  /** `Usage is down but consistent with seasonal pattern, score adjusted`, or why nothing was adjusted. */
  sentence: text,
});

const benchmark = z.strictObject({
  /** Who the peers are, e.g. `Enterprise` or `the whole portfolio (fewer than five in the segment)`. */
  peers: shortText,
  accounts: count,
  median: z.number(),
  /** (n·mean + 5·portfolio mean) ÷ (n + 5) */
  shrunkMean: z.number(),
  /** 0-100, midranks. */
  percentile: z.number(),
  difference: z.number(),
  verdict: z.enum(['above', 'in_line', 'below']),
  /** |robust z| ≥ 3.5 */
  outlier: z.boolean(),
});

const forecast = z.strictObject({
  /** `trend`: damped Holt; `flat`: no trend forecast this portfolio 2 % better than the last score, which is carried on. */
  method: z.enum(['trend', 'flat']),
  /** The 13 weeks after the last closed one, with the ends of the 80 % and 50 % intervals, 0-100. */
  weeks: z.array(
    z.strictObject({
      date: isoDate,
      score: z.number(),
      low80: z.number(),
      low50: z.number(),
      high50: z.number(),
      high80: z.number(),
    }),
  ),
  /**
   * How likely the account is to have fallen out of its tier in 13 weeks (30-method.md 4.3): share of the portfolio's own
   * misses that would put the forecast below the tier's bound. `predicted`: 50 % or more and the forecast below the bound,
   * this week and the week before. Null in the lowest tier.
   */
  tierDrop: z
    .strictObject({ tier: shortText, bound: z.number(), probability: z.number(), predicted: z.boolean() })
    .nullable(),
  /** Mean absolute error of the best trend over 1-13 weeks in the portfolio's own past, score points. */
  error: z.number(),
  /** The same of carrying the last score on. */
  naiveError: z.number(),
  /** Forecasts of the past behind both. */
  forecasts: count,
});

const expansion = z.strictObject({
  /** E = 0.6·H + 0.4·Q (30-method.md 2.9). */
  score,
  q: z.number(),
  ready: z.boolean(),
  parts: z.array(z.strictObject({ id: shortText, name: shortText, points: z.number(), met: z.boolean().nullable() })),
  /** Conversion band of requirement text 001, shares 0-1; illustrative. */
  conversion: z.tuple([z.number(), z.number()]).nullable(),
});

const risk = z.strictObject({
  /** 0-100 */
  index: z.number(),
  factors: z.array(
    z.strictObject({
      id: shortText,
      name: shortText,
      grade: z.enum(['critical', 'very_high', 'high', 'medium']),
      points: z.number(),
    }),
  ),
});

const people = z.strictObject({
  contacts: count,
  withHealth: count,
  healthy: count,
  /** Share of the contacts with a health that are healthy (≥ 70), 0-1. */
  healthyShare: nullableNumber,
  keyUsers: count,
  keyUsersAtRisk: count,
  dormantKeyUsers: count,
});

export const timelineItem = z.strictObject({
  date: isoDate,
  kind: z.enum([
    'touchpoint',
    'ticket',
    'survey',
    'invoice',
    'contract',
    'outcome',
    'contact',
    'milestone',
    'note',
    'override',
  ]),
  title: shortText,
  detail: text.nullable(),
  tone: z.enum(['good', 'bad', 'neutral']),
});

export const accountDetail = z.strictObject({
  asOf: isoDate,
  modelVersion: shortText,
  currency: shortText,
  account: accountRow,
  attributes: z.array(z.strictObject({ name: shortText, value: shortText })),
  thresholds: z.array(z.strictObject({ name: shortText, role: tierRole, from: z.number() })),
  confidence: z.enum(['high', 'medium', 'low']).nullable(),
  history: z.array(
    z.strictObject({ date: isoDate, score, coverage: z.number(), dimensions: z.record(shortText, score) }),
  ),
  events: z.array(z.strictObject({ date: isoDate, label: shortText, kind: z.enum(['customer', 'system']) })),
  reference: z.strictObject({
    label: shortText,
    accounts: count,
    /** Median score of the peers. */
    score,
    /** Composite of the peers' median dimensions under this account's weights: where the contributions start from. */
    composite: score,
    dimensions: z.record(shortText, score),
  }),
  dimensions: z.array(
    z.strictObject({
      id: shortText,
      name: shortText,
      weight: z.number(),
      effectiveWeight: z.number(),
      score,
      coverage: z.number(),
      change90: nullableNumber,
      contribution: nullableNumber,
      reference: score,
      knownSignals: count,
      totalSignals: count,
    }),
  ),
  signals: z.array(signalDetail),
  changes: z.array(waterfall),
  /** Days on which another model version became official. */
  versionMarkers: z.array(z.strictObject({ date: isoDate, modelVersion: shortText })),
  onboarding: onboarding.nullable(),
  seasonality: seasonality.nullable(),
  benchmark: benchmark.nullable(),
  /** The same among accounts of its industry, plan, use case, tenure or ARR tier, named by `by`; those with five or more others. */
  otherBenchmarks: z.array(benchmark.extend({ by: shortText })),
  /** Null when there is none; `forecastGap` then says why. */
  forecast: forecast.nullable(),
  forecastGap: text.nullable(),
  expansion,
  risk,
  people,
  flags: z.array(
    z.strictObject({
      id: shortText,
      name: shortText,
      effect: z.enum(['force', 'cap', 'annotate']),
      applied: z.boolean(),
    }),
  ),
  /** Why the tier is not the one of the score alone (flag, critical risk factor); null when it is. */
  tierReason: text.nullable(),
  momentumColour: z
    .strictObject({ colour: z.enum(['green', 'yellow', 'red']), arrow: z.enum(['up', 'down']).nullable() })
    .nullable(),
  /** Newest first, ended and expired ones included. */
  overrides: z.array(overrideRow).max(200),
  contacts: z
    .array(
      z.strictObject({
        contactId: shortText,
        name: shortText.nullable(),
        role: shortText.nullable(),
        department: shortText.nullable(),
        marks: z.array(contactMark),
        lastLogin: isoDate.nullable(),
        leftAt: isoDate.nullable(),
        dormant: z.boolean(),
        health: contactHealth,
      }),
    )
    .max(200),
  contactsTotal: count,
  metrics: z.array(
    z.strictObject({
      id: shortText,
      name: shortText,
      unit: shortText,
      weeks: z.array(z.strictObject({ date: isoDate, value: nullableNumber })),
    }),
  ),
  anomalies,
  changePoints,
  timeline: z.array(timelineItem).max(200),
  neighbours: z.strictObject({ previous: shortText.nullable(), next: shortText.nullable() }),
});
export type AccountDetail = z.infer<typeof accountDetail>;
export type SignalDetail = z.infer<typeof signalDetail>;
export type Waterfall = z.infer<typeof waterfall>;
export type TimelineItem = z.infer<typeof timelineItem>;

export const accountMethods = {
  'accounts.get': query(
    z.strictObject({ accountId: shortText, asOf: isoDate.optional(), model: shortText.optional() }),
    accountDetail,
  ),
};

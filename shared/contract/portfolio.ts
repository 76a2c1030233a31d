import { z } from 'zod';
import {
  count,
  filters,
  groupField,
  isoDate,
  momentum,
  nullableNumber,
  score,
  shortText,
  state,
  status,
  text,
  tierRole,
} from './common.ts';
import { contactHealth, contactMark } from './contacts.ts';
import { query } from './define.ts';
import { overrideRow } from './overrides.ts';

const priorityTier = z.enum(['T1', 'T2', 'T3', 'T4', 'T5']);

/** One row of the account list; the field names are the command line's contract (00-product.md section 4). */
export const accountRow = z.strictObject({
  accountId: shortText,
  name: shortText,
  segment: shortText.nullable(),
  csm: shortText.nullable(),
  region: shortText.nullable(),
  industry: shortText.nullable(),
  plan: shortText.nullable(),
  status,
  arr: nullableNumber,
  score,
  tier: shortText.nullable(),
  tierRole: tierRole.nullable(),
  confirmedTier: shortText.nullable(),
  coverage: z.number().min(0).max(1),
  state,
  change30: nullableNumber,
  change90: nullableNumber,
  change180: nullableNumber,
  momentum,
  priorityTier: priorityTier.nullable(),
  renewalDate: isoDate.nullable(),
  lastTouch: isoDate.nullable(),
  openAlerts: count,
  dimensions: z.record(shortText, score),
  /** Weekly scores of the 26 weeks up to the as-of date, oldest first, null where there was none. */
  spark: z.array(nullableNumber),
  /** Days 0-60 of a new account: the score is the onboarding model's (30-method.md 2.7). */
  onboarding: z.boolean(),
  /** Score or tier a person set beside the computed one, while it is active. */
  override: z.strictObject({ score, tier: shortText.nullable() }).nullable(),
  flags: z.array(shortText),
  /** The worst signal behind the score, in words; null when nothing is bad. */
  topDriver: shortText.nullable(),
  seatUtilization: nullableNumber,
});
export type AccountRow = z.infer<typeof accountRow>;

const tierCount = z.strictObject({
  name: shortText,
  role: tierRole,
  from: z.number(),
  accounts: count,
  arr: z.number(),
});
const delta = z.strictObject({ value: nullableNumber, before: nullableNumber });

export const portfolioSummary = z.strictObject({
  asOf: isoDate,
  /** The snapshot deltas compare with (about 30 days earlier), null when there is none. */
  comparedWith: isoDate.nullable(),
  modelVersion: shortText,
  currency: shortText,
  cards: z.strictObject({
    accounts: count,
    scored: count,
    provisional: count,
    unscored: count,
    churned: count,
    arr: z.number(),
    meanHealth: delta,
    meanHealthArrWeighted: delta,
    atRiskAccounts: delta,
    atRiskArr: delta,
    /** At-risk ARR ÷ ARR of scored accounts. */
    atRiskShare: nullableNumber,
    atRiskRenewing90: count,
    expansionReadyArr: z.number(),
    expansionReadyAccounts: count,
    /** Shares 0-1 over the last 12 months; null when history is shorter. */
    grr: delta,
    nrr: delta,
    logoRetention: delta,
    /** −100..100 from ratings of the last 90 days. */
    nps: delta,
    npsResponses: count,
    /** Names of dimensions that fewer than one in ten active accounts have data for. */
    missingDimensions: z.array(shortText),
  }),
  tiers: z.array(tierCount),
  /** 40 bins of 2.5 points; counts per tier in the order of `tiers`. */
  histogram: z.strictObject({ binWidth: z.number(), bins: z.array(z.array(count)) }),
  trend: z.array(
    z.strictObject({
      date: isoDate,
      mean: nullableNumber,
      arrWeighted: nullableNumber,
      atRisk: count,
      withScore: count,
    }),
  ),
  topAtRisk: z.array(accountRow).max(10),
  renewals: z
    .array(
      z.strictObject({
        accountId: shortText,
        name: shortText,
        days: count,
        arr: nullableNumber,
        score,
        tier: shortText.nullable(),
        tierRole: tierRole.nullable(),
      }),
    )
    .max(500),
  renewalsTotal: z.strictObject({ accounts: count, arr: z.number() }),
  declined: z.array(accountRow).max(10),
  declinedTotal: count,
  expansionReady: z.array(accountRow).max(10),
  /** Accounts per priority tier against the shares the method expects, 0-1; the last tier takes the rest (30-method.md 2.9). */
  priorities: z.array(
    z.strictObject({
      tier: priorityTier,
      accounts: count,
      share: nullableNumber,
      expected: z.tuple([z.number(), z.number()]).nullable(),
    }),
  ),
  drivers: z
    .array(
      z.strictObject({
        signal: shortText,
        name: shortText,
        dimension: shortText,
        accounts: count,
        arrPoints: z.number(),
      }),
    )
    .max(5),
  breakdown: z.array(
    z.strictObject({
      field: groupField,
      groups: z
        .array(
          z.strictObject({
            value: shortText,
            accounts: count,
            arr: z.number(),
            mean: nullableNumber,
            change30: nullableNumber,
            tiers: z.array(count),
            atRiskArr: z.number(),
          }),
        )
        .max(50),
    }),
  ),
  changes: z.strictObject({
    since: isoDate.nullable(),
    enteredAtRisk: count,
    enteredAtRiskArr: z.number(),
    leftAtRisk: count,
    leftAtRiskArr: z.number(),
    tierUp: count,
    tierDown: count,
    newAccounts: count,
    churned: count,
    coverageFell: count,
  }),
});
export type PortfolioSummary = z.infer<typeof portfolioSummary>;

export const SORT_FIELDS = [
  'name',
  'score',
  'tier',
  'change30',
  'change90',
  'change180',
  'arr',
  'renewalDate',
  'lastTouch',
  'coverage',
  'priorityTier',
  'segment',
  'csm',
  'region',
  'industry',
  'plan',
  'status',
  'momentum',
  'openAlerts',
  'accountId',
] as const;
export const sort = z.strictObject({ field: z.enum(SORT_FIELDS), direction: z.enum(['asc', 'desc']) });

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
  timeline: z.array(timelineItem).max(200),
  neighbours: z.strictObject({ previous: shortText.nullable(), next: shortText.nullable() }),
});
export type AccountDetail = z.infer<typeof accountDetail>;
export type SignalDetail = z.infer<typeof signalDetail>;
export type Waterfall = z.infer<typeof waterfall>;
export type TimelineItem = z.infer<typeof timelineItem>;

const asOf = isoDate.optional();
const model = shortText.optional();

export const portfolioMethods = {
  'portfolio.summary': query(z.strictObject({ asOf, model, filters: filters.optional() }), portfolioSummary),
  'accounts.list': query(
    z.strictObject({
      asOf,
      model,
      filters: filters.optional(),
      sort: z.array(sort).max(5).optional(),
      offset: count.optional(),
      limit: z.number().int().min(1).max(500).optional(),
    }),
    z.strictObject({
      asOf: isoDate,
      modelVersion: shortText,
      total: count,
      /** Accounts that the filters leave, without paging. */
      totals: z.strictObject({
        accounts: count,
        churned: count,
        notStarted: count,
        arr: z.number(),
        mean: nullableNumber,
        atRiskArr: z.number(),
      }),
      offset: count,
      accounts: z.array(accountRow).max(500),
    }),
  ),
  'accounts.get': query(z.strictObject({ accountId: shortText, asOf, model }), accountDetail),
  'search.find': query(
    z.strictObject({ text: z.string().max(200), limit: z.number().int().min(1).max(50).optional() }),
    z.strictObject({
      accounts: z.array(
        z.strictObject({
          accountId: shortText,
          name: shortText,
          segment: shortText.nullable(),
          score,
          tierRole: tierRole.nullable(),
        }),
      ),
      contacts: z.array(
        z.strictObject({ contactId: shortText, name: shortText, accountId: shortText, accountName: shortText }),
      ),
    }),
  ),
};

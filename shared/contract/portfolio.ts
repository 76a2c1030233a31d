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
  tierRole,
} from './common.ts';
import { query } from './define.ts';

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

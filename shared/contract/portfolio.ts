import { z } from 'zod';
import {
  count,
  filters,
  GROUP_FIELDS,
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
import { query } from './define.ts';
import { portfolioChanges } from './portfolio-changes.ts';

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
  country: shortText.nullable(),
  channel: shortText.nullable(),
  useCase: shortText.nullable(),
  size: shortText.nullable(),
  /** Set by hand, in alphabetical order. */
  tags: z.array(shortText),
  /** Custom attributes the request named, where the account has them. */
  attributes: z.record(shortText, text),
  status,
  arr: nullableNumber,
  score,
  tier: shortText.nullable(),
  tierRole: tierRole.nullable(),
  confirmedTier: shortText.nullable(),
  coverage: z.number().min(0).max(1),
  state,
  /** Against the last snapshot of the previous month, of the same model version. */
  changeMonth: nullableNumber,
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

/** Fields the portfolio is broken down by. */
export const BREAKDOWN_FIELDS = ['segment', 'csm', 'region', 'industry', 'plan'] as const;
export type BreakdownField = (typeof BREAKDOWN_FIELDS)[number];

/** What scores, tiers and ARR alone say: quick enough to be asked for while a hand moves the as-of date. */
const frameShape = {
  asOf: isoDate,
  /** The snapshot deltas compare with (about 30 days earlier), null when there is none. */
  comparedWith: isoDate.nullable(),
  modelVersion: shortText,
  tiers: z.array(tierCount),
  /** 40 bins of 2.5 points; counts per tier in the order of `tiers`. */
  histogram: z.strictObject({ binWidth: z.number(), bins: z.array(z.array(count)) }),
  breakdown: z.array(
    z.strictObject({
      field: z.enum(BREAKDOWN_FIELDS),
      /** Groups there are; the 200 with the most at-risk ARR are listed. */
      total: count,
      groups: z
        .array(
          z.strictObject({
            /** `(none)` for accounts without a value. */
            value: shortText,
            accounts: count,
            arr: z.number(),
            mean: nullableNumber,
            change30: nullableNumber,
            tiers: z.array(count),
            atRiskArr: z.number(),
          }),
        )
        .max(200),
    }),
  ),
};
const frameCards = {
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
};

export const portfolioFrame = z.strictObject({ ...frameShape, cards: z.strictObject(frameCards) });
export type PortfolioFrame = z.infer<typeof portfolioFrame>;

export const portfolioSummary = z.strictObject({
  ...frameShape,
  currency: shortText,
  cards: z.strictObject({
    ...frameCards,
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
});
export type PortfolioSummary = z.infer<typeof portfolioSummary>;

/** Columns of an account a list can be in order of; besides them every dimension and custom attribute. */
export const SORT_FIELDS = [
  'name',
  'accountId',
  'score',
  'tier',
  'confirmedTier',
  'changeMonth',
  'change30',
  'change90',
  'change180',
  'momentum',
  'arr',
  'renewalDate',
  'lastTouch',
  'openAlerts',
  'coverage',
  'state',
  'priorityTier',
  'topDriver',
  'seatUtilization',
  'tags',
  'status',
  ...GROUP_FIELDS,
] as const;
export const sortField = z.union([
  z.enum(SORT_FIELDS),
  z.templateLiteral(['dimension:', z.string().min(1).max(200)]),
  z.templateLiteral(['attribute:', z.string().min(1).max(200)]),
]);
export type SortField = z.infer<typeof sortField>;
export const sort = z.strictObject({ field: sortField, direction: z.enum(['asc', 'desc']) });

/** What the account list can be grouped by. */
export const LIST_GROUPS = [...GROUP_FIELDS, 'tier', 'priorityTier', 'status'] as const;
export const listGroup = z.enum(LIST_GROUPS);
export type ListGroup = z.infer<typeof listGroup>;

/** Subtotals of a group of the account list. */
const accountGroup = z.strictObject({
  /** `(none)` for accounts without a value; `(other values)` for what is beyond the 2,000 largest groups. */
  value: shortText,
  accounts: count,
  /** Of accounts whose ARR is known, and how many they are. */
  arr: z.number(),
  withArr: count,
  /** Mean health of those with a score. */
  mean: nullableNumber,
  change30: nullableNumber,
  /** Accounts per tier, in the order of the model. */
  tiers: z.array(count),
  atRiskArr: z.number(),
});
export type AccountGroup = z.infer<typeof accountGroup>;

/** Which accounts a list shows, and in what order. With a group, accounts of one group stand together. */
export const listShape = {
  filters: filters.optional(),
  sort: z.array(sort).max(5).optional(),
  group: listGroup.optional(),
};

const asOf = isoDate.optional();
const model = shortText.optional();

/** Which accounts the page is about. */
const pageShape = {
  asOf,
  model,
  filters: filters.optional(),
  /** Distribution, breakdown, renewals, drivers and priorities each leave out the filter on themselves, so that a click can add to it. */
  crossFilter: z.boolean().optional(),
};

export const portfolioMethods = {
  'portfolio.summary': query(z.strictObject(pageShape), portfolioSummary),
  'portfolio.frame': query(
    z.strictObject({
      ...pageShape,
      /** The one breakdown that is wanted; all of them when absent. */
      by: z.enum(BREAKDOWN_FIELDS).optional(),
    }),
    portfolioFrame,
  ),
  'portfolio.changes': query(
    z.strictObject({
      asOf,
      model,
      filters: filters.optional(),
      /** Compares with the snapshot of this day or the one before it; the previous snapshot when absent. */
      since: isoDate.optional(),
    }),
    portfolioChanges,
  ),
  'accounts.list': query(
    z.strictObject({
      asOf,
      model,
      ...listShape,
      /** Custom attributes wanted in the rows. */
      attributes: z.array(shortText).max(50).optional(),
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
        /** Of accounts whose ARR is known, and how many they are. */
        arr: z.number(),
        withArr: count,
        mean: nullableNumber,
        atRiskArr: z.number(),
      }),
      /** In the order of the list; only with the first page of a grouped one. */
      groups: z.array(accountGroup).max(2001).nullable(),
      offset: count,
      accounts: z.array(accountRow).max(500),
    }),
  ),
  /** Ids of the accounts a list shows, in its order. */
  'accounts.resolve': query(
    z.strictObject({
      asOf,
      model,
      ...listShape,
      except: z.array(shortText).optional(),
      offset: count.optional(),
      limit: z.number().int().min(1).max(20_000).optional(),
    }),
    z.strictObject({ accountIds: z.array(shortText) }),
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

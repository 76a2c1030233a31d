import { z } from 'zod';
import { count, filters, isoDate, nullableNumber, score, shortText, tierRole } from './common.ts';
import { query } from './define.ts';

/** A share 0-1. */
const share = z.number().min(0).max(1);
const nullableShare = share.nullable();
/** 95 % interval of an estimate, in its unit. */
const interval = z.strictObject({ low: z.number(), high: z.number() });

/**
 * What accounts can be put into cohorts by. `id` is what the queries take as `by`: one of the built-in ones
 * (`startMonth`, `startQuarter`, `tenure`, `arrTier`, `segment`, `industry`, `region`, `country`, `plan`, `channel`,
 * `useCase`, `size`, `csm`, `usage`, `activation`), or `attribute:NAME` for a custom attribute of the accounts.
 */
const dimensionHead = z.strictObject({
  id: shortText,
  label: shortText,
  /** `time` and `band` have an order of their own, in which their cohorts come; `text` comes largest first. */
  kind: z.enum(['time', 'band', 'text']),
  /** One sentence: how an account gets its cohort. */
  how: shortText,
});

const cohortHead = z.strictObject({
  /**
   * What `filters.cohort`, `a` and `b` take. `(none)`: the value is not known; `(other)`: all values beyond the largest;
   * `(earlier)`: before the oldest month or quarter that has a cohort of its own.
   */
  value: shortText,
  label: shortText,
  /** Customers at any time up to the as-of date, those that have left included; the cohorts of a dimension add up to all. */
  accounts: count,
  /** Fewer than five accounts. */
  small: z.boolean(),
});

/** Fields every reply has. `notes` are cautions in plain sentences, to be shown with the figures. */
const head = {
  asOf: isoDate,
  modelVersion: shortText,
  currency: shortText,
  notes: z.array(shortText).max(10),
};

const tierShare = z.strictObject({ name: shortText, role: tierRole, accounts: count });

/** Box plot of the health scores of a cohort: quartiles by linear interpolation, whiskers at the last score within 1.5 × the interquartile range. */
const box = z.strictObject({
  n: count,
  min: z.number(),
  q1: z.number(),
  median: z.number(),
  q3: z.number(),
  max: z.number(),
  mean: z.number(),
  whiskerLow: z.number(),
  whiskerHigh: z.number(),
  outliersLow: count,
  outliersHigh: count,
});

const distribution = cohortHead.extend({
  active: count,
  churned: count,
  /** Active accounts with a score, provisional ones included; those behind `box`. */
  scored: count,
  arr: z.number(),
  atRiskAccounts: count,
  atRiskArr: z.number(),
  mean: score,
  arrWeighted: score,
  /** Mean change of the score in 90 days over the `changed` accounts that have one. */
  change90: nullableNumber,
  changed: count,
  /** In the order of the model's tiers. */
  tiers: z.array(tierShare),
  /** Null when nobody has a score. */
  box: box.nullable(),
});

/**
 * Accounts of a cohort that were customers for `month` whole months after their own start or could have been: month 0 is
 * the start itself and 100 %. An account that has not been here that long at the as-of date is not in the cell; a cell
 * nobody has reached is absent.
 */
const retentionCell = z.strictObject({
  month: count,
  /** Accounts observed that long, and how many of them were customers then (one that left and came back counts again). */
  n: count,
  retained: count,
  rate: share,
  /** 95 % interval of the rate: Wilson; Jeffreys for none and all. */
  low: share,
  high: share,
  /** Share never lost up to here by Kaplan-Meier over everyone observed; it never rises, also where `complete` is false. */
  survival: share,
  /** The accounts of the cell whose ARR at the start is known: that ARR, and theirs in this month. */
  arrAccounts: count,
  startArr: z.number(),
  arr: z.number(),
  /** Σ min(ARR, start ARR) ÷ Σ start ARR, and Σ ARR ÷ Σ start ARR; null without start ARR (30-method.md 4.6). */
  grr: nullableShare,
  nrr: nullableNumber,
  /** Fewer than five accounts: greyed. */
  small: z.boolean(),
  /** Everyone in the cohort with a known start has been observed this long; else the rate is of its older accounts only. */
  complete: z.boolean(),
});

const retentionRow = cohortHead.extend({
  /** Accounts without a known start: they are in no cell. */
  withoutStart: count,
  /** Ascending months without gaps from 0; empty when nobody's start is known. */
  cells: z.array(retentionCell).max(61),
});

const side = z.strictObject({
  value: shortText,
  label: shortText,
  accounts: count,
  active: count,
  scored: count,
  arr: z.number(),
  mean: score,
  arrWeighted: score,
  tiers: z.array(tierShare),
});

/** `difference` = a − b. `evidence` is false when the interval contains 0, null when there are too few to say. */
const difference = z.strictObject({
  difference: nullableNumber,
  interval: interval.nullable(),
  evidence: z.boolean().nullable(),
});

const seasonYear = z.strictObject({
  year: z.number().int(),
  /** Mean score of the last snapshot in the month, of `n` accounts. */
  mean: score,
  n: count,
  /** Mean of the usage metric per account and day over the `usageAccounts` that were customers in the month. */
  usage: nullableNumber,
  usageAccounts: count,
  /** False for the first and last month when the data does not cover them whole. */
  complete: z.boolean(),
});

const groupBeforeAfter = z.strictObject({
  accounts: count,
  /** Of them, those with scores before and after. */
  measured: count,
  before: score,
  after: score,
  change: nullableNumber,
  /** Accounts active at the date, and how many still were at the end of the weeks after. */
  activeAtDate: count,
  activeAtEnd: count,
  retention: z.strictObject({ rate: share, low: share, high: share }).nullable(),
});

const asOf = isoDate.optional();
const model = shortText.optional();
const by = shortText;
const view = { asOf, model, filters: filters.optional() };

export const cohortMethods = {
  /** What accounts can be put into cohorts by, built-in dimensions first, then custom attributes by name. */
  'cohorts.dimensions': query(
    z.strictObject({ asOf, model }),
    z.strictObject({
      asOf: isoDate,
      modelVersion: shortText,
      accounts: count,
      dimensions: z.array(
        dimensionHead.extend({
          group: z.enum(['start', 'attribute', 'behaviour', 'custom']),
          /** Cohorts with a known value that have accounts. */
          cohorts: count,
          /** Accounts without a value: a cohort of their own, never left out. */
          notKnown: count,
        }),
      ),
    }),
  ),
  /** Health of each cohort on the as-of date: box plot, tiers, ARR, at-risk ARR, change. */
  'cohorts.list': query(
    z.strictObject({ ...view, by }),
    z.strictObject({
      ...head,
      dimension: dimensionHead,
      cohorts: z.array(distribution).max(100),
      /** The same over all accounts; its value is ''. */
      all: distribution,
    }),
  ),
  /**
   * Retention triangle: cohort × months since each account's own start. Outcomes and contracts count on their own dates, as
   * far as they were known by the as-of date.
   */
  'cohorts.retention': query(
    z.strictObject({ ...view, by, months: z.number().int().min(1).max(60).optional() }),
    z.strictObject({
      ...head,
      dimension: dimensionHead,
      /** Last month asked for: 36 unless told. */
      months: count,
      cohorts: z.array(retentionRow).max(100),
      all: retentionRow,
    }),
  ),
  /**
   * Mean health per cohort over the snapshots up to the as-of date, oldest first; membership is that of the as-of date.
   * Monthly: the last snapshot of each month. ARR weights are the ARR on the day of each snapshot.
   */
  'cohorts.health': query(
    z.strictObject({ ...view, by, every: z.enum(['week', 'month']).optional() }),
    z.strictObject({
      ...head,
      dimension: dimensionHead,
      every: z.enum(['week', 'month']),
      dates: z.array(isoDate),
      /** One entry a date in `mean`, `arrWeighted` and `n` (accounts with a score). */
      cohorts: z
        .array(cohortHead.extend({ mean: z.array(score), arrWeighted: z.array(score), n: z.array(count) }))
        .max(100),
    }),
  ),
  /** Two cohorts of one dimension side by side; differences are associations, never proof of a cause. */
  'cohorts.compare': query(
    z.strictObject({ ...view, by, a: shortText, b: shortText }),
    z.strictObject({
      ...head,
      dimension: dimensionHead,
      a: side,
      b: side,
      /** Difference of mean health, score points, with the interval of Welch's t. */
      health: difference,
      /** Mean score per dimension of the model over the accounts that have one; interval as above. */
      dimensions: z.array(
        difference.extend({ id: shortText, name: shortText, a: score, aAccounts: count, b: score, bAccounts: count }),
      ),
      /** Logo retention after 3, 6 and 12 months; interval of the difference by Newcombe's method from the Wilson intervals. */
      retention: z.array(
        difference.extend({
          month: count,
          a: z.strictObject({
            n: count,
            retained: count,
            rate: nullableShare,
            grr: nullableShare,
            nrr: nullableNumber,
          }),
          b: z.strictObject({
            n: count,
            retained: count,
            rate: nullableShare,
            grr: nullableShare,
            nrr: nullableNumber,
          }),
        }),
      ),
      /** What the comparison of mean health allows to say, in one sentence. */
      verdict: z.strictObject({ level: z.enum(['refused', 'no_evidence', 'difference']), sentence: shortText }),
    }),
  ),
  /** Mean health and usage by calendar month across years; one group of accounts, picked by the filters. */
  'cohorts.seasonal': query(
    z.strictObject({ ...view }),
    z.strictObject({
      ...head,
      /** False with fewer than 13 months of scores and of usage: `sentence` says so. */
      enough: z.boolean(),
      sentence: shortText,
      /** Usage metric that is shown, in words; null when there is no usage. */
      usageMetric: z.strictObject({ id: shortText, label: shortText }).nullable(),
      /** Twelve entries, January first; years ascending, only those with data. */
      months: z
        .array(z.strictObject({ month: z.number().int().min(1).max(12), years: z.array(seasonYear) }))
        .length(12),
      /** The last complete month against the same month a year before, over the accounts that have a score in both. */
      sameMonth: z
        .strictObject({
          month: z.string().regex(/^\d{4}-\d{2}$/),
          accounts: count,
          mean: score,
          lastYear: score,
          change: nullableNumber,
          usageChange: nullableNumber,
        })
        .nullable(),
    }),
  ),
  /**
   * Before and after an initiative: accounts it touched against comparable ones it did not (same tier and score within 5
   * points on the date), as a difference in differences (30-method.md 4.5). `touched` selects accounts by filters,
   * `accountIds` by id; both together: those in either.
   */
  'cohorts.initiative': query(
    z.strictObject({
      asOf,
      model,
      /** Day of the initiative. */
      date: isoDate,
      /** Weeks before and after; 12 unless told. */
      weeks: z.number().int().min(1).max(52).optional(),
      touched: filters.optional(),
      accountIds: z.array(shortText).max(20_000).optional(),
      /** Accounts that take part at all, touched or not. */
      filters: filters.optional(),
    }),
    z.strictObject({
      ...head,
      date: isoDate,
      weeks: count,
      /** Weeks after the date that the snapshots cover. */
      weeksAfter: count,
      touched: groupBeforeAfter,
      /** Comparable accounts, weighted so that they stand for the touched ones; null with fewer than 10 of them. */
      comparable: groupBeforeAfter.nullable(),
      /** Touched accounts that have no comparable one: left out of the difference. */
      unmatched: count,
      /** Change of the touched minus change of the comparable ones, score points, interval of Welch's t. */
      effect: difference,
      /** Difference in the share still active, touched minus comparable; interval by Newcombe's method. */
      retention: difference,
      /**
       * What regression to the mean alone would have made of the touched accounts' score at the date:
       * μ + ρ(H − μ), with the mean μ and correlation ρ of the accounts not touched; null with fewer than 10 of them.
       */
      regression: z
        .strictObject({ mean: z.number(), correlation: z.number(), atDate: z.number(), expected: z.number() })
        .nullable(),
      /** Mean scores by week from the date, −weeks … weeks, of the measured accounts. */
      series: z.array(z.strictObject({ week: z.number().int(), date: isoDate, touched: score, comparable: score })),
      verdict: z.strictObject({
        level: z.enum(['refused', 'raw_only', 'no_evidence', 'difference']),
        sentence: shortText,
      }),
    }),
  ),
};

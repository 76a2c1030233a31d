import { z } from 'zod';
import { STORED_KINDS } from '../model/kinds.ts';

/** `YYYY-MM-DD` */
export const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'expected a date as YYYY-MM-DD');
export const text = z.string().max(65_536);
export const shortText = z.string().max(512);
/** Score points 0-100, null when there is no score. */
export const score = z.number().min(0).max(100).nullable();
export const tierRole = z.enum(['thriving', 'healthy', 'moderate', 'atrisk', 'critical']);
export const nullableNumber = z.number().nullable();
export const count = z.number().int().min(0);

/** Fields accounts can be filtered, grouped and broken down by. */
export const GROUP_FIELDS = [
  'segment',
  'csm',
  'region',
  'industry',
  'plan',
  'country',
  'channel',
  'useCase',
  'size',
] as const;

/** What can have happened to an account between two snapshots; those about the score within one model alone. */
export const MOVES = [
  'new',
  'lost',
  'entered_at_risk',
  'left_at_risk',
  'tier_up',
  'tier_down',
  'coverage_fell',
  'arr_up',
  'arr_down',
] as const;
export const move = z.enum(MOVES);

/** Order-independent filters; a field that is absent filters nothing. Values inside one field are alternatives. */
export const filters = z.strictObject({
  tier: z.array(shortText).max(16).optional(),
  segment: z.array(shortText).max(200).optional(),
  csm: z.array(shortText).max(200).optional(),
  region: z.array(shortText).max(200).optional(),
  industry: z.array(shortText).max(200).optional(),
  plan: z.array(shortText).max(200).optional(),
  country: z.array(shortText).max(200).optional(),
  channel: z.array(shortText).max(200).optional(),
  useCase: z.array(shortText).max(200).optional(),
  size: z.array(shortText).max(200).optional(),
  /** Tags set by hand; `(none)` for accounts without any. */
  tag: z.array(shortText).max(200).optional(),
  status: z
    .array(z.enum(['active', 'churned', 'not_started']))
    .max(3)
    .optional(),
  state: z
    .array(z.enum(['scored', 'provisional', 'none']))
    .max(3)
    .optional(),
  /** Renewal within this many days of the as-of date. */
  renewalWithin: z.number().int().min(1).max(3650).optional(),
  /** Half-open score interval [min, max); 100 is included at the top. */
  scoreMin: z.number().min(0).max(100).optional(),
  scoreMax: z.number().min(0).max(100).optional(),
  /** 30-day change below this (a drop is negative). */
  change30Below: z.number().min(-100).max(100).optional(),
  priority: z
    .array(z.enum(['T1', 'T2', 'T3', 'T4', 'T5']))
    .max(5)
    .optional(),
  /** Signal that pulls accounts below 50 down: those counted among the risk drivers. */
  driver: shortText.optional(),
  expansionReady: z.boolean().optional(),
  /** Active accounts whose usage is unusual this week or has shifted or drifted lately, or the others. */
  unusual: z.boolean().optional(),
  /** Active accounts that are predicted to fall out of their tier within 13 weeks, or the others. */
  tierDrop: z.boolean().optional(),
  /** Accounts whose score or tier a person has overridden at the as-of date, or the others. */
  overridden: z.boolean().optional(),
  /** Dimension of `cohort`, as `cohorts.dimensions` names it. */
  cohortBy: shortText.optional(),
  /** Cohorts of the dimension `cohortBy`. */
  cohort: z.array(shortText).max(100).optional(),
  /** Accounts observed this many whole months after their start … */
  cohortMonth: z.number().int().min(0).max(60).optional(),
  /** … that were customers then, or that were not. Together with `cohort`: a cell of the retention triangle. */
  cohortOutcome: z.enum(['retained', 'lost']).optional(),
  /** Accounts with an open alert, or the others. */
  openAlerts: z.boolean().optional(),
  /** Day that `moved` and `tierBefore` look back to: its snapshot or the one before it; the previous snapshot when absent. */
  since: isoDate.optional(),
  moved: z.array(move).max(MOVES.length).optional(),
  /** Tiers of the account then; `(none)` for a customer without a score, `(no customer)` for what was none. */
  tierBefore: z.array(shortText).max(16).optional(),
  /** Case-insensitive text in name, id or CSM. */
  text: shortText.optional(),
});
export type Filters = z.infer<typeof filters>;

export const tier = z.strictObject({ name: shortText, from: z.number(), role: tierRole, action: text });
export const status = z.enum(['active', 'churned', 'not_started']);
export const state = z.enum(['scored', 'provisional', 'none']);
export const momentum = z.enum(['improving', 'stable', 'declining']).nullable();

export const storedKind = z.enum(STORED_KINDS);
/** Subscription and wide usage files are read as their own shape and stored as contracts and usage. */
export const fileKind = z.enum([...STORED_KINDS, 'usage_wide', 'subscriptions']);
/** What a batch brought: rows of a kind of file, or the `records` of an exported workspace (its ledgers). */
export const batchKind = z.enum([...fileKind.options, 'records']);
export const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);

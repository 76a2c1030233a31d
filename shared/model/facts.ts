import type { Day } from './day.ts';

/**
 * The facts of a workspace as columns, the form the engine reads. Accounts are indexed 0..count-1; child facts are
 * grouped by account: those of account `i` are at `offsets[i]` … `offsets[i + 1] - 1`, ordered by day.
 * Missing days are `NO_DAY`, missing numbers NaN. Nothing here depends on an as-of date: the engine decides what was
 * known by then from the days.
 */
export type Grouped = { readonly offsets: Int32Array };

export type AccountFacts = {
  readonly count: number;
  readonly startDay: Int32Array;
  readonly renewalDay: Int32Array;
  readonly seats: Float64Array;
  readonly arr: Float64Array;
  readonly featuresAvailable: Float64Array;
  /** Segment of each account as written, '' when unknown. */
  readonly segment: readonly string[];
};

/** Daily usage, one entry per (account, day, metric), ordered by day then metric. */
export type UsageFacts = Grouped & {
  /** Metric names; `metric` holds indexes into it. Names starting with `feature:` are use counts of one feature. */
  readonly metrics: readonly string[];
  readonly day: Int32Array;
  readonly metric: Uint16Array;
  readonly value: Float64Array;
};

export type TicketFacts = Grouped & {
  readonly openedDay: Int32Array;
  readonly closedDay: Int32Array;
  /** 1-5, NaN when not rated. */
  readonly csat: Float64Array;
  /** 0/1. */
  readonly escalated: Uint8Array;
  /** −1..1, NaN when unknown. */
  readonly sentiment: Float64Array;
  /** 1-4 for P1-P4, 0 unknown. */
  readonly priority: Uint8Array;
};

export const SURVEY_KINDS = ['nps', 'csat', 'ces', 'csm_pulse'] as const;
export type SurveyFacts = Grouped & {
  /** Index into SURVEY_KINDS. */
  readonly kind: Uint8Array;
  /** Day it was sent, or the day of the answer when only that is known. */
  readonly sentDay: Int32Array;
  /** NO_DAY when not answered. */
  readonly respondedDay: Int32Array;
  readonly rating: Float64Array;
};

export const TOUCHPOINT_TYPES = [
  'call',
  'meeting',
  'email',
  'qbr',
  'training',
  'webinar',
  'community',
  'executive',
  'onboarding',
] as const;
export type TouchpointFacts = Grouped & {
  readonly day: Int32Array;
  /** Index into TOUCHPOINT_TYPES. */
  readonly type: Uint8Array;
  /** 1 attended, 0 not, 255 unknown. */
  readonly attended: Uint8Array;
};

export const INVOICE_STATUSES = ['paid', 'open', 'late', 'past_due', 'failed', 'refunded'] as const;
export type InvoiceFacts = Grouped & {
  readonly issuedDay: Int32Array;
  readonly dueDay: Int32Array;
  readonly paidDay: Int32Array;
  readonly amount: Float64Array;
  /** Index into INVOICE_STATUSES; 255 when the file says nothing. */
  readonly status: Uint8Array;
};

export const CONTRACT_CHANGES = [
  'new',
  'renewal',
  'upgrade',
  'downgrade',
  'downgrade_request',
  'churn',
  'cancel_notice',
] as const;
export type ContractFacts = Grouped & {
  readonly day: Int32Array;
  /** Index into CONTRACT_CHANGES. */
  readonly change: Uint8Array;
  readonly arr: Float64Array;
  readonly seats: Float64Array;
  readonly termEndDay: Int32Array;
  /** Dense number of the subscription inside the workspace; 0 when the file names none. */
  readonly subscription: Int32Array;
};

export const OUTCOMES = ['churn', 'renewal', 'contraction', 'expansion', 'notice'] as const;
export type OutcomeFacts = Grouped & {
  readonly day: Int32Array;
  /** Index into OUTCOMES. */
  readonly outcome: Uint8Array;
};

export type Facts = {
  readonly accounts: AccountFacts;
  readonly usage: UsageFacts;
  readonly tickets: TicketFacts;
  readonly surveys: SurveyFacts;
  readonly touchpoints: TouchpointFacts;
  readonly invoices: InvoiceFacts;
  readonly contracts: ContractFacts;
  readonly outcomes: OutcomeFacts;
  /** Latest day of any dated fact that is not in the future by nature (renewal and term ends do not count). */
  readonly lastFactDay: Day;
  /** Earliest day of any dated fact. */
  readonly firstFactDay: Day;
};

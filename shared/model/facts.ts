import type { Day } from './day.ts';

/**
 * The facts of a workspace as columns, the form the engine reads. Accounts are indexed 0..count-1; child facts are
 * grouped by account: those of account `i` are at `offsets[i]` … `offsets[i + 1] - 1`, ordered by day.
 * Missing days are `NO_DAY`, missing numbers NaN. Nothing here depends on an as-of date: the engine decides what was
 * known by then from the days.
 */
export type Grouped = { readonly offsets: Int32Array };

/** A day later than any other: "never", "for good". */
export const NEVER = 2_147_483_647;

/**
 * Rows that are known over time: a row counts on the days `knownDay` … `supersededDay − 1`, besides what its own dates say.
 * `knownDay` is NO_DAY where the file carries no update time: the row is known from its own dates ("history
 * reconstructed"). Earlier versions of a row are rows of their own, which their successors supersede; NEVER means current.
 */
export type Versioned = Grouped & {
  readonly knownDay: Int32Array;
  readonly supersededDay: Int32Array;
};

/**
 * Attributes of accounts over time; only accounts with an update time or an earlier version have rows. The other attributes
 * (segment, industry, dates, features available) are read as they stand.
 */
export type AttributeVersions = Versioned & {
  readonly seats: Float64Array;
  readonly arr: Float64Array;
  readonly renewalDay: Int32Array;
};

export type AccountFacts = {
  readonly count: number;
  readonly startDay: Int32Array;
  readonly goLiveDay: Int32Array;
  /** Current values; `Facts.attributes` says what they were before. */
  readonly renewalDay: Int32Array;
  readonly seats: Float64Array;
  readonly arr: Float64Array;
  readonly featuresAvailable: Float64Array;
  /** Segment and industry of each account as written, '' when unknown. */
  readonly segment: readonly string[];
  readonly industry: readonly string[];
};

/**
 * Daily usage, one entry per (account, day, metric), ordered by day then metric. Usage has no versions: a correction counts
 * for the past as well, as if the day had been measured right.
 */
export type UsageFacts = Grouped & {
  /** Metric names; `metric` holds indexes into it. Names starting with `feature:` are use counts of one feature. */
  readonly metrics: readonly string[];
  readonly day: Int32Array;
  readonly metric: Uint16Array;
  readonly value: Float64Array;
};

export type TicketFacts = Versioned & {
  readonly openedDay: Int32Array;
  readonly closedDay: Int32Array;
  /** Days from opening to closing with their fraction, NaN while open or undated. */
  readonly resolutionDays: Float64Array;
  /** 1 when its status says closed but no day does. */
  readonly closedUndated: Uint8Array;
  /** 1-5, NaN when not rated. */
  readonly csat: Float64Array;
  /** 0/1. */
  readonly escalated: Uint8Array;
  /** −1..1, NaN when unknown. */
  readonly sentiment: Float64Array;
  /** 1-4 for P1-P4, 0 unknown. */
  readonly priority: Uint8Array;
  /** 1 reopened, 0 not, 255 unknown. */
  readonly reopened: Uint8Array;
  /** 1 when its type or subject asks how something is done. */
  readonly howTo: Uint8Array;
};

export const SURVEY_KINDS = ['nps', 'csat', 'ces', 'csm_pulse'] as const;
export type SurveyFacts = Versioned & {
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
export type TouchpointFacts = Versioned & {
  readonly day: Int32Array;
  /** Index into TOUCHPOINT_TYPES. */
  readonly type: Uint8Array;
  /** 1 attended, 0 not, 255 unknown; so are answered and, of an email, opened. */
  readonly attended: Uint8Array;
  readonly responded: Uint8Array;
  readonly opened: Uint8Array;
  /** Person it was with (see {@link ContactFacts}), 0 unknown. */
  readonly person: Int32Array;
};

export const INVOICE_STATUSES = ['paid', 'open', 'late', 'past_due', 'failed', 'refunded'] as const;
export type InvoiceFacts = Versioned & {
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
export type ContractFacts = Versioned & {
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
export type OutcomeFacts = Versioned & {
  readonly day: Int32Array;
  /** Index into OUTCOMES. */
  readonly outcome: Uint8Array;
};

/** Contacts. A person keeps its number over all versions of the contact; 255 in a flag means the file does not say. */
export type ContactFacts = Versioned & {
  /** Surrogate id of the contact. */
  readonly person: Int32Array;
  readonly createdDay: Int32Array;
  readonly lastLoginDay: Int32Array;
  readonly leftDay: Int32Array;
  readonly sponsor: Uint8Array;
  readonly champion: Uint8Array;
  readonly admin: Uint8Array;
  /** Department in lower case, '' unknown. */
  readonly department: readonly string[];
};

/**
 * What people did, one entry per (day, person, what), ordered by day. Persons are contacts, or numbers above all of them
 * for contact ids of events that no contact has.
 */
export type ActivityFacts = Grouped & {
  readonly day: Int32Array;
  readonly person: Int32Array;
  /** 0 the person was active that day; 1 + index into `usage.metrics` the person used that feature. */
  readonly what: Uint16Array;
};

export const MILESTONE_KINDS = ['setup', 'training', 'value_goal', 'use_case'] as const;
export const ROI_STATUSES = ['demonstrated', 'in_progress', 'none'] as const;
/** Milestones are agreed from the start of the account, or from the day the source says. */
export type MilestoneFacts = Versioned & {
  readonly dueDay: Int32Array;
  readonly completedDay: Int32Array;
  /** Index into MILESTONE_KINDS, 255 unknown. */
  readonly kind: Uint8Array;
  /** Index into ROI_STATUSES, 255 when it says nothing of a return. */
  readonly roi: Uint8Array;
  /** Day from which the return is known: that of completion, else that of the row. */
  readonly roiDay: Int32Array;
};

export const MENTION_TOPICS = ['competitor', 'budget'] as const;
/** Days on which a text of the account speaks of a topic. */
export type MentionFacts = Grouped & {
  readonly day: Int32Array;
  /** Index into MENTION_TOPICS. */
  readonly topic: Uint8Array;
};

export type Facts = {
  readonly accounts: AccountFacts;
  readonly attributes: AttributeVersions;
  readonly usage: UsageFacts;
  readonly tickets: TicketFacts;
  readonly surveys: SurveyFacts;
  readonly touchpoints: TouchpointFacts;
  readonly invoices: InvoiceFacts;
  readonly contracts: ContractFacts;
  readonly outcomes: OutcomeFacts;
  readonly contacts: ContactFacts;
  readonly activity: ActivityFacts;
  readonly milestones: MilestoneFacts;
  readonly mentions: MentionFacts;
  /** First day of any text of the workspace, NEVER when there is none. */
  readonly firstTextDay: Day;
  /** Share of the rows (daily usage and events apart) that are known from their own dates, 0-1. */
  readonly reconstructed: number;
  /** Latest day of any dated fact that is not in the future by nature (renewal and term ends do not count). */
  readonly lastFactDay: Day;
  /** Earliest day of any dated fact. */
  readonly firstFactDay: Day;
};

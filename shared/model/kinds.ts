/**
 * The canonical tables (20-data.md section 1): one list of columns per kind, each with how its text is read.
 * A file whose headers are exactly these names needs no mapping.
 */
export type ColumnType =
  | 'id'
  | 'text'
  | 'number'
  | 'integer'
  | 'date'
  | 'timestamp'
  | 'boolean'
  | 'rating'
  | 'priority'
  | 'word';

export type CanonicalColumn = {
  readonly name: string;
  readonly type: ColumnType;
  readonly required: boolean;
  /** Allowed words of a `word` column, canonical spelling. */
  readonly words?: readonly string[];
  /** Inclusive numeric range; outside is rejected. */
  readonly min?: number;
  readonly max?: number;
};

const required = (name: string, type: ColumnType, more: Partial<CanonicalColumn> = {}): CanonicalColumn => ({
  name,
  type,
  required: true,
  ...more,
});
const optional = (name: string, type: ColumnType, more: Partial<CanonicalColumn> = {}): CanonicalColumn => ({
  name,
  type,
  required: false,
  ...more,
});

/** When the source system changed the row last: of two versions of a row the newer one stands, whatever the order of import. */
const updated = optional('source_updated_at', 'timestamp');

export const USAGE_METRICS = [
  'logins',
  'active_users',
  'sessions',
  'session_minutes',
  'features_used',
  'key_actions_started',
  'key_actions_completed',
  'api_calls',
  'data_volume',
] as const;

export const KINDS = {
  accounts: [
    required('account_id', 'id'),
    required('name', 'text'),
    optional('segment', 'text'),
    optional('industry', 'text'),
    optional('region', 'text'),
    optional('country', 'text'),
    optional('plan', 'text'),
    optional('csm', 'text'),
    optional('csm_manager', 'text'),
    optional('arr', 'number', { min: 0 }),
    optional('mrr', 'number', { min: 0 }),
    optional('currency', 'text'),
    optional('seats', 'number', { min: 0 }),
    optional('start_date', 'date'),
    optional('go_live_date', 'date'),
    optional('renewal_date', 'date'),
    optional('channel', 'text'),
    optional('use_case', 'text'),
    optional('size', 'text'),
    optional('status', 'text'),
    optional('parent_account_id', 'id'),
    optional('features_available', 'number', { min: 0 }),
    optional('notes', 'text'),
    updated,
  ],
  contacts: [
    required('contact_id', 'id'),
    required('account_id', 'id'),
    optional('name', 'text'),
    optional('email', 'text'),
    optional('role', 'text'),
    optional('department', 'text'),
    optional('is_sponsor', 'boolean'),
    optional('is_champion', 'boolean'),
    optional('is_admin', 'boolean'),
    optional('created_at', 'date'),
    optional('last_login_at', 'date'),
    optional('left_at', 'date'),
    updated,
  ],
  usage: [
    required('account_id', 'id'),
    required('date', 'date'),
    required('metric', 'text'),
    required('value', 'number'),
    optional('contact_id', 'id'),
  ],
  usage_wide: [
    required('account_id', 'id'),
    required('date', 'date'),
    optional('contact_id', 'id'),
    ...USAGE_METRICS.map((metric) => optional(metric, 'number', { min: 0 })),
  ],
  events: [
    optional('event_id', 'id'),
    required('account_id', 'id'),
    optional('contact_id', 'id'),
    required('timestamp', 'timestamp'),
    optional('event', 'text'),
    optional('feature', 'text'),
    optional('count', 'number', { min: 0 }),
    optional('duration_seconds', 'number', { min: 0 }),
  ],
  tickets: [
    required('ticket_id', 'id'),
    required('account_id', 'id'),
    required('opened_at', 'timestamp'),
    optional('closed_at', 'timestamp'),
    optional('severity', 'priority'),
    optional('type', 'text'),
    optional('status', 'text'),
    optional('csat', 'number', { min: 1, max: 5 }),
    optional('escalated', 'boolean'),
    optional('reopened', 'boolean'),
    optional('sentiment', 'number', { min: -1, max: 1 }),
    optional('first_response_minutes', 'number', { min: 0 }),
    optional('subject', 'text'),
    optional('contact_id', 'id'),
    updated,
  ],
  surveys: [
    required('account_id', 'id'),
    required('kind', 'word', { words: ['nps', 'csat', 'ces', 'csm_pulse'] }),
    optional('sent_at', 'timestamp'),
    optional('responded_at', 'timestamp'),
    optional('rating', 'number'),
    optional('scale', 'text'),
    optional('comment', 'text'),
    optional('response_id', 'id'),
    optional('contact_id', 'id'),
    updated,
  ],
  touchpoints: [
    required('account_id', 'id'),
    required('date', 'date'),
    required('type', 'word', {
      words: ['call', 'meeting', 'email', 'qbr', 'training', 'webinar', 'community', 'executive', 'onboarding'],
    }),
    optional('attended', 'boolean'),
    optional('responded', 'boolean'),
    optional('opened', 'boolean'),
    optional('contact_id', 'id'),
    optional('csm', 'text'),
    optional('notes', 'text'),
    updated,
  ],
  invoices: [
    required('invoice_id', 'id'),
    required('account_id', 'id'),
    required('issued_at', 'date'),
    optional('due_at', 'date'),
    optional('paid_at', 'date'),
    optional('amount', 'number'),
    optional('currency', 'text'),
    optional('status', 'word', { words: ['paid', 'open', 'late', 'past_due', 'failed', 'refunded'] }),
    updated,
  ],
  contracts: [
    required('account_id', 'id'),
    required('effective_date', 'date'),
    required('change', 'word', {
      words: ['new', 'renewal', 'upgrade', 'downgrade', 'downgrade_request', 'churn', 'cancel_notice'],
    }),
    optional('arr', 'number', { min: 0 }),
    optional('mrr', 'number', { min: 0 }),
    optional('seats', 'number', { min: 0 }),
    optional('plan', 'text'),
    optional('term_end', 'date'),
    optional('currency', 'text'),
    optional('subscription_id', 'id'),
    updated,
  ],
  outcomes: [
    required('account_id', 'id'),
    required('date', 'date'),
    required('outcome', 'word', { words: ['churn', 'renewal', 'contraction', 'expansion', 'notice'] }),
    optional('reason', 'text'),
    optional('arr_before', 'number', { min: 0 }),
    optional('arr_after', 'number', { min: 0 }),
    updated,
  ],
  milestones: [
    required('account_id', 'id'),
    required('name', 'text'),
    optional('due_date', 'date'),
    optional('completed_at', 'date'),
    optional('kind', 'word', { words: ['setup', 'training', 'value_goal', 'use_case'] }),
    optional('roi_status', 'text'),
    updated,
  ],
  notes: [
    required('account_id', 'id'),
    required('date', 'date'),
    optional('author', 'text'),
    optional('text', 'text'),
    updated,
  ],
} as const satisfies Record<string, readonly CanonicalColumn[]>;

/** What a file can be read as. `usage_wide` and `subscriptions` are file shapes: they are stored as usage and contracts. */
export type StoredKind = Exclude<keyof typeof KINDS, 'usage_wide'>;
export const STORED_KINDS = [
  'accounts',
  'contacts',
  'usage',
  'events',
  'tickets',
  'surveys',
  'touchpoints',
  'invoices',
  'contracts',
  'outcomes',
  'milestones',
  'notes',
] as const satisfies readonly StoredKind[];

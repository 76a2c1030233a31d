import type { FileKind } from '../types.ts';

/** Headers that make a kind likely: its own id or the columns no other kind has. */
export const SIGNATURES: ReadonlyMap<FileKind, readonly string[]> = new Map<FileKind, readonly string[]>([
  ['accounts', ['name']],
  ['contacts', ['contact_id', 'email']],
  ['usage', ['metric', 'value']],
  [
    'usage_wide',
    ['logins', 'active_users', 'sessions', 'session_minutes', 'key_actions_started', 'key_actions_completed'],
  ],
  ['events', ['event_id', 'event', 'feature', 'timestamp']],
  ['tickets', ['ticket_id', 'opened_at', 'severity']],
  ['surveys', ['rating', 'response_id']],
  ['touchpoints', ['type', 'attended']],
  ['invoices', ['invoice_id', 'issued_at', 'due_at', 'paid_at']],
  ['contracts', ['change', 'effective_date']],
  ['outcomes', ['outcome', 'reason', 'date']],
  ['milestones', ['due_date', 'completed_at', 'roi_status']],
  ['notes', ['text', 'author']],
  ['subscriptions', ['subscription_id', 'start_date', 'end_date']],
]);

/** Words of a file name that speak for a kind. */
export const NAME_HINTS: ReadonlyMap<FileKind, RegExp> = new Map<FileKind, RegExp>([
  ['accounts', /account|customer|client|compan|organi[sz]ation|kunden/],
  ['contacts', /contact|people|users?(?![a-z])|kontakt/],
  ['usage', /usage|metric/],
  ['usage_wide', /usage|activity|daily|weekly/],
  ['events', /event|usage|clickstream/],
  ['tickets', /ticket|case|support|issue|helpdesk|incident/],
  ['surveys', /survey|nps|csat|ces(?![a-z])|response|feedback/],
  ['touchpoints', /touchpoint|meeting|activit|qbr|call|engagement/],
  ['invoices', /invoice|bill|payment|rechnung/],
  ['contracts', /contract|change|movement/],
  ['outcomes', /outcome|churn|renewal|cancel/],
  ['milestones', /milestone|objective|success.?plan|onboarding.?(?:task|step)/],
  ['notes', /note(?!book)|comment|feedback/],
  ['subscriptions', /subscription|abo(?![a-z])/],
]);

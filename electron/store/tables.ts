import { KINDS, type StoredKind } from '#shared/model/kinds.ts';

/** Kinds stored one fact a row with a natural key; usage has its own packed table and accounts their own attributes. */
export type RowKind = Exclude<StoredKind, 'usage' | 'accounts'>;

type TableSpec = {
  readonly table: string;
  /** Stored columns, canonical names. */
  readonly columns: readonly string[];
  /** Canonical columns that make the natural key; the surrogate account takes the place of `account_id`. */
  readonly identity: readonly string[];
  /** An explicit id that alone is the key when a row has one. */
  readonly explicitId: string | null;
  /** Column whose value is the fact's own day or time. */
  readonly dated: { readonly column: string; readonly unit: 'day' | 'ms' } | null;
};

const without = (kind: StoredKind, ...left: string[]): string[] =>
  KINDS[kind].map((column) => column.name).filter((name) => !left.includes(name));

/** Where each kind is stored and what identifies one of its facts (20-data.md 2.5). */
export const TABLES: Readonly<Record<RowKind, TableSpec>> = {
  contacts: {
    table: 'contact',
    columns: without('contacts', 'contact_id', 'account_id'),
    identity: [],
    explicitId: 'contact_id',
    dated: null,
  },
  events: {
    table: 'event',
    columns: without('events', 'event_id', 'account_id'),
    identity: ['account', 'contact_id', 'timestamp', 'event', 'feature'],
    explicitId: 'event_id',
    dated: { column: 'timestamp', unit: 'ms' },
  },
  tickets: {
    table: 'ticket',
    columns: without('tickets', 'ticket_id', 'account_id'),
    identity: [],
    explicitId: 'ticket_id',
    dated: { column: 'opened_at', unit: 'ms' },
  },
  surveys: {
    table: 'survey',
    columns: without('surveys', 'account_id'),
    identity: ['account', 'kind', 'contact_id', 'sent_at', 'responded_at'],
    explicitId: 'response_id',
    dated: { column: 'responded_at', unit: 'ms' },
  },
  touchpoints: {
    table: 'touchpoint',
    columns: without('touchpoints', 'account_id'),
    identity: ['account', 'date', 'type', 'contact_id', 'notes'],
    explicitId: null,
    dated: { column: 'date', unit: 'day' },
  },
  invoices: {
    table: 'invoice',
    columns: without('invoices', 'invoice_id', 'account_id'),
    identity: [],
    explicitId: 'invoice_id',
    dated: { column: 'issued_at', unit: 'day' },
  },
  contracts: {
    table: 'contract',
    columns: without('contracts', 'account_id'),
    identity: ['account', 'effective_date', 'change', 'subscription_id'],
    explicitId: null,
    dated: { column: 'effective_date', unit: 'day' },
  },
  outcomes: {
    table: 'outcome',
    columns: without('outcomes', 'account_id'),
    identity: ['account', 'date', 'outcome'],
    explicitId: null,
    dated: { column: 'date', unit: 'day' },
  },
  milestones: {
    table: 'milestone',
    columns: without('milestones', 'account_id'),
    identity: ['account', 'name'],
    explicitId: null,
    dated: { column: 'completed_at', unit: 'day' },
  },
  notes: {
    table: 'note',
    columns: without('notes', 'account_id'),
    identity: ['account', 'date', 'author', 'text'],
    explicitId: null,
    dated: { column: 'date', unit: 'day' },
  },
};

export const ACCOUNT_COLUMNS: readonly string[] = without('accounts', 'account_id');

/** Packed key of a daily usage fact: owner (account or contact) < 2^22, day 0..65535, metric < 1024. */
export function packUsageKey(owner: number, day: number, metric: number): number {
  return (owner * 65_536 + day) * 1024 + metric;
}

export const MAX_USAGE_DAY = 65_535;
export const MAX_METRICS = 1023;

import { type CanonicalColumn, KINDS } from '#shared/model/kinds.ts';
import type { AccountKey, FileKind } from '../types.ts';

const column = (name: string, type: CanonicalColumn['type'], required = false): CanonicalColumn => ({
  name,
  type,
  required,
});

/** Source side of a subscriptions file; turned into contract changes. */
export const SUBSCRIPTION_COLUMNS: readonly CanonicalColumn[] = [
  column('account_id', 'id', true),
  column('subscription_id', 'id'),
  column('start_date', 'date', true),
  column('end_date', 'date'),
  { ...column('arr', 'number'), min: 0 },
  { ...column('mrr', 'number'), min: 0 },
  { ...column('seats', 'number'), min: 0 },
  column('plan', 'text'),
  column('currency', 'text'),
  column('status', 'text'),
  column('is_trial', 'boolean'),
  column('upgrade_flag', 'boolean'),
  column('downgrade_flag', 'boolean'),
  column('churn_flag', 'boolean'),
];

export const FILE_KINDS: readonly FileKind[] = [
  'accounts',
  'contacts',
  'subscriptions',
  'contracts',
  'tickets',
  'surveys',
  'touchpoints',
  'invoices',
  'outcomes',
  'events',
  'usage',
  'usage_wide',
];

/** Kinds whose rows may name their account by another key. */
const JOINABLE: ReadonlySet<FileKind> = new Set<FileKind>([
  'events',
  'usage',
  'usage_wide',
  'tickets',
  'surveys',
  'touchpoints',
  'invoices',
  'outcomes',
]);

/** Other keys in the order they are preferred. */
export const OTHER_KEYS: readonly { readonly name: AccountKey; readonly synonyms: string }[] = [
  { name: 'subscription_id', synonyms: 'subscription_id subscription sub_id subscription_number subscription_key' },
  { name: 'contact_id', synonyms: '{contact}_id {contact}_key' },
  { name: 'email', synonyms: 'email e_mail email_address requester_email user_email contact_email customer_email' },
];

export function columnsOf(kind: FileKind): readonly CanonicalColumn[] {
  return kind === 'subscriptions' ? SUBSCRIPTION_COLUMNS : KINDS[kind];
}

export function otherKeysOf(kind: FileKind): readonly CanonicalColumn[] {
  if (!JOINABLE.has(kind)) return [];
  return OTHER_KEYS.filter((key) => !columnsOf(kind).some((known) => known.name === key.name)).map((key) =>
    column(key.name, 'id'),
  );
}

/** Columns a mapping may name for a kind. */
export function mappableColumns(kind: FileKind): readonly CanonicalColumn[] {
  return JOINABLE.has(kind) ? [...columnsOf(kind), ...otherKeysOf(kind)] : columnsOf(kind);
}

/** Kinds that keep columns without a canonical place. */
export function keepsExtras(kind: FileKind): boolean {
  return kind === 'accounts' || kind === 'usage_wide';
}

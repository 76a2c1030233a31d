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
  column('source_updated_at', 'timestamp'),
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
  'milestones',
  'notes',
  'events',
  'usage',
  'usage_wide',
];

/** Kinds whose rows may name their account by another key, with the column that identifies the row itself. */
const JOINABLE: ReadonlyMap<FileKind, string | null> = new Map<FileKind, string | null>([
  ['contacts', 'contact_id'],
  ['events', null],
  ['usage', null],
  ['usage_wide', null],
  ['tickets', 'ticket_id'],
  ['surveys', null],
  ['touchpoints', null],
  ['invoices', null],
  ['outcomes', null],
  ['milestones', null],
  ['notes', null],
]);

/** Other keys in the order they are preferred; the account's name only counts when the user says so. */
export const OTHER_KEYS: readonly { readonly name: AccountKey; readonly synonyms: string }[] = [
  { name: 'subscription_id', synonyms: 'subscription_id subscription sub_id subscription_number subscription_key' },
  { name: 'contact_id', synonyms: '{contact}_id {contact}_key' },
  { name: 'ticket_id', synonyms: 'ticket_id ticket_number ticket_no ticket_key case_id case_number conversation_id' },
  {
    name: 'email',
    synonyms:
      'email e_mail email_address requester_email user_email contact_email customer_email recipient_email respondent_email mail',
  },
  {
    name: 'domain',
    synonyms:
      'domain email_domain requester_domain {account}_domain {account}_domain_name website web_site website_url',
  },
  {
    name: 'account_name',
    synonyms:
      '{account}_name {account} company_legal_name firmenname kundenname nom_du_client nom_client nombre_cliente klantnaam',
  },
];

export function columnsOf(kind: FileKind): readonly CanonicalColumn[] {
  return kind === 'subscriptions' ? SUBSCRIPTION_COLUMNS : KINDS[kind];
}

/** What people have many of: it says nothing about where a contact works. */
const ABOUT: ReadonlySet<AccountKey> = new Set<AccountKey>(['subscription_id', 'ticket_id']);

/** Keys that may stand in place of account_id in files of a kind and are no columns of the kind itself. */
export function otherKeysOf(kind: FileKind): readonly CanonicalColumn[] {
  if (!JOINABLE.has(kind)) return [];
  return OTHER_KEYS.filter(
    (key) => !columnsOf(kind).some((known) => known.name === key.name) && !(kind === 'contacts' && ABOUT.has(key.name)),
  ).map((key) => column(key.name, 'id'));
}

/**
 * The column by which rows of a kind name their account: account_id, else the account's name where the user asked for it,
 * else the first other key. Null when there is none.
 */
export function accountKeyOf(kind: FileKind, names: ReadonlySet<string>, byName: boolean): AccountKey | null {
  if (names.has('account_id')) return 'account_id';
  const own = JOINABLE.get(kind);
  if (own === undefined) return null;
  if (byName && names.has('account_name')) return 'account_name';
  const key = OTHER_KEYS.find((known) => known.name !== own && known.name !== 'account_name' && names.has(known.name));
  return key?.name ?? null;
}

/** Columns a mapping may name for a kind. */
export function mappableColumns(kind: FileKind): readonly CanonicalColumn[] {
  return [...columnsOf(kind), ...otherKeysOf(kind)];
}

/** Kinds that keep columns without a canonical place. */
export function keepsExtras(kind: FileKind): boolean {
  return kind === 'accounts' || kind === 'usage_wide';
}

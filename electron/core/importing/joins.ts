import type { Lookups } from '#electron/store/reads/lookups.ts';

/** Columns by which a row may name its account, in the order they are preferred (20-data.md section 1, Joins). */
export const JOIN_FIELDS = [
  'account_id',
  'subscription_id',
  'contact_id',
  'ticket_id',
  'email',
  'domain',
  'account_name',
] as const;
export type JoinField = (typeof JOIN_FIELDS)[number];
export type Join = { readonly field: JoinField; readonly index: number };

/** The column that names the account; `own` are columns that identify the row itself (a ticket's ticket_id) and so never do. */
export function joinOf(fields: readonly string[], own: readonly string[] = []): Join | null {
  for (const field of JOIN_FIELDS) {
    const index = own.includes(field) ? -1 : fields.indexOf(field);
    if (index >= 0) return { field, index };
  }
  return null;
}

/** Surrogate id of the account a value names; null while it is not known, or when several accounts share the value. */
export function findAccount(lookups: Lookups, field: JoinField, value: string): number | null {
  switch (field) {
    case 'account_id':
      return lookups.account.get(value) ?? lookups.bySalesforceId(value);
    case 'subscription_id':
      return lookups.subscription.get(value) ?? null;
    case 'contact_id':
      return lookups.contact.get(value)?.account ?? null;
    case 'ticket_id':
      return lookups.byTicket(value);
    case 'email':
      return lookups.byEmail(value);
    case 'domain':
      return lookups.byDomain(value);
    case 'account_name':
      return lookups.byName(value);
  }
}

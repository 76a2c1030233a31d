import type { ContactRecord } from '#electron/store/reads/accounts.ts';
import type { AccountDetail } from '#shared/contract/account.ts';
import type { ContactDetail } from '#shared/contract/contacts.ts';
import { type Day, isoFromDay } from '#shared/model/day.ts';
import { NO_HEALTH, type PersonHealth } from '../../views/people.ts';

/** What a contact is marked as. */
export function marksOf(contact: Pick<ContactRecord, 'isSponsor' | 'isChampion' | 'isAdmin'>): ContactDetail['marks'] {
  return [
    ...(contact.isSponsor ? (['sponsor'] as const) : []),
    ...(contact.isChampion ? (['champion'] as const) : []),
    ...(contact.isAdmin ? (['admin'] as const) : []),
  ];
}

/** Day of the last login or activity, as far as it is known on a day. */
export function lastSeen(lastLoginDay: Day | null, daysSinceActive: number, asOf: Day): string | null {
  const login = lastLoginDay !== null && lastLoginDay <= asOf ? lastLoginDay : Number.NEGATIVE_INFINITY;
  const active = Number.isFinite(daysSinceActive) ? asOf - daysSinceActive : Number.NEGATIVE_INFINITY;
  const last = Math.max(login, active);
  return Number.isFinite(last) ? isoFromDay(last) : null;
}

/** A day that has come by the as-of date. */
export function reached(day: Day | null, asOf: Day): string | null {
  return day === null || day > asOf ? null : isoFromDay(day);
}

export function contactRow(
  contact: ContactRecord,
  people: ReadonlyMap<number, PersonHealth>,
  asOf: Day,
): AccountDetail['contacts'][number] {
  const { health, isDormant, daysSinceActive } = people.get(contact.id) ?? NO_HEALTH;
  return {
    contactId: contact.contactId,
    name: contact.name,
    role: contact.role,
    department: contact.department,
    marks: marksOf(contact),
    lastLogin: lastSeen(contact.lastLoginDay, daysSinceActive, asOf),
    leftAt: reached(contact.leftDay, asOf),
    dormant: isDormant,
    health,
  };
}

import { type ContactUse, readContact, readContactTimeline, readContactUse } from '#electron/store/reads/contacts.ts';
import type { ContactDetail } from '#shared/contract/contacts.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import { formatMoney } from '#shared/format/money.ts';
import { type Day, isoFromDay } from '#shared/model/day.ts';
import type { ReadContext } from '../context.ts';
import { timelineOf } from '../views/account-series.ts';
import { bookOf, currencyOf } from '../views/book.ts';
import { NO_HEALTH, peopleOf } from '../views/people.ts';
import { lastSeen, marksOf, reached } from './account/contacts.ts';

const WEEKS = 52;
const FEATURES = 50;
const TIMELINE = 200;
const FEATURE = 'feature:';

const SUMS = [
  ['logins', 'Logins a week'],
  ['sessions', 'Sessions a week'],
  ['session_minutes', 'Minutes a week'],
  ['key_actions_completed', 'Key actions a week'],
  ['events', 'Product events a week'],
] as const;

/** Active days and sums a week over 52 weeks, oldest first; null before the first use. */
function weeklyUse(uses: readonly ContactUse[], asOf: Day): ContactDetail['usage'] {
  const slotOf = (day: Day): number => WEEKS - 1 - Math.floor((asOf - day) / 7);
  const first = uses.reduce((earliest, { day }) => Math.min(earliest, day), asOf + 1);
  const weeks = (values: Float64Array): ContactDetail['usage'][number]['weeks'] =>
    Array.from(values, (value, slot) => ({
      date: isoFromDay(asOf - 7 * (WEEKS - 1 - slot)),
      value: slot < slotOf(first) ? null : value,
    }));
  if (uses.length === 0) return [];
  const active = new Float64Array(WEEKS);
  for (const day of new Set(uses.filter(({ value }) => value > 0).map((use) => use.day)))
    active[slotOf(day)] = (active[slotOf(day)] ?? 0) + 1;
  const sums = SUMS.flatMap(([id, name]) => {
    const own = uses.filter(({ metric }) => metric === id);
    if (own.length === 0) return [];
    const sum = new Float64Array(WEEKS);
    for (const { day, value } of own) sum[slotOf(day)] = (sum[slotOf(day)] ?? 0) + value;
    return [{ id, name, weeks: weeks(sum) }];
  });
  return [{ id: 'active_days', name: 'Active days a week', weeks: weeks(active) }, ...sums];
}

/** Features by uses in the same weeks, most used first. */
function featuresOf(uses: readonly ContactUse[]): ContactDetail['features'] {
  const totals = new Map<string, number>();
  for (const { metric, value } of uses) {
    if (!metric.startsWith(FEATURE) || value <= 0) continue;
    const name = metric.slice(FEATURE.length);
    totals.set(name, (totals.get(name) ?? 0) + value);
  }
  return [...totals]
    .map(([name, total]) => ({ name, uses: Math.round(total) }))
    .sort((a, b) => b.uses - a.uses || (a.name < b.name ? -1 : 1))
    .slice(0, FEATURES);
}

/** One person as of a day: marks, health, use of the product, and what happened with them. */
export function contactHandler(context: ReadContext, input: ParsedInputOf<'contacts.get'>): OutputOf<'contacts.get'> {
  const book = bookOf(context, undefined, input.asOf);
  const { asOf } = book;
  const contact = readContact(context.db, input.contactId);
  if (!contact) throw new AppError('not_found', `There is no contact ${input.contactId} in this workspace.`);
  if (contact.createdDay !== null && contact.createdDay > asOf)
    throw new AppError('not_found', `Contact ${input.contactId} was not there yet on ${isoFromDay(asOf)}.`);
  const { health, isDormant, daysSinceActive } = peopleOf(book, contact.account - 1).get(contact.id) ?? NO_HEALTH;
  const uses = readContactUse(context.db, contact, asOf - 7 * WEEKS + 1, asOf);
  const currency = currencyOf(context);
  return {
    asOf: isoFromDay(asOf),
    contactId: contact.contactId,
    accountId: contact.accountId,
    accountName: contact.accountName,
    name: contact.name,
    email: contact.email,
    role: contact.role,
    department: contact.department,
    marks: marksOf(contact),
    createdAt: reached(contact.createdDay, asOf),
    lastLogin: lastSeen(contact.lastLoginDay, daysSinceActive, asOf),
    leftAt: reached(contact.leftDay, asOf),
    dormant: isDormant,
    health,
    usage: weeklyUse(uses, asOf),
    features: featuresOf(uses),
    timeline: readContactTimeline(context.db, contact, asOf, TIMELINE).flatMap((fact): ContactDetail['timeline'] => {
      const { kind } = fact;
      if (kind !== 'event') return timelineOf([{ ...fact, kind }], (value) => formatMoney(value, 'en', currency));
      const events = fact.number ?? 0;
      return [
        {
          date: isoFromDay(fact.day),
          kind,
          title: `${events} product ${events === 1 ? 'event' : 'events'} that week`,
          detail: fact.detail?.replaceAll(',', ', ').replaceAll('_', ' ') ?? null,
          tone: 'neutral',
        },
      ];
    }),
  };
}

import { useState } from 'react';
import type { AccountDetail } from '#shared/contract/portfolio.ts';
import { daysBetween } from '#shared/format/date.ts';
import type { Format } from '../../data/format.ts';
import { Section } from '../../ui/layout.tsx';
import { EmptyState } from '../../ui/states.tsx';

type Contact = AccountDetail['contacts'][number];

const SHOWN = 8;
/** A key contact without a login for this long counts as dormant. Source: 30-method.md 2.7. */
const DORMANT = 30;
const MARKS = { sponsor: 'Sponsor', champion: 'Champion', admin: 'Admin' } as const;

export function Contacts({ detail, format }: { readonly detail: AccountDetail; readonly format: Format }) {
  const [all, setAll] = useState(false);
  const { asOf, contacts, contactsTotal } = detail;
  const quiet = (contact: Contact): number | null =>
    contact.lastLogin === null ? null : daysBetween(contact.lastLogin, asOf);
  const dormant =
    detail.account.status !== 'active'
      ? 0
      : contacts.filter(
          (contact) => contact.marks.length > 0 && contact.leftAt === null && (quiet(contact) ?? 0) >= DORMANT,
        ).length;
  const shown = all ? contacts : contacts.slice(0, SHOWN);
  if (contacts.length === 0) {
    return (
      <Section title="Contacts" className="acct-main">
        <EmptyState title="No contacts are known for this account.">
          Import contacts to see sponsors, champions and who went quiet.
        </EmptyState>
      </Section>
    );
  }
  return (
    <Section
      title="Contacts"
      className="acct-main"
      sub={`${format.count(contactsTotal, 'person', 'people')}${dormant > 0 ? `, ${format.count(dormant, 'key contact')} dormant` : ''}`}
      tools={
        contacts.length > SHOWN && (
          <button type="button" className="link" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? `First ${SHOWN}` : `All ${format.number(contacts.length)}`}
          </button>
        )
      }
    >
      <table className="t contacts">
        <colgroup>
          <col className="c-who" />
          <col />
          <col className="c-marks" />
          <col className="c-login" />
          <col className="c-note" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">Contact</th>
            <th scope="col">Role</th>
            <th scope="col">Mark</th>
            <th scope="col" className="r">
              Last login
            </th>
            <th scope="col" className="gapl">
              State
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((contact) => (
            <ContactRow
              key={contact.contactId}
              contact={contact}
              quiet={quiet(contact)}
              alarm={detail.account.status === 'active' && contact.marks.length > 0}
              format={format}
            />
          ))}
        </tbody>
      </table>
      {all && contactsTotal > contacts.length && (
        <div className="foot">{format.count(contactsTotal - contacts.length, 'more contact')} not listed.</div>
      )}
    </Section>
  );
}

type RowProps = {
  readonly contact: Contact;
  readonly quiet: number | null;
  /** A key contact of a live account: going quiet is a warning. */
  readonly alarm: boolean;
  readonly format: Format;
};

function ContactRow({ contact, quiet, alarm, format }: RowProps) {
  const gone = contact.leftAt !== null;
  const dormant = !gone && quiet !== null && quiet >= DORMANT;
  const role = [contact.role, contact.department].filter((part) => part !== null && part !== '').join(', ');
  return (
    <tr className={gone ? 'dim' : ''}>
      <td className="m" title={contact.name ?? contact.contactId}>
        {contact.name ?? contact.contactId}
      </td>
      <td className="mut" title={role}>
        {role === '' ? <span className="dim">–</span> : role}
      </td>
      <td>
        <span className="row marks">
          {contact.marks.map((mark) => (
            <span key={mark} className="mark-tag">
              {MARKS[mark]}
            </span>
          ))}
        </span>
      </td>
      <td
        className={dormant && alarm ? 'r bad' : 'r mut'}
        title={contact.lastLogin === null ? undefined : format.date(contact.lastLogin)}
      >
        {quiet === null ? <span className="dim">–</span> : quiet === 0 ? 'today' : `${format.number(quiet)} d`}
      </td>
      <td className="gapl mut">
        {gone ? (
          `left ${format.dayMonth(contact.leftAt)}`
        ) : dormant ? (
          <span className={alarm ? 'bad' : ''}>dormant</span>
        ) : quiet === null ? (
          'no login known'
        ) : (
          'active'
        )}
      </td>
    </tr>
  );
}

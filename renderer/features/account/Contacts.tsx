import { useState } from 'react';
import type { AccountDetail } from '#shared/contract/account.ts';
import { daysBetween } from '#shared/format/date.ts';
import type { Format } from '../../data/format.ts';
import { Section } from '../../ui/layout.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { type TableColumn, TableHead } from '../../ui/table.tsx';
import { Glyph } from '../../ui/tier.tsx';
import { userHealth } from '../contact/finding.ts';
import { Marks, USER_ROLES } from '../contact/marks.tsx';
import { HOW } from './explanations.ts';
import { peopleText } from './outlook.ts';

type Contact = AccountDetail['contacts'][number];
type Props = {
  readonly detail: AccountDetail;
  readonly format: Format;
  readonly contactHref: (contactId: string) => string;
};

const SHOWN = 8;
const COLUMNS: readonly TableColumn[] = [
  { label: 'Contact', width: 'c-who' },
  { label: 'Role' },
  { label: 'Mark', width: 'c-marks' },
  { label: 'User health', width: 'c-health', className: 'r' },
  { label: 'Last login', width: 'c-login', className: 'r' },
];

export function Contacts({ detail, format, contactHref }: Props) {
  const [all, setAll] = useState(false);
  const { asOf, contacts, contactsTotal, people } = detail;
  const shown = all ? contacts : contacts.slice(0, SHOWN);
  if (contacts.length === 0) {
    return (
      <Section title="Contacts" how={HOW.people} className="acct-main">
        <EmptyState title="No contacts are known for this account.">
          Import contacts to see sponsors, champions and who went quiet.
        </EmptyState>
      </Section>
    );
  }
  return (
    <Section
      title="Contacts"
      how={HOW.people}
      className="acct-main"
      sub={peopleText(people, format.locale)}
      tools={
        contacts.length > SHOWN && (
          <button type="button" className="link" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? `First ${SHOWN}` : `All ${format.number(contacts.length)}`}
          </button>
        )
      }
    >
      <table className="t contacts">
        <TableHead columns={COLUMNS} />
        <tbody>
          {shown.map((contact) => (
            <ContactRow
              key={contact.contactId}
              contact={contact}
              asOf={asOf}
              live={detail.account.status === 'active'}
              href={contactHref(contact.contactId)}
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
  readonly asOf: string;
  /** A key contact of a live account that goes quiet is a warning. */
  readonly live: boolean;
  readonly href: string;
  readonly format: Format;
};

function ContactRow({ contact, asOf, live, href, format }: RowProps) {
  const gone = contact.leftAt !== null && contact.leftAt <= asOf;
  const quiet = contact.lastLogin === null ? null : daysBetween(contact.lastLogin, asOf);
  const alarm = live && contact.dormant && !gone;
  const role = [contact.role, contact.department].filter((part) => part !== null && part !== '').join(', ');
  const name = contact.name ?? contact.contactId;
  return (
    <tr className={gone ? 'dim' : ''}>
      <td>
        <a className="rowlink" dir="auto" href={href} title={name}>
          {name}
        </a>
      </td>
      <td className="mut" title={role}>
        {role === '' ? <span className="dim">–</span> : role}
      </td>
      <td>
        <Marks marks={contact.marks} />
      </td>
      <td className="r">
        <UserHealth health={contact.health} format={format} />
      </td>
      <td
        className={alarm ? 'r bad' : 'r mut'}
        title={contact.lastLogin === null ? undefined : format.date(contact.lastLogin)}
      >
        {seenText(contact, gone, quiet, format)}
      </td>
    </tr>
  );
}

function UserHealth({ health, format }: { readonly health: Contact['health']; readonly format: Format }) {
  if (health.score === null || health.tier === null) return <span className="dim">–</span>;
  return (
    <span className="user-health" title={`${health.tier}, ${userHealth(health.score, format.locale)} of 100`}>
      <Glyph role={USER_ROLES[health.tier]} size={9} />
      <span className="vh">{health.tier} </span>
      <b>{userHealth(health.score, format.locale)}</b>
    </span>
  );
}

function seenText(contact: Contact, gone: boolean, quiet: number | null, format: Format): string {
  if (gone) return `left ${format.monthYear(contact.leftAt)}`;
  if (quiet === null) return contact.dormant ? 'dormant' : 'none known';
  const since = quiet <= 0 ? 'today' : `${format.number(quiet)} d`;
  return contact.dormant ? `dormant, ${since}` : since;
}

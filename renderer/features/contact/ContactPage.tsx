import type { ContactDetail } from '#shared/contract/contacts.ts';
import { daysBetween } from '#shared/format/date.ts';
import type { Format } from '../../data/format.ts';
import { Meter } from '../../ui/figures.tsx';
import { Finding, Section } from '../../ui/layout.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { type TableColumn, TableHead } from '../../ui/table.tsx';
import { TierBadge } from '../../ui/tier.tsx';
import { MetricCell } from '../account/Metrics.tsx';
import { Timeline } from '../account/Timeline.tsx';
import { USER_HEALTH } from './explanations.ts';
import { contactFinding, userHealth } from './finding.ts';
import { Marks, USER_ROLES } from './marks.tsx';

type Props = {
  readonly contact: ContactDetail;
  readonly format: Format;
  readonly accountsHref: string;
  readonly accountHref: string;
};

export function ContactPage({ contact, format, accountsHref, accountHref }: Props) {
  const name = contact.name ?? contact.contactId;
  const role = [contact.role, contact.department].filter((part) => part !== null && part !== '').join(', ');
  return (
    <div className="page contact">
      <Finding
        eyebrow={
          <>
            <nav aria-label="Breadcrumb">
              <a className="crumb" href={accountsHref}>
                Accounts
              </a>
              <span aria-hidden="true"> / </span>
              <a className="crumb" dir="auto" href={accountHref}>
                {contact.accountName}
              </a>
              <span aria-hidden="true"> / </span>
              <span>{contact.contactId}</span>
            </nav>
            <div className="acct-name">
              <bdi className="n">{name}</bdi>
              {role !== '' && <bdi className="mut">{role}</bdi>}
              <Marks marks={contact.marks} />
            </div>
          </>
        }
      >
        {contactFinding(contact, format.locale).map((phrase) =>
          phrase.strong ? <b key={phrase.text}>{phrase.text}</b> : <span key={phrase.text}>{phrase.text}</span>,
        )}
      </Finding>
      <Identity contact={contact} format={format} accountHref={accountHref} />
      <div className="contact-cols">
        <div className="contact-main">
          <Usage contact={contact} format={format} />
          <Timeline
            asOf={contact.asOf}
            timeline={contact.timeline}
            format={format}
            empty="Touchpoints, tickets and answers to surveys appear here once they are imported with their contact."
          />
        </div>
        <div className="contact-side">
          <Health contact={contact} format={format} />
          <Features contact={contact} format={format} />
        </div>
      </div>
    </div>
  );
}

function Identity({ contact, format, accountHref }: Omit<Props, 'accountsHref'>) {
  const { health, lastLogin, asOf } = contact;
  const days = lastLogin === null ? null : daysBetween(lastLogin, asOf);
  return (
    <dl className="facts contact-facts">
      <div>
        <dt>User health, of 100</dt>
        <dd className="facts-score">
          <span className={health.score === null ? 'n none' : 'n'}>{userHealth(health.score, format.locale)}</span>
          <span className="sm">
            <TierBadge role={health.tier === null ? null : USER_ROLES[health.tier]} name={health.tier ?? 'No health'} />
            <span className="dim nw facts-d">Green 70, Yellow 40</span>
          </span>
        </dd>
      </div>
      <Fact
        label="Last login"
        value={lastLogin === null ? null : format.date(lastLogin)}
        detail={days === null ? 'none known' : days <= 0 ? 'today' : `${format.number(days)} d ago`}
        bad={contact.dormant}
      />
      <Fact
        label="State"
        value={contact.leftAt !== null && contact.leftAt <= asOf ? 'Left' : contact.dormant ? 'Dormant' : 'Active'}
        detail={stateText(contact, format)}
        bad={contact.dormant}
      />
      <Fact
        label="Known since"
        value={contact.createdAt === null ? null : format.date(contact.createdAt)}
        detail={contact.createdAt === null ? 'not in any import' : 'as a contact'}
      />
      <div>
        <dt>Account</dt>
        <dd className="v ell">
          <a className="link" dir="auto" href={accountHref} title={contact.accountName}>
            {contact.accountName}
          </a>
        </dd>
        <dd className="d ell" title={contact.email ?? undefined}>
          {contact.email ?? 'no e-mail address known'}
        </dd>
      </div>
    </dl>
  );
}

function stateText(contact: ContactDetail, format: Format): string {
  if (contact.leftAt !== null && contact.leftAt <= contact.asOf) return `on ${format.date(contact.leftAt)}`;
  if (contact.dormant) return 'key user, 30 d or more without activity';
  return contact.marks.length > 0 ? 'key user' : 'no key mark';
}

function Fact({
  label,
  value,
  detail,
  bad = false,
}: {
  readonly label: string;
  readonly value: string | null;
  readonly detail: string;
  readonly bad?: boolean;
}) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className={bad ? 'v bad' : 'v'}>{value ?? <span className="dim">–</span>}</dd>
      <dd className="d">{detail}</dd>
    </div>
  );
}

function Usage({ contact, format }: { readonly contact: ContactDetail; readonly format: Format }) {
  const known = contact.usage.filter((metric) => metric.weeks.some((week) => week.value !== null));
  return (
    <Section
      title="Weekly usage"
      {...(known.length === 0 ? {} : { sub: '52 weeks; mean of the last 4 weeks, and its change over 90 d' })}
    >
      {known.length === 0 ? (
        <EmptyState title="No usage of this person is known.">
          Import usage or product events with a contact id to see what each person does.
        </EmptyState>
      ) : (
        <div className="contact-usage">
          {known.map((metric) => (
            <MetricCell key={metric.id} metric={{ ...metric, unit: 'count' }} format={format} />
          ))}
        </div>
      )}
    </Section>
  );
}

const PARTS: readonly TableColumn[] = [
  { label: 'Part' },
  { label: 'Measured', width: 'c-value' },
  { label: 'Points', width: 'c-points', className: 'r' },
];

/** What the health is made of: each part with what it earned of what is possible. Source: 30-method.md 2.7. */
function Health({ contact, format }: { readonly contact: ContactDetail; readonly format: Format }) {
  const { parts, score } = contact.health;
  const known = parts.filter((part) => part.points !== null);
  const earned = known.reduce((sum, part) => sum + (part.points ?? 0), 0);
  const possible = known.reduce((sum, part) => sum + part.max, 0);
  return (
    <Section title="User health" how={USER_HEALTH} sub="points of possible points">
      {parts.length === 0 ? (
        <EmptyState title="There is no user health.">It needs usage or product events with a contact id.</EmptyState>
      ) : (
        <table className="t compact health">
          <TableHead columns={PARTS} />
          <tbody>
            {parts.map((part) => (
              <tr key={part.id}>
                <td className="wrap">{part.name}</td>
                <td className="mut wrap">{part.value ?? <span className="dim">no data</span>}</td>
                <td className="r">
                  {part.points === null ? (
                    <span className="dim">– of {format.number(part.max)}</span>
                  ) : (
                    <>
                      <b>{format.number(part.points, Number.isInteger(part.points) ? 0 : 1)}</b>{' '}
                      <span className="dim">of {format.number(part.max)}</span>
                    </>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={2}>
                User health
                {score !== null && known.length < parts.length && (
                  <span className="dim sm">
                    , {format.number(earned)} of the {format.number(possible)} points with data
                  </span>
                )}
              </th>
              <td className="r b">{userHealth(score, format.locale)}</td>
            </tr>
          </tfoot>
        </table>
      )}
    </Section>
  );
}

const FEW = 12;

function Features({ contact, format }: { readonly contact: ContactDetail; readonly format: Format }) {
  const { features } = contact;
  const most = Math.max(1, ...features.map((feature) => feature.uses));
  const shown = features.slice(0, FEW);
  return (
    <Section
      title="Features used"
      {...(features.length === 0
        ? {}
        : { sub: `uses${features.length > FEW ? `, ${FEW} of ${format.number(features.length)} features` : ''}` })}
    >
      {features.length === 0 ? (
        <p className="dim">No use of a feature is known.</p>
      ) : (
        <ul className="contact-features">
          {shown.map((feature) => (
            <li key={feature.name}>
              <bdi className="ell" title={feature.name}>
                {feature.name}
              </bdi>
              <Meter share={feature.uses / most} />
              <span className="r">{format.number(feature.uses)}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

import type { AccountDetail } from '#shared/contract/account.ts';
import type { Format } from '../../data/format.ts';
import { Button } from '../../ui/controls.tsx';
import { Icon, type IconName } from '../../ui/icons.tsx';
import { accountFinding } from './finding.ts';

type Props = {
  readonly detail: AccountDetail;
  readonly format: Format;
  readonly accountsHref: string;
  readonly previousHref: string | null;
  readonly nextHref: string | null;
  readonly onPrint: () => void;
  /** Null where nothing can be overridden. */
  readonly onOverride: (() => void) | null;
};

export function AccountHead({ detail, format, accountsHref, previousHref, nextHref, onPrint, onOverride }: Props) {
  const { account } = detail;
  const facts = [
    account.segment,
    account.industry,
    account.region,
    account.plan && `${account.plan} plan`,
    account.csm && `CSM ${account.csm}`,
  ].filter((fact) => fact !== null && fact !== '');
  return (
    <div className="page-h acct-head">
      <div className="col">
        <nav className="eyebrow" aria-label="Breadcrumb">
          <a className="crumb" href={accountsHref}>
            Accounts
          </a>
          <span aria-hidden="true"> / </span>
          <span>{account.accountId}</span>
        </nav>
        <div className="acct-name">
          <bdi className="n">{account.name}</bdi>
          <bdi className="mut">{facts.join(', ')}</bdi>
        </div>
        <h1 className="finding">
          {accountFinding(detail, format.locale).map((phrase) =>
            phrase.strong ? <b key={phrase.text}>{phrase.text}</b> : <span key={phrase.text}>{phrase.text}</span>,
          )}
        </h1>
      </div>
      <div className="row noprint">
        <Step href={previousHref} icon="left" label="Previous account" />
        <Step href={nextHref} icon="right" label="Next account" />
        <Button onClick={onPrint}>Print</Button>
        {onOverride !== null && <Button onClick={onOverride}>Override</Button>}
      </div>
    </div>
  );
}

function Step({
  href,
  icon,
  label,
}: {
  readonly href: string | null;
  readonly icon: IconName;
  readonly label: string;
}) {
  if (href === null) {
    return (
      <button type="button" className="ib" disabled aria-label={label}>
        <Icon name={icon} />
      </button>
    );
  }
  return (
    <a className="ib" href={href} aria-label={label} title={label}>
      <Icon name={icon} />
    </a>
  );
}

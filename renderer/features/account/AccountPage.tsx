import { useMemo, useState } from 'react';
import type { AccountDetail } from '#shared/contract/account.ts';
import type { Format } from '../../data/format.ts';
import { useCommand } from '../../state/commands.ts';
import { OverrideDialog } from '../overrides/OverrideDialog.tsx';
import { AccountHead } from './AccountHead.tsx';
import { Attributes } from './Attributes.tsx';
import { Changes } from './Changes.tsx';
import { Contacts } from './Contacts.tsx';
import { Dimensions, shownDimensions } from './Dimensions.tsx';
import { Facts } from './Facts.tsx';
import { History } from './History.tsx';
import { Metrics } from './Metrics.tsx';
import { Notes } from './Notes.tsx';
import { OnboardingPanel } from './Onboarding.tsx';
import { BenchmarkPanel, ExpansionPanel, RiskPanel } from './Outlook.tsx';
import { Overrides } from './Overrides.tsx';
import { Prospects } from './Prospects.tsx';
import { Part, SectionNav } from './SectionNav.tsx';
import { Timeline } from './Timeline.tsx';
import { Why } from './Why.tsx';
import { AccountWhatIf } from './whatif/AccountWhatIf.tsx';

export type AccountPageProps = {
  readonly detail: AccountDetail;
  readonly format: Format;
  /** Date of the newest data: from it a new override counts, whatever date is shown. */
  readonly dataDate: string;
  /** Months shown as the address says; null leaves it to the data. */
  readonly range: string | null;
  readonly onRange: (range: string) => void;
  readonly days: string;
  readonly onDays: (days: string) => void;
  readonly accountsHref: string;
  readonly ledgerHref: string;
  /** The rules of the model shown, in words. */
  readonly modelHref: string;
  readonly contactHref: (contactId: string) => string;
  readonly previousHref: string | null;
  readonly nextHref: string | null;
  readonly onPrint: () => void;
};

const SCORE = { id: 'score', name: 'Score' };
const WHAT_IF = { id: 'what-if', name: 'What if' };
const SIGNALS = { id: 'signals', name: 'Signals' };
const OUTLOOK = { id: 'outlook', name: 'Outlook' };
const POSITION = { id: 'position', name: 'Peers, risk, expansion' };
const PEOPLE = { id: 'people', name: 'People and timeline' };
const OVERRIDES = { id: 'overrides', name: 'Overrides' };
const PARTS = [SCORE, SIGNALS, WHAT_IF, OUTLOOK, POSITION, PEOPLE, OVERRIDES];
const UNSCORED = PARTS.filter((part) => part !== WHAT_IF);

export function AccountPage(props: AccountPageProps) {
  const { detail, format, dataDate, range, onRange, days, onDays, ledgerHref, modelHref, contactHref, ...head } = props;
  const [overriding, setOverriding] = useState(false);
  const explained = detail.dimensions.some((dimension) => dimension.contribution !== null);
  const active = detail.account.status === 'active';
  // The onboarding model has rules of its own; without a score nothing can be moved.
  const triable = active && detail.account.score !== null && detail.onboarding === null;
  const onOverride = active ? () => setOverriding(true) : null;
  const subject = useMemo(
    () => ({
      accountId: detail.account.accountId,
      name: detail.account.name,
      score: detail.account.score,
      tier: detail.account.tier,
      dimensions: shownDimensions(detail),
      tiers: detail.thresholds.map((threshold) => threshold.name),
    }),
    [detail],
  );
  useCommand(active ? `Record an override on ${detail.account.name}` : null, () => setOverriding(true));
  return (
    <div className="page acct">
      <AccountHead detail={detail} format={format} {...head} onOverride={onOverride} />
      <Facts detail={detail} format={format} modelHref={modelHref} />
      <Notes detail={detail} format={format} />
      <SectionNav parts={triable ? PARTS : UNSCORED} label="Parts of this account" />
      <Part part={SCORE}>
        {detail.onboarding !== null && <OnboardingPanel onboarding={detail.onboarding} format={format} />}
        <div className="acct-cols">
          <div className="acct-main">
            <History detail={detail} range={range} onRange={onRange} format={format} />
            <Changes detail={detail} days={days} onDays={onDays} format={format} />
          </div>
          <div className="acct-side">
            {explained && <Why detail={detail} format={format} />}
            <Attributes detail={detail} format={format} />
          </div>
        </div>
      </Part>
      <Part part={SIGNALS}>
        <Dimensions detail={detail} format={format} modelHref={modelHref} />
        <Metrics detail={detail} format={format} />
      </Part>
      {triable && (
        <Part part={WHAT_IF}>
          <AccountWhatIf detail={detail} format={format} />
        </Part>
      )}
      <Part part={OUTLOOK}>
        <Prospects accountId={detail.account.accountId} format={format} />
      </Part>
      <Part part={POSITION}>
        <div className="acct-thirds">
          <BenchmarkPanel detail={detail} format={format} />
          <RiskPanel detail={detail} format={format} />
          <ExpansionPanel detail={detail} format={format} />
        </div>
      </Part>
      <Part part={PEOPLE}>
        <div className="acct-cols">
          <Contacts detail={detail} format={format} contactHref={contactHref} />
          <Timeline
            asOf={detail.asOf}
            timeline={detail.timeline}
            format={format}
            className="acct-side"
            empty="Touchpoints, tickets, surveys, invoices, contract changes, milestones and notes appear here once they are imported."
          />
        </div>
      </Part>
      <Part part={OVERRIDES}>
        <Overrides detail={detail} format={format} ledgerHref={ledgerHref} onOverride={onOverride} />
      </Part>
      {overriding && (
        <OverrideDialog subject={subject} dataDate={dataDate} format={format} onClose={() => setOverriding(false)} />
      )}
    </div>
  );
}

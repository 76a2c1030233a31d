import type { AccountDetail } from '#shared/contract/portfolio.ts';
import type { Format } from '../../data/format.ts';
import { AccountHead } from './AccountHead.tsx';
import { Attributes } from './Attributes.tsx';
import { Changes } from './Changes.tsx';
import { Contacts } from './Contacts.tsx';
import { Dimensions } from './Dimensions.tsx';
import { Facts } from './Facts.tsx';
import { History } from './History.tsx';
import { Metrics } from './Metrics.tsx';
import { Timeline } from './Timeline.tsx';
import { Why } from './Why.tsx';

export type AccountPageProps = {
  readonly detail: AccountDetail;
  readonly format: Format;
  /** Months shown as the address says; null leaves it to the data. */
  readonly range: string | null;
  readonly onRange: (range: string) => void;
  readonly days: string;
  readonly onDays: (days: string) => void;
  readonly accountsHref: string;
  readonly previousHref: string | null;
  readonly nextHref: string | null;
  readonly onPrint: () => void;
};

export function AccountPage({ detail, format, range, onRange, days, onDays, ...head }: AccountPageProps) {
  const scored = detail.account.score !== null;
  return (
    <div className="page acct">
      <AccountHead detail={detail} format={format} {...head} />
      <Facts detail={detail} format={format} />
      <div className="acct-cols">
        <div className="acct-main">
          <History detail={detail} range={range} onRange={onRange} format={format} />
          <Changes detail={detail} days={days} onDays={onDays} format={format} />
        </div>
        <div className="acct-side">
          {scored && <Why detail={detail} format={format} />}
          <Attributes detail={detail} format={format} />
        </div>
      </div>
      <div className="acct-rows">
        <Dimensions detail={detail} format={format} />
        <Metrics detail={detail} format={format} />
        <div className="acct-cols">
          <Contacts detail={detail} format={format} />
          <Timeline detail={detail} format={format} />
        </div>
      </div>
    </div>
  );
}

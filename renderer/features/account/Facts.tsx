import type { ReactNode } from 'react';
import type { AccountDetail } from '#shared/contract/portfolio.ts';
import { daysBetween } from '#shared/format/date.ts';
import type { Format } from '../../data/format.ts';
import { Delta } from '../../ui/figures.tsx';
import { Coverage, TierBadge } from '../../ui/tier.tsx';

type Account = AccountDetail['account'];
type Props = { readonly detail: AccountDetail; readonly format: Format };

const TOUCH: Readonly<Record<string, string>> = {
  T1: 'weekly touch',
  T2: 'touch every 2 weeks',
  T3: 'monthly touch',
  T4: 'quarterly touch',
  T5: 'automated touch',
};
const MOMENTUM = {
  improving: { word: 'Improving', sign: 1 },
  stable: { word: 'Stable', sign: 0 },
  declining: { word: 'Declining', sign: -1 },
} as const;

export function Facts({ detail, format }: Props) {
  const { account, thresholds } = detail;
  const role = (name: string | null) => thresholds.find((threshold) => threshold.name === name)?.role ?? null;
  return (
    <dl className="facts">
      <div>
        <dt>Health score, of 100</dt>
        <dd className="facts-score">
          <span className={account.score === null ? 'n none' : account.state === 'provisional' ? 'n prov' : 'n'}>
            {account.score === null ? '–' : format.score(account.score)}
          </span>
          <span className="sm">
            <TierBadge
              role={account.tierRole}
              name={account.state === 'provisional' ? `${account.tier ?? 'Unscored'}, provisional` : account.tier}
            />
            <span className="dim nw facts-d">
              <Delta value={account.change30} /> {account.change30 === null ? 'no score 30 d ago' : 'in 30 d'}
            </span>
          </span>
        </dd>
      </div>
      <Fact
        label="Confirmed tier"
        value={
          account.confirmedTier === null ? (
            <span className="dim">–</span>
          ) : (
            <TierBadge role={role(account.confirmedTier)} name={account.confirmedTier} />
          )
        }
        detail={confirmedText(account)}
      />
      <Fact
        label="Momentum"
        value={momentum(account)}
        detail={account.change90 === null ? 'no score 90 d ago' : `${format.signed(account.change90)} in 90 d`}
      />
      <Fact
        label="Coverage"
        value={<Coverage share={account.coverage} />}
        detail={detail.confidence === null ? 'too little for a score' : `${detail.confidence} confidence`}
      />
      <Fact
        label="Priority"
        value={account.priorityTier ?? <span className="dim">–</span>}
        detail={account.priorityTier === null ? 'needs a score' : (TOUCH[account.priorityTier] ?? '')}
      />
      <Fact
        label={`ARR, ${detail.currency}`}
        value={account.arr === null ? <span className="dim">–</span> : format.moneyExact(account.arr)}
        detail={arrText(account, format)}
      />
      <Fact
        label="Renewal"
        value={account.renewalDate === null ? <span className="dim">–</span> : format.date(account.renewalDate)}
        detail={renewalText(detail)}
      />
    </dl>
  );
}

function Fact({
  label,
  value,
  detail,
}: {
  readonly label: string;
  readonly value: ReactNode;
  readonly detail: string;
}) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className="v">{value}</dd>
      <dd className="d">{detail}</dd>
    </div>
  );
}

function momentum(account: Account): ReactNode {
  if (account.momentum === null) return <span className="dim">–</span>;
  const { word, sign } = MOMENTUM[account.momentum];
  return <Delta value={sign} text={word} />;
}

function confirmedText(account: Account): string {
  if (account.confirmedTier === null)
    return account.score === null
      ? 'needs a score'
      : account.state === 'provisional'
        ? 'needs a full score'
        : 'needs 2 weekly scores';
  return account.confirmedTier === account.tier
    ? 'same as this week'
    : `this week ${account.tier ?? 'unscored'}, unconfirmed`;
}

function arrText(account: Account, format: Format): string {
  if (account.arr === null) return 'not in any import';
  return account.seatUtilization === null
    ? 'seat use unknown'
    : `${format.percent(account.seatUtilization)} of seats used`;
}

function renewalText({ account, asOf }: AccountDetail): string {
  if (account.status === 'churned') return 'churned';
  if (account.renewalDate === null) return 'not in any import';
  const days = daysBetween(asOf, account.renewalDate) ?? 0;
  if (days === 0) return 'today';
  return days > 0 ? `in ${days} d` : `${-days} d ago`;
}

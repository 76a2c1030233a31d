import type { ReactNode } from 'react';
import type { AccountDetail } from '#shared/contract/account.ts';
import type { OverrideRow } from '#shared/contract/overrides.ts';
import { daysBetween } from '#shared/format/date.ts';
import type { Format } from '../../data/format.ts';
import { Delta } from '../../ui/figures.tsx';
import { type Explanation, HowComputed } from '../../ui/HowComputed.tsx';
import { Coverage, Glyph, type Role, TierBadge } from '../../ui/tier.tsx';
import { nearDate, targetText } from '../overrides/words.ts';
import { HOW } from './explanations.ts';
import { momentumColourText } from './outlook.ts';

type Account = AccountDetail['account'];
type Props = {
  readonly detail: AccountDetail;
  readonly format: Format;
  /** The rules of the model, in words. */
  readonly modelHref: string;
};

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

const COLOUR_ROLES: Readonly<Record<'green' | 'yellow' | 'red', Role>> = {
  green: 'healthy',
  yellow: 'moderate',
  red: 'critical',
};

export function Facts({ detail, format, modelHref }: Props) {
  const { account, thresholds } = detail;
  // The newest judgement of the whole score; one of a single dimension stands at its dimension.
  const said = detail.overrides.find((row) => row.active && row.target.kind !== 'dimension');
  const role = (name: string | null) => thresholds.find((threshold) => threshold.name === name)?.role ?? null;
  return (
    <dl className={said ? 'facts acct-facts with-said' : 'facts acct-facts'}>
      <div>
        <dt>
          {account.onboarding ? 'Onboarding score, of 100' : 'Health score, of 100'}{' '}
          <HowComputed
            about={account.onboarding ? HOW.onboarding : HOW.score}
            href={modelHref}
            linkText="Rules of this model"
          />
        </dt>
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
          {said && <Said row={said} detail={detail} format={format} />}
        </dd>
      </div>
      <Fact
        label="Confirmed tier"
        how={HOW.confirmed}
        value={
          account.confirmedTier === null ? (
            <span className="dim">–</span>
          ) : (
            <TierBadge role={role(account.confirmedTier)} name={account.confirmedTier} />
          )
        }
        detail={confirmedText(account)}
      />
      <Fact label="Momentum" how={HOW.momentum} value={momentum(detail)} detail={momentumText(detail, format)} />
      <Fact
        label="Coverage"
        how={HOW.coverage}
        value={<Coverage share={account.coverage} />}
        detail={detail.confidence === null ? 'too little for a score' : `${detail.confidence} confidence`}
      />
      <Fact
        label="Priority"
        how={HOW.priority}
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
  how,
  value,
  detail,
}: {
  readonly label: string;
  readonly how?: Explanation;
  readonly value: ReactNode;
  readonly detail: string;
}) {
  return (
    <div>
      <dt>
        {label} {how && <HowComputed about={how} />}
      </dt>
      <dd className="v">{value}</dd>
      <dd className="d">{detail}</dd>
    </div>
  );
}

/** What a person says, beside what is computed and never instead of it. */
function Said({
  row,
  detail,
  format,
}: {
  readonly row: OverrideRow;
  readonly detail: AccountDetail;
  readonly format: Format;
}) {
  const tier = detail.thresholds.find((threshold) => row.target.kind === 'tier' && threshold.name === row.target.tier);
  return (
    <span className="said">
      {row.target.kind === 'tier' ? (
        <TierBadge role={tier?.role ?? null} name={row.target.tier} />
      ) : (
        <span className="said-n">{targetText(row.target, (id) => id, format.locale)}</span>
      )}
      <span className="dim sm">
        says <bdi>{row.author}</bdi>
        <br />
        until {nearDate(row.expires, detail.asOf, format.locale)}
      </span>
    </span>
  );
}

function momentum({ account, momentumColour }: AccountDetail): ReactNode {
  if (account.momentum === null) return <span className="dim">–</span>;
  const { word, sign } = MOMENTUM[account.momentum];
  return (
    <span className="momentum">
      {momentumColour !== null && <Glyph role={COLOUR_ROLES[momentumColour.colour]} size={9} />}
      <Delta value={sign} text={word} />
    </span>
  );
}

function momentumText({ account, momentumColour }: AccountDetail, format: Format): string {
  const colour = account.momentum === null ? null : momentumColourText(momentumColour);
  const change = account.change90 === null ? 'no score 90 d ago' : `${format.signed(account.change90)} in 90 d`;
  return colour === null ? change : `${colour}; ${change}`;
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

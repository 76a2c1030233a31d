import type { PortfolioSummary } from '#shared/contract/portfolio.ts';
import { UNKNOWN } from '#shared/format/number.ts';
import { useFormat } from '../../data/format.ts';
import { useFilters } from '../../state/filters.ts';
import { useHref } from '../../state/navigation.ts';
import { Delta } from '../../ui/figures.tsx';
import { Section } from '../../ui/layout.tsx';
import { HOW } from './explanations.ts';
import { OwnFilter } from './OwnFilter.tsx';

type Props = { readonly summary: PortfolioSummary; readonly className: string };
const SHOWN = 5;
const RECENT_DROP = -15;

export function Declined({ summary, className }: Props) {
  const format = useFormat();
  const href = useHref();
  const { filters } = useFilters();
  return (
    <Section
      title="Recently declined"
      how={HOW.declined}
      sub={`${format.number(summary.declinedTotal)} fell over 15 in 30 d`}
      className={className}
      tools={
        summary.declinedTotal > 0 ? (
          <>
            <OwnFilter name="change30Below" value={RECENT_DROP} what="recently declined" />
            <a
              className="link"
              href={href({
                view: 'accounts',
                filters: { ...filters, change30Below: RECENT_DROP },
                params: { sort: 'change30:asc' },
              })}
            >
              Open list
            </a>
          </>
        ) : undefined
      }
    >
      {summary.declined.length === 0 && <p className="mut">No account fell by more than 15 points.</p>}
      <div className="lis">
        {summary.declined.slice(0, SHOWN).map((account) => (
          <div key={account.accountId}>
            <a className="m ell rowlink" href={href({ view: 'account', id: account.accountId, params: {} })}>
              <bdi>{account.name}</bdi>
            </a>
            <span className="r">
              <Delta value={account.change30} />
            </span>
            <span className="r" style={{ width: 52 }}>
              {format.money(account.arr)}
            </span>
          </div>
        ))}
      </div>
    </Section>
  );
}

export function UpsellReady({ summary, className }: Props) {
  const format = useFormat();
  const href = useHref();
  const { filters } = useFilters();
  return (
    <Section
      title="Upsell-ready"
      how={HOW.upsell}
      sub="score 80+, signs of growth"
      className={className}
      tools={
        summary.cards.expansionReadyAccounts > 0 ? (
          <>
            <OwnFilter name="expansionReady" value={true} what="upsell-ready" />
            <a
              className="link"
              href={href({
                view: 'accounts',
                filters: { ...filters, expansionReady: true },
                params: { sort: 'arr:desc' },
              })}
            >
              Open list
            </a>
          </>
        ) : undefined
      }
    >
      {summary.expansionReady.length === 0 && (
        <p className="mut">No account is ready: a score of 80, well used seats and no decline are needed.</p>
      )}
      <div className="lis">
        {summary.expansionReady.slice(0, SHOWN).map((account) => (
          <div key={account.accountId}>
            <a className="m ell rowlink" href={href({ view: 'account', id: account.accountId, params: {} })}>
              <bdi>{account.name}</bdi>
            </a>
            <span className="dim sm">
              {account.seatUtilization === null
                ? `seats ${UNKNOWN}`
                : `${format.percent(account.seatUtilization)} seats`}
            </span>
            <span className="r" style={{ width: 52 }}>
              {format.money(account.arr)}
            </span>
          </div>
        ))}
      </div>
    </Section>
  );
}

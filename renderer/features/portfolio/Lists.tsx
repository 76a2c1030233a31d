import type { PortfolioSummary } from '#shared/contract/portfolio.ts';
import { UNKNOWN } from '#shared/format/number.ts';
import { useFormat } from '../../data/format.ts';
import { useFilters } from '../../state/filters.ts';
import { useHref } from '../../state/navigation.ts';
import { Delta } from '../../ui/figures.tsx';
import { Section } from '../../ui/layout.tsx';
import { HOW } from './explanations.ts';

type Props = { readonly summary: PortfolioSummary; readonly className: string };
const SHOWN = 5;

export function Declined({ summary, className }: Props) {
  const format = useFormat();
  const href = useHref();
  const { filters } = useFilters();
  return (
    <Section
      title="Recently declined"
      how={HOW.declined}
      sub={`${format.number(summary.declinedTotal)} fell more than 15 in 30 d`}
      className={className}
      tools={
        summary.declinedTotal > 0 ? (
          <a
            className="link"
            href={href({
              view: 'accounts',
              filters: { ...filters, change30Below: -15 },
              params: { sort: 'change30:asc' },
            })}
          >
            Open list
          </a>
        ) : undefined
      }
    >
      {summary.declined.length === 0 && <p className="mut">No account fell by more than 15 points.</p>}
      <div className="lis">
        {summary.declined.slice(0, SHOWN).map((account) => (
          <div key={account.accountId}>
            <a className="m ell rowlink" href={href({ view: 'account', id: account.accountId, params: {} })}>
              {account.name}
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
              {account.name}
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

export function Changes({ summary, className }: Props) {
  const format = useFormat();
  const { changes } = summary;
  if (changes.since === null) {
    return (
      <Section title="What changed" className={className}>
        <p className="mut">This is the first snapshot; the next one will show what moved.</p>
      </Section>
    );
  }
  const rows = [
    {
      name: 'Entered the range below 50',
      value: <Delta value={changes.enteredAtRisk} inverse decimals={0} />,
      arr: changes.enteredAtRiskArr,
    },
    {
      name: 'Left the range below 50',
      value: <Delta value={changes.leftAtRisk} decimals={0} />,
      arr: changes.leftAtRiskArr,
    },
    {
      name: 'Tier changes, up and down',
      value: <b>{`${format.number(changes.tierUp)} and ${format.number(changes.tierDown)}`}</b>,
      arr: null,
    },
    {
      name: 'New accounts, churned accounts',
      value: <b>{`${format.number(changes.newAccounts)} and ${format.number(changes.churned)}`}</b>,
      arr: null,
    },
    { name: 'Coverage fell 0.20 or more', value: <b>{format.number(changes.coverageFell)}</b>, arr: null },
  ];
  return (
    <Section title={`What changed since ${format.dayMonth(changes.since)}`} how={HOW.changes} className={className}>
      <div className="lis">
        {rows.map((row) => (
          <div key={row.name}>
            <span className="ell">{row.name}</span>
            <span className="r">{row.value}</span>
            <span className="r dim" style={{ width: 52 }}>
              {row.arr === null ? '' : format.money(row.arr)}
            </span>
          </div>
        ))}
      </div>
    </Section>
  );
}

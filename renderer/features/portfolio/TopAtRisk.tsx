import type { AccountRow, PortfolioSummary } from '#shared/contract/portfolio.ts';
import { daysBetween } from '#shared/format/date.ts';
import { UNKNOWN } from '#shared/format/number.ts';
import { useFormat } from '../../data/format.ts';
import { useFilters } from '../../state/filters.ts';
import { useHref } from '../../state/navigation.ts';
import { Delta, Sparkline } from '../../ui/figures.tsx';
import { Section } from '../../ui/layout.tsx';
import { ScoreCell, TierBadge } from '../../ui/tier.tsx';
import { HOW } from './explanations.ts';
import { OwnFilter } from './OwnFilter.tsx';

type Props = { readonly summary: PortfolioSummary; readonly className: string };

export function TopAtRisk({ summary, className }: Props) {
  const format = useFormat();
  const href = useHref();
  const { filters } = useFilters();
  const accounts = summary.topAtRisk;
  const shown = accounts.reduce((sum, account) => sum + (account.arr ?? 0), 0);
  const count = summary.cards.atRiskAccounts.value ?? 0;
  return (
    <Section
      title="Top 10 at risk by ARR"
      how={HOW.topAtRisk}
      sub={
        count > 0 && shown > 0 ? `${format.money(shown)} of ${format.money(summary.cards.atRiskArr.value)}` : undefined
      }
      className={className}
      tools={
        count > 0 ? (
          <>
            <OwnFilter name="scoreMax" value={50} what="scores below 50" />
            <a
              className="link"
              href={href({ view: 'accounts', filters: { ...filters, scoreMax: 50 }, params: { sort: 'arr:desc' } })}
            >
              All {format.count(count, 'account')}
            </a>
          </>
        ) : undefined
      }
    >
      {accounts.length === 0 ? (
        <p className="mut">No account scores below 50.</p>
      ) : (
        <table className="t">
          <colgroup>
            <col />
            <col style={{ width: 104 }} />
            <col style={{ width: 84 }} />
            <col style={{ width: 60 }} />
            <col style={{ width: 92 }} />
            <col style={{ width: 60 }} />
            <col style={{ width: 56 }} />
            <col style={{ width: 176 }} />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">Account</th>
              <th scope="col" className="r">
                Score
              </th>
              <th scope="col">Tier</th>
              <th scope="col" className="r">
                30 d
              </th>
              <th scope="col">26 weeks</th>
              <th scope="col" className="r">
                ARR
              </th>
              <th scope="col" className="r">
                Renews
              </th>
              <th scope="col" className="tdrv">
                Top driver
              </th>
            </tr>
          </thead>
          <tbody>
            {accounts.map((account) => (
              <Row key={account.accountId} account={account} asOf={summary.asOf} />
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

function Row({ account, asOf }: { readonly account: AccountRow; readonly asOf: string }) {
  const format = useFormat();
  const href = useHref();
  const days = account.renewalDate === null ? null : daysBetween(asOf, account.renewalDate);
  return (
    <tr>
      <td>
        <a className="rowlink" title={account.name} href={href({ view: 'account', id: account.accountId, params: {} })}>
          <bdi>{account.name}</bdi>
        </a>
      </td>
      <td className="r">
        <ScoreCell
          value={account.score}
          text={format.score(account.score)}
          role={account.tierRole}
          provisional={account.state === 'provisional'}
        />
      </td>
      <td>
        <TierBadge role={account.tierRole} name={account.tier} />
      </td>
      <td className="r">
        <Delta value={account.change30} />
      </td>
      <td>
        <Sparkline values={account.spark} width={84} reference={50} label={`Scores of 26 weeks, ${account.name}`} />
      </td>
      <td className="r">{format.money(account.arr)}</td>
      <td className="r">{days === null ? UNKNOWN : `${format.number(days)} d`}</td>
      <td className="mut tdrv" title={account.topDriver ?? undefined}>
        {account.topDriver ?? UNKNOWN}
      </td>
    </tr>
  );
}

import type { Filters } from '#shared/contract/common.ts';
import { AT_RISK_SCORE } from '#shared/model/health-model.ts';
import { useFormat } from '../../data/format.ts';
import { usePortfolio } from '../../data/portfolio.ts';
import { useHref } from '../../state/navigation.ts';

/** Summary of the monitoring report (30-method.md R45): at risk, upsell-ready, and what pulls scores down most. */
export function Summary({ filters }: { readonly filters: Filters }) {
  const format = useFormat();
  const href = useHref();
  const { data } = usePortfolio(filters);
  const to = (more: Filters) => href({ filters: { ...filters, ...more } });
  if (!data) return <div className="acc-sum" aria-hidden="true" />;
  const { cards, drivers } = data;
  const { scoreMin: _min, scoreMax: _max, ...rest } = filters;
  return (
    <dl className="acc-sum" aria-label="Summary of the monitoring report">
      <div>
        <dt>At risk</dt>
        <dd>
          <a href={href({ filters: { ...rest, scoreMax: AT_RISK_SCORE } })}>
            <b>{format.count(cards.atRiskAccounts.value ?? 0, 'account')}</b>
          </a>
          , {format.money(cards.atRiskArr.value ?? 0)}
        </dd>
      </div>
      <div>
        <dt>Upsell-ready</dt>
        <dd>
          <a href={to({ expansionReady: true })}>
            <b>{format.count(cards.expansionReadyAccounts, 'account')}</b>
          </a>
          , {format.money(cards.expansionReadyArr)}
        </dd>
      </div>
      <div className="wide">
        <dt>Top risk drivers</dt>
        <dd>
          {drivers.length === 0 && <span className="dim">none</span>}
          {drivers.map((driver, index) => (
            <span key={driver.signal}>
              {index > 0 && ' · '}
              <a href={to({ driver: driver.signal, scoreMax: AT_RISK_SCORE })}>
                {driver.name} <span className="dim">{format.number(driver.accounts)}</span>
              </a>
            </span>
          ))}
        </dd>
      </div>
    </dl>
  );
}

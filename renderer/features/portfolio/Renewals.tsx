import { useCallback, useMemo } from 'react';
import type { PortfolioSummary } from '#shared/contract/portfolio.ts';
import { Chart } from '../../charts/Chart.tsx';
import type { ChartTheme } from '../../charts/theme.ts';
import { drawnRenewals, renewalsOption } from '../../charts/toOption/renewals.ts';
import { useFormat } from '../../data/format.ts';
import { useFilters } from '../../state/filters.ts';
import { navigate, useHref } from '../../state/navigation.ts';
import { Section } from '../../ui/layout.tsx';
import { HOW } from './explanations.ts';
import { OwnFilter } from './OwnFilter.tsx';

export function Renewals({ summary, className }: { readonly summary: PortfolioSummary; readonly className: string }) {
  const format = useFormat();
  const href = useHref();
  const { filters } = useFilters();
  const data = useMemo(
    () => ({ renewals: summary.renewals, tiers: summary.tiers, currency: summary.currency, locale: format.locale }),
    [summary, format.locale],
  );
  const drawn = useMemo(() => drawnRenewals(summary.renewals), [summary.renewals]);
  const option = useCallback((theme: ChartTheme) => renewalsOption(data, theme), [data]);
  const { accounts, arr } = summary.renewalsTotal;
  const open = (index: number) => {
    const renewal = drawn[index];
    if (renewal) navigate({ view: 'account', id: renewal.accountId });
  };
  return (
    <Section
      title="Renewals in the next 90 days"
      how={HOW.renewals}
      className={className}
      tools={
        accounts > 0 ? (
          <>
            <OwnFilter name="renewalWithin" value={90} what="renewals in the next 90 days" />
            <a
              className="link"
              href={href({
                view: 'accounts',
                filters: { ...filters, renewalWithin: 90 },
                params: { sort: 'renewalDate:asc' },
              })}
            >
              {format.count(accounts, 'account')}
              {arr > 0 && `, ${format.money(arr)}`}
            </a>
          </>
        ) : undefined
      }
    >
      {accounts === 0 ? (
        <p className="mut">No renewal date falls within 90 days. Renewal dates come with accounts or contracts.</p>
      ) : (
        <Chart
          option={option}
          height={352}
          label={`${format.count(accounts, 'account')} worth ${format.money(arr)} renew within 90 days; days to renewal against score, higher is healthier.`}
          onSelect={(selection) => open(selection.dataIndex)}
          table={{
            columns: ['Account', 'Renews in', 'Score', 'Tier', 'ARR'],
            rows: drawn.map((renewal) => [
              renewal.name,
              `${renewal.days} d`,
              format.score(renewal.score),
              renewal.tier ?? '',
              format.money(renewal.arr),
            ]),
            onSelect: open,
          }}
        />
      )}
    </Section>
  );
}

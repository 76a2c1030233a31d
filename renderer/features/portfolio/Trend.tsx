import { useCallback, useMemo } from 'react';
import type { PortfolioSummary } from '#shared/contract/portfolio.ts';
import { AT_RISK_SCORE } from '#shared/model/health-model.ts';
import { Chart } from '../../charts/Chart.tsx';
import type { ChartTheme } from '../../charts/theme.ts';
import { atRiskTrendOption, lastMonths, nearest, trendOption } from '../../charts/toOption/trend.ts';
import { useFormat } from '../../data/format.ts';
import { useFilters } from '../../state/filters.ts';
import { navigate, useAddress } from '../../state/navigation.ts';
import { Segmented } from '../../ui/controls.tsx';
import { Section } from '../../ui/layout.tsx';
import { HOW } from './explanations.ts';

const RANGES = [
  { value: '6', label: '6 mo' },
  { value: '12', label: '12 mo' },
  { value: 'all', label: 'All' },
] as const;
type Range = (typeof RANGES)[number]['value'];

export function Trend({ summary, className }: { readonly summary: PortfolioSummary; readonly className: string }) {
  const { params } = useAddress();
  const format = useFormat();
  const range: Range = RANGES.find((item) => item.value === params.months)?.value ?? '12';
  const points = useMemo(
    () => lastMonths(summary.trend, range === 'all' ? null : Number(range)),
    [summary.trend, range],
  );
  const data = useMemo(
    () => ({ points, tiers: summary.tiers, locale: format.locale }),
    [points, summary.tiers, format.locale],
  );
  const health = useCallback((theme: ChartTheme) => trendOption(data, theme), [data]);
  const atRisk = useCallback((theme: ChartTheme) => atRiskTrendOption(data, theme), [data]);
  const first = points[0];
  const last = points.at(-1);
  const { filters } = useFilters();
  const goTo = (index: number, own: typeof filters = filters) => {
    const point = points[index];
    if (point) navigate({ asOf: point.date, filters: own });
  };
  const below = { ...filters, scoreMax: AT_RISK_SCORE };
  return (
    <Section
      title="Health trend"
      how={HOW.trend}
      sub="mean score, weekly"
      className={className}
      tools={
        <Segmented
          small
          label="Months shown"
          options={RANGES}
          value={range}
          onChange={(months) => navigate({ params: { ...params, months } }, { replace: true })}
        />
      }
    >
      {points.length < 2 ? (
        <p className="dim sm">A trend needs at least two snapshots; there is one.</p>
      ) : (
        <>
          <Chart
            option={health}
            height={158}
            onPick={(x) => goTo(nearest(points, x))}
            label={`Mean health from ${format.score(first?.mean ?? null)} on ${format.date(first?.date ?? null)} to ${format.score(last?.mean ?? null)} on ${format.date(last?.date ?? null)}, higher is healthier.`}
            table={{
              columns: ['Date', 'Mean', 'ARR-weighted'],
              rows: points.map((point) => [
                format.date(point.date),
                format.score(point.mean),
                format.score(point.arrWeighted),
              ]),
              onSelect: (row) => goTo(row),
            }}
          />
          <div className="trend-2">At-risk accounts, score &lt; 50</div>
          <Chart
            option={atRisk}
            height={76}
            onPick={(x) => goTo(nearest(points, x), below)}
            label={`Accounts below 50: ${first?.atRisk ?? 0} on ${format.date(first?.date ?? null)}, ${last?.atRisk ?? 0} on ${format.date(last?.date ?? null)}.`}
            table={{
              columns: ['Date', 'Below 50'],
              rows: points.map((point) => [format.date(point.date), String(point.atRisk)]),
              onSelect: (row) => goTo(row, below),
            }}
          />
        </>
      )}
    </Section>
  );
}

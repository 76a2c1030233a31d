import { useCallback, useMemo } from 'react';
import type { PortfolioSummary } from '#shared/contract/portfolio.ts';
import { Chart } from '../../charts/Chart.tsx';
import type { ChartTheme } from '../../charts/theme.ts';
import { binRange, binTotal, histogramOption } from '../../charts/toOption/histogram.ts';
import { useFormat } from '../../data/format.ts';
import { useFilters, withFilter } from '../../state/filters.ts';
import { Section } from '../../ui/layout.tsx';
import { TierBadge } from '../../ui/tier.tsx';
import { HOW } from './explanations.ts';
import { pickedRange } from './range.ts';

type Props = {
  readonly summary: PortfolioSummary;
  readonly className: string;
  /** False while the as-of date is dragged. */
  readonly animate: boolean;
};

export function Distribution({ summary, className, animate }: Props) {
  const { tiers, histogram, cards } = summary;
  const format = useFormat();
  const { filters, set, toggle } = useFilters();
  const data = useMemo(
    () => ({
      binWidth: histogram.binWidth,
      bins: histogram.bins,
      tiers,
      mean: cards.meanHealth.value,
      meanText: format.score(cards.meanHealth.value),
      picked: { from: filters.scoreMin ?? 0, to: filters.scoreMax ?? 100, tiers: filters.tier ?? null },
    }),
    [histogram, tiers, cards, format, filters.scoreMin, filters.scoreMax, filters.tier],
  );
  const option = useCallback((theme: ChartTheme) => histogramOption(data, theme), [data]);
  const filled = useMemo(
    () => histogram.bins.map((bin, index) => ({ bin, index })).filter(({ bin }) => binTotal(bin) > 0),
    [histogram],
  );
  const scored = tiers.reduce((sum, tier) => sum + tier.accounts, 0);
  const selectBin = (index: number, extend: boolean) => {
    const range = pickedRange(filters, binRange(index, histogram.binWidth), extend);
    set(withFilter(withFilter(filters, 'scoreMin', range?.from), 'scoreMax', range?.to));
  };
  const selectRow = (row: number) => {
    const found = filled[row];
    if (found) selectBin(found.index, false);
  };
  const words = tiers.map((tier) => `${tier.name} ${tier.accounts}`).join(', ');
  return (
    <Section
      title="Score distribution"
      how={HOW.distribution}
      sub={`accounts per ${histogram.binWidth}-point bin, higher is healthier`}
      className={className}
      tools={
        <span className="dim">
          {format.number(cards.unscored)} unscored, {format.number(cards.provisional)} provisional
        </span>
      }
    >
      <fieldset className="dist" aria-label="Accounts per tier">
        {[...tiers].reverse().map((tier) => {
          const above = tiers[tiers.indexOf(tier) - 1];
          return (
            <button
              key={tier.name}
              type="button"
              aria-pressed={filters.tier?.includes(tier.name) ?? false}
              onClick={() => toggle('tier', tier.name)}
            >
              <span className="row" style={{ gap: 6 }}>
                <TierBadge role={tier.role} name={tier.name} />
                <span className="dim sm">
                  {tier.from} to {above ? format.number(above.from - 0.1, 1) : 100}
                </span>
              </span>
              <span style={{ display: 'block' }}>
                <b>{format.number(tier.accounts)}</b>{' '}
                <span className="dim sm">
                  {format.percent(scored === 0 ? null : tier.accounts / scored, 1)}
                  {cards.arr > 0 && `, ${format.money(tier.arr)}`}
                </span>
              </span>
            </button>
          );
        })}
      </fieldset>
      <Chart
        option={option}
        height={196}
        label={`Accounts by score, 0 to 100, higher is healthier: ${words}. Mean ${format.score(cards.meanHealth.value)}.`}
        onSelect={(selection) => selectBin(selection.dataIndex, selection.extend)}
        animate={animate}
        table={{
          columns: ['Score', 'Accounts'],
          rows: filled.map(({ bin, index }) => {
            const { from, to } = binRange(index, histogram.binWidth);
            return [`${from} to ${to}`, String(binTotal(bin))];
          }),
          onSelect: selectRow,
        }}
      />
    </Section>
  );
}

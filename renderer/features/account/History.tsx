import { useCallback, useMemo } from 'react';
import type { AccountDetail } from '#shared/contract/portfolio.ts';
import { Chart } from '../../charts/Chart.tsx';
import type { ChartTheme } from '../../charts/theme.ts';
import { accountHistoryOption, accountHistoryTable } from '../../charts/toOption/account-history.ts';
import type { Format } from '../../data/format.ts';
import { Segmented } from '../../ui/controls.tsx';
import { Section } from '../../ui/layout.tsx';
import { EmptyState } from '../../ui/states.tsx';

type Props = { readonly detail: AccountDetail; readonly range: string; readonly onRange: (range: string) => void; readonly format: Format };

const RANGES = [
  { value: '6', label: '6 mo' },
  { value: '12', label: '12 mo' },
  { value: 'all', label: 'All' },
] as const;

export function History({ detail, range, onRange, format }: Props) {
  const months = range === 'all' ? null : range === '6' ? 6 : 12;
  const data = useMemo(() => ({ ...detail, months, locale: format.locale }), [detail, months, format.locale]);
  const option = useCallback((theme: ChartTheme) => accountHistoryOption(data, theme), [data]);
  const table = useMemo(() => accountHistoryTable(data), [data]);
  const scored = detail.history.some((point) => point.score !== null);
  const { segment } = detail.account;
  const bounds = detail.thresholds
    .filter((threshold) => threshold.from > 0)
    .map((threshold) => `${threshold.name} ${threshold.from}`)
    .join(', ');
  return (
    <Section
      title="Score history"
      sub={`0 to 100, higher is healthier; ${segment === null ? 'thresholds' : `${segment} thresholds`}: ${bounds}`}
      tools={<Segmented small label="Months shown" options={RANGES} value={RANGES.find((item) => item.value === range)?.value ?? '12'} onChange={onRange} />}
    >
      {scored ? (
        <Chart option={option} label={`Score history of ${detail.account.name}, 0 to 100, higher is healthier`} table={table} height={312} />
      ) : (
        <EmptyState title="No snapshot has a score for this account.">It is scored as soon as enough of the model’s weight has data.</EmptyState>
      )}
    </Section>
  );
}

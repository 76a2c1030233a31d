import { useCallback, useMemo } from 'react';
import { Chart } from '../charts/Chart.tsx';
import type { ChartTheme } from '../charts/theme.ts';
import { type Flow, type FlowTier, tierFlowHeight, tierFlowOption } from '../charts/toOption/tier-flow.ts';
import type { Format } from '../data/format.ts';
import { Section } from '../ui/layout.tsx';
import type { Measure } from './MigrationMatrix.tsx';

type Props = {
  readonly before: readonly FlowTier[];
  readonly after: readonly FlowTier[];
  readonly flows: readonly Flow[];
  readonly measure: Measure;
  /** What the two sides are called. */
  readonly from: string;
  readonly to: string;
  readonly format: Format;
};

/** The matrix as a flow: how much stays where it is, and where the rest goes. */
export function TierFlow({ before, after, flows, measure, from, to, format }: Props) {
  const { locale, money } = format;
  const option = useCallback(
    (theme: ChartTheme) =>
      tierFlowOption(
        {
          before,
          after,
          flows,
          measure: measure === 'arr' ? 'arr' : 'accounts',
          names: { before: from, after: to },
          money,
          locale,
        },
        theme,
      ),
    [before, after, flows, measure, from, to, money, locale],
  );
  const table = useMemo(
    () => ({
      columns: [`Tier, ${from}`, `Tier, ${to}`, 'Accounts', 'ARR'],
      rows: flows.map((flow) => [
        before[flow.from]?.name ?? '',
        after[flow.to]?.name ?? '',
        String(flow.accounts),
        money(flow.arr),
      ]),
    }),
    [before, after, flows, from, to, money],
  );
  return (
    <Section title="Flow" sub={`${measure === 'arr' ? 'ARR' : 'accounts'}, ${from} to ${to}`} className="w7 wi-flow">
      <Chart
        option={option}
        label={`${measure === 'arr' ? 'ARR' : 'Accounts'} by tier, from ${from} to ${to}`}
        table={table}
        height={tierFlowHeight(before.length, after.length)}
      />
    </Section>
  );
}

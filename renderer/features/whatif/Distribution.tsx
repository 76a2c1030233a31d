import { useCallback, useMemo } from 'react';
import type { WhatIfResult } from '#shared/contract/whatif.ts';
import { Chart } from '../../charts/Chart.tsx';
import type { ChartTheme } from '../../charts/theme.ts';
import { binWidthOf, whatIfHistogramOption } from '../../charts/toOption/whatif-histogram.ts';
import type { Format } from '../../data/format.ts';
import { Section } from '../../ui/layout.tsx';

type Props = {
  readonly result: WhatIfResult;
  readonly ceiling: number;
  readonly held: boolean;
  readonly format: Format;
};

export function Distribution({ result, ceiling, held, format }: Props) {
  const { before, after } = result;
  const { locale } = format;
  const option = useCallback(
    (theme: ChartTheme) =>
      whatIfHistogramOption(
        { tiers: before.tiers, before: before.histogram, after: after.histogram, ceiling, locale },
        theme,
      ),
    [before, after, ceiling, locale],
  );
  const table = useMemo(() => {
    const width = binWidthOf(before.histogram);
    const rows = before.histogram.map((count, index) => [
      `${index * width} to ${(index + 1) * width}`,
      String(count),
      String(after.histogram[index] ?? 0),
    ]);
    return { columns: ['Score', 'Official accounts', 'Scenario accounts'], rows: held ? [] : rows };
  }, [before, after, held]);
  return (
    <Section
      title="Distribution"
      className="w7"
      sub={`accounts per ${binWidthOf(before.histogram)}-point bin; higher is healthier`}
      tools={
        <span className="lgd">
          <span>
            <i className="sw wi-ghost" />
            official
          </span>
          <span>
            <i className="ln wi-line" />
            scenario
          </span>
        </span>
      }
    >
      <Chart
        option={option}
        label="Accounts by score, official weights and scenario"
        table={table}
        height={224}
        animate={!held}
      />
    </Section>
  );
}

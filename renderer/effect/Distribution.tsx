import { useCallback, useMemo } from 'react';
import type { WhatIfResult } from '#shared/contract/whatif.ts';
import { Chart } from '../charts/Chart.tsx';
import type { ChartTheme } from '../charts/theme.ts';
import { binWidthOf, whatIfHistogramOption } from '../charts/toOption/whatif-histogram.ts';
import type { Format } from '../data/format.ts';
import { Section } from '../ui/layout.tsx';
import { HOW } from './explanations.ts';

type Props = {
  readonly result: WhatIfResult;
  /** What the new side is: `scenario`, `draft`. */
  readonly name: string;
  readonly ceiling: number;
  readonly height?: number;
  readonly held: boolean;
  readonly format: Format;
};

export function Distribution({ result, name, ceiling, height = 224, held, format }: Props) {
  const { before, after } = result;
  const { locale } = format;
  const option = useCallback(
    (theme: ChartTheme) =>
      whatIfHistogramOption(
        { tiers: after.tiers, before: before.histogram, after: after.histogram, name, ceiling, locale },
        theme,
      ),
    [before, after, name, ceiling, locale],
  );
  const table = useMemo(() => {
    const width = binWidthOf(before.histogram);
    const rows = before.histogram.map((count, index) => [
      `${index * width} to ${(index + 1) * width}`,
      String(count),
      String(after.histogram[index] ?? 0),
    ]);
    return { columns: ['Score', 'Accounts, official', `Accounts, ${name}`], rows: held ? [] : rows };
  }, [before, after, held, name]);
  return (
    <Section
      title="Distribution"
      how={HOW.distribution}
      className="w7 wi-dist"
      sub={`accounts per ${binWidthOf(before.histogram)}-point bin; higher is healthier`}
      tools={
        <span className="lgd">
          <span>
            <i className="sw wi-ghost" />
            official
          </span>
          <span>
            <i className="ln wi-line" />
            {name}
          </span>
        </span>
      }
    >
      <Chart
        option={option}
        label={`Accounts by score, official and ${name}`}
        table={table}
        height={height}
        animate={!held}
      />
    </Section>
  );
}

import { useCallback, useMemo } from 'react';
import { Chart } from '../../charts/Chart.tsx';
import type { ChartTheme } from '../../charts/theme.ts';
import { binRange, type HistogramData, histogramOption } from '../../charts/toOption/histogram.ts';
import type { Format } from '../../data/format.ts';
import { Section } from '../../ui/layout.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { COUNTS, MODELS } from './samples.ts';

const WIDTH = 5;

/** The histogram under models of three to five tiers, filtered, and without data. */
export function Charts({ format }: { readonly format: Format }) {
  return (
    <div className="gal-cols">
      {MODELS.map(({ name, tiers }) => (
        <Section key={name} title={`Histogram, ${name.toLowerCase()}`}>
          <Histogram name={name} tiers={tiers} format={format} />
        </Section>
      ))}
      <Section title="Histogram, filtered">
        <Histogram
          name="Filtered"
          tiers={MODELS[0]?.tiers ?? []}
          picked={{ from: 40, to: 60, tiers: null }}
          format={format}
        />
      </Section>
      <Section title="Histogram, without data">
        <EmptyState title="Nothing is scored yet.">It appears with the first snapshot.</EmptyState>
      </Section>
    </div>
  );
}

type Props = Pick<HistogramData, 'tiers'> & {
  readonly name: string;
  readonly picked?: NonNullable<HistogramData['picked']>;
  readonly format: Format;
};

function Histogram({ name, tiers, picked, format }: Props) {
  const data = useMemo<HistogramData>(
    () => ({
      binWidth: WIDTH,
      bins: COUNTS.map((count, bin) => {
        const own = tiers.findIndex(({ from }) => bin * WIDTH >= from);
        return tiers.map((_, tier) => (tier === own ? count : 0));
      }),
      tiers,
      mean: 69.8,
      meanText: format.number(69.8, 1),
      ...(picked ? { picked } : {}),
    }),
    [tiers, picked, format],
  );
  const option = useCallback((theme: ChartTheme) => histogramOption(data, theme), [data]);
  const table = {
    columns: ['Score', 'Accounts'],
    rows: COUNTS.map((count, bin) => {
      const { from, to } = binRange(bin, WIDTH);
      return [`${from} to ${to}`, String(count)];
    }),
  };
  return <Chart option={option} label={`Accounts by score, ${name}`} table={table} height={180} />;
}

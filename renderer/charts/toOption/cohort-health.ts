import type { EChartsOption, LineSeriesOption } from 'echarts';
import { formatDate } from '#shared/format/date.ts';
import { drawEnds, labelRoom } from '../end-labels.ts';
import { ms, timeAxis } from '../parts.ts';
import type { ChartTheme } from '../theme.ts';
import { type ChartTier, type CohortTag, shortened, tagColor, tagged, tierGround } from './cohort-parts.ts';
import { scoreWindow } from './trend.ts';

/** Mean health of one cohort at each date of the chart, null where nobody had a score. */
export type HealthLine = {
  readonly tag: CohortTag;
  readonly name: string;
  /** Carries its name at its end; the others are grey until they are picked. */
  readonly named: boolean;
  readonly mean: readonly (number | null)[];
};
export type HealthData = {
  readonly dates: readonly string[];
  readonly lines: readonly HealthLine[];
  readonly tiers: readonly ChartTier[];
  readonly locale: string;
  readonly score: (value: number | null) => string;
};

const NAME_LENGTH = 18;

/** Newest known point of a line: its position among the dates, and the mean there. */
export function lineEnd(mean: readonly (number | null)[]): { readonly at: number; readonly mean: number } | null {
  const at = mean.findLastIndex((value) => value !== null);
  const value = mean[at];
  return value == null ? null : { at, mean: value };
}

export type NamedEnd = {
  readonly line: number;
  readonly tag: CohortTag;
  readonly text: string;
  readonly time: number;
  readonly mean: number;
};

/** The ends that carry a name, in the order of the lines. */
export function namedEnds({ dates, lines }: Pick<HealthData, 'dates' | 'lines'>): readonly NamedEnd[] {
  return lines.flatMap((line, index): NamedEnd[] => {
    const end = lineEnd(line.mean);
    const date = dates[end?.at ?? -1];
    if (!end || date === undefined || !(line.named || line.tag)) return [];
    const text = tagged(line.tag, shortened(line.name, NAME_LENGTH));
    return [{ line: index, tag: line.tag, text, time: ms(date), mean: end.mean }];
  });
}

/**
 * Mean health per cohort on the ground of the tiers, each picked line named at its end. Series are the lines in their
 * order, then `ends`, whose items are those of {@link namedEnds}: a line picks a cohort, an end opens its accounts.
 */
export function healthOption(data: HealthData, theme: ChartTheme): EChartsOption {
  const { dates, lines, tiers, locale } = data;
  const { min, max } = scoreWindow(lines.flatMap((line) => line.mean));
  const times = dates.map(ms);
  const from = times[0] ?? 0;
  const to = times.at(-1) ?? 1;
  const ends = namedEnds(data);
  return {
    grid: { left: 0, right: labelRoom(ends.map((end) => end.text)), top: 6, bottom: 20, outerBoundsMode: 'none' },
    tooltip: {
      trigger: 'item',
      formatter: (params) => {
        const { seriesIndex, dataIndex } = Array.isArray(params) ? { seriesIndex: 0, dataIndex: 0 } : params;
        return hoverText(data, seriesIndex ?? 0, dataIndex);
      },
    },
    xAxis: timeAxis(from, to, locale, theme),
    yAxis: { type: 'value', min, max, splitLine: { show: false }, axisLabel: { show: false } },
    series: [
      ...lines.map((line, index) => lineSeries(line, index, times, theme)),
      {
        id: 'ends',
        type: 'custom',
        clip: false,
        z: 6,
        data: ends.map((end) => ({ name: end.text, value: [end.time, end.mean] })),
        renderItem: drawEnds(
          ends.map((end) => ({
            text: end.text,
            x: end.time,
            y: end.mean,
            color: tagColor(end.tag, theme),
            textColor: end.tag === null ? theme.ink2 : tagColor(end.tag, theme),
            strong: end.tag !== null,
          })),
          theme,
        ),
        markArea: { silent: true, data: tierGround(tiers, { min, max }, 'yAxis', theme) },
      },
    ],
  };
}

function lineSeries(line: HealthLine, index: number, times: readonly number[], theme: ChartTheme): LineSeriesOption {
  const strong = line.tag !== null;
  const color = strong ? tagColor(line.tag, theme) : line.named ? theme.series3 : theme.ghost;
  return {
    id: `line-${index}`,
    name: line.name,
    type: 'line',
    // Unseen until the pointer finds them: each says whose line it is.
    symbol: 'circle',
    symbolSize: 12,
    showSymbol: true,
    showAllSymbol: true,
    connectNulls: false,
    triggerLineEvent: true,
    data: line.mean.map((value, at) => [times[at] ?? 0, value]),
    lineStyle: { color, width: strong ? 2 : line.named ? 1.5 : 1 },
    itemStyle: { color, opacity: 0 },
    z: strong ? 5 : line.named ? 4 : 3,
    emphasis: {
      focus: 'none',
      scale: false,
      itemStyle: { opacity: 0.4 },
      lineStyle: { color: strong ? color : theme.ink2, width: 2 },
    },
    endLabel: { show: false },
  };
}

function hoverText(data: HealthData, series: number, at: number): string {
  const { dates, lines, locale, score } = data;
  const end = series === lines.length ? namedEnds(data)[at] : undefined;
  const line = lines[end?.line ?? series];
  if (!line) return '';
  const date = dates[end ? (lineEnd(line.mean)?.at ?? -1) : at];
  const mean = end ? end.mean : (line.mean[at] ?? null);
  return `${tagged(line.tag, line.name)}\n${formatDate(date ?? null, locale)}: ${score(mean)}`;
}

import type { EChartsOption } from 'echarts';
import { axisText, namedAxis } from '../parts.ts';
import type { ChartTheme } from '../theme.ts';

/** Days of the bar that begins at `from`. */
const WIDTH = 15;
const LONGEST = 180;

export type LeadTimeData = {
  /** Days from the alert to the churn, one a detected churn. */
  readonly days: readonly number[];
  readonly median: number | null;
};

/** How many churns were seen so many days before, in bars of 15 days; the last one holds 180 as well. */
export function leadTimeBins(days: readonly number[]): readonly number[] {
  const bins = Array.from({ length: LONGEST / WIDTH }, () => 0);
  for (const day of days) {
    const at = Math.min(bins.length - 1, Math.floor(day / WIDTH));
    bins[at] = (bins[at] ?? 0) + 1;
  }
  return bins;
}

/** The caption of a bar: `15 to 29 days`. */
export function leadTimeLabel(index: number): string {
  const last = index === LONGEST / WIDTH - 1;
  return `${index * WIDTH} to ${last ? LONGEST : index * WIDTH + WIDTH - 1} days`;
}

export function leadTimeOption({ days, median }: LeadTimeData, theme: ChartTheme): EChartsOption {
  const bins = leadTimeBins(days);
  const most = Math.max(1, ...bins);
  const step = Math.ceil(most / 3);
  return {
    grid: { left: 24, right: 14, top: 18, bottom: 38, outerBoundsMode: 'none' },
    tooltip: {
      trigger: 'item',
      formatter: (params) => {
        const at = Array.isArray(params) ? 0 : params.dataIndex;
        return `${leadTimeLabel(at)}\n${bins[at] ?? 0} detected`;
      },
    },
    xAxis: {
      ...namedAxis('days before the churn', theme),
      min: 0,
      max: LONGEST,
      axisLabel: { ...axisText(theme), customValues: [0, 30, 60, 90, 120, 150, 180] },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: Math.ceil(most / step) * step,
      interval: step,
      splitLine: { show: true, lineStyle: { color: theme.line } },
      axisLabel: { ...axisText(theme) },
    },
    series: [
      {
        id: 'days',
        type: 'custom',
        data: bins.map((count, index) => [index * WIDTH, count]),
        renderItem: (params, api) => {
          const [left = 0, top = 0] = api.coord([params.dataIndex * WIDTH, bins[params.dataIndex] ?? 0]);
          const [right = 0, bottom = 0] = api.coord([(params.dataIndex + 1) * WIDTH, 0]);
          return {
            type: 'rect',
            shape: { x: left + 1, y: top, width: right - left - 2, height: bottom - top },
            style: { fill: theme.series3 },
          };
        },
        markLine: {
          silent: true,
          symbol: 'none',
          data:
            median === null
              ? []
              : [
                  {
                    xAxis: median,
                    lineStyle: { color: theme.ink, type: 'dashed', width: 1 },
                    label: { formatter: `median ${median} d`, position: 'end', color: theme.ink2, fontSize: 11 },
                  },
                ],
        },
      },
    ],
  };
}

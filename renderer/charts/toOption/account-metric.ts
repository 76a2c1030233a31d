import type { EChartsOption } from 'echarts/types/dist/shared';
import type { AccountDetail } from '#shared/contract/account.ts';
import { formatDate } from '#shared/format/date.ts';
import type { ChartTheme } from '../theme.ts';

export type MetricSeries = {
  readonly metric: AccountDetail['metrics'][number];
  readonly format: (value: number | null) => string;
  readonly locale: string;
  /** What stands out in each week, '' for nothing; those weeks are marked. */
  readonly notes: readonly string[];
};

/** One small multiple: weekly values, gaps left open, a dot at the newest one. */
export function accountMetricOption({ metric, format, locale, notes }: MetricSeries, theme: ChartTheme): EChartsOption {
  const { weeks } = metric;
  const last = weeks.findLastIndex((week) => week.value !== null);
  const newest = weeks[last];
  const marked = weeks.flatMap((week, at) => (notes[at] && week.value !== null ? [[at, week.value]] : []));
  return {
    grid: { left: 1, right: 6, top: 6, bottom: 6 },
    tooltip: {
      trigger: 'axis',
      formatter: (params) => {
        const item = Array.isArray(params) ? params[0] : params;
        const at = item?.dataIndex ?? -1;
        const week = weeks[at];
        if (!week) return '';
        const note = notes[at] ? `\n${notes[at]}` : '';
        return `Week to ${formatDate(week.date, locale)}\n${week.value === null ? 'no data' : format(week.value)}${note}`;
      },
    },
    xAxis: { type: 'category', show: false, boundaryGap: false, data: weeks.map((week) => week.date) },
    yAxis: { type: 'value', show: false, min: 0, max: (range) => (range.max > 0 ? range.max : 1) },
    series: [
      {
        id: 'metric',
        type: 'line',
        symbol: 'none',
        connectNulls: false,
        data: weeks.map((week) => week.value),
        lineStyle: { color: theme.ink, width: 1.5 },
        itemStyle: { color: theme.ink },
        endLabel: { show: false },
      },
      ...(marked.length > 0
        ? [
            {
              id: 'marked',
              type: 'scatter' as const,
              silent: true,
              symbol: 'diamond',
              symbolSize: 8,
              data: marked,
              itemStyle: { color: theme.bg, borderColor: theme.ink, borderWidth: 1.25, opacity: 1 },
              z: 4,
            },
          ]
        : []),
      ...(newest && newest.value !== null
        ? [
            {
              id: 'newest',
              type: 'scatter' as const,
              silent: true,
              symbol: 'circle',
              symbolSize: 5,
              data: [[last, newest.value]],
              itemStyle: { color: theme.ink, opacity: 1, borderWidth: 0 },
              z: 5,
            },
          ]
        : []),
    ],
  };
}

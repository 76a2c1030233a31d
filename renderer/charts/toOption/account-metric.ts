import type { EChartsOption } from 'echarts/types/dist/shared';
import type { AccountDetail } from '#shared/contract/account.ts';
import { formatDate } from '#shared/format/date.ts';
import type { ChartTheme } from '../theme.ts';

export type MetricSeries = {
  readonly metric: AccountDetail['metrics'][number];
  readonly format: (value: number | null) => string;
  readonly locale: string;
};

/** One small multiple: weekly values, gaps left open, a dot at the newest one. */
export function accountMetricOption({ metric, format, locale }: MetricSeries, theme: ChartTheme): EChartsOption {
  const { weeks } = metric;
  const last = weeks.findLastIndex((week) => week.value !== null);
  const newest = weeks[last];
  return {
    grid: { left: 1, right: 6, top: 6, bottom: 6 },
    tooltip: {
      trigger: 'axis',
      formatter: (params) => {
        const item = Array.isArray(params) ? params[0] : params;
        const week = weeks[item?.dataIndex ?? -1];
        return week
          ? `Week to ${formatDate(week.date, locale)}\n${week.value === null ? 'no data' : format(week.value)}`
          : '';
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

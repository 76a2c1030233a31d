import type { EChartsOption } from 'echarts';
import { formatDate } from '#shared/format/date.ts';
import { formatNumber } from '#shared/format/number.ts';
import { axisText, ms, timeAxis } from '../parts.ts';
import type { ChartTheme } from '../theme.ts';
import { valueWindow } from './before-after.ts';

export type TierEntriesData = {
  readonly dates: readonly string[];
  /** Accounts per week whose confirmed tier became a worse one. */
  readonly before: readonly number[];
  readonly after: readonly number[];
  readonly locale: string;
};

/** What alerts would have said each week: bars as it was, an outline as the scenario would have it. */
export function tierEntriesOption({ dates, before, after, locale }: TierEntriesData, theme: ChartTheme): EChartsOption {
  const times = dates.map(ms);
  const { max, step } = valueWindow([...before, ...after], 4, true);
  const week = 7 * 86_400_000;
  const first = times[0] ?? 0;
  const last = times.at(-1) ?? 1;
  return {
    grid: { left: 52, right: 16, top: 8, bottom: 22, outerBoundsMode: 'none' },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'line' },
      formatter: (params) => {
        const item = Array.isArray(params) ? params[0] : params;
        const index = Math.min(dates.length - 1, item?.dataIndex ?? 0);
        return `Week to ${formatDate(dates[index] ?? null, locale)}\nofficial ${formatNumber(before[index] ?? 0, locale)}\nscenario ${formatNumber(after[index] ?? 0, locale)}`;
      },
    },
    xAxis: timeAxis(first - week / 2, last + week / 2, locale, theme),
    yAxis: {
      type: 'value',
      min: 0,
      max,
      interval: step,
      splitLine: { show: true, lineStyle: { color: theme.line } },
      axisLabel: axisText(theme),
    },
    series: [
      {
        id: 'before',
        type: 'bar',
        silent: true,
        barCategoryGap: '20%',
        data: before.map((count, index) => [times[index] ?? 0, count]),
        itemStyle: { color: theme.ghost },
      },
      {
        id: 'after',
        type: 'line',
        step: 'middle',
        symbol: 'none',
        silent: true,
        endLabel: { show: false },
        data: after.map((count, index) => [times[index] ?? 0, count]),
        lineStyle: { color: theme.accent, width: 1.5 },
        itemStyle: { color: theme.accent },
      },
    ],
  };
}

import type { EChartsOption } from 'echarts';
import { formatNumber } from '#shared/format/number.ts';
import { axisText, namedAxis } from '../parts.ts';
import type { ChartTheme } from '../theme.ts';
import { valueWindow } from './before-after.ts';

export type WeightSpaceData = {
  /** Accounts that change tier, and AUC: one a sample. */
  readonly points: readonly { readonly changed: number; readonly rocAuc: number | null }[];
  readonly currentAuc: number | null;
  readonly locale: string;
};

/** Models nearby: what they would change, and how well they told churn apart. The scenario itself changes nothing. */
export function weightSpaceOption({ points, currentAuc, locale }: WeightSpaceData, theme: ChartTheme): EChartsOption {
  const known = points.flatMap(({ changed, rocAuc }) => (rocAuc === null ? [] : [[changed, rocAuc] as const]));
  const values = [...known.map(([, auc]) => auc), ...(currentAuc === null ? [] : [currentAuc])];
  const { min, max, step } = valueWindow(values, 0.04, false);
  return {
    grid: { left: 44, right: 16, top: 12, bottom: 40, outerBoundsMode: 'none' },
    tooltip: {
      trigger: 'item',
      formatter: (params) => {
        const item = Array.isArray(params) ? params[0] : params;
        if (item?.seriesId === 'now') return `The scenario\nAUC ${formatNumber(currentAuc ?? 0, locale, 3)}`;
        const point = known[item?.dataIndex ?? -1];
        return point
          ? `AUC ${formatNumber(point[1], locale, 3)}\n${formatNumber(point[0], locale)} accounts change tier`
          : '';
      },
    },
    xAxis: {
      ...namedAxis('accounts that change tier', theme),
      min: 0,
      axisLabel: axisText(theme),
    },
    yAxis: {
      type: 'value',
      min,
      max: Math.min(1, max),
      interval: step,
      splitLine: { show: true, lineStyle: { color: theme.line } },
      axisLabel: { ...axisText(theme), formatter: (value: number) => formatNumber(value, locale, 2) },
    },
    series: [
      {
        id: 'samples',
        type: 'scatter',
        symbolSize: 5,
        data: known.map((point) => [...point]),
        itemStyle: { color: theme.ink3, opacity: 0.4, borderWidth: 0 },
      },
      {
        id: 'now',
        type: 'scatter',
        symbolSize: 12,
        data: currentAuc === null ? [] : [[0, currentAuc]],
        itemStyle: { color: theme.bg, borderColor: theme.accent, borderWidth: 2.5 },
        z: 5,
        markLine: {
          silent: true,
          symbol: 'none',
          // Two decimals, the default, would draw it beside the ring.
          precision: 6,
          lineStyle: { color: theme.accent, type: 'dashed', width: 1 },
          label: { show: false },
          data: currentAuc === null ? [] : [{ yAxis: currentAuc }],
        },
      },
    ],
  };
}

import type { EChartsOption } from 'echarts';
import type { TierRole } from '#shared/model/health-model.ts';
import { axisText, ms, timeAxis } from '../parts.ts';
import type { ChartTheme } from '../theme.ts';
import { scoreWindow } from './trend.ts';

export type PreviewHistory = {
  readonly points: readonly { readonly date: string; readonly score: number | null }[];
  readonly thresholds: readonly { readonly role: TierRole; readonly from: number }[];
  readonly locale: string;
};

/** A year of one account's score on the ground of its tiers, small. */
export function previewHistoryOption({ points, thresholds, locale }: PreviewHistory, theme: ChartTheme): EChartsOption {
  const { min, max } = scoreWindow(points.map((point) => point.score));
  const from = points[0] ? ms(points[0].date) : 0;
  const last = points.at(-1);
  const to = last ? ms(last.date) : 1;
  const ground = thresholds.flatMap((tier, index) => {
    const low = Math.max(min, tier.from);
    const high = Math.min(max, index === 0 ? 100 : (thresholds[index - 1]?.from ?? 100));
    return high > low ? [[{ yAxis: low, itemStyle: { color: theme.tiers[tier.role].band } }, { yAxis: high }]] : [];
  });
  return {
    grid: { left: 0, right: 26, top: 4, bottom: 18, outerBoundsMode: 'none' },
    xAxis: timeAxis(from, to, locale, theme),
    yAxis: {
      type: 'value',
      min,
      max,
      position: 'right',
      splitLine: { show: false },
      axisLabel: {
        ...axisText(theme),
        margin: 4,
        customValues: thresholds.map((tier) => tier.from).filter((bound) => bound > min && bound < max),
      },
    },
    series: [
      {
        id: 'score',
        type: 'line',
        symbol: 'none',
        endLabel: { show: false },
        data: points.map((point) => [ms(point.date), point.score]),
        lineStyle: { color: theme.ink, width: 1.6 },
        itemStyle: { color: theme.ink },
        markArea: { silent: true, data: ground as [object, object][] },
      },
    ],
  };
}

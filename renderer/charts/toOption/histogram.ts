import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams, EChartsOption } from 'echarts';
import type { TierRole } from '#shared/model/health-model.ts';
import { axisText, scoreAxis } from '../parts.ts';
import type { ChartTheme } from '../theme.ts';

export type HistogramTier = { readonly name: string; readonly role: TierRole; readonly from: number };
export type HistogramData = {
  readonly binWidth: number;
  /** Counts per bin, each in the order of `tiers` (best first). */
  readonly bins: readonly (readonly number[])[];
  readonly tiers: readonly HistogramTier[];
  readonly mean: number | null;
  readonly meanText: string;
  /** What is filtered to; the rest is drawn as a ghost. */
  readonly picked?: { readonly from: number; readonly to: number; readonly tiers: readonly string[] | null };
};

/** Score bounds of a bin. */
export function binRange(index: number, binWidth: number): { readonly from: number; readonly to: number } {
  return { from: index * binWidth, to: Math.min(100, (index + 1) * binWidth) };
}

export function binTotal(bin: readonly number[]): number {
  return bin.reduce((sum, count) => sum + count, 0);
}

function isPicked(picked: HistogramData['picked'], tier: string, from: number, to: number): boolean {
  if (!picked) return true;
  return from < picked.to && to > picked.from && (picked.tiers === null || picked.tiers.includes(tier));
}

/** Accounts per bin of the score, coloured by tier on the tiers' own ground. */
export function histogramOption(data: HistogramData, theme: ChartTheme): EChartsOption {
  const highest = Math.max(1, ...data.bins.map(binTotal));
  const ground = data.tiers.map((tier, index) => [
    { xAxis: tier.from, itemStyle: { color: theme.tiers[tier.role].band } },
    { xAxis: index === 0 ? 100 : (data.tiers[index - 1]?.from ?? 100) },
  ]);
  const bounds = [...new Set([0, ...data.tiers.map((tier) => tier.from), 100])].sort((a, b) => a - b);
  const renderItem = (params: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
    const index = params.dataIndex;
    const { from, to } = binRange(index, data.binWidth);
    const [left = 0, bottom = 0] = api.coord([from, 0]);
    const [right = 0, top = 0] = api.coord([to, highest]);
    const gap = Math.min(1.5, (right - left) * 0.08);
    const shape = { x: left + gap, width: Math.max(1, right - left - gap * 2) };
    // The whole column takes the pointer, so that a bin of one account is no harder to hit than one of fifty.
    const column = {
      type: 'rect' as const,
      shape: { x: left, y: top, width: right - left, height: bottom - top },
      style: { fill: 'transparent' },
      emphasis: { style: { fill: theme.ghost, opacity: 0.35 } },
    };
    let below = 0;
    const bars = [...data.tiers].reverse().flatMap((tier, reversed) => {
      const count = data.bins[index]?.[data.tiers.length - 1 - reversed] ?? 0;
      if (count === 0) return [];
      const [, base = 0] = api.coord([from, below]);
      below += count;
      const [, tip = 0] = api.coord([from, below]);
      return [
        {
          type: 'rect' as const,
          shape: { ...shape, y: tip, height: base - tip },
          style: { fill: isPicked(data.picked, tier.name, from, to) ? theme.tiers[tier.role].mark : theme.ghost },
        },
      ];
    });
    return { type: 'group' as const, children: [column, ...bars] };
  };
  return {
    grid: { left: 0, right: 26, top: 18, bottom: 20, outerBoundsMode: 'none' },
    tooltip: {
      trigger: 'item',
      formatter: (params) => {
        const index = Array.isArray(params) ? 0 : params.dataIndex;
        const { from, to } = binRange(index, data.binWidth);
        const counts = data.tiers.flatMap((tier, at) =>
          (data.bins[index]?.[at] ?? 0) > 0 ? [`${tier.name} ${data.bins[index]?.[at]}`] : [],
        );
        return `Score ${from} to ${to}\n${counts.join('\n') || 'no accounts'}`;
      },
    },
    xAxis: scoreAxis(0, bounds, theme),
    yAxis: {
      type: 'value',
      position: 'right',
      min: 0,
      minInterval: 1,
      splitNumber: 3,
      splitLine: { show: false },
      axisLabel: { ...axisText(theme), align: 'left', margin: 6 },
    },
    series: [
      {
        id: 'bins',
        type: 'custom',
        data: data.bins.map((bin, index) => [binRange(index, data.binWidth).from, binTotal(bin)]),
        renderItem,
        markArea: { silent: true, data: ground as [object, object][] },
        markLine: {
          silent: true,
          symbol: 'none',
          data:
            data.mean === null
              ? []
              : [
                  {
                    xAxis: data.mean,
                    lineStyle: { color: theme.ink, type: 'solid', width: 1 },
                    label: {
                      formatter: `mean ${data.meanText}`,
                      position: 'end',
                      rotate: 0,
                      distance: 4,
                      color: theme.ink,
                      fontSize: 11,
                    },
                  },
                ],
        },
      },
    ],
  };
}

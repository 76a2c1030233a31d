import type {
  CustomSeriesRenderItemAPI,
  CustomSeriesRenderItemParams,
  CustomSeriesRenderItemReturn,
  EChartsOption,
} from 'echarts/types/dist/shared';
import type { WhatIfResult } from '#shared/contract/whatif.ts';
import { formatNumber } from '#shared/format/number.ts';
import type { ChartTheme } from '../theme.ts';

export type WhatIfHistogram = {
  readonly tiers: WhatIfResult['before']['tiers'];
  readonly before: readonly number[];
  readonly after: readonly number[];
  /** What the side that was is called; `official` when left out. */
  readonly beforeName?: string;
  /** What the new side is called. */
  readonly name: string;
  /** Top of the count axis; the view keeps it from falling while a slider is held. */
  readonly ceiling: number;
  readonly locale: string;
};

const STEPS = [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10];

/** The smallest round number that is at least `value` and divides into two whole ticks. */
export function niceCeiling(value: number): number {
  const least = Math.max(4, value);
  const magnitude = 10 ** Math.floor(Math.log10(least));
  const step =
    STEPS.find((candidate) => candidate * magnitude >= least && Number.isInteger((candidate * magnitude) / 2)) ?? 10;
  return step * magnitude;
}

export function binWidthOf(bins: readonly number[]): number {
  return bins.length > 0 ? 100 / bins.length : 100;
}

/** Outline of the scenario: left edge of every bin, and the last one closed at 100. */
export function outlineOf(bins: readonly number[]): readonly (readonly [number, number])[] {
  const width = binWidthOf(bins);
  return [...bins.map((count, index) => [index * width, count] as const), [100, bins.at(-1) ?? 0] as const];
}

export function whatIfHistogramOption(
  { tiers, before, after, beforeName = 'official', name, ceiling, locale }: WhatIfHistogram,
  theme: ChartTheme,
): EChartsOption {
  const width = binWidthOf(before);
  const renderItem = (
    _params: CustomSeriesRenderItemParams,
    api: CustomSeriesRenderItemAPI,
  ): CustomSeriesRenderItemReturn => {
    const from = Number(api.value(0));
    const [left = 0, top = 0] = api.coord([from, Number(api.value(1))]);
    const [right = 0, base = 0] = api.coord([from + width, 0]);
    return {
      type: 'rect',
      shape: { x: left + 0.5, y: top, width: Math.max(1, right - left - 1), height: base - top },
      style: { fill: theme.ghost },
    };
  };
  return {
    grid: { left: 0, right: 32, top: 4, bottom: 22 },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'line' },
      formatter: (params) => {
        const item = Array.isArray(params)
          ? (params.find((entry) => entry.seriesId === 'before') ?? params[0])
          : params;
        const index = Math.min(before.length - 1, item?.dataIndex ?? 0);
        const from = index * width;
        return `Score ${formatNumber(from, locale, 1)} to ${formatNumber(from + width, locale, 1)}\n${beforeName} ${formatNumber(before[index] ?? 0, locale)}\n${name} ${formatNumber(after[index] ?? 0, locale)}`;
      },
    },
    xAxis: {
      type: 'value',
      min: 0,
      max: 100,
      interval: 25,
      splitLine: { show: false },
      axisLine: { show: true, lineStyle: { color: theme.lineStrong } },
      axisLabel: { color: theme.ink3, fontSize: 11, alignMinLabel: 'left', alignMaxLabel: 'right' },
    },
    yAxis: {
      type: 'value',
      position: 'right',
      min: 0,
      max: ceiling,
      interval: ceiling / 2,
      splitLine: { show: false },
      axisLabel: { color: theme.ink3, fontSize: 11, margin: 6 },
    },
    series: [
      {
        id: 'before',
        type: 'custom',
        silent: true,
        data: before.map((count, index) => [index * width, count]),
        encode: { x: 0, y: 1 },
        renderItem,
        markArea: {
          silent: true,
          data: tiers.map((tier, index) => [
            {
              xAxis: tier.from,
              itemStyle: { color: theme.tiers[tier.role].band },
              label: {
                show: true,
                position: 'insideTopLeft' as const,
                distance: 5,
                formatter: tier.name,
                color: theme.tiers[tier.role].text,
                fontSize: 11,
              },
            },
            { xAxis: tiers[index - 1]?.from ?? 100 },
          ]) as [object, object][],
        },
      },
      {
        id: 'after',
        type: 'line',
        step: 'end',
        symbol: 'none',
        silent: true,
        data: outlineOf(after).map((point) => [...point]),
        lineStyle: { color: theme.accent, width: 2 },
        itemStyle: { color: theme.accent },
        endLabel: { show: false },
      },
    ],
  };
}

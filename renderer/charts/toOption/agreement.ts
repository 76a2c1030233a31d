import type { EChartsOption } from 'echarts';
import { formatNumber } from '#shared/format/number.ts';
import { axisText } from '../parts.ts';
import type { ChartTheme } from '../theme.ts';
import { type ChartTier, tierGround } from './cohort-parts.ts';

export type AgreementData = {
  /** Score under A, score under B, place in `names`. */
  readonly points: readonly (readonly [number, number, number])[];
  readonly names: readonly { readonly name: string }[];
  /** Accounts per cell of 2.5 × 2.5 points, where there are too many for points. */
  readonly density: readonly (readonly [number, number, number])[];
  readonly a: { readonly label: string; readonly tiers: readonly ChartTier[] };
  readonly b: { readonly label: string; readonly tiers: readonly ChartTier[] };
  readonly score: (value: number) => string;
  readonly locale: string;
};

const CELL = 2.5;

/** Score under one model against score under another: on the diagonal they agree; the lines are where tiers begin. */
export function agreementOption(data: AgreementData, theme: ChartTheme): EChartsOption {
  const { points, names, density, a, b, score, locale } = data;
  const most = Math.max(1, ...density.map(([, , accounts]) => accounts));
  const bounds = (tiers: readonly ChartTier[]) => tiers.map((tier) => tier.from).filter((from) => from > 0);
  const line = (from: number, axis: 'xAxis' | 'yAxis') => ({
    [axis]: from,
    lineStyle: { color: theme.lineStrong, type: 'solid' as const, width: 1 },
    label: { show: false },
  });
  const dense = density.length > 0;
  const axis = (name: string, tiers: readonly ChartTier[], gap: number) => ({
    type: 'value' as const,
    min: 0,
    max: 100,
    name,
    nameLocation: 'middle' as const,
    nameGap: gap,
    nameTextStyle: axisText(theme),
    axisLine: { show: true, lineStyle: { color: theme.lineStrong } },
    axisTick: { show: false },
    splitLine: { show: false },
    axisLabel: { ...axisText(theme), customValues: [0, ...bounds(tiers), 100], hideOverlap: true },
  });
  return {
    grid: { left: 52, right: 16, top: 8, bottom: 44, outerBoundsMode: 'none' },
    tooltip: {
      trigger: 'item',
      formatter: (params) => {
        const item = Array.isArray(params) ? params[0] : params;
        if (dense) {
          const cell = density[item?.dataIndex ?? -1];
          return cell
            ? `${formatNumber(cell[2], locale)} accounts\nA ${cell[0] * CELL} to ${(cell[0] + 1) * CELL}, B ${cell[1] * CELL} to ${(cell[1] + 1) * CELL}`
            : '';
        }
        const point = points[item?.dataIndex ?? -1];
        return point ? `${names[point[2]]?.name ?? 'Account'}\nA ${score(point[0])}\nB ${score(point[1])}` : '';
      },
    },
    xAxis: axis(`A: ${a.label}`, a.tiers, 26),
    yAxis: axis(`B: ${b.label}`, b.tiers, 34),
    series: [
      {
        id: 'accounts',
        type: 'scatter',
        symbolSize: dense ? (value: number[]) => 3 + 9 * Math.sqrt((value[2] ?? 0) / most) : 6,
        itemStyle: { color: dense ? theme.accent : theme.ink2, opacity: dense ? 0.7 : 0.45, borderWidth: 0 },
        data: dense
          ? density.map(([x, y, accounts]) => [(x + 0.5) * CELL, (y + 0.5) * CELL, accounts])
          : points.map((point) => [...point]),
        markLine: {
          silent: true,
          symbol: 'none',
          animation: false,
          data: [
            ...bounds(a.tiers).map((from) => line(from, 'xAxis')),
            ...bounds(b.tiers).map((from) => line(from, 'yAxis')),
          ],
        },
        markArea: { silent: true, data: tierGround(b.tiers, { min: 0, max: 100 }, 'yAxis', theme) },
      },
      {
        id: 'diagonal',
        type: 'line',
        silent: true,
        symbol: 'none',
        data: [
          [0, 0],
          [100, 100],
        ],
        endLabel: { show: false },
        lineStyle: { color: theme.ink3, type: 'dashed', width: 1 },
        itemStyle: { color: theme.ink3 },
      },
    ],
  };
}

import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams, EChartsOption } from 'echarts';
import { axisText, rowNames } from '../parts.ts';
import type { ChartTheme } from '../theme.ts';
import { shortened } from './cohort-parts.ts';

/** One weight in percent: as it is, as proposed, and where 80 % of the refits put it. */
export type WeightRow = {
  readonly name: string;
  readonly current: number;
  readonly proposed: number;
  readonly low: number | null;
  readonly high: number | null;
  /** Share of the refits in which the weight was 0. */
  readonly zeroShare: number | null;
  /** What the source of the model documents. */
  readonly range: { readonly min: number; readonly max: number } | null;
};
export type WeightsData = { readonly rows: readonly WeightRow[]; readonly percent: (value: number) => string };

const ROW = 34;
const NAME_ROOM = 104;
const VALUE_ROOM = 92;
const AXIS_ROOM = 22;

export function weightsHeight(rows: number): number {
  return rows * ROW + AXIS_ROOM;
}

/** Zero to the highest mark, rounded up to tens. */
export function weightsTop(rows: readonly WeightRow[]): number {
  const highest = Math.max(
    0,
    ...rows.flatMap(({ current, proposed, high, range }) => [current, proposed, high ?? 0, range?.max ?? 0]),
  );
  return Math.min(100, Math.max(20, Math.ceil(highest / 10) * 10));
}

/** The current weight as a ring, the proposed one as a dot on its 80 % interval, both figures beside them. */
export function weightsOption({ rows, percent }: WeightsData, theme: ChartTheme): EChartsOption {
  const max = weightsTop(rows);
  const renderItem = (params: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
    const row = rows[params.dataIndex];
    if (!row) return null;
    const x = (value: number) => api.coord([value, params.dataIndex])[0] ?? 0;
    const [left = 0, y = 0] = api.coord([0, params.dataIndex]);
    const right = x(max);
    const text = (words: string, at: number, fill: string, weight: string) => ({
      type: 'text' as const,
      style: {
        text: words,
        x: at,
        y,
        align: 'right' as const,
        verticalAlign: 'middle' as const,
        fill,
        font: `${weight} 12px ${theme.fontFamily}`,
      },
    });
    return {
      type: 'group' as const,
      children: [
        {
          type: 'rect' as const,
          shape: { x: left, y: y - ROW / 2, width: right - left, height: ROW },
          style: { fill: 'transparent' },
        },
        ...(row.range === null
          ? []
          : [
              {
                type: 'rect' as const,
                shape: { x: x(row.range.min), y: y - 9, width: x(row.range.max) - x(row.range.min), height: 18 },
                style: { fill: theme.line },
              },
            ]),
        ...(row.low === null || row.high === null
          ? []
          : [
              {
                type: 'line' as const,
                shape: { x1: x(row.low), x2: x(row.high), y1: y, y2: y },
                style: { stroke: theme.accent, lineWidth: 2 },
              },
            ]),
        { type: 'circle' as const, shape: { cx: x(row.proposed), cy: y, r: 5 }, style: { fill: theme.accent } },
        {
          type: 'circle' as const,
          shape: { cx: x(row.current), cy: y, r: 5 },
          style: { fill: 'transparent', stroke: theme.ink, lineWidth: 1.75 },
        },
        text(percent(row.current), right + 42, theme.ink3, '400'),
        text(percent(row.proposed), right + VALUE_ROOM - 4, theme.ink, '600'),
      ],
    };
  };
  return {
    grid: { left: NAME_ROOM, right: VALUE_ROOM, top: 0, bottom: AXIS_ROOM, outerBoundsMode: 'none' },
    tooltip: {
      trigger: 'item',
      formatter: (params) => {
        const row = rows[Array.isArray(params) ? 0 : params.dataIndex];
        return row ? `${row.name}\n${weightText(row, percent)}` : '';
      },
    },
    xAxis: {
      type: 'value',
      min: 0,
      max,
      interval: max > 50 ? 20 : 10,
      axisLine: { show: true, lineStyle: { color: theme.lineStrong } },
      axisTick: { show: false },
      splitLine: { show: true, lineStyle: { color: theme.line } },
      axisLabel: { ...axisText(theme), formatter: (value: number) => percent(value) },
    },
    yAxis: rowNames(
      rows.map((row) => row.name),
      theme,
      NAME_ROOM,
      {
        fontSize: 12,
        formatter: (name) => shortened(name, 16),
      },
    ),
    series: [
      { id: 'weights', type: 'custom', clip: false, data: rows.map((row, index) => [row.proposed, index]), renderItem },
    ],
  };
}

/** `now 30%, fitted 45% (80% interval 35% to 58%, 0% in 3.5% of refits), documented 25% to 35%` */
export function weightText(row: WeightRow, percent: WeightsData['percent']): string {
  const interval =
    row.low === null || row.high === null
      ? 'no interval'
      : `80% interval ${percent(Math.round(row.low))} to ${percent(Math.round(row.high))}`;
  const zero = row.zeroShare ? `, 0% in ${percent(Math.round(1000 * row.zeroShare) / 10)} of refits` : '';
  const range = row.range ? `, documented ${percent(row.range.min)} to ${percent(row.range.max)}` : '';
  return `now ${percent(row.current)}, fitted ${percent(row.proposed)} (${interval}${zero})${range}`;
}

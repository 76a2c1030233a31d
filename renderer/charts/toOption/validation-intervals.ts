import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams, EChartsOption } from 'echarts';
import type { TierRole } from '#shared/model/health-model.ts';
import { axisText, rowNames } from '../parts.ts';
import type { ChartTheme } from '../theme.ts';

/** A share with its interval, 0-1; null where there was nobody. */
export type IntervalRow = {
  readonly name: string;
  readonly role: TierRole;
  readonly n: number;
  readonly lost: number;
  readonly rate: number | null;
  readonly low: number | null;
  readonly high: number | null;
};
export type IntervalsData = {
  readonly rows: readonly IntervalRow[];
  /** Share over all rows: the dashed line. */
  readonly overall: number | null;
  readonly percent: (share: number | null) => string;
  readonly number: (value: number) => string;
};

const ROW = 30;
const AXIS_ROOM = 22;
const NAME_ROOM = 96;
const COUNT_ROOM = 60;
const VALUE_ROOM = 112;

export function intervalsHeight(rows: number): number {
  return rows * ROW + AXIS_ROOM;
}

/** Lowest share shown: a tenth below the lowest interval, so that differences near 100 % can be seen. */
export function intervalsFloor(rows: readonly IntervalRow[]): number {
  const lowest = Math.min(0.9, ...rows.flatMap((row) => (row.low === null ? [] : [row.low])));
  return Math.max(0, Math.floor(lowest * 10 + 1e-9) / 10);
}

/** One share a row as a dot with its interval, in the colour of its tier; counts stand before it, the figure after it. */
export function intervalsOption(data: IntervalsData, theme: ChartTheme): EChartsOption {
  const { rows, overall, percent, number } = data;
  const min = intervalsFloor(rows);
  const step = 1 - min > 0.5 ? 0.25 : 0.1;
  const ticks = Array.from({ length: Math.floor((1 - min) / step + 1e-9) + 1 }, (_, at) => 1 - at * step).reverse();
  const renderItem = (params: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
    const row = rows[params.dataIndex];
    if (!row) return null;
    const x = (share: number) => api.coord([Math.max(min, share), params.dataIndex])[0] ?? 0;
    const [left = 0, y = 0] = api.coord([min, params.dataIndex]);
    const right = x(1);
    const tone = theme.tiers[row.role];
    const text = (words: string, at: number, align: 'left' | 'right', fill: string, weight = '') => ({
      type: 'text' as const,
      style: {
        text: words,
        x: at,
        y,
        align,
        verticalAlign: 'middle' as const,
        fill,
        font: `${weight}11px ${theme.fontFamily}`,
      },
    });
    const hit = {
      type: 'rect' as const,
      shape: { x: left, y: y - ROW / 2, width: right - left, height: ROW },
      style: { fill: 'transparent' },
    };
    const count = text(`n ${number(row.n)}`, left - 10, 'right', theme.ink3);
    if (row.rate === null)
      return { type: 'group' as const, children: [hit, count, text('nobody', left + 6, 'left', theme.ink3)] };
    return {
      type: 'group' as const,
      children: [
        hit,
        {
          type: 'line' as const,
          shape: { x1: x(row.low ?? row.rate), x2: x(row.high ?? row.rate), y1: y, y2: y },
          style: { stroke: tone.mark, lineWidth: 1.5 },
        },
        { type: 'circle' as const, shape: { cx: x(row.rate), cy: y, r: 4.5 }, style: { fill: tone.mark } },
        count,
        text(percent(row.rate), right + 54, 'right', theme.ink, '600 '),
        text(`${number(row.lost)} lost`, right + VALUE_ROOM, 'right', theme.ink3),
      ],
    };
  };
  return {
    grid: { left: NAME_ROOM + COUNT_ROOM, right: VALUE_ROOM, top: 0, bottom: AXIS_ROOM, outerBoundsMode: 'none' },
    tooltip: {
      trigger: 'item',
      formatter: (params) => {
        const row = rows[Array.isArray(params) ? 0 : params.dataIndex];
        return row ? `${row.name}\n${intervalText(row, percent)}` : '';
      },
    },
    xAxis: {
      type: 'value',
      min,
      max: 1,
      axisLine: { show: true, lineStyle: { color: theme.lineStrong } },
      axisTick: { show: false },
      splitLine: { show: false },
      axisLabel: { ...axisText(theme), customValues: ticks, formatter: (share: number) => percent(share) },
    },
    yAxis: rowNames(
      rows.map((row) => row.name),
      theme,
      NAME_ROOM + COUNT_ROOM,
      {
        width: NAME_ROOM,
        overflow: 'truncate',
      },
    ),
    series: [
      {
        id: 'intervals',
        type: 'custom',
        clip: false,
        data: rows.map((row, index) => [row.rate ?? min, index]),
        renderItem,
        markLine: {
          silent: true,
          symbol: 'none',
          label: { show: false },
          lineStyle: { color: theme.ink4, type: 'dashed', width: 1 },
          data: overall === null || overall < min ? [] : [{ xAxis: overall }],
        },
      },
    ],
  };
}

/** `94.9% (93.1% to 96.3%) stayed, 37 of 728 lost` */
export function intervalText(row: IntervalRow, percent: IntervalsData['percent']): string {
  if (row.rate === null) return 'nobody';
  const interval = row.low === null || row.high === null ? '' : ` (${percent(row.low)} to ${percent(row.high)})`;
  return `${percent(row.rate)}${interval} stayed, ${row.lost} of ${row.n} lost`;
}

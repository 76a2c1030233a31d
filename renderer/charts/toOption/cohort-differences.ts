import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams, EChartsOption } from 'echarts';
import { axisText, rowNames } from '../parts.ts';
import type { ChartTheme } from '../theme.ts';
import { shortened } from './cohort-parts.ts';

/** Mean score of one dimension in both cohorts, 0 to 100; null where neither has data for it. */
export type DimensionPair = { readonly name: string; readonly a: number | null; readonly b: number | null };
export type DifferencesData = {
  readonly rows: readonly DimensionPair[];
  readonly names: { readonly a: string; readonly b: string };
  readonly score: (value: number | null) => string;
  /** `−11`, `+4` */
  readonly signed: (value: number) => string;
};

const ROW = 28;
const NAME_ROOM = 96;
const AXIS_ROOM = 20;

export function differencesHeight(rows: number): number {
  return rows * ROW + AXIS_ROOM;
}

/** Tens around every mean, at least thirty points, so that two points of difference look like two. */
export function differencesWindow(rows: readonly DimensionPair[]): { readonly min: number; readonly max: number } {
  const known = rows.flatMap((row) => [row.a, row.b].filter((value) => value !== null));
  if (known.length === 0) return { min: 0, max: 100 };
  const low = Math.floor(Math.min(...known) / 10) * 10;
  const high = Math.ceil(Math.max(...known) / 10) * 10;
  const min = Math.max(0, Math.min(low, high - 30));
  return { min, max: Math.min(100, Math.max(high, min + 30)) };
}

/** Both cohorts' mean per dimension as two dots joined by a line, with the difference of B from A beside them. */
export function differencesOption(data: DifferencesData, theme: ChartTheme): EChartsOption {
  const { rows, names, score, signed } = data;
  const { min, max } = differencesWindow(rows);
  const ticks = Array.from({ length: Math.round((max - min) / 10) + 1 }, (_, step) => min + step * 10);
  const renderItem = (params: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
    const row = rows[params.dataIndex];
    const [left = 0, y = 0] = api.coord([min, params.dataIndex]);
    const [right = 0] = api.coord([max, params.dataIndex]);
    const x = (value: number) => api.coord([value, params.dataIndex])[0] ?? 0;
    const hit = {
      type: 'rect' as const,
      shape: { x: left, y: y - ROW / 2, width: right - left, height: ROW },
      style: { fill: 'transparent' },
    };
    const dot = (value: number | null, fill: string) =>
      value === null ? [] : [{ type: 'circle' as const, shape: { cx: x(value), cy: y, r: 4.5 }, style: { fill } }];
    const a = row?.a ?? null;
    const b = row?.b ?? null;
    const between =
      a === null || b === null
        ? []
        : [
            {
              type: 'line' as const,
              shape: { x1: x(a), x2: x(b), y1: y, y2: y },
              style: { stroke: theme.ink4, lineWidth: 1.5 },
            },
          ];
    const text = {
      type: 'text' as const,
      style: {
        text: a === null || b === null ? 'no data' : signed(b - a),
        x: a === null && b === null ? left + 6 : x(Math.max(a ?? 0, b ?? 0)) + 11,
        y,
        verticalAlign: 'middle' as const,
        fill: theme.ink2,
        font: `600 12px ${theme.fontFamily}`,
      },
    };
    return { type: 'group' as const, children: [hit, ...between, ...dot(a, theme.ink), ...dot(b, theme.accent), text] };
  };
  return {
    grid: { left: NAME_ROOM, right: 40, top: 0, bottom: AXIS_ROOM, outerBoundsMode: 'none' },
    tooltip: {
      trigger: 'item',
      formatter: (params) => {
        const row = rows[Array.isArray(params) ? 0 : params.dataIndex];
        return row ? `${row.name}\nA ${names.a}: ${score(row.a)}\nB ${names.b}: ${score(row.b)}` : '';
      },
    },
    xAxis: {
      type: 'value',
      min,
      max,
      axisLine: { show: true, lineStyle: { color: theme.lineStrong } },
      splitLine: { show: true, lineStyle: { color: theme.line } },
      axisLabel: { ...axisText(theme), customValues: ticks },
    },
    yAxis: rowNames(
      rows.map((row) => row.name),
      theme,
      NAME_ROOM,
      {
        fontSize: 12,
        formatter: (name) => shortened(name, 15),
      },
    ),
    series: [
      {
        id: 'pairs',
        type: 'custom',
        clip: false,
        data: rows.map((row, index) => [row.a ?? row.b ?? min, index]),
        renderItem,
      },
    ],
  };
}

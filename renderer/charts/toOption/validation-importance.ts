import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams, EChartsOption } from 'echarts';
import { axisText, rowNames } from '../parts.ts';
import type { ChartTheme } from '../theme.ts';
import { shortened } from './cohort-parts.ts';

/** Fall of the AUC with its interval; null where a challenger does not see the group. */
type Drop = { readonly value: number | null; readonly low: number | null; readonly high: number | null } | null;

export type ImportanceRow = { readonly name: string; readonly logistic: Drop; readonly forest: Drop };
export type ImportanceData = {
  readonly rows: readonly ImportanceRow[];
  readonly axis: (value: number) => string;
  readonly number: (value: number) => string;
};

const ROW = 34;
const NAME_ROOM = 156;
const AXIS_ROOM = 24;
/** Distance of the two marks of a row from its middle, px. */
const APART = 6;

export function importanceHeight(rows: number): number {
  return rows * ROW + AXIS_ROOM;
}

const boundsOf = (drop: Drop): number[] =>
  drop === null ? [] : [drop.value, drop.low, drop.high].flatMap((value) => (value === null ? [] : [value]));

/** The axis from the lowest whisker to the highest, whole steps of 0.02 or more, zero always among them. */
export function importanceRange(rows: readonly ImportanceRow[]): { min: number; max: number; step: number } {
  const all = rows.flatMap(({ logistic, forest }) => [...boundsOf(logistic), ...boundsOf(forest)]);
  const [low, high] = [Math.min(0, ...all), Math.max(0.02, ...all)];
  const step = [0.02, 0.05, 0.1, 0.2].find((size) => (high - low) / size <= 6) ?? 0.2;
  const whole = (steps: number): number => Math.round(steps) * step;
  return { min: whole(Math.floor(low / step + 1e-9)), max: whole(Math.ceil(high / step - 1e-9)), step };
}

/** One bar a group and challenger from zero, with the whisker of its interval: forest filled, regression outlined. */
export function importanceOption({ rows, axis, number }: ImportanceData, theme: ChartTheme): EChartsOption {
  const { min, max, step } = importanceRange(rows);
  const renderItem = (params: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
    const row = rows[params.dataIndex];
    if (!row) return null;
    const x = (value: number) => api.coord([value, params.dataIndex])[0] ?? 0;
    const [left = 0, y = 0] = api.coord([min, params.dataIndex]);
    const barOf = (drop: Drop, at: number, style: object) => {
      if (drop === null || drop.value === null) return [];
      const [from, to] = [Math.min(x(0), x(drop.value)), Math.max(x(0), x(drop.value))];
      const whisker =
        drop.low === null || drop.high === null
          ? []
          : [
              {
                type: 'line' as const,
                shape: { x1: x(drop.low), x2: x(drop.high), y1: at, y2: at },
                style: { stroke: theme.ink, lineWidth: 1.25 },
              },
            ];
      return [
        {
          type: 'rect' as const,
          shape: { x: from, y: at - 4, width: Math.max(1, to - from), height: 8 },
          style,
        },
        ...whisker,
      ];
    };
    return {
      type: 'group' as const,
      children: [
        {
          type: 'rect' as const,
          shape: { x: left, y: y - ROW / 2, width: x(max) - left, height: ROW },
          style: { fill: 'transparent' },
        },
        ...barOf(row.forest, row.logistic ? y - APART : y, { fill: theme.accent, opacity: 0.6 }),
        ...barOf(row.logistic, row.forest ? y + APART : y, { fill: theme.bg, stroke: theme.accent, lineWidth: 1.25 }),
      ],
    };
  };
  return {
    grid: { left: NAME_ROOM, right: 18, top: 0, bottom: AXIS_ROOM, outerBoundsMode: 'none' },
    tooltip: {
      trigger: 'item',
      formatter: (params) => {
        const row = rows[Array.isArray(params) ? 0 : params.dataIndex];
        return row
          ? `${row.name}\nRandom forest ${dropText(row.forest, number)}\nRegression ${dropText(row.logistic, number)}`
          : '';
      },
    },
    xAxis: {
      type: 'value',
      min,
      max,
      interval: step,
      axisLine: { show: false },
      axisTick: { show: false },
      splitLine: { show: true, lineStyle: { color: theme.line } },
      axisLabel: { ...axisText(theme), formatter: (value: number) => axis(Math.abs(value) < 1e-9 ? 0 : value) },
    },
    yAxis: rowNames(
      rows.map((row) => row.name),
      theme,
      NAME_ROOM,
      { fontSize: 12, formatter: (name) => shortened(name, 26) },
    ),
    series: [
      {
        id: 'importance',
        type: 'custom',
        clip: false,
        data: rows.map((row, index) => [row.forest?.value ?? row.logistic?.value ?? 0, index]),
        renderItem,
        markLine: {
          silent: true,
          symbol: 'none',
          label: { show: false },
          lineStyle: { color: theme.lineStrong, type: 'solid', width: 1 },
          data: [{ xAxis: 0 }],
        },
      },
    ],
  };
}

/** `0.069 (0.036 to 0.110)`; `not seen` where the challenger has no column of the group. */
export function dropText(drop: Drop, number: ImportanceData['number']): string {
  if (drop === null || drop.value === null) return 'not seen';
  return drop.low === null || drop.high === null
    ? number(drop.value)
    : `${number(drop.value)} (${number(drop.low)} to ${number(drop.high)})`;
}

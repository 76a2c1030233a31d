import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams, EChartsOption, LineSeriesOption } from 'echarts';
import { drawEnds, labelRoom } from '../end-labels.ts';
import { axisText, namedAxis, rowNames } from '../parts.ts';
import type { ChartTheme } from '../theme.ts';
import { type ChartTier, tierGround } from './cohort-parts.ts';
import { scoreWindow } from './trend.ts';

/** Mean scores by week from the day of the initiative, negative before it. */
export type InitiativeWeek = {
  readonly week: number;
  readonly touched: number | null;
  readonly comparable: number | null;
};
export type InitiativeData = {
  readonly weeks: readonly InitiativeWeek[];
  readonly tiers: readonly ChartTier[];
  readonly score: (value: number | null) => string;
};

/** Touched and comparable accounts before and after the day of the initiative, on the ground of the tiers. */
export function initiativeOption(data: InitiativeData, theme: ChartTheme): EChartsOption {
  const { weeks, tiers, score } = data;
  const { min, max } = scoreWindow(weeks.flatMap((week) => [week.touched, week.comparable]));
  const groups = [
    { id: 'touched', read: (week: InitiativeWeek) => week.touched, color: theme.ink, textColor: theme.ink },
    { id: 'comparable', read: (week: InitiativeWeek) => week.comparable, color: theme.series3, textColor: theme.ink3 },
  ] as const;
  const ends = groups.flatMap(({ id, read, color, textColor }) => {
    const last = weeks.findLast((week) => read(week) !== null);
    const y = last ? read(last) : null;
    return last && y !== null ? [{ text: id, x: last.week, y, color, textColor, strong: id === 'touched' }] : [];
  });
  const first = Math.min(0, ...weeks.map((week) => week.week));
  const last = Math.max(0, ...weeks.map((week) => week.week));
  return {
    grid: { left: 0, right: labelRoom(groups.map((group) => group.id)), top: 18, bottom: 38, outerBoundsMode: 'none' },
    tooltip: {
      trigger: 'axis',
      formatter: (params) => {
        const week = weeks[Array.isArray(params) ? (params[0]?.dataIndex ?? 0) : params.dataIndex];
        if (!week) return '';
        const rows = groups.map((group) => `${group.id}: ${score(group.read(week))}`);
        return [weekText(week.week), ...rows].join('\n');
      },
    },
    xAxis: {
      ...namedAxis('weeks from the initiative', theme),
      min: first,
      max: last === first ? first + 1 : last,
      interval: last - first > 30 ? 13 : 4,
      axisLabel: {
        ...axisText(theme),
        hideOverlap: true,
        alignMinLabel: 'left',
        alignMaxLabel: 'right',
        formatter: (week: number) => String(week).replace('-', '−'),
      },
    },
    yAxis: { type: 'value', min, max, splitLine: { show: false }, axisLabel: { show: false } },
    series: [
      ...groups.map(
        ({ id, read, color }, index): LineSeriesOption => ({
          id,
          name: id,
          type: 'line',
          symbol: 'none',
          connectNulls: false,
          data: weeks.map((week) => [week.week, read(week)]),
          lineStyle: { color, width: index === 0 ? 2 : 1.5 },
          itemStyle: { color },
          z: 5 - index,
          endLabel: { show: false },
          ...(index === 0
            ? {
                markArea: { silent: true, data: tierGround(tiers, { min, max }, 'yAxis', theme) },
                markLine: {
                  silent: true,
                  symbol: 'none',
                  data: [
                    {
                      xAxis: 0,
                      lineStyle: { color: theme.ink2, type: 'solid', width: 1 },
                      label: {
                        formatter: 'initiative',
                        position: 'end',
                        rotate: 0,
                        distance: 4,
                        color: theme.ink2,
                        fontSize: 11,
                      },
                    },
                  ],
                },
              }
            : {}),
        }),
      ),
      {
        id: 'ends',
        type: 'custom',
        clip: false,
        silent: true,
        z: 6,
        data: ends.map((end) => [end.x, end.y]),
        renderItem: drawEnds(ends, theme),
      },
    ],
  };
}

function weekText(week: number): string {
  const size = Math.abs(week);
  if (week === 0) return 'week of the initiative';
  return `${size} ${size === 1 ? 'week' : 'weeks'} ${week < 0 ? 'before' : 'after'}`;
}

/** A change of the mean score in points, with its 95% interval where one is known. */
export type ChangeRow = {
  readonly name: string;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** The estimate that counts; the others are what it is made of. */
  readonly strong: boolean;
};
export type ChangesData = { readonly rows: readonly ChangeRow[]; readonly signed: (value: number | null) => string };

const ROW = 26;
const NAME_ROOM = 148;
const AXIS_ROOM = 20;

export function changesHeight(rows: number): number {
  return rows * ROW + AXIS_ROOM;
}

/** Fives around zero and every end of an interval, at least five points on either side. */
export function changesWindow(rows: readonly ChangeRow[]): { readonly min: number; readonly max: number } {
  const known = rows.flatMap((row) => [row.value, row.low, row.high].filter((value) => value !== null));
  return {
    min: Math.floor(Math.min(-5, ...known) / 5) * 5,
    max: Math.ceil(Math.max(5, ...known) / 5) * 5,
  };
}

/** Changes as dots around zero, one a row, the estimate with its interval as a line through it. */
export function changesOption(data: ChangesData, theme: ChartTheme): EChartsOption {
  const { rows, signed } = data;
  const { min, max } = changesWindow(rows);
  const renderItem = (params: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
    const row = rows[params.dataIndex];
    const x = (value: number) => api.coord([value, params.dataIndex])[0] ?? 0;
    const y = api.coord([0, params.dataIndex])[1] ?? 0;
    const color = row?.strong ? theme.ink : theme.series3;
    const hit = {
      type: 'rect' as const,
      shape: { x: x(min), y: y - ROW / 2, width: x(max) - x(min), height: ROW },
      style: { fill: 'transparent' },
    };
    const { value = null, low = null, high = null } = row ?? {};
    const interval =
      low === null || high === null
        ? []
        : [
            {
              type: 'line' as const,
              shape: { x1: x(low), x2: x(high), y1: y, y2: y },
              style: { stroke: color, lineWidth: 1.5 },
            },
          ];
    const dot =
      value === null
        ? []
        : [{ type: 'circle' as const, shape: { cx: x(value), cy: y, r: 4.5 }, style: { fill: color } }];
    const text = {
      type: 'text' as const,
      style: {
        text: value === null ? 'not known' : signed(value),
        x: x(Math.max(value ?? 0, high ?? value ?? 0)) + 10,
        y,
        verticalAlign: 'middle' as const,
        fill: row?.strong ? theme.ink : theme.ink2,
        font: `${row?.strong ? '600 ' : ''}12px ${theme.fontFamily}`,
      },
    };
    return { type: 'group' as const, children: [hit, ...interval, ...dot, text] };
  };
  return {
    grid: { left: NAME_ROOM, right: 44, top: 0, bottom: AXIS_ROOM, outerBoundsMode: 'none' },
    tooltip: {
      trigger: 'item',
      formatter: (params) => {
        const row = rows[Array.isArray(params) ? 0 : params.dataIndex];
        return row ? `${row.name}\n${changeText(row, signed)}` : '';
      },
    },
    xAxis: {
      type: 'value',
      min,
      max,
      axisLine: { show: true, lineStyle: { color: theme.lineStrong } },
      splitLine: { show: false },
      axisLabel: { ...axisText(theme), customValues: [min, 0, max], formatter: (value: number) => signed(value) },
    },
    yAxis: rowNames(
      rows.map((row) => row.name),
      theme,
      NAME_ROOM,
      { fontSize: 12 },
    ),
    series: [
      {
        id: 'changes',
        type: 'custom',
        clip: false,
        data: rows.map((row, index) => [row.value ?? 0, index]),
        renderItem,
        markLine: {
          silent: true,
          symbol: 'none',
          label: { show: false },
          lineStyle: { color: theme.ink4, type: 'dashed', width: 1 },
          data: [{ xAxis: 0 }],
        },
      },
    ],
  };
}

/** `+3.1 (−0.4 to +6.6)` */
export function changeText(row: ChangeRow, signed: ChangesData['signed']): string {
  const interval = row.low === null || row.high === null ? '' : ` (${signed(row.low)} to ${signed(row.high)})`;
  return row.value === null ? 'not known' : `${signed(row.value)} points${interval}`;
}

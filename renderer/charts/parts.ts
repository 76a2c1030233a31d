/**
 * Pieces several charts share. Stable names: `ms`, `monthTicks`, `monthLabel`, `axisText`, `plotArea`, `scoreAxis`,
 * `namedAxis`, `timeAxis`, `shareTop`, `shareAxis`, `whiskers`, `pointOf`.
 */
import type { CustomSeriesOption } from 'echarts';
import { formatMonth } from '#shared/format/date.ts';
import type { ChartTheme } from './theme.ts';

export const ms = (iso: string): number => Date.parse(`${iso}T00:00:00Z`);
const iso = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** First days of months between two moments, thinned to at most `limit` (every 1, 2, 3, 6 or 12 months). */
export function monthTicks(from: number, to: number, limit: number): number[] {
  const start = new Date(from);
  const months: { readonly time: number; readonly index: number }[] = [];
  for (let index = start.getUTCFullYear() * 12 + start.getUTCMonth() + 1; ; index += 1) {
    const time = Date.UTC(Math.floor(index / 12), index % 12, 1);
    if (time > to) break;
    months.push({ time, index });
  }
  const every =
    [1, 2, 3, 6, 12].find((step) => months.filter((month) => month.index % step === 0).length <= limit) ?? 12;
  // A label half outside the chart says nothing.
  const margin = (to - from) * 0.04;
  return months
    .filter((month) => month.index % every === 0 && month.time >= from + margin && month.time <= to - margin)
    .map((month) => month.time);
}

/** `Oct`, and `Jan 2026` where the year begins. */
export function monthLabel(time: number, locale: string): string {
  const date = iso(time);
  const month = formatMonth(date, locale);
  return date.slice(5, 7) === '01' ? `${month} ${date.slice(0, 4)}` : month;
}

export function axisText(theme: ChartTheme) {
  return { color: theme.ink3, fontSize: 11, fontFamily: theme.fontFamily };
}

/** The plot's rectangle in pixels: ECharts hands it over under the bare type of any coordinate system. */
export function plotArea(coordSys: object): { x: number; y: number; width: number; height: number } {
  const read = (name: string): number => {
    const value: unknown = Reflect.get(coordSys, name);
    return typeof value === 'number' ? value : 0;
  };
  return { x: read('x'), y: read('y'), width: read('width'), height: read('height') };
}

/** An axis of scores up to 100 with its line, numbered where tiers begin. */
export function scoreAxis(min: number, bounds: number[], theme: ChartTheme) {
  return {
    type: 'value' as const,
    min,
    max: 100,
    axisLine: { show: true, lineStyle: { color: theme.lineStrong } },
    splitLine: { show: false },
    axisLabel: {
      ...axisText(theme),
      customValues: bounds,
      alignMinLabel: 'left' as const,
      alignMaxLabel: 'right' as const,
      hideOverlap: true,
    },
  };
}

/** The line of an axis of numbers, and its name below it. */
export function namedAxis(name: string, theme: ChartTheme) {
  return {
    type: 'value' as const,
    name,
    nameLocation: 'middle' as const,
    nameGap: 22,
    nameTextStyle: axisText(theme),
    axisLine: { show: true, lineStyle: { color: theme.lineStrong } },
    axisTick: { show: false },
    splitLine: { show: false },
  };
}

/**
 * Names of rows at the left edge, the first on top, in a column `room` pixels wide; `label` says how they look and are cut short.
 */
export function rowNames(
  names: readonly string[],
  theme: ChartTheme,
  room: number,
  label: {
    readonly color?: string;
    readonly fontSize?: number;
    readonly formatter?: (name: string) => string;
    readonly width?: number;
    readonly overflow?: 'truncate' | 'break';
  },
) {
  return {
    type: 'category' as const,
    inverse: true,
    data: [...names],
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { ...axisText(theme), color: theme.ink, align: 'left' as const, margin: room, interval: 0, ...label },
  };
}

/** A time axis from one moment to another, ms, with at most four months named. */
export function timeAxis(from: number, to: number, locale: string, theme: ChartTheme) {
  return {
    type: 'time' as const,
    min: from,
    max: to,
    axisLine: { show: true, lineStyle: { color: theme.lineStrong } },
    axisTick: { show: false },
    splitLine: { show: false },
    axisLabel: {
      ...axisText(theme),
      customValues: monthTicks(from, to, 4),
      formatter: (time: number) => monthLabel(time, locale),
    },
  };
}

/** Shares up to a highest one, 0 to 1: at most five lines, named in percent; the highest is rounded up to a whole step. */
export function shareTop(highest: number): { readonly max: number; readonly step: number } {
  const step = [0.01, 0.02, 0.05, 0.1, 0.25].find((size) => highest / size <= 5) ?? 0.25;
  return { max: Math.min(1, Math.max(1, Math.ceil(highest / step - 1e-9)) * step), step };
}

/** An axis of shares from zero, with lines across the plot where it stands upright. */
export function shareAxis(
  { max, step }: { readonly max: number; readonly step: number },
  percent: (share: number) => string,
  theme: ChartTheme,
) {
  return {
    type: 'value' as const,
    min: 0,
    max,
    interval: step,
    splitLine: { show: true, lineStyle: { color: theme.line } },
    axisLabel: { ...axisText(theme), formatter: (share: number) => percent(share) },
  };
}

export type Whisker = {
  readonly x: number | string;
  readonly y: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly color?: string;
};

/** Points with their intervals as upright lines; a point without one is hollow. */
export function whiskers(id: string, points: readonly Whisker[], theme: ChartTheme): CustomSeriesOption {
  return {
    id,
    type: 'custom',
    clip: false,
    z: 5,
    data: points.map(({ x, y }) => [x, y]),
    renderItem: (params, api) => {
      const point = points[params.dataIndex];
      if (!point) return null;
      const [x = 0, y = 0] = api.coord([point.x, point.y]);
      const color = point.color ?? theme.ink;
      const known = point.low !== null && point.high !== null;
      const at = (value: number | null) => api.coord([point.x, value ?? point.y])[1] ?? y;
      return {
        type: 'group',
        children: [
          {
            type: 'line',
            shape: { x1: x, x2: x, y1: at(point.low), y2: at(point.high) },
            style: { stroke: color, lineWidth: known ? 1.5 : 0 },
          },
          {
            type: 'circle',
            shape: { cx: x, cy: y, r: 4 },
            style: known ? { fill: color } : { fill: theme.bg, stroke: color, lineWidth: 1.5 },
          },
        ],
      };
    },
  };
}

/** The first two numbers of what a tooltip is about. */
export function pointOf(value: unknown): readonly [number, number] {
  const number = (at: number): number => {
    const item: unknown = Array.isArray(value) ? value[at] : at === 0 ? value : 0;
    return typeof item === 'number' ? item : 0;
  };
  return [number(0), number(1)];
}

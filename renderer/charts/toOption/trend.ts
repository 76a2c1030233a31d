import type { EChartsOption } from 'echarts';
import { formatDate } from '#shared/format/date.ts';
import { formatNumber } from '#shared/format/number.ts';
import type { TierRole } from '#shared/model/health-model.ts';
import { ms, timeAxis } from '../parts.ts';
import type { ChartTheme } from '../theme.ts';

export type TrendPoint = {
  readonly date: string;
  readonly mean: number | null;
  readonly arrWeighted: number | null;
  readonly atRisk: number;
};
export type TrendData = {
  readonly points: readonly TrendPoint[];
  readonly tiers: readonly { readonly name: string; readonly role: TierRole; readonly from: number }[];
  readonly locale: string;
};

/** Points of the last `months` months before the newest one; all of them for null. */
export function lastMonths<T extends { readonly date: string }>(
  points: readonly T[],
  months: number | null,
): readonly T[] {
  const last = points.at(-1);
  if (months === null || !last) return points;
  const from = new Date(ms(last.date));
  from.setUTCMonth(from.getUTCMonth() - months);
  const start = from.toISOString().slice(0, 10);
  return points.filter((point) => point.date >= start);
}

/** Position of the point closest to a moment in ms. */
export function nearest(points: readonly { readonly date: string }[], time: number): number {
  let best = 0;
  points.forEach((point, index) => {
    if (Math.abs(ms(point.date) - time) < Math.abs(ms(points[best]?.date ?? point.date) - time)) best = index;
  });
  return best;
}

/** The axis shows at least 20 points of score, in steps of 5, so that a quiet year looks quiet. */
export function scoreWindow(values: readonly (number | null)[]): { readonly min: number; readonly max: number } {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return { min: 0, max: 100 };
  const middle = (Math.min(...known) + Math.max(...known)) / 2;
  const half = Math.max(10, (Math.max(...known) - Math.min(...known)) / 2 + 3);
  const min = Math.max(0, Math.floor((middle - half) / 5) * 5);
  const max = Math.min(100, Math.ceil((middle + half) / 5) * 5);
  return { min, max };
}

/** Room for the labels at the ends of the lines. */
const LABEL_ROOM = 112;

/** Mean score and its ARR-weighted form over time, on the ground of the tiers. */
export function trendOption(data: TrendData, theme: ChartTheme): EChartsOption {
  const { points, tiers, locale } = data;
  const { min, max } = scoreWindow(points.flatMap((point) => [point.mean, point.arrWeighted]));
  const last = points.at(-1);
  const close =
    last?.mean != null && last.arrWeighted != null && Math.abs(last.mean - last.arrWeighted) < (max - min) * 0.08;
  const above = (last?.mean ?? 0) >= (last?.arrWeighted ?? 0);
  const shift = (up: boolean): [number, number] => [4, close ? (up ? -8 : 8) : 0];
  const from = points[0] ? ms(points[0].date) : 0;
  const to = last ? ms(last.date) : 1;
  const ground = tiers.flatMap((tier, index) => {
    const top = index === 0 ? 100 : (tiers[index - 1]?.from ?? 100);
    const low = Math.max(min, tier.from);
    const high = Math.min(max, top);
    if (high <= low) return [];
    const roomy = (high - low) / (max - min) > 0.14;
    const label = {
      show: roomy,
      position: index === 0 || low <= min ? (low <= min ? 'insideBottomLeft' : 'insideTopLeft') : 'insideTopLeft',
      formatter: index === 0 ? `${tier.name} ${tier.from}+` : tier.name,
      color: theme.tiers[tier.role].text,
      fontSize: 11,
    };
    return [[{ yAxis: low, itemStyle: { color: theme.tiers[tier.role].band }, label }, { yAxis: high }]];
  });
  const score = (value: unknown) => (typeof value === 'number' ? formatNumber(value, locale, 1) : '–');
  return {
    grid: { left: 0, right: LABEL_ROOM, top: 8, bottom: 20, outerBoundsMode: 'none' },
    tooltip: {
      trigger: 'axis',
      formatter: (params) => {
        const point = points[Array.isArray(params) ? (params[0]?.dataIndex ?? 0) : params.dataIndex];
        return point
          ? `${formatDate(point.date, locale)}\nMean ${score(point.mean)}\nARR-weighted ${score(point.arrWeighted)}`
          : '';
      },
    },
    xAxis: timeAxis(from, to, locale, theme),
    yAxis: { type: 'value', min, max, interval: 5, splitLine: { show: false }, axisLabel: { show: false } },
    series: [
      {
        id: 'weighted',
        type: 'line',
        symbol: 'none',
        data: points.map((point) => [ms(point.date), point.arrWeighted]),
        lineStyle: { color: theme.series3, width: 1.5 },
        itemStyle: { color: theme.series3 },
        endLabel: {
          show: true,
          formatter: () => `ARR-weighted ${score(last?.arrWeighted)}`,
          color: theme.ink3,
          fontSize: 11,
          offset: shift(!above),
        },
        markArea: { silent: true, data: ground as [object, object][] },
      },
      {
        id: 'mean',
        type: 'line',
        symbol: 'none',
        data: points.map((point) => [ms(point.date), point.mean]),
        lineStyle: { color: theme.ink, width: 2 },
        itemStyle: { color: theme.ink },
        endLabel: {
          show: true,
          formatter: () => `Mean ${score(last?.mean)}`,
          color: theme.ink,
          fontWeight: 600,
          fontSize: 11,
          offset: shift(above),
        },
      },
    ],
  };
}

/** Number of accounts below 50 over time, on the same axis of time as the mean. */
export function atRiskTrendOption(data: TrendData, theme: ChartTheme): EChartsOption {
  const { points, locale } = data;
  const last = points.at(-1);
  const highest = Math.max(1, ...points.map((point) => point.atRisk));
  return {
    grid: { left: 0, right: LABEL_ROOM, top: 8, bottom: 20, outerBoundsMode: 'none' },
    tooltip: {
      trigger: 'axis',
      formatter: (params) => {
        const point = points[Array.isArray(params) ? (params[0]?.dataIndex ?? 0) : params.dataIndex];
        return point ? `${formatDate(point.date, locale)}\n${point.atRisk} below 50` : '';
      },
    },
    xAxis: timeAxis(points[0] ? ms(points[0].date) : 0, last ? ms(last.date) : 1, locale, theme),
    yAxis: {
      type: 'value',
      min: 0,
      max: Math.ceil(highest * 1.1),
      splitLine: { show: false },
      axisLabel: { show: false },
    },
    series: [
      {
        id: 'at-risk',
        type: 'line',
        step: 'end',
        symbol: 'none',
        data: points.map((point) => [ms(point.date), point.atRisk]),
        lineStyle: { color: theme.ink2, width: 1.5 },
        itemStyle: { color: theme.ink2 },
        areaStyle: { color: theme.ghost, opacity: 0.35 },
        endLabel: {
          show: true,
          formatter: () => `Below 50: ${last?.atRisk ?? 0}`,
          color: theme.ink,
          fontWeight: 600,
          fontSize: 11,
          offset: [4, 0],
        },
      },
    ],
  };
}

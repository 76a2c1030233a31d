import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams, EChartsOption } from 'echarts';
import { axisText, plotArea, rowNames } from '../parts.ts';
import type { ChartTheme } from '../theme.ts';

/** Where one criterion cuts, and where it cuts on resampled accounts. */
export type SpreadRow = {
  readonly name: string;
  /** Score below which the criterion flags on the history itself; null where it finds none. */
  readonly cut: number | null;
  /** 80 % interval over the resamples. */
  readonly low: number | null;
  readonly high: number | null;
  /** Resamples per bin of equal width from 0 to 100. */
  readonly counts: readonly number[];
};
export type SpreadData = {
  readonly rows: readonly SpreadRow[];
  /** Bounds the model has, ascending. */
  readonly bounds: readonly { readonly name: string; readonly from: number }[];
  /** Resamples drawn; those in which a criterion finds no cut are in no bin. */
  readonly resamples: number;
  readonly percent: (share: number) => string;
  /** A score on the axis or at the end of an interval, and one that is a cut, with all its decimals. */
  readonly score: (value: number) => string;
  readonly exact: (value: number) => string;
};

const ROW = 48;
const NAME_ROOM = 168;
const VALUE_ROOM = 112;
const HEAD_ROOM = 20;
const AXIS_ROOM = 38;

export function spreadHeight(rows: number): number {
  return HEAD_ROOM + rows * ROW + AXIS_ROOM;
}

/**
 * A histogram a criterion on one axis of scores: darker inside its 80 % interval, a dot where it cuts on the history itself, the
 * bounds of the model as lines through all of them. Every histogram is as high as its row; the figures say the rest.
 */
export function spreadOption(data: SpreadData, theme: ChartTheme): EChartsOption {
  const { rows, bounds, score, exact } = data;
  const renderItem = (params: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
    const row = rows[params.dataIndex];
    if (!row) return null;
    const width = 100 / row.counts.length;
    const most = Math.max(1, ...row.counts);
    const x = (value: number) => api.coord([value, params.dataIndex])[0] ?? 0;
    const base = (api.coord([0, params.dataIndex])[1] ?? 0) + ROW / 2 - 4;
    const isInside = (at: number) =>
      row.low !== null && row.high !== null && (at + 1) * width > row.low && at * width <= row.high;
    const text = (words: string, y: number, fill: string, weight: string) => ({
      type: 'text' as const,
      style: {
        text: words,
        x: x(100) + VALUE_ROOM - 2,
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
          shape: { x: x(0), y: base - ROW + 8, width: x(100) - x(0), height: ROW - 8 },
          style: { fill: 'transparent' },
        },
        {
          type: 'line' as const,
          shape: { x1: x(0), x2: x(100), y1: base, y2: base },
          style: { stroke: theme.line, lineWidth: 1 },
        },
        ...row.counts.flatMap((count, at) => {
          if (count === 0) return [];
          const height = Math.max(1, ((ROW - 14) * count) / most);
          return [
            {
              type: 'rect' as const,
              shape: { x: x(at * width) + 0.5, y: base - height, width: x(width) - x(0) - 1, height },
              style: { fill: theme.accent, opacity: isInside(at) ? 0.55 : 0.22 },
            },
          ];
        }),
        ...(row.cut === null
          ? []
          : [{ type: 'circle' as const, shape: { cx: x(row.cut), cy: base, r: 5 }, style: { fill: theme.accent } }]),
        text(row.cut === null ? '–' : `below ${exact(row.cut)}`, base - 26, theme.ink, '600'),
        text(rangeText(row, score), base - 9, theme.ink3, '400'),
      ],
    };
  };
  const lines = (params: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
    const bound = bounds[params.dataIndex];
    if (!bound) return null;
    const { y, height } = plotArea(params.coordSys);
    const x = api.coord([bound.from, 0])[0] ?? 0;
    return {
      type: 'group' as const,
      silent: true,
      children: [
        {
          type: 'line' as const,
          shape: { x1: x, x2: x, y1: y - 2, y2: y + height },
          style: { stroke: theme.ink, lineWidth: 1, lineDash: [3, 3] },
        },
        {
          type: 'text' as const,
          style: {
            text: `${bound.name} from ${score(bound.from)}`,
            x,
            y: y - 11,
            align: 'center' as const,
            verticalAlign: 'middle' as const,
            fill: theme.ink2,
            font: `400 11px ${theme.fontFamily}`,
          },
        },
      ],
    };
  };
  return {
    grid: { left: NAME_ROOM, right: VALUE_ROOM, top: HEAD_ROOM, bottom: AXIS_ROOM, outerBoundsMode: 'none' },
    tooltip: {
      trigger: 'item',
      formatter: (params) => {
        const row = rows[Array.isArray(params) ? 0 : params.dataIndex];
        return row ? `${row.name}\n${spreadText(row, data)}` : '';
      },
    },
    xAxis: {
      type: 'value',
      min: 0,
      max: 100,
      interval: 20,
      name: 'Score, higher is healthier',
      nameLocation: 'middle',
      nameGap: 22,
      nameTextStyle: axisText(theme),
      axisLine: { show: true, lineStyle: { color: theme.lineStrong } },
      axisTick: { show: false },
      splitLine: { show: false },
      axisLabel: axisText(theme),
    },
    yAxis: rowNames(
      rows.map(({ name }) => name),
      theme,
      NAME_ROOM,
      { fontSize: 12, width: NAME_ROOM - 12, overflow: 'break' },
    ),
    series: [
      { id: 'cuts', type: 'custom', clip: false, data: rows.map(({ cut }, index) => [cut ?? 0, index]), renderItem },
      {
        id: 'bounds',
        type: 'custom',
        clip: false,
        silent: true,
        data: bounds.map(({ from }) => [from, 0]),
        renderItem: lines,
      },
    ],
  };
}

function rangeText({ low, high }: SpreadRow, score: SpreadData['score']): string {
  return low === null || high === null ? 'no interval' : `${score(low)} to ${score(high)}`;
}

/** `Below 50.4; 80% of 2,000 resamples cut between 49.5 and 53.1, 12% of them find no cut` */
export function spreadText(
  row: SpreadRow,
  { resamples, percent, score, exact }: Pick<SpreadData, 'resamples' | 'percent' | 'score' | 'exact'>,
): string {
  const found = row.counts.reduce((sum, count) => sum + count, 0);
  const cut = row.cut === null ? 'No cut on the history itself' : `Below ${exact(row.cut)}`;
  const range =
    row.low === null || row.high === null
      ? ''
      : `; 80% of resamples cut between ${score(row.low)} and ${score(row.high)}`;
  const none = found < resamples && resamples > 0 ? `; ${percent(1 - found / resamples)} find no cut` : '';
  return `${cut}${range}${none}`;
}

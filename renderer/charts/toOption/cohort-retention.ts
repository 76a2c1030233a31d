import type { EChartsOption, LineSeriesOption } from 'echarts';
import { axisText, namedAxis } from '../parts.ts';
import type { ChartTheme } from '../theme.ts';
import { type CohortTag, tagColor } from './cohort-parts.ts';

/** Share still there `month` whole months after the start, 0 to 1 (net ARR may exceed 1), with its 95% interval where there is one. */
export type RetentionPoint = {
  readonly month: number;
  readonly share: number;
  readonly low: number | null;
  readonly high: number | null;
};
export type RetentionLine = {
  readonly tag: CohortTag;
  readonly name: string;
  readonly points: readonly RetentionPoint[];
};
export type RetentionData = {
  readonly lines: readonly RetentionLine[];
  readonly percent: (share: number | null) => string;
};

/** Shares shown, with the step of the lines across: at least four tenths up to 1, or beyond it where something grew. */
export function retentionWindow(lines: readonly RetentionLine[]): {
  readonly min: number;
  readonly max: number;
  readonly step: number;
} {
  const values = lines.flatMap((line) =>
    line.points.flatMap(({ share, low, high }) => [share, low ?? share, high ?? share]),
  );
  const highest = Math.max(1, ...values);
  const lowest = Math.max(0, Math.min(highest - 0.4, ...values));
  const step = highest - lowest > 0.5 ? 0.2 : 0.1;
  const steps = (share: number) => Math.round(share * step * 1e6) / 1e6;
  return { min: steps(Math.floor(lowest / step + 1e-9)), max: steps(Math.ceil(highest / step - 1e-9)), step };
}

/** Retention of the compared cohorts since their start as steps, each with the band of its interval and its name at the end. */
export function retentionOption(data: RetentionData, theme: ChartTheme): EChartsOption {
  const { lines, percent } = data;
  const { min, max, step } = retentionWindow(lines);
  const last = Math.max(1, ...lines.flatMap((line) => line.points.map((point) => point.month)));
  const every = last > 18 ? 6 : last > 4 ? 3 : 1;
  const ends = lines.map((line) => line.points.at(-1)?.share ?? null);
  const [a, b] = ends;
  // Names beside ends of lines are about as long as a quarter of the axis.
  const apart = Math.abs((lines[0]?.points.at(-1)?.month ?? 0) - (lines[1]?.points.at(-1)?.month ?? 0));
  const close = apart < last / 4 && a != null && b != null && Math.abs(a - b) < (max - min) * 0.09;
  return {
    grid: { left: 36, right: 58, top: 14, bottom: 38, outerBoundsMode: 'none' },
    tooltip: {
      trigger: 'axis',
      formatter: (params) => {
        const at = monthOf(Array.isArray(params) ? params[0]?.value : params.value);
        return [
          `${at} ${at === 1 ? 'month' : 'months'} after the start`,
          ...lines.flatMap((line) => pointText(line, at, percent)),
        ].join('\n');
      },
    },
    xAxis: {
      ...namedAxis('months since the start', theme),
      min: 0,
      max: last,
      axisLabel: {
        ...axisText(theme),
        customValues: Array.from({ length: Math.floor(last / every) + 1 }, (_, index) => index * every),
      },
    },
    yAxis: {
      type: 'value',
      min,
      max,
      interval: step,
      splitLine: { show: true, lineStyle: { color: theme.line } },
      axisLabel: { ...axisText(theme), margin: 6, formatter: (share: number) => percent(share) },
    },
    series: lines.flatMap((line, index) => {
      const up = (ends[index] ?? 0) >= (ends[1 - index] ?? 0) && (index === 0 || a !== b);
      return [...band(line, theme), curve(line, close ? (up ? -8 : 8) : 0, percent, theme)];
    }),
  };
}

function band(line: RetentionLine, theme: ChartTheme): LineSeriesOption[] {
  const points = line.points.filter((point) => point.low !== null && point.high !== null);
  const side = (id: string, data: [number, number][], fill: boolean): LineSeriesOption => ({
    id: `${id}-${line.tag}`,
    type: 'line',
    step: 'end',
    stack: `band-${line.tag}`,
    stackStrategy: 'all',
    symbol: 'none',
    silent: true,
    lineStyle: { opacity: 0 },
    endLabel: { show: false },
    data,
    ...(fill ? { areaStyle: { color: tagColor(line.tag, theme), opacity: line.tag === 'A' ? 0.08 : 0.14 } } : {}),
  });
  if (points.length === 0) return [];
  return [
    side(
      'low',
      points.map(({ month, low }) => [month, low ?? 0]),
      false,
    ),
    side(
      'high',
      points.map(({ month, low, high }) => [month, (high ?? 0) - (low ?? 0)]),
      true,
    ),
  ];
}

function curve(
  line: RetentionLine,
  shift: number,
  percent: RetentionData['percent'],
  theme: ChartTheme,
): LineSeriesOption {
  const color = tagColor(line.tag, theme);
  return {
    id: `line-${line.tag}`,
    name: line.name,
    type: 'line',
    step: 'end',
    symbol: 'circle',
    symbolSize: 5,
    showSymbol: line.points.length === 1,
    data: line.points.map(({ month, share }) => [month, share]),
    lineStyle: { color, width: 2 },
    itemStyle: { color },
    z: 5,
    endLabel: {
      show: true,
      formatter: () => `${line.tag ?? ''} ${percent(line.points.at(-1)?.share ?? null)}`.trim(),
      color,
      fontSize: 12,
      fontWeight: 600,
      offset: [2, shift],
    },
  };
}

function monthOf(value: unknown): number {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'number' ? first : 0;
}

function pointText(line: RetentionLine, month: number, percent: RetentionData['percent']): string[] {
  const point = line.points.find((item) => item.month === month);
  if (!point) return [];
  const interval =
    point.low === null || point.high === null ? '' : ` (${percent(point.low)} to ${percent(point.high)})`;
  return [`${line.tag ?? ''} ${line.name}: ${percent(point.share)}${interval}`.trim()];
}

import type { EChartsOption } from 'echarts';
import { formatDate } from '#shared/format/date.ts';
import { drawEnds, labelRoom } from '../end-labels.ts';
import { axisText, ms, timeAxis } from '../parts.ts';
import type { ChartTheme } from '../theme.ts';

export type BeforeAfterData = {
  readonly dates: readonly string[];
  readonly before: readonly (number | null)[];
  readonly after: readonly (number | null)[];
  readonly names: { readonly before: string; readonly after: string };
  /** Value as words, for the axis and the tooltip. */
  readonly words: (value: number) => string;
  /** Smallest span of the axis, so that noise stays flat. */
  readonly minSpan: number;
  /** Amounts and counts begin at zero, scores need not. */
  readonly fromZero: boolean;
  readonly locale: string;
};

const TICKS = [1, 2, 2.5, 5, 10];

/** A window of the value axis with three round ticks around everything that is known. */
export function valueWindow(
  values: readonly (number | null)[],
  minSpan: number,
  fromZero: boolean,
): { readonly min: number; readonly max: number; readonly step: number } {
  const known = values.filter((value) => value !== null);
  const low = fromZero || known.length === 0 ? 0 : Math.min(...known);
  const high = known.length === 0 ? minSpan : Math.max(...known);
  const pad = Math.max(0, minSpan - (high - low)) / 2;
  const [from, to] = fromZero ? [0, Math.max(high, minSpan)] : [low - pad, high + pad];
  const rough = (to - from) / 2 || 1;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = (TICKS.find((tick) => tick * magnitude >= rough) ?? 10) * magnitude;
  const min = Math.floor(from / step) * step;
  return { min, max: Math.max(min + step, Math.ceil(to / step) * step), step };
}

/** One measure over the whole history: grey as it was judged, cobalt as the scenario would have judged it. */
export function beforeAfterOption(data: BeforeAfterData, theme: ChartTheme): EChartsOption {
  const { dates, before, after, names, words, locale } = data;
  const times = dates.map(ms);
  const { min, max, step } = valueWindow([...before, ...after], data.minSpan, data.fromZero);
  const end = (values: readonly (number | null)[], text: string, strong: boolean) => {
    const at = values.findLastIndex((value) => value !== null);
    const [x, y] = [times[at], values[at]];
    return x === undefined || y == null
      ? []
      : [
          {
            text,
            x,
            y,
            color: strong ? theme.accent : theme.ink3,
            textColor: strong ? theme.accent : theme.ink2,
            strong,
          },
        ];
  };
  const ends = [...end(before, names.before, false), ...end(after, names.after, true)];
  const line = (id: string, values: readonly (number | null)[], color: string, width: number) => ({
    id,
    type: 'line' as const,
    symbol: 'none',
    silent: true,
    endLabel: { show: false },
    data: values.map((value, index) => [times[index] ?? 0, value]),
    lineStyle: { color, width },
    itemStyle: { color },
  });
  return {
    grid: { left: 52, right: labelRoom(ends.map(({ text }) => text)), top: 8, bottom: 22, outerBoundsMode: 'none' },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'line' },
      formatter: (params) => {
        const item = Array.isArray(params) ? params[0] : params;
        const index = item?.dataIndex ?? 0;
        const say = (value: number | null | undefined) => (value == null ? 'unknown' : words(value));
        return `${formatDate(dates[index] ?? null, locale)}\n${names.before} ${say(before[index])}\n${names.after} ${say(after[index])}`;
      },
    },
    xAxis: timeAxis(times[0] ?? 0, times.at(-1) ?? 1, locale, theme),
    yAxis: {
      type: 'value',
      min,
      max,
      interval: step,
      splitLine: { show: true, lineStyle: { color: theme.line } },
      axisLabel: { ...axisText(theme), formatter: (value: number) => words(value) },
    },
    series: [
      line('before', before, theme.ink3, 1.5),
      line('after', after, theme.accent, 2),
      {
        id: 'ends',
        type: 'custom',
        silent: true,
        clip: false,
        data: ends.map((each) => [each.x, each.y]),
        renderItem: drawEnds(ends, theme),
      },
    ],
  };
}

import type { EChartsOption, LineSeriesOption } from 'echarts';
import { drawEnds, labelRoom } from '../end-labels.ts';
import { axisText } from '../parts.ts';
import type { ChartTheme } from '../theme.ts';

/** One figure by calendar month, January first; null where a month has no data. Years ascend, the newest last. */
export type SeasonYear = { readonly year: number; readonly values: readonly (number | null)[] };
export type SeasonData = {
  readonly years: readonly SeasonYear[];
  /** `Jan` … `Dec` */
  readonly months: readonly string[];
  /** Limits of the axis; from zero to the highest value where there are none. */
  readonly window: { readonly min: number; readonly max: number } | null;
  readonly format: (value: number | null) => string;
};

/** One figure by month of the year, this year in ink over the years before in grey; the year stands at the end of its line. */
export function seasonOption(data: SeasonData, theme: ChartTheme): EChartsOption {
  const { years, months, window, format } = data;
  const highest = Math.max(0, ...years.flatMap((item) => item.values.map((value) => value ?? 0)));
  const newest = years.length - 1;
  const tone = (index: number) => (index === newest ? theme.ink : index === newest - 1 ? theme.series3 : theme.ghost);
  const ends = years.flatMap(({ year, values }, index) => {
    const at = values.findLastIndex((value) => value !== null);
    const y = values[at];
    const textColor = index === newest ? theme.ink : theme.ink3;
    return y == null
      ? []
      : [{ text: `${year} ${format(y)}`, x: at, y, color: tone(index), textColor, strong: index === newest }];
  });
  return {
    grid: {
      left: 0,
      right: labelRoom(ends.filter((end) => end.x >= months.length - 1).map((end) => end.text)),
      top: 8,
      bottom: 20,
      outerBoundsMode: 'none',
    },
    tooltip: {
      trigger: 'axis',
      formatter: (params) => {
        const at = Array.isArray(params) ? (params[0]?.dataIndex ?? 0) : params.dataIndex;
        const rows = [...years].reverse().flatMap(({ year, values }) => {
          const value = values[at];
          return value == null ? [] : [`${year}: ${format(value)}`];
        });
        return [months[at] ?? '', ...rows].join('\n');
      },
    },
    xAxis: {
      type: 'category',
      boundaryGap: false,
      data: [...months],
      axisLine: { show: true, lineStyle: { color: theme.lineStrong } },
      axisTick: { show: false },
      axisLabel: { ...axisText(theme), interval: 2, alignMinLabel: 'left', alignMaxLabel: 'right' },
    },
    yAxis: {
      type: 'value',
      min: window?.min ?? 0,
      max: window?.max ?? (highest > 0 ? highest * 1.1 : 1),
      splitLine: { show: false },
      axisLabel: { show: false },
    },
    series: [
      ...years.map(
        ({ year, values }, index): LineSeriesOption => ({
          id: String(year),
          name: String(year),
          type: 'line',
          symbol: 'circle',
          symbolSize: 4,
          showSymbol: values.filter((value) => value !== null).length === 1,
          connectNulls: false,
          data: [...values],
          lineStyle: { color: tone(index), width: index === newest ? 2 : index === newest - 1 ? 1.5 : 1 },
          itemStyle: { color: tone(index) },
          z: index === newest ? 5 : 3,
          endLabel: { show: false },
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

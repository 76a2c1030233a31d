import type { EChartsOption } from 'echarts';
import { formatNumber } from '#shared/format/number.ts';
import { axisText, rowNames } from '../parts.ts';
import type { ChartTheme } from '../theme.ts';
import { shortened } from './cohort-parts.ts';

export type TornadoStep = {
  /** Weight after the step, percent. */
  readonly weight: number;
  readonly accounts: number;
  readonly arr: number;
  readonly deltaAuc: number | null;
};
export type TornadoData = {
  readonly bars: readonly { readonly name: string; readonly less: TornadoStep; readonly more: TornadoStep }[];
  readonly measure: 'accounts' | 'arr' | 'deltaAuc';
  readonly step: number;
  readonly words: (value: number) => string;
  readonly locale: string;
};

const ROW = 44;
const NAME_ROOM = 116;

export function tornadoHeight(rows: number): number {
  return rows * ROW + 28;
}

/** What a step of a weight does by the measure; null where it is not known. */
export function tornadoValue(step: TornadoStep, measure: TornadoData['measure']): number | null {
  return step[measure];
}

/**
 * Less weight to the left, more to the right, both from the same zero: the widest pair is the weight that matters most.
 * A difference of the AUC has a sign of its own, so its bars say it in words and are as long as it is large.
 */
export function tornadoOption({ bars, measure, step, words, locale }: TornadoData, theme: ChartTheme): EChartsOption {
  const sizes = bars.flatMap(({ less, more }) =>
    [tornadoValue(less, measure), tornadoValue(more, measure)].map((value) => Math.abs(value ?? 0)),
  );
  const most = Math.max(...sizes, measure === 'deltaAuc' ? 0.001 : 1) * 1.35;
  const side = (id: 'less' | 'more', sign: 1 | -1) => ({
    id,
    type: 'bar' as const,
    stack: 'tornado',
    barWidth: 14,
    cursor: 'default',
    itemStyle: { color: id === 'less' ? theme.ghost : theme.accent },
    data: bars.map((bar) => sign * Math.abs(tornadoValue(bar[id], measure) ?? 0)),
    label: {
      show: true,
      position: id === 'less' ? ('left' as const) : ('right' as const),
      ...axisText(theme),
      color: theme.ink2,
      formatter: ({ dataIndex }: { readonly dataIndex: number }) => {
        const value = bars[dataIndex] ? tornadoValue(bars[dataIndex][id], measure) : null;
        return value === null ? 'unknown' : words(value);
      },
    },
  });
  return {
    grid: { left: NAME_ROOM, right: 8, top: 20, bottom: 4, outerBoundsMode: 'none' },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'none' },
      formatter: (params) => {
        const item = Array.isArray(params) ? params[0] : params;
        const bar = bars[item?.dataIndex ?? -1];
        if (!bar) return '';
        const say = ({ weight, accounts }: TornadoStep) =>
          `to ${formatNumber(weight, locale, 1)}%: ${formatNumber(accounts, locale)} accounts change tier`;
        return `${bar.name}\n${say(bar.less)}\n${say(bar.more)}`;
      },
    },
    xAxis: {
      type: 'value',
      min: -most,
      max: most,
      position: 'top',
      axisLine: { show: false },
      axisTick: { show: false },
      splitLine: { show: false },
      axisLabel: {
        ...axisText(theme),
        customValues: [-most / 2, most / 2],
        formatter: (value: number) => (value < 0 ? `${step} points less` : `${step} points more`),
      },
    },
    yAxis: rowNames(
      bars.map((bar) => bar.name),
      theme,
      NAME_ROOM - 4,
      {
        fontSize: 12,
        formatter: (name) => shortened(name, 18),
      },
    ),
    series: [
      side('less', -1),
      {
        ...side('more', 1),
        markLine: {
          silent: true,
          symbol: 'none',
          animation: false,
          lineStyle: { color: theme.lineStrong, type: 'solid', width: 1 },
          label: { show: false },
          data: [{ xAxis: 0 }],
        },
      },
    ],
  };
}

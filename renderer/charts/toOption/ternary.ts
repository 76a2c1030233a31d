import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams, EChartsOption } from 'echarts';
import { formatNumber } from '#shared/format/number.ts';
import { axisText } from '../parts.ts';
import type { ChartTheme } from '../theme.ts';
import { shortened } from './cohort-parts.ts';

export type TernaryCell = { readonly weights: readonly [number, number, number]; readonly value: number | null };
export type TernaryData = {
  readonly names: readonly [string, string, string];
  readonly cells: readonly TernaryCell[];
  /** Where the scenario stands, percent. */
  readonly now: readonly [number, number, number];
  readonly words: (value: number) => string;
  readonly locale: string;
};

const HEIGHT = Math.sqrt(3) / 2;

/** A point of the triangle: the first weight pulls to the top, the second to the left, the third to the right. */
export function ternaryPoint([top, left, right]: readonly [number, number, number]): readonly [number, number] {
  const total = top + left + right;
  return total > 0 ? [(right + top / 2) / total, (top / total) * HEIGHT] : [0.5, HEIGHT / 3];
}

/** Half the distance between two neighbours of the grid, in units of the triangle. */
export function ternaryStep(cells: readonly TernaryCell[]): number {
  // A triangle of n steps has (n + 1)(n + 2) ÷ 2 points.
  const steps = Math.max(1, Math.round((Math.sqrt(8 * cells.length + 1) - 3) / 2));
  return 1 / steps;
}

/** Colour of a share 0-1 of the largest value. */
function shade({ ramp, ghost }: ChartTheme, share: number): string {
  return ramp[Math.min(ramp.length - 1, Math.floor(share * ramp.length))] ?? ghost;
}

/** How three weights share what they have together: one hexagon a mix, darker where more changes. */
export function ternaryOption({ names, cells, now, words, locale }: TernaryData, theme: ChartTheme): EChartsOption {
  const step = ternaryStep(cells);
  const values = cells.map(({ value }) => value).filter((value) => value !== null);
  const low = Math.min(...values, 0);
  const high = Math.max(...values, low + 1e-9);
  const [nowX, nowY] = ternaryPoint(now);
  const renderItem = (params: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
    const cell = cells[params.dataIndex];
    if (!cell) return null;
    const [x, y] = ternaryPoint(cell.weights);
    const [left = 0, middle = 0] = api.coord([x, y]);
    const [right = 0] = api.coord([x + step, y]);
    const radius = (right - left) / Math.sqrt(3);
    const points = Array.from({ length: 6 }, (_, corner) => {
      const angle = (Math.PI / 3) * corner + Math.PI / 6;
      return [left + radius * Math.cos(angle), middle + radius * Math.sin(angle)];
    });
    return {
      type: 'polygon' as const,
      shape: { points },
      style: {
        fill: cell.value === null ? theme.bg : shade(theme, (cell.value - low) / (high - low)),
        stroke: theme.bg,
        lineWidth: 1,
      },
    };
  };
  const corner = (index: 0 | 1 | 2, x: number, y: number, align: 'left' | 'center' | 'right') => ({
    value: [x, y],
    label: {
      show: true,
      ...axisText(theme),
      color: theme.ink,
      fontSize: 12,
      align,
      position: (index === 0 ? 'top' : 'bottom') as 'top' | 'bottom',
      distance: 10 + step * 16,
      formatter: shortened(names[index], 16),
    },
  });
  const percent = (value: number) => `${formatNumber(value, locale, 1)}%`;
  return {
    grid: { left: 60, right: 60, top: 34, bottom: 34, outerBoundsMode: 'none' },
    tooltip: {
      trigger: 'item',
      formatter: (params) => {
        const item = Array.isArray(params) ? params[0] : params;
        const cell = item?.seriesId === 'cells' ? cells[item.dataIndex] : undefined;
        if (!cell) return `Now\n${names.map((name, at) => `${name} ${percent(now[at] ?? 0)}`).join('\n')}`;
        return `${names.map((name, at) => `${name} ${percent(cell.weights[at] ?? 0)}`).join('\n')}\n${cell.value === null ? 'unknown' : words(cell.value)}`;
      },
    },
    xAxis: { type: 'value', min: -step / 2, max: 1 + step / 2, show: false },
    yAxis: { type: 'value', min: -step / 2, max: HEIGHT + step / 2, show: false },
    series: [
      {
        id: 'cells',
        type: 'custom',
        clip: false,
        data: cells.map((cell) => [...ternaryPoint(cell.weights)]),
        renderItem,
      },
      {
        id: 'corners',
        type: 'scatter',
        silent: true,
        symbolSize: 1,
        itemStyle: { color: 'transparent', borderWidth: 0 },
        data: [corner(0, 0.5, HEIGHT, 'center'), corner(1, 0, 0, 'center'), corner(2, 1, 0, 'center')],
      },
      {
        id: 'now',
        type: 'scatter',
        symbol: 'circle',
        symbolSize: 12,
        data: [[nowX, nowY]],
        itemStyle: { color: theme.bg, borderColor: theme.accent, borderWidth: 2.5 },
        z: 5,
      },
    ],
  };
}

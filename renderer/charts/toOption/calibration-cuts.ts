import type { EChartsOption } from 'echarts';
import { axisText, namedAxis } from '../parts.ts';
import type { ChartTheme } from '../theme.ts';

/** What one cut does: share of false alarms among the flagged, and of churns that are flagged; both 0-1. */
export type CutPoint = { readonly cut: number; readonly falseAlarms: number; readonly recall: number };
export type CutsData = {
  /** Every whole cut that flags somebody, ascending. */
  readonly curve: readonly CutPoint[];
  /** Bounds the model has, and the cut of this criterion; null where none meets it. */
  readonly bounds: readonly (CutPoint & { readonly name: string })[];
  readonly chosen: CutPoint | null;
  readonly percent: (share: number) => string;
  readonly score: (value: number) => string;
};

/** Recall against false alarms over all cuts, with the cut of one criterion as a dot and the model's bounds as rings. */
export function cutsOption({ curve, bounds, chosen, percent, score }: CutsData, theme: ChartTheme): EChartsOption {
  const at = ({ falseAlarms, recall }: CutPoint): [number, number] => [falseAlarms, recall];
  const axis = (name: string) => ({
    ...namedAxis(name, theme),
    min: 0,
    max: 1,
    interval: 0.5,
    axisLabel: { ...axisText(theme), formatter: (share: number) => percent(share) },
  });
  return {
    grid: { left: 40, right: 14, top: 12, bottom: 38, outerBoundsMode: 'none' },
    tooltip: {
      trigger: 'item',
      formatter: (params) => {
        const item = Array.isArray(params) ? params[0] : params;
        const list = item?.seriesId === 'bounds' ? bounds : item?.seriesId === 'chosen' && chosen ? [chosen] : curve;
        const point = list[item?.dataIndex ?? 0];
        return point ? cutText(point, percent, score) : '';
      },
    },
    xAxis: axis('False alarms among flagged'),
    yAxis: {
      ...axis(''),
      axisLine: { show: false },
      splitLine: { show: true, lineStyle: { color: theme.line } },
    },
    series: [
      {
        id: 'curve',
        type: 'line',
        data: curve.map(at),
        showSymbol: false,
        endLabel: { show: false },
        symbolSize: 8,
        lineStyle: { color: theme.ink4, width: 1.5 },
        itemStyle: { color: theme.ink4 },
      },
      {
        id: 'bounds',
        type: 'scatter',
        data: bounds.map(at),
        symbolSize: 8,
        itemStyle: { color: 'transparent', borderColor: theme.ink, borderWidth: 1.5 },
      },
      {
        id: 'chosen',
        type: 'scatter',
        z: 5,
        data: chosen ? [at(chosen)] : [],
        symbolSize: 10,
        itemStyle: { color: theme.accent },
        label: {
          show: true,
          position: (chosen?.falseAlarms ?? 0) > 0.7 ? 'left' : 'right',
          formatter: chosen ? `< ${score(chosen.cut)}` : '',
          color: theme.ink,
          fontWeight: 600,
          fontFamily: theme.fontFamily,
          fontSize: 12,
        },
      },
    ],
  };
}

/** `Below 50.4: 25.4% of churns, 40.7% false alarms` */
export function cutText(point: CutPoint, percent: CutsData['percent'], score: CutsData['score']): string {
  return `Below ${score(point.cut)}: ${percent(point.recall)} of churns, ${percent(point.falseAlarms)} false alarms`;
}

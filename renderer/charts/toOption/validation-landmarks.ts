import type { EChartsOption } from 'echarts';
import { axisText, whiskers } from '../parts.ts';
import type { ChartTheme } from '../theme.ts';

/** AUC of one landmark with its interval; null where there are too few churns. */
export type LandmarkAuc = {
  readonly day: string;
  readonly label: string;
  readonly auc: number | null;
  readonly low: number | null;
  readonly high: number | null;
};
export type LandmarksData = {
  readonly landmarks: readonly LandmarkAuc[];
  readonly overall: number | null;
  readonly number: (value: number) => string;
};

/** How well the score told churn apart at each landmark; the dashed line is chance, the dotted one all landmarks together. */
export function landmarksOption({ landmarks, overall, number }: LandmarksData, theme: ChartTheme): EChartsOption {
  const known = landmarks.flatMap((item) => (item.auc === null ? [] : [{ ...item, auc: item.auc }]));
  const lowest = Math.min(0.4, ...known.map((item) => item.low ?? item.auc));
  const min = Math.max(0, Math.floor(lowest * 5) / 5);
  const every = Math.max(1, Math.ceil(landmarks.length / 6));
  const line = (at: number, name: string, type: 'dashed' | 'dotted') => ({
    yAxis: at,
    lineStyle: { color: theme.ink4, type, width: 1 },
    label: { formatter: name, position: 'insideStartTop' as const, color: theme.ink3, fontSize: 11 },
  });
  return {
    grid: { left: 34, right: 8, top: 12, bottom: 22, outerBoundsMode: 'none' },
    tooltip: {
      trigger: 'item',
      formatter: (params) => {
        const item = known[Array.isArray(params) ? 0 : params.dataIndex];
        return item ? `${item.label}\nAUC ${aucText(item, number)}` : '';
      },
    },
    xAxis: {
      type: 'category',
      data: landmarks.map((item) => item.label),
      axisLine: { show: true, lineStyle: { color: theme.lineStrong } },
      axisTick: { show: false },
      axisLabel: { ...axisText(theme), interval: every - 1 },
    },
    yAxis: {
      type: 'value',
      min,
      max: 1,
      interval: 0.2,
      splitLine: { show: true, lineStyle: { color: theme.line } },
      axisLabel: { ...axisText(theme), formatter: (value: number) => value.toFixed(1) },
    },
    series: [
      {
        ...whiskers(
          'auc',
          known.map((item) => ({ x: item.label, y: item.auc, low: item.low, high: item.high })),
          theme,
        ),
        markLine: {
          silent: true,
          symbol: 'none',
          data: [
            line(0.5, 'chance', 'dashed'),
            ...(overall === null ? [] : [line(overall, `all ${number(overall)}`, 'dotted')]),
          ],
        },
      },
    ],
  };
}

/** `0.795 (0.641 to 0.948)` */
export function aucText(item: Pick<LandmarkAuc, 'auc' | 'low' | 'high'>, number: LandmarksData['number']): string {
  if (item.auc === null) return 'too few churns';
  return item.low === null || item.high === null
    ? number(item.auc)
    : `${number(item.auc)} (${number(item.low)} to ${number(item.high)})`;
}

import type { EChartsOption } from 'echarts';
import { axisText, namedAxis, shareAxis, shareTop, whiskers } from '../parts.ts';
import type { ChartTheme } from '../theme.ts';

/** Rows of similar probability: what was stated, and what happened with its Wilson interval; shares 0-1. */
export type CalibrationBin = {
  readonly predicted: number;
  readonly observed: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
  readonly churned: number;
};
export type CalibrationData = {
  readonly bins: readonly CalibrationBin[];
  /** Logistic regression of the outcome on logit(p): drawn where it is known. */
  readonly line: { readonly slope: number; readonly intercept: number } | null;
  /** Base rate, which stating nothing comes to. */
  readonly baseRate: number | null;
  readonly percent: (share: number | null) => string;
};

const STEPS = 24;

/** What the fitted line makes of a stated probability, 0-1; the ends of the scale stay where they are. */
export function recalibrated(p: number, line: { readonly slope: number; readonly intercept: number }): number {
  if (p <= 0 || p >= 1) return p;
  return 1 / (1 + Math.exp(-(line.intercept + line.slope * Math.log(p / (1 - p)))));
}

/** Stated against observed, bin by bin; on the dashed diagonal both agree. */
export function calibrationOption(data: CalibrationData, theme: ChartTheme): EChartsOption {
  const { bins, line, percent } = data;
  const across = shareTop(Math.max(0.02, ...bins.map((bin) => bin.predicted)) * 1.08);
  const up = shareTop(Math.max(0.02, ...bins.map((bin) => bin.high)) * 1.02);
  const lowest = Math.min(...bins.map((bin) => bin.predicted));
  const highest = Math.max(...bins.map((bin) => bin.predicted));
  const fitted =
    line === null || bins.length < 2
      ? []
      : Array.from({ length: STEPS + 1 }, (_, step) => {
          const p = lowest + ((highest - lowest) * step) / STEPS;
          return [p, recalibrated(p, line)];
        });
  const end = Math.min(across.max, up.max);
  return {
    grid: { left: 38, right: 14, top: 10, bottom: 38, outerBoundsMode: 'none' },
    tooltip: {
      trigger: 'item',
      formatter: (params) => {
        const bin = bins[Array.isArray(params) ? 0 : params.dataIndex];
        return bin ? binText(bin, percent) : '';
      },
    },
    xAxis: {
      ...namedAxis('probability stated', theme),
      min: 0,
      max: across.max,
      interval: across.step,
      axisLabel: { ...axisText(theme), formatter: (share: number) => percent(share) },
    },
    yAxis: shareAxis(up, percent, theme),
    series: [
      {
        id: 'perfect',
        type: 'line',
        symbol: 'none',
        silent: true,
        data: [
          [0, 0],
          [end, end],
        ],
        lineStyle: { color: theme.ink4, width: 1, type: 'dashed' },
        endLabel: {
          show: true,
          formatter: 'perfect',
          color: theme.ink3,
          fontSize: 11,
          align: 'right',
          offset: [-6, up.max > across.max ? -10 : 12],
        },
        z: 2,
      },
      {
        id: 'fitted',
        type: 'line',
        symbol: 'none',
        silent: true,
        endLabel: { show: false },
        clip: true,
        data: fitted,
        lineStyle: { color: theme.series3, width: 1.5 },
        z: 3,
      },
      whiskers(
        'bins',
        bins.map((bin) => ({ x: bin.predicted, y: bin.observed, low: bin.low, high: bin.high })),
        theme,
      ),
    ],
  };
}

/** `stated 2.2%, churned 1.3% (0.6% to 2.9%), 5 of 383` */
export function binText(bin: CalibrationBin, percent: CalibrationData['percent']): string {
  return `stated ${percent(bin.predicted)}, churned ${percent(bin.observed)} (${percent(bin.low)} to ${percent(bin.high)}), ${bin.churned} of ${bin.n}`;
}

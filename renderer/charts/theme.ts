/**
 * Both chart themes from echarts-theme.json, and the colours that code building series needs.
 * Stable names: `ChartTheme`, `chartTheme(scheme)`.
 */
import type { TierRole } from '#shared/model/health-model.ts';
import themes from './echarts-theme.json' with { type: 'json' };

export type Scheme = 'light' | 'dark';
export type ChartTheme = {
  readonly scheme: Scheme;
  readonly tiers: Readonly<
    Record<
      TierRole | 'none',
      {
        readonly mark: string;
        readonly text: string;
        readonly soft: string;
        readonly band: string;
        readonly symbol: string;
      }
    >
  >;
  readonly ink: string;
  readonly ink2: string;
  readonly ink3: string;
  readonly ink4: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly bg: string;
  readonly raised: string;
  readonly series3: string;
  /** Scenario, forecast, selection. */
  readonly accent: string;
  readonly fontFamily: string;
  readonly ghost: string;
  readonly good: string;
  readonly bad: string;
  readonly ramp: readonly string[];
  readonly forecast: {
    readonly line: string;
    readonly dash: readonly number[];
    readonly fill50: number;
    readonly fill80: number;
  };
};

export const ECHARTS_THEMES = themes;

/** The ECharts side of tokens.css; canvas cannot read CSS variables. */
export function chartTheme(scheme: Scheme): ChartTheme {
  const source = themes[scheme];
  const own = source.bellwether;
  return {
    scheme,
    tiers: own.tiers,
    ink: own.ink,
    ink2: source.textStyle.color,
    ink3: source.valueAxis.axisLabel.color,
    ink4: source.markLine.lineStyle.color,
    line: source.valueAxis.splitLine.lineStyle.color,
    lineStrong: source.categoryAxis.axisLine.lineStyle.color,
    bg: source.scatter.itemStyle.borderColor,
    raised: source.tooltip.backgroundColor,
    series3: source.color[2] ?? own.ghost,
    accent: own.scenario,
    fontFamily: source.textStyle.fontFamily,
    ghost: own.ghost,
    good: own.good,
    bad: own.bad,
    ramp: own.ramp,
    forecast: own.forecast,
  };
}

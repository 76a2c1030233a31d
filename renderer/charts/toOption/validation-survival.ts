import type { EChartsOption, LineSeriesOption } from 'echarts';
import type { TierRole } from '#shared/model/health-model.ts';
import { drawEnds, labelRoom } from '../end-labels.ts';
import { axisText, namedAxis, pointOf, shareAxis } from '../parts.ts';
import type { ChartTheme } from '../theme.ts';

export type SurvivalStep = {
  readonly day: number;
  /** Share still customers, 0-1. */
  readonly survival: number;
  readonly low: number | null;
  readonly high: number | null;
};
export type SurvivalGroup = {
  readonly tier: string;
  readonly role: TierRole;
  /** Accounts at the start; a band around fewer than five would cover everything else. */
  readonly accounts: number;
  /** Steps from day 0 on. */
  readonly curve: readonly SurvivalStep[];
  /** Day on which the last account leaves observation. */
  readonly until: number;
};
export type SurvivalData = { readonly groups: readonly SurvivalGroup[]; readonly percent: (share: number) => string };

const FEW = 5;

/** What a curve says on a day: the last step at or before it. */
export function stepAt<S extends { readonly day: number }>(curve: readonly S[], day: number): S | null {
  return curve.findLast((step) => step.day <= day) ?? null;
}

/** Days named below the plot: whole quarters, at most five. */
export function survivalDays(last: number): readonly number[] {
  const every = [30, 90, 180, 360].find((step) => last / step <= 5) ?? 360;
  return Array.from({ length: Math.floor(last / every) + 1 }, (_, index) => index * every);
}

/** Share still customers by the tier at the start, as steps; few churns have a wide band. */
export function survivalOption({ groups, percent }: SurvivalData, theme: ChartTheme): EChartsOption {
  const last = Math.max(30, ...groups.map((group) => group.until));
  const lowest = Math.min(0.75, ...groups.flatMap((group) => group.curve.map((step) => step.survival)));
  const step = lowest > 0.7 ? 0.1 : 0.25;
  const min = Math.max(0, Math.floor(lowest / step) * step);
  const ends = groups.map((group) => {
    const end = group.curve.at(-1)?.survival ?? 1;
    const tone = theme.tiers[group.role];
    return {
      text: `${group.tier} ${percent(end)}`,
      x: last,
      y: end,
      color: tone.mark,
      textColor: tone.text,
      strong: true,
    };
  });
  return {
    grid: { left: 38, right: labelRoom(ends.map((end) => end.text)), top: 10, bottom: 38, outerBoundsMode: 'none' },
    tooltip: {
      trigger: 'axis',
      formatter: (params) => {
        const [day] = pointOf(Array.isArray(params) ? params[0]?.value : params.value);
        return [`day ${day}`, ...groups.flatMap((group) => survivalText(group, day, percent))].join('\n');
      },
    },
    xAxis: {
      ...namedAxis('days since', theme),
      min: 0,
      max: last,
      axisLabel: { ...axisText(theme), customValues: [...survivalDays(last)] },
    },
    yAxis: { ...shareAxis({ max: 1, step }, percent, theme), min },
    series: [
      ...groups.flatMap((group) => [...band(group, last, theme), curve(group, last, theme)]),
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

/** `Green: 93.6% (89.1% to 96.2%)`; nothing before the first day. */
export function survivalText(group: SurvivalGroup, day: number, percent: SurvivalData['percent']): readonly string[] {
  const step = stepAt(group.curve, day);
  if (!step) return [];
  const interval = step.low === null || step.high === null ? '' : ` (${percent(step.low)} to ${percent(step.high)})`;
  return [`${group.tier}: ${percent(step.survival)}${interval}`];
}

function held(group: SurvivalGroup, last: number): readonly SurvivalStep[] {
  const end = group.curve.at(-1);
  return end ? [...group.curve, { ...end, day: last }] : [];
}

function curve(group: SurvivalGroup, last: number, theme: ChartTheme): LineSeriesOption {
  const tone = theme.tiers[group.role].mark;
  return {
    id: `line-${group.tier}`,
    name: group.tier,
    type: 'line',
    step: 'end',
    symbol: 'none',
    endLabel: { show: false },
    data: held(group, last).map(({ day, survival }) => [day, survival]),
    lineStyle: { color: tone, width: group.accounts < FEW ? 1 : 2 },
    itemStyle: { color: tone },
    z: 5,
  };
}

/** The interval as an area: its lower edge, and what stands on it. */
function band(group: SurvivalGroup, last: number, theme: ChartTheme): LineSeriesOption[] {
  const steps = held(group, last).filter((step) => step.low !== null && step.high !== null);
  if (steps.length === 0 || group.accounts < FEW) return [];
  const side = (id: string, data: [number, number][]): LineSeriesOption => ({
    id: `${id}-${group.tier}`,
    type: 'line',
    step: 'end',
    stack: `band-${group.tier}`,
    stackStrategy: 'all',
    symbol: 'none',
    silent: true,
    endLabel: { show: false },
    lineStyle: { opacity: 0 },
    data,
    z: 1,
    ...(id === 'high' ? { areaStyle: { color: theme.tiers[group.role].mark, opacity: 0.1 } } : {}),
  });
  return [
    side(
      'low',
      steps.map(({ day, low }) => [day, low ?? 0]),
    ),
    side(
      'high',
      steps.map(({ day, low, high }) => [day, (high ?? 0) - (low ?? 0)]),
    ),
  ];
}

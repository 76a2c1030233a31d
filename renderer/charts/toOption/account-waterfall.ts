import type {
  CustomSeriesRenderItemAPI,
  CustomSeriesRenderItemParams,
  CustomSeriesRenderItemReturn,
  EChartsOption,
} from 'echarts/types/dist/shared';
import type { Waterfall } from '#shared/contract/account.ts';
import { formatDayMonth } from '#shared/format/date.ts';
import { formatNumber, formatSigned } from '#shared/format/number.ts';
import type { ChartTheme } from '../theme.ts';

export type Step = {
  readonly name: string;
  readonly kind: 'total' | Waterfall['parts'][number]['kind'];
  /** The number printed: the score of a total, the change of a part. */
  readonly value: number;
  readonly from: number;
  readonly to: number;
};

/** What is not the customer, in the order in which the method switches it on. Source: 30-method.md 2.6. */
const NOT_CUSTOMER = ['coverage', 'model', 'override'] as const;

/**
 * Behaviour first, largest first; then missing data, model version and override, the last two only where they moved
 * anything. Starts and ends with the scores as they were shown.
 */
export function waterfallSteps(change: Waterfall, locale: string): readonly Step[] {
  const behaviour = change.parts
    .filter((part) => part.kind === 'behaviour')
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const others = NOT_CUSTOMER.flatMap((kind) =>
    change.parts.filter((part) => part.kind === kind && (kind === 'coverage' || part.value !== 0)),
  );
  const steps: Step[] = [
    { name: formatDayMonth(change.from, locale), kind: 'total', value: change.before, from: 0, to: change.before },
  ];
  let level = change.before;
  for (const part of [...behaviour, ...others]) {
    const to = level + part.value;
    steps.push({ name: part.name, kind: part.kind, value: part.value, from: level, to });
    level = to;
  }
  steps.push({
    name: formatDayMonth(change.to, locale),
    kind: 'total',
    value: change.after,
    from: 0,
    to: change.after,
  });
  return steps;
}

type Group = 'behaviour' | 'measurement';

/** Whose doing a step is: the customer's, or that of how the customer is measured. */
function groupOf(step: Step): Group | null {
  if (step.kind === 'total') return null;
  return step.kind === 'behaviour' ? 'behaviour' : 'measurement';
}

/** Sum of one side of the change, points. */
export function sumOfGroup(steps: readonly Step[], group: Group): number {
  return steps.filter((step) => groupOf(step) === group).reduce((sum, step) => sum + step.value, 0);
}

/** Where the scale starts: at zero unless that would squeeze the change into a sliver. */
export function waterfallFloor(steps: readonly Step[]): number {
  const levels = steps.flatMap((step) => (step.kind === 'total' ? [step.to] : [step.from, step.to]));
  const low = Math.min(...levels);
  const high = Math.max(...levels);
  const floor = Math.floor((low - Math.max(8, (high - low) * 0.6)) / 10) * 10;
  return floor < 15 ? 0 : floor;
}

type Text = {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly fill: string;
  readonly weight?: number;
  readonly size?: number;
  readonly align?: 'center' | 'left';
  readonly top?: boolean;
  readonly width?: number;
};

type Look = {
  readonly fill: string;
  readonly stroke?: string;
  readonly lineWidth?: number;
  readonly lineDash?: number[];
};

/** Behaviour in tier colours, measurement in grey: missing data looks missing, a person's judgement is an outline. */
function lookOf(step: Step, theme: ChartTheme): Look {
  switch (step.kind) {
    case 'total':
      return { fill: theme.ink2 };
    case 'behaviour':
      return { fill: step.value < 0 ? theme.tiers.atrisk.mark : theme.tiers.healthy.mark };
    case 'coverage':
      return { fill: theme.bg, stroke: theme.series3, lineWidth: 1.5, lineDash: [3, 2] };
    case 'model':
      return { fill: theme.series3 };
    case 'override':
      return { fill: theme.bg, stroke: theme.ink2, lineWidth: 1.5 };
  }
}

export function accountWaterfallOption(
  data: { readonly change: Waterfall; readonly locale: string },
  theme: ChartTheme,
): EChartsOption {
  const { locale } = data;
  const steps = waterfallSteps(data.change, locale);
  const floor = waterfallFloor(steps);
  const ceiling = Math.max(...steps.flatMap((step) => [step.from, step.to]));
  const groups = [
    { group: 'behaviour' as const, text: `customer behaviour ${formatSigned(sumOfGroup(steps, 'behaviour'), locale)}` },
    {
      group: 'measurement' as const,
      text: `${steps.some((step) => step.kind === 'override') ? 'measurement and judgement' : 'measurement'} ${formatSigned(sumOfGroup(steps, 'measurement'), locale)}, not the customer`,
    },
  ];

  const text = ({
    text: content,
    x,
    y,
    fill,
    weight = 400,
    size = 11,
    align = 'center',
    top = false,
    width,
  }: Text) => ({
    type: 'text' as const,
    style: {
      text: content,
      x,
      y,
      fill,
      fontSize: size,
      fontWeight: weight,
      fontFamily: theme.fontFamily,
      align,
      verticalAlign: top ? ('top' as const) : ('bottom' as const),
      ...(width === undefined ? {} : { width, overflow: 'truncate' as const }),
    },
  });

  const renderItem = (
    params: CustomSeriesRenderItemParams,
    api: CustomSeriesRenderItemAPI,
  ): CustomSeriesRenderItemReturn => {
    const index = params.dataIndex;
    const step = steps[index];
    if (!step) return null;
    const y = (level: number): number => api.coord([index, Math.max(floor, level)])[1] ?? 0;
    const x = (at: number): number => api.coord([at, floor])[0] ?? 0;
    const band = Math.abs(x(1) - x(0));
    const width = Math.min(44, band * 0.6);
    const top = y(Math.max(step.from, step.to));
    const bottom = step.kind === 'total' ? y(floor) : y(Math.min(step.from, step.to));
    const look = lookOf(step, theme);
    const label = step.kind === 'total' ? formatNumber(step.value, locale, 1) : formatSigned(step.value, locale);
    const centre = x(index);
    const connector =
      index < steps.length - 1
        ? [
            {
              type: 'line' as const,
              shape: { x1: centre + width / 2, x2: x(index + 1) - width / 2, y1: y(step.to), y2: y(step.to) },
              style: { stroke: theme.ink4, lineWidth: 1 },
            },
          ]
        : [];
    const captions =
      index === steps.length - 1 ? groups.flatMap((item) => caption(item.group, item.text, x, y(floor))) : [];
    return {
      type: 'group',
      children: [
        {
          type: 'rect',
          shape: { x: centre - width / 2, y: top, width, height: Math.max(1.5, bottom - top), r: 1 },
          style: look,
        },
        text({
          text: label,
          x: centre,
          y: top - 4,
          fill: theme.ink,
          weight: step.kind === 'total' ? 600 : 500,
          size: 12,
        }),
        ...connector,
        ...captions,
      ],
    };
  };

  /** A rule under the columns of one group, with its sum. */
  const caption = (group: Group, content: string, x: (at: number) => number, base: number) => {
    const first = steps.findIndex((step) => groupOf(step) === group);
    const last = steps.findLastIndex((step) => groupOf(step) === group);
    if (first < 0) return [];
    const half = Math.abs(x(1) - x(0)) * 0.4;
    const [from, to] = [x(first) - half, x(last) + half];
    const y = base + 26;
    const room = content.length * 5.9;
    const overflows = (from + to) / 2 + room / 2 > x(steps.length - 1) + half + 8;
    const centre = overflows ? x(steps.length - 1) + half - room / 2 : (from + to) / 2;
    return [
      {
        type: 'line' as const,
        shape: { x1: from, x2: to, y1: y, y2: y },
        style: { stroke: theme.lineStrong, lineWidth: 1 },
      },
      text({ text: content, x: centre, y: y + 5, fill: theme.ink3, top: true }),
    ];
  };

  return {
    grid: { left: 0, right: 0, top: 22, bottom: 48 },
    xAxis: {
      type: 'category',
      data: steps.map((step) => step.name),
      axisLabel: {
        color: theme.ink2,
        fontSize: 11,
        interval: 0,
        margin: 8,
        hideOverlap: false,
        width: 78,
        overflow: 'truncate',
      },
    },
    yAxis: { type: 'value', min: floor, max: Math.min(104, ceiling + 2), show: false },
    series: [
      {
        id: 'waterfall',
        type: 'custom',
        silent: true,
        clip: false,
        data: steps.map((step, index) => [index, step.to]),
        renderItem,
      },
    ],
  };
}

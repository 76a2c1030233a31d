import type { EChartsOption } from 'echarts';
import { formatNumber } from '#shared/format/number.ts';
import type { TierRole } from '#shared/model/health-model.ts';
import { axisText } from '../parts.ts';
import type { ChartTheme } from '../theme.ts';

export type FlowTier = { readonly name: string; readonly role: TierRole };
export type Flow = { readonly from: number; readonly to: number; readonly accounts: number; readonly arr: number };
export type TierFlowData = {
  /** Best first; the two sides may have different tiers, so they are told apart by place and colour, never by name. */
  readonly before: readonly FlowTier[];
  readonly after: readonly FlowTier[];
  readonly flows: readonly Flow[];
  readonly measure: 'accounts' | 'arr';
  readonly names: { readonly before: string; readonly after: string };
  readonly money: (amount: number) => string;
  readonly locale: string;
};

const ROW = 56;

export function tierFlowHeight(before: number, after: number): number {
  return Math.max(180, Math.max(before, after) * ROW);
}

/** Accounts or ARR from the tiers of one model to those of another: what stays is grey, what moves has the colour it came from. */
export function tierFlowOption(data: TierFlowData, theme: ChartTheme): EChartsOption {
  const { before, after, flows, measure, names, money, locale } = data;
  const shown = flows.filter((flow) => flow[measure] > 0);
  const words = (value: number) => (measure === 'arr' ? money(value) : formatNumber(value, locale));
  const total = (side: 'from' | 'to', index: number) =>
    shown.reduce((sum, flow) => (flow[side] === index ? sum + flow[measure] : sum), 0);
  const nodes = (tiers: readonly FlowTier[], side: 'from' | 'to') =>
    tiers.flatMap((tier, index) => {
      const value = total(side, index);
      return value === 0
        ? []
        : [
            {
              name: `${side} ${index}`,
              itemStyle: { color: theme.tiers[tier.role].mark, borderWidth: 0 },
              label: {
                ...axisText(theme),
                color: theme.ink2,
                position: side === 'from' ? ('left' as const) : ('right' as const),
                formatter: `${tier.name} ${words(value)}`,
              },
            },
          ];
    });
  return {
    tooltip: {
      trigger: 'item',
      formatter: (params) => {
        const item = Array.isArray(params) ? params[0] : params;
        const flow = item && item.dataType === 'edge' ? shown[item.dataIndex] : undefined;
        if (!flow) return '';
        return `${names.before} ${before[flow.from]?.name ?? ''} to ${names.after} ${after[flow.to]?.name ?? ''}\n${formatNumber(flow.accounts, locale)} accounts, ${money(flow.arr)} ARR`;
      },
    },
    series: [
      {
        type: 'sankey',
        left: 104,
        right: 104,
        top: 4,
        bottom: 4,
        nodeWidth: 8,
        nodeGap: 12,
        draggable: false,
        // The order of the tiers is the message: nothing is moved for fewer crossings.
        layoutIterations: 0,
        emphasis: { focus: 'adjacency' },
        data: [...nodes(before, 'from'), ...nodes(after, 'to')],
        links: shown.map((flow) => {
          const from = before[flow.from];
          const stays = from?.role === after[flow.to]?.role;
          return {
            source: `from ${flow.from}`,
            target: `to ${flow.to}`,
            value: flow[measure],
            lineStyle: {
              color: stays || !from ? theme.ghost : theme.tiers[from.role].mark,
              opacity: stays ? 0.45 : 0.75,
              curveness: 0.5,
            },
          };
        }),
      },
    ],
  };
}

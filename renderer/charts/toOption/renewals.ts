import type {
  CustomSeriesRenderItemAPI,
  CustomSeriesRenderItemParams,
  CustomSeriesRenderItemReturn,
  EChartsOption,
} from 'echarts/types/dist/shared';
import { formatMoney } from '#shared/format/money.ts';
import { formatScore } from '#shared/format/number.ts';
import { AT_RISK_SCORE, type TierRole } from '#shared/model/health-model.ts';
import { axisText, plotArea } from '../parts.ts';
import { type Box, placeNames } from '../place-labels.ts';
import type { ChartTheme } from '../theme.ts';

export type Renewal = {
  readonly accountId: string;
  readonly name: string;
  readonly days: number;
  readonly arr: number | null;
  readonly score: number | null;
  readonly tier: string | null;
  readonly tierRole: TierRole | null;
};
export type RenewalsData = {
  readonly renewals: readonly Renewal[];
  readonly tiers: readonly { readonly name: string; readonly role: TierRole; readonly from: number }[];
  readonly currency: string;
  readonly locale: string;
};

const NAMED = 6;
const LARGEST = 26;
/** Mean advance of the interface face at 11 px; names are placed by it, since nothing is measured before it is drawn. */
const ADVANCE = 5.9;

/** Renewals that have a score, largest first, so that small ones are drawn on top and stay reachable. */
export function drawnRenewals(renewals: readonly Renewal[]): readonly (Renewal & { readonly score: number })[] {
  return renewals
    .flatMap((renewal) => (renewal.score === null ? [] : [{ ...renewal, score: renewal.score }]))
    .sort((a, b) => (b.arr ?? 0) - (a.arr ?? 0));
}

/** Days to renewal against score; the shape is the tier, the area is ARR. Only points below 50 are named. */
export function renewalsOption(data: RenewalsData, theme: ChartTheme): EChartsOption {
  const drawn = drawnRenewals(data.renewals);
  const largest = Math.max(1, ...drawn.map((renewal) => renewal.arr ?? 0));
  const sizeOf = (renewal: Renewal): number => Math.max(6, LARGEST * Math.sqrt((renewal.arr ?? 0) / largest));
  const named = drawn
    .map((renewal, mark) => ({
      mark,
      // isolated, so that a name from right to left leaves the amount where it is
      text: `\u2068${shortName(renewal.name)}\u2069 ${formatMoney(renewal.arr, data.locale, data.currency)}`,
    }))
    .filter(({ mark }) => (drawn[mark]?.score ?? AT_RISK_SCORE) < AT_RISK_SCORE)
    .slice(0, NAMED);
  let placed: readonly (Box | null)[] = [];
  const drawName = (
    params: CustomSeriesRenderItemParams,
    api: CustomSeriesRenderItemAPI,
  ): CustomSeriesRenderItemReturn => {
    if (params.dataIndexInside === 0) {
      const at = (x: number, y: number): readonly [number, number] => {
        const [left = 0, top = 0] = api.coord([x, y]);
        return [left, top];
      };
      const { x, y, width, height } = plotArea(params.coordSys);
      placed = placeNames(
        named.map(({ mark, text }) => ({ mark, width: text.length * ADVANCE })),
        drawn.map((renewal) => {
          const [left, top] = at(renewal.days, renewal.score);
          return { x: left, y: top, half: sizeOf(renewal) / 2 };
        }),
        { x1: at(-9, 0)[0], y1: y, x2: x + width, y2: y + height },
      );
    }
    const box = placed[params.dataIndex];
    const name = named[params.dataIndex];
    if (!box || !name) return null;
    return {
      type: 'text',
      style: {
        text: name.text,
        x: (box.x1 + box.x2) / 2,
        y: (box.y1 + box.y2) / 2,
        align: 'center',
        verticalAlign: 'middle',
        fill: theme.ink,
        fontSize: 11,
        fontFamily: theme.fontFamily,
      },
    };
  };
  const bounds = data.tiers.map((tier) => tier.from);
  const ground = data.tiers.map((tier, index) => [
    {
      yAxis: tier.from,
      itemStyle: { color: theme.tiers[tier.role].band },
      label: {
        show: true,
        position: 'insideLeft',
        distance: 6,
        formatter: tier.name,
        color: theme.tiers[tier.role].text,
        fontSize: 11,
      },
    },
    { yAxis: index === 0 ? 100 : (data.tiers[index - 1]?.from ?? 100) },
  ]);
  return {
    grid: { left: 0, right: 26, top: 6, bottom: 22, outerBoundsMode: 'none' },
    tooltip: {
      trigger: 'item',
      formatter: (params) => {
        const renewal = drawn[Array.isArray(params) ? 0 : params.dataIndex];
        if (!renewal) return '';
        return `${renewal.name}\n${renewal.tier ?? ''} ${formatScore(renewal.score, data.locale, bounds)}\n${formatMoney(renewal.arr, data.locale, data.currency)}, renews in ${renewal.days} d`;
      },
    },
    xAxis: {
      type: 'value',
      min: -22,
      max: 93,
      axisLine: { show: true, lineStyle: { color: theme.lineStrong } },
      axisTick: { show: false },
      splitLine: { show: false },
      axisLabel: {
        ...axisText(theme),
        customValues: [0, 30, 60, 90],
        formatter: (days: number) => (days === 0 ? 'as of' : `${days} d`),
      },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: 100,
      position: 'right',
      splitLine: { show: false },
      axisLabel: { ...axisText(theme), margin: 6, customValues: [...new Set([0, ...bounds, 100])] },
    },
    series: [
      {
        id: 'renewals',
        type: 'scatter',
        markArea: { silent: true, data: ground as [object, object][] },
        data: drawn.map((renewal) => {
          const role = renewal.tierRole ?? 'none';
          return {
            name: renewal.name,
            value: [renewal.days, renewal.score],
            symbol: theme.tiers[role].symbol,
            symbolSize: sizeOf(renewal),
            itemStyle: { color: theme.tiers[role].mark, opacity: 0.82, borderColor: theme.bg, borderWidth: 1 },
          };
        }),
      },
      {
        id: 'names',
        type: 'custom',
        silent: true,
        clip: false,
        z: 4,
        data: named.map(({ mark, text }) => ({ name: text, value: [drawn[mark]?.days ?? 0, drawn[mark]?.score ?? 0] })),
        renderItem: drawName,
      },
    ],
  };
}

function shortName(name: string): string {
  const words = name.split(' ').slice(0, 2).join(' ');
  return words.length > 22 ? `${words.slice(0, 21)}…` : words;
}

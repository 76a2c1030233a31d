import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams, EChartsOption } from 'echarts';
import { rowNames, scoreAxis } from '../parts.ts';
import type { ChartTheme } from '../theme.ts';
import { type ChartTier, type CohortTag, shortened, tagColor, tagged, tierGround } from './cohort-parts.ts';

/** Spread of the scores of one cohort: quartiles, and whiskers within 1.5 times the range between them; null where nobody has a score. */
export type CohortBox = {
  readonly tag: CohortTag;
  readonly name: string;
  readonly scored: number;
  readonly box: {
    readonly whiskerLow: number;
    readonly q1: number;
    readonly median: number;
    readonly q3: number;
    readonly whiskerHigh: number;
    /** Scores beyond the whiskers. */
    readonly outliersLow: number;
    readonly outliersHigh: number;
  } | null;
  /** Too few scores for the spread to mean much; drawn hollow. */
  readonly few: boolean;
};
export type BoxesData = {
  readonly rows: readonly CohortBox[];
  readonly tiers: readonly ChartTier[];
  readonly score: (value: number | null) => string;
};

const ROOM = 288;
const LOWEST = 24;
const HIGHEST = 44;
const AXIS_ROOM = 22;
const NAME_ROOM = 104;
const NAME_LENGTH = 16;
const VALUE_ROOM = 34;

/** Pixels of a row: few cohorts have taller ones. */
function rowHeight(rows: number): number {
  return Math.min(HIGHEST, Math.max(LOWEST, Math.floor(ROOM / Math.max(1, rows))));
}

/** Height in pixels that gives every cohort its row. */
export function boxesHeight(rows: number): number {
  return rows * rowHeight(rows) + AXIS_ROOM;
}

/** Scores from the tens below the lowest whisker up to 100, at least half of the scale. */
export function boxesFloor(rows: readonly CohortBox[]): number {
  const lowest = Math.min(50, ...rows.flatMap((row) => (row.box ? [row.box.whiskerLow] : [])));
  return Math.max(0, Math.floor(lowest / 10) * 10);
}

/** Health per cohort, one box a row on the ground of the tiers, the median beside it; the whole row takes the pointer. */
export function boxesOption(data: BoxesData, theme: ChartTheme): EChartsOption {
  const { rows, tiers, score } = data;
  const min = boxesFloor(rows);
  const row = rowHeight(rows.length);
  const half = Math.round(row * 0.21);
  const bounds = [...new Set([min, ...tiers.map((tier) => tier.from).filter((from) => from > min), 100])];
  const renderItem = (params: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
    const cohort = rows[params.dataIndex];
    const [left = 0, y = 0] = api.coord([min, params.dataIndex]);
    const [right = 0] = api.coord([100, params.dataIndex]);
    const x = (value: number) => api.coord([Math.max(min, value), params.dataIndex])[0] ?? 0;
    const color = tagColor(cohort?.tag ?? null, theme);
    const hit = {
      type: 'rect' as const,
      shape: { x: left - NAME_ROOM, y: y - row / 2, width: right - left + NAME_ROOM + VALUE_ROOM, height: row },
      style: { fill: 'transparent' },
      emphasis: { style: { fill: theme.ghost, opacity: 0.3 } },
    };
    if (!cohort?.box) {
      const text = { text: 'no scores', x: left + 6, y, verticalAlign: 'middle' as const, fill: theme.ink3 };
      return {
        type: 'group' as const,
        children: [hit, { type: 'text' as const, style: { ...text, font: `11px ${theme.fontFamily}` } }],
      };
    }
    const { whiskerLow, q1, median, q3, whiskerHigh } = cohort.box;
    const strong = cohort.tag !== null;
    const end = x(whiskerHigh);
    return {
      type: 'group' as const,
      children: [
        hit,
        {
          type: 'line' as const,
          shape: { x1: x(whiskerLow), x2: end, y1: y, y2: y },
          style: { stroke: color, lineWidth: 1, ...(cohort.few ? { lineDash: [2, 2] } : {}) },
        },
        {
          type: 'rect' as const,
          shape: { x: x(q1), y: y - half, width: Math.max(1, x(q3) - x(q1)), height: half * 2 },
          style: cohort.few
            ? { fill: theme.bg, stroke: color, lineWidth: 1, lineDash: [2, 2] }
            : { fill: color, opacity: strong ? 0.9 : 0.5 },
        },
        {
          type: 'line' as const,
          shape: { x1: x(median), x2: x(median), y1: y - half - 2, y2: y + half + 2 },
          style: { stroke: cohort.few ? color : theme.bg, lineWidth: 2 },
        },
        {
          type: 'text' as const,
          style: {
            text: score(median),
            x: right + VALUE_ROOM,
            y,
            align: 'right' as const,
            verticalAlign: 'middle' as const,
            fill: strong ? theme.ink : theme.ink2,
            font: `${strong ? '600 ' : ''}11px ${theme.fontFamily}`,
          },
        },
      ],
    };
  };
  return {
    grid: { left: NAME_ROOM, right: VALUE_ROOM, top: 0, bottom: AXIS_ROOM, outerBoundsMode: 'none' },
    tooltip: {
      trigger: 'item',
      formatter: (params) => {
        const row = rows[Array.isArray(params) ? 0 : params.dataIndex];
        return row ? `${tagged(row.tag, row.name)}\n${boxText(row, score)}` : '';
      },
    },
    xAxis: scoreAxis(min, bounds, theme),
    yAxis: rowNames(
      rows.map((row) => tagged(row.tag, row.name)),
      theme,
      NAME_ROOM,
      {
        color: theme.ink2,
        formatter: (name) => shortened(name, NAME_LENGTH),
      },
    ),
    series: [
      {
        id: 'boxes',
        type: 'custom',
        clip: false,
        data: rows.map((row, index) => [row.box?.median ?? min, index]),
        renderItem,
        markArea: { silent: true, data: tierGround(tiers, { min, max: 100 }, 'xAxis', theme) },
      },
    ],
  };
}

/** `median 68.0, half between 60.0 and 76.0, 35 scores` */
export function boxText(row: CohortBox, score: BoxesData['score']): string {
  if (!row.box) return 'no scores';
  const { median, q1, q3 } = row.box;
  return `median ${score(median)}, half between ${score(q1)} and ${score(q3)}, ${row.scored} ${row.scored === 1 ? 'score' : 'scores'}`;
}

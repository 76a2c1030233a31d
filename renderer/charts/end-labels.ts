/** Names at the ends of lines, in a column on the right. Stable names: `LineEnd`, `spread`, `labelRoom`, `drawEnds`. */
import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams, CustomSeriesRenderItemReturn } from 'echarts';
import { plotArea } from './parts.ts';
import type { ChartTheme } from './theme.ts';

export type LineEnd = {
  readonly text: string;
  /** In the units of the axes. */
  readonly x: number;
  readonly y: number;
  readonly color: string;
  readonly textColor: string;
  readonly strong: boolean;
};

/** Mean advance of the interface face at 11 px; nothing is measured before it is drawn. */
const ADVANCE = 6.1;
const GAP = 14;
const NEAR = 12;

/** Pixels the longest name needs beside the plot, at most `limit`. */
export function labelRoom(texts: readonly string[], limit = 136): number {
  return Math.min(limit, Math.max(16, ...texts.map((text) => [...text].length * ADVANCE + 18)));
}

/**
 * Heights near those asked for, in pixels from the top, at least `gap` apart and between `top` and `bottom` where there is
 * room for all; the order of heights is kept.
 */
export function spread(wanted: readonly number[], gap: number, top: number, bottom: number): readonly number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const placed = [...wanted];
  let free = top;
  for (const index of order) {
    placed[index] = Math.max(free, placed[index] ?? 0);
    free = (placed[index] ?? 0) + gap;
  }
  let limit = bottom;
  for (const index of order.reverse()) {
    placed[index] = Math.min(limit, placed[index] ?? 0);
    limit = (placed[index] ?? 0) - gap;
  }
  return placed;
}

/**
 * `renderItem` of a custom series with one item an end: a dot, and the name in the column on the right, joined to it where
 * it had to move. A line that ends before the right edge has its name beside its dot.
 */
export function drawEnds(ends: readonly LineEnd[], theme: ChartTheme) {
  let heights: readonly number[] = [];
  return (params: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI): CustomSeriesRenderItemReturn => {
    const plot = plotArea(params.coordSys);
    const right = plot.x + plot.width;
    const at = (end: LineEnd) => {
      const [x = 0, y = 0] = api.coord([end.x, end.y]);
      return { x, y };
    };
    if (params.dataIndexInside === 0) {
      const column = ends.map((end, index) => ({ index, ...at(end) })).filter(({ x }) => right - x <= NEAR);
      const placed = spread(
        column.map(({ y }) => y),
        GAP,
        plot.y + GAP / 2,
        plot.y + plot.height - GAP / 2,
      );
      const moved = ends.map((end) => at(end).y);
      column.forEach(({ index }, position) => {
        moved[index] = placed[position] ?? 0;
      });
      heights = moved;
    }
    const end = ends[params.dataIndex];
    if (!end) return null;
    const { x, y } = at(end);
    const textY = heights[params.dataIndex] ?? y;
    const textX = right - x <= NEAR ? right + 10 : x + 8;
    return {
      type: 'group',
      children: [
        {
          type: 'line',
          shape: { x1: x, y1: y, x2: textX - 2, y2: textY },
          style: { stroke: theme.lineStrong, lineWidth: Math.abs(textY - y) > 3 ? 1 : 0 },
        },
        { type: 'circle', shape: { cx: x, cy: y, r: 3 }, style: { fill: end.color, stroke: theme.bg, lineWidth: 1 } },
        {
          type: 'text',
          style: {
            text: end.text,
            x: textX,
            y: textY,
            verticalAlign: 'middle',
            fill: end.textColor,
            font: `${end.strong ? '600 ' : ''}11px ${theme.fontFamily}`,
          },
        },
      ],
    };
  };
}

import type { CustomSeriesOption, EChartsOption, LineSeriesOption } from 'echarts';
import { axisText, namedAxis, pointOf, shareAxis, shareTop } from '../parts.ts';
import type { ChartTheme } from '../theme.ts';

type Percent = (share: number | null) => string;

/** A place on a curve that is worth a name: the cut of a tier, or the one under the hand. */
export type CurveMark = { readonly x: number; readonly y: number; readonly label: string; readonly chosen: boolean };

export type CurvePoint = { readonly x: number; readonly y: number; readonly threshold: number | null };
export type CurveData = {
  /** Shares 0-1 in the order of the line. */
  readonly points: readonly CurvePoint[];
  readonly marks: readonly CurveMark[];
  readonly percent: Percent;
};

const WHOLE = { max: 1, step: 0.25 };

/** Recall against the share of false alarms among those that stayed; the dashed diagonal is chance. */
export function rocOption(data: CurveData, theme: ChartTheme): EChartsOption {
  const { percent } = data;
  return {
    grid: { left: 38, right: 10, top: 10, bottom: 38, outerBoundsMode: 'none' },
    tooltip: tooltip(data, 'recall', 'false-alarm rate'),
    xAxis: acrossAxis('false-alarm rate', percent, theme),
    yAxis: shareAxis(WHOLE, percent, theme),
    series: [
      reference(
        'chance',
        [
          [0, 0],
          [1, 1],
        ],
        { at: [0.76, 0.66], text: 'chance' },
        theme,
      ),
      curve('roc', data, theme),
      marked(data.marks, 0.1, theme),
    ],
  };
}

/** Precision at every recall; the dashed line is the base rate, which a score without any skill has. */
export function precisionRecallOption(
  data: CurveData & { readonly baseRate: number },
  theme: ChartTheme,
): EChartsOption {
  const { percent, baseRate } = data;
  // One lucky first row has a precision of 1 and would flatten everything else.
  const settled = data.points.filter((point) => point.x > 0.05);
  const highest = Math.max(baseRate * 2, ...(settled.length > 0 ? settled : data.points).map((point) => point.y));
  const top = shareTop(Math.min(1, highest * 1.05));
  return {
    grid: { left: 38, right: 10, top: 10, bottom: 38, outerBoundsMode: 'none' },
    tooltip: tooltip(data, 'precision', 'recall'),
    xAxis: acrossAxis('recall', percent, theme),
    yAxis: shareAxis(top, percent, theme),
    series: [
      reference(
        'base',
        [
          [0, baseRate],
          [1, baseRate],
        ],
        { at: [0.02, baseRate], text: `no skill ${percent(baseRate)}` },
        theme,
      ),
      curve('precision-recall', data, theme),
      marked(
        data.marks.filter((mark) => mark.y <= top.max),
        top.max * 0.9,
        theme,
      ),
    ],
  };
}

function acrossAxis(name: string, percent: Percent, theme: ChartTheme) {
  return {
    ...namedAxis(name, theme),
    min: 0,
    max: 1,
    interval: 0.25,
    axisLabel: {
      ...axisText(theme),
      formatter: (share: number) => percent(share),
      alignMinLabel: 'left' as const,
      alignMaxLabel: 'right' as const,
    },
  };
}

function curve(id: string, data: CurveData, theme: ChartTheme): LineSeriesOption {
  return {
    id,
    type: 'line',
    symbol: 'none',
    endLabel: { show: false },
    clip: true,
    data: data.points.map(({ x, y }) => [x, y]),
    lineStyle: { color: theme.ink, width: 2 },
    itemStyle: { color: theme.ink },
    z: 4,
  };
}

function reference(
  id: string,
  line: [number, number][],
  name: { readonly at: readonly [number, number]; readonly text: string },
  theme: ChartTheme,
): LineSeriesOption {
  return {
    id,
    type: 'line',
    symbol: 'none',
    endLabel: { show: false },
    silent: true,
    data: line,
    lineStyle: { color: theme.ink4, width: 1, type: 'dashed' },
    z: 2,
    markPoint: {
      silent: true,
      symbol: 'circle',
      symbolSize: 0.1,
      label: {
        show: true,
        formatter: name.text,
        position: 'right',
        color: theme.ink3,
        fontSize: 11,
        offset: id === 'base' ? [0, -8] : [0, 0],
      },
      data: [{ name: name.text, coord: [...name.at] }],
    },
  };
}

/** The chosen cut filled in the accent, the others hollow; names of marks below `room` stand above them, the others below. */
function marked(marks: readonly CurveMark[], room: number, theme: ChartTheme): CustomSeriesOption {
  return {
    id: 'marks',
    type: 'custom',
    clip: false,
    silent: true,
    z: 6,
    data: marks.map(({ x, y }) => [x, y]),
    renderItem: (params, api) => {
      const mark = marks[params.dataIndex];
      if (!mark) return null;
      const [x = 0, y = 0] = api.coord([mark.x, mark.y]);
      const right = mark.x < 0.55;
      return {
        type: 'group',
        children: [
          {
            type: 'circle',
            shape: { cx: x, cy: y, r: mark.chosen ? 5 : 4 },
            style: mark.chosen
              ? { fill: theme.accent, stroke: theme.bg, lineWidth: 1.5 }
              : { fill: theme.bg, stroke: theme.ink, lineWidth: 1.5 },
          },
          {
            type: 'text',
            style: {
              text: mark.label,
              x: x + (right ? 9 : -9),
              y: y + (mark.y < room ? -10 : 11),
              align: right ? 'left' : 'right',
              verticalAlign: 'middle',
              fill: mark.chosen ? theme.accent : theme.ink2,
              stroke: theme.bg,
              lineWidth: 3,
              font: `${mark.chosen ? '600 ' : ''}11px ${theme.fontFamily}`,
            },
          },
        ],
      };
    },
  };
}

function tooltip(data: CurveData, y: string, x: string): NonNullable<EChartsOption['tooltip']> {
  return {
    trigger: 'axis',
    axisPointer: { type: 'line' },
    formatter: (params) => {
      const items = Array.isArray(params) ? params : [params];
      const item = items.find((each) => each.seriesId === 'roc' || each.seriesId === 'precision-recall');
      if (!item) return '';
      const [across, up] = pointOf(item.value);
      const at = data.points[item.dataIndex]?.threshold ?? null;
      const cut = at === null ? [] : [`flagged below ${Math.round(at * 100) / 100}`];
      return [...cut, `${y} ${data.percent(up)}`, `${x} ${data.percent(across)}`].join('\n');
    },
  };
}

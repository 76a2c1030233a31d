import type {
  CustomSeriesRenderItemAPI,
  CustomSeriesRenderItemParams,
  CustomSeriesRenderItemReturn,
  EChartsOption,
} from 'echarts/types/dist/shared';
import type { AccountDetail } from '#shared/contract/account.ts';
import { formatDate, formatDayMonth, formatMonth } from '#shared/format/date.ts';
import { formatNumber, formatPercent, formatScore } from '#shared/format/number.ts';
import { ms, plotArea } from '../parts.ts';
import type { ChartTheme } from '../theme.ts';
import { forecastSeries, forecastTip } from './account-forecast.ts';

type Threshold = AccountDetail['thresholds'][number];
type Event = AccountDetail['events'][number];
export type AccountHistory = {
  readonly asOf: string;
  readonly history: AccountDetail['history'];
  readonly events: readonly Event[];
  readonly thresholds: readonly Threshold[];
  readonly forecast: AccountDetail['forecast'];
  /** Months to show, null for all. */
  readonly months: number | null;
  readonly locale: string;
};

const LANE = 16;
const LANES = 3;
/** Mean advance of the interface face at 11 px; labels are placed by it, since nothing is measured before it is drawn. */
const ADVANCE = 5.9;

/** First day shown. */
export function historyStart(asOf: string, first: string, months: number | null): string {
  if (months === null) return first;
  const date = new Date(ms(asOf));
  date.setUTCMonth(date.getUTCMonth() - months);
  const start = date.toISOString().slice(0, 10);
  return start > first ? start : first;
}

export type Placed = { readonly x: number; readonly lane: number; readonly align: 'left' | 'right' };

type Label = { readonly x: number; readonly width: number | null };

function laneOf(label: Label, taken: { from: number; to: number }[][], left: number, right: number): Placed {
  const { x, width } = label;
  if (width === null) return { x, lane: -1, align: 'right' };
  const align = x - width - 6 < left ? 'left' : 'right';
  const from = align === 'right' ? x - width - 8 : x;
  const to = align === 'right' ? x + 2 : x + width + 8;
  if (to > right + 12 && align === 'left') return { x, lane: -1, align };
  const lane = taken.findIndex((spans) => spans.every((span) => to <= span.from || from >= span.to));
  if (lane >= 0) taken[lane]?.push({ from, to });
  return { x, lane, align };
}

/**
 * Puts labels (newest first) into lanes so that none overlap: to the left of their line where there is room, to the
 * right otherwise. The newest are kept when room runs out; what fits no lane keeps its line and loses its label
 * (lane −1). Older labels get the upper lanes, so that no line runs through the label of another.
 */
export function placeLabels(labels: readonly Label[], left: number, right: number, lanes: number): readonly Placed[] {
  const empty = (): { from: number; to: number }[][] => Array.from({ length: lanes }, () => []);
  const kept = (() => {
    const taken = empty();
    return labels.map((label) => laneOf(label, taken, left, right).lane >= 0);
  })();
  const taken = empty();
  return labels
    .map((label, index) => (kept[index] ? label : { x: label.x, width: null }))
    .reverse()
    .map((label) => laneOf(label, taken, left, right))
    .reverse();
}

export type EventMark = { readonly date: string; readonly label: string | null };

/**
 * Repetitions of one event within four weeks become one label at the last of them (`Escalation ×4`); the others keep
 * a tick without a word.
 */
export function mergeEvents(events: readonly Event[]): readonly EventMark[] {
  const within = 28 * 86_400_000;
  const ordered = [...events].sort((a, b) => (a.date < b.date ? -1 : 1));
  const open = new Map<string, { date: string; index: number; count: number }>();
  const marks: { date: string; label: string | null }[] = [];
  for (const event of ordered) {
    const run = open.get(event.label);
    const joins = run !== undefined && ms(event.date) - ms(run.date) <= within;
    const before = joins ? marks[run.index] : undefined;
    if (before) before.label = null;
    const count = joins ? run.count + 1 : 1;
    marks.push({ date: event.date, label: count > 1 ? `${event.label} ×${count}` : event.label });
    open.set(event.label, { date: event.date, index: marks.length - 1, count });
  }
  return marks.reverse();
}

/** A band's name stands at its top left, or at its bottom left where the line would run through it. */
function bands(thresholds: readonly Threshold[], early: readonly number[], theme: ChartTheme) {
  return thresholds.map((threshold, index) => {
    const above = thresholds[index - 1];
    const lowest = index === thresholds.length - 1;
    const top = above?.from ?? 100;
    const crossed = early.some((score) => score < top + 2 && score > top - 9) && top - threshold.from > 12;
    const label = lowest ? `${threshold.name} below ${above?.from ?? 100}` : `${threshold.name} ${threshold.from}+`;
    return [
      {
        yAxis: threshold.from,
        itemStyle: { color: theme.tiers[threshold.role].band },
        label: {
          show: true,
          position: crossed ? ('insideBottomLeft' as const) : ('insideTopLeft' as const),
          distance: 5,
          formatter: label,
          color: theme.tiers[threshold.role].text,
          fontSize: 11,
        },
      },
      { yAxis: above?.from ?? 100 },
    ] as [object, object];
  });
}

export function accountHistoryOption(data: AccountHistory, theme: ChartTheme): EChartsOption {
  const { asOf, history, locale, thresholds } = data;
  const first = history[0]?.date ?? asOf;
  const start = historyStart(asOf, first, data.months);
  const points = history.filter((point) => point.date >= start);
  const bounds = thresholds.map((threshold) => threshold.from);
  const last = points.findLast((point) => point.score !== null);
  const before = points.findLast((point) => point !== last && point.score !== null);
  // Its number stands clear of the line that leads to it: above where the line rises.
  const rises = (last?.score ?? 0) > (before?.score ?? 100) && (last?.score ?? 0) < 90;
  const shown = data.events.filter((event) => event.date >= start && event.date <= asOf);
  const customer = mergeEvents(shown.filter((event) => event.kind === 'customer'));
  const system = mergeEvents(shown.filter((event) => event.kind === 'system'));
  const weeks = data.forecast?.weeks ?? [];
  const until = weeks.at(-1)?.date ?? asOf;
  const span = (ms(until) - ms(start)) / 86_400_000;
  const everyMonths = span > 800 ? 6 : span > 420 ? 3 : span > 230 ? 2 : 1;

  const early = points
    .slice(0, Math.ceil(points.length / 5))
    .flatMap((point) => (point.score === null ? [] : [point.score]));

  const drawEvents = (events: readonly EventMark[], above: boolean) => {
    let placed: readonly Placed[] = [];
    return (params: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI): CustomSeriesRenderItemReturn => {
      const area = plotArea(params.coordSys);
      const at = (event: EventMark): number => api.coord([ms(event.date), 0])[0] ?? 0;
      if (params.dataIndexInside === 0) {
        placed = placeLabels(
          events.map((event) => ({ x: at(event), width: event.label === null ? null : event.label.length * ADVANCE })),
          area.x,
          area.x + area.width,
          above ? 1 : LANES,
        );
      }
      const event = events[params.dataIndex];
      const place = placed[params.dataIndex];
      if (!event || !place) return null;
      const bottom = area.y + area.height;
      const labelled = place.lane >= 0;
      const y = above ? area.y - 6 : bottom + 8 + Math.max(0, place.lane) * LANE;
      const line = above
        ? { y1: labelled ? area.y - 14 : area.y - 5, y2: labelled ? bottom : area.y }
        : { y1: labelled ? area.y : bottom, y2: labelled ? y + 11 : bottom + 6 };
      return {
        type: 'group',
        children: [
          {
            type: 'line',
            shape: { x1: place.x, x2: place.x, ...line },
            style: { stroke: above ? theme.ink4 : theme.ink3, lineWidth: 1, lineDash: above ? [3, 3] : [1.5, 2.5] },
          },
          ...(labelled
            ? [
                {
                  type: 'text' as const,
                  style: {
                    text: event.label ?? '',
                    x: place.x + (place.align === 'right' ? -5 : 5),
                    y,
                    align: place.align,
                    verticalAlign: above ? ('bottom' as const) : ('top' as const),
                    fill: above ? theme.ink3 : theme.ink2,
                    fontSize: 11,
                    fontFamily: theme.fontFamily,
                  },
                },
              ]
            : []),
        ],
      };
    };
  };

  return {
    grid: { left: 0, right: 48, top: 24, bottom: 30 + LANES * LANE },
    tooltip: {
      trigger: 'axis',
      formatter: (params) => {
        const items = Array.isArray(params) ? params : [params];
        const at = (series: string): number => items.find(({ seriesId }) => seriesId === series)?.dataIndex ?? -1;
        // The forecast starts at the newest score.
        const week = weeks[at('forecast') - 1];
        if (week) return forecastTip(week, locale);
        const point = points[at('score')];
        if (!point) return '';
        const tier = thresholds.find((threshold) => point.score !== null && point.score >= threshold.from);
        const score =
          point.score === null ? 'no score' : `${formatScore(point.score, locale, bounds)}, ${tier?.name ?? ''}`;
        return `${formatDate(point.date, locale)}\n${score}\ncoverage ${formatPercent(point.coverage, locale)}`;
      },
    },
    xAxis: {
      type: 'time',
      min: ms(start),
      max: ms(until),
      axisLabel: {
        margin: 12 + LANES * LANE,
        hideOverlap: true,
        alignMinLabel: 'left',
        alignMaxLabel: 'right',
        showMinLabel: false,
        showMaxLabel: false,
        formatter: (value: number) => {
          const date = new Date(value);
          if (date.getUTCDate() !== 1 || date.getUTCMonth() % everyMonths !== 0) return '';
          const iso = date.toISOString().slice(0, 10);
          return date.getUTCMonth() === 0
            ? `${formatMonth(iso, locale)} ${date.getUTCFullYear()}`
            : formatMonth(iso, locale);
        },
      },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: 100,
      interval: 25,
      position: 'right',
      splitLine: { show: false },
      axisLabel: { show: true, color: theme.ink3, fontSize: 11 },
    },
    series: [
      {
        id: 'score',
        type: 'line',
        symbol: 'none',
        connectNulls: false,
        data: points.map((point) => [ms(point.date), point.score]),
        lineStyle: { color: theme.ink, width: 2 },
        itemStyle: { color: theme.ink },
        endLabel: { show: false },
        markArea: { silent: true, data: bands(thresholds, early, theme) },
      },
      ...forecastSeries(last, weeks, locale, theme),
      ...(last
        ? [
            {
              id: 'newest',
              type: 'scatter' as const,
              silent: true,
              symbol: 'circle',
              symbolSize: 8,
              data: [[ms(last.date), last.score ?? 0]],
              itemStyle: { color: theme.ink, borderColor: theme.bg, borderWidth: 2, opacity: 1 },
              label: {
                show: true,
                formatter: formatScore(last.score, locale, bounds),
                position: rises || (last.score ?? 0) < 14 ? ('top' as const) : ('bottom' as const),
                distance: 4,
                offset: [-14, 0],
                color: theme.ink,
                fontWeight: 600,
                fontSize: 12,
                fontFamily: theme.fontFamily,
              },
              z: 5,
            },
          ]
        : []),
      {
        id: 'customer',
        type: 'custom',
        silent: true,
        clip: false,
        data: customer.map((event) => [ms(event.date), 0]),
        renderItem: drawEvents(customer, false),
      },
      {
        id: 'system',
        type: 'custom',
        silent: true,
        clip: false,
        data: system.map((event) => [ms(event.date), 0]),
        renderItem: drawEvents(system, true),
      },
    ],
  };
}

export function accountHistoryTable(data: AccountHistory): {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
} {
  const start = historyStart(data.asOf, data.history[0]?.date ?? data.asOf, data.months);
  const labels = (date: string, next: string) =>
    data.events
      .filter((event) => event.date >= date && event.date < next)
      .map((event) => `${event.label} (${formatDayMonth(event.date, data.locale)})`);
  const points = data.history.filter((point) => point.date >= start);
  return {
    columns: ['Date', 'Score', 'Coverage', 'Events'],
    rows: [
      ...points.map((point, index) => [
        formatDate(point.date, data.locale),
        point.score === null
          ? 'no score'
          : formatScore(
              point.score,
              data.locale,
              data.thresholds.map((threshold) => threshold.from),
            ),
        formatPercent(point.coverage, data.locale),
        labels(point.date, points[index + 1]?.date ?? '9999-12-31').join(', '),
      ]),
      ...(data.forecast?.weeks ?? []).map((week) => [
        formatDate(week.date, data.locale),
        `${formatNumber(week.score, data.locale, 1)}, forecast`,
        '–',
        `80% interval ${formatNumber(week.low80, data.locale, 1)} to ${formatNumber(week.high80, data.locale, 1)}`,
      ]),
    ],
  };
}

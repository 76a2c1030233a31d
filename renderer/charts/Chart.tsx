/**
 * The one component that owns an ECharts instance.
 * `<Chart option={(theme) => toXOption(data, theme)} label="…" table={{columns, rows}} height={200} onSelect={…} />`
 * `label` is the chart in one sentence; `table` is the same data for the keyboard and for screen readers.
 */
import { useComputedColorScheme } from '@mantine/core';
import { useReducedMotion } from '@mantine/hooks';
import type { EChartsOption } from 'echarts';
import type { ECElementEvent, EChartsType } from 'echarts/core';
import { useEffect, useMemo, useRef } from 'react';
import { ChartTable, type ChartTableData } from './ChartTable.tsx';
import { init } from './echarts.ts';
import { type ChartTheme, chartTheme } from './theme.ts';

export type ChartOption = EChartsOption;

export type ChartSelection = {
  readonly dataIndex: number;
  readonly seriesIndex: number;
  readonly name: string;
  readonly value: unknown;
  /** True with shift: adds to what is selected. */
  readonly extend: boolean;
};

type Props = {
  /** Pure; memoise it (`useCallback`) so that the chart is redrawn only when its data changes. */
  readonly option: (theme: ChartTheme) => ChartOption;
  readonly label: string;
  readonly table?: ChartTableData;
  readonly height: number;
  readonly onSelect?: ((selection: ChartSelection) => void) | undefined;
  /** Called with the value of the x axis under a click anywhere in the plot: for lines, which have no area of their own. */
  readonly onPick?: ((x: number) => void) | undefined;
  /** Number of marks; canvas is used from 2,000. */
  readonly marks?: number;
  /** False while a slider is held: no tweening. */
  readonly animate?: boolean;
};

const SVG_LIMIT = 2000;

export function Chart({ option, label, table, height, onSelect, onPick, marks = 0, animate = true }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const select = useRef(onSelect);
  const pick = useRef(onPick);
  const scheme = useComputedColorScheme('light');
  const still = useReducedMotion() || !animate;
  const renderer = marks < SVG_LIMIT ? 'svg' : 'canvas';
  const built = useMemo(() => option(chartTheme(scheme)), [option, scheme]);
  const selectable = onSelect !== undefined || onPick !== undefined;

  useEffect(() => {
    select.current = onSelect;
    pick.current = onPick;
  }, [onSelect, onPick]);

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const instance = init(element, scheme === 'dark' ? 'bw-dark' : 'bw-light', { renderer });
    chart.current = instance;
    instance.on('click', (event: ECElementEvent) => {
      if (event.componentType !== 'series') return;
      select.current?.({
        dataIndex: event.dataIndex,
        seriesIndex: event.seriesIndex ?? 0,
        name: event.name,
        value: event.value,
        extend: event.event?.event instanceof MouseEvent && event.event.event.shiftKey,
      });
    });
    instance.getZr().on('click', ({ offsetX, offsetY }) => {
      if (!pick.current || !instance.containPixel({ gridIndex: 0 }, [offsetX, offsetY])) return;
      const [x] = instance.convertFromPixel({ gridIndex: 0 }, [offsetX, offsetY]);
      if (typeof x === 'number') pick.current(x);
    });
    const observer = new ResizeObserver(() => instance.resize());
    observer.observe(element);
    return () => {
      observer.disconnect();
      instance.dispose();
      chart.current = null;
    };
  }, [scheme, renderer]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new instance (scheme, renderer) needs its option again.
  useEffect(() => {
    chart.current?.setOption(
      { ...built, ...safeTooltip(built, chartTheme(scheme).fontFamily), animation: !still },
      { notMerge: true },
    );
  }, [built, still, scheme, renderer]);

  return (
    <figure>
      <div
        className="chart"
        style={{ height, cursor: selectable ? 'pointer' : undefined }}
        role="img"
        aria-label={label}
      >
        <div ref={host} />
      </div>
      {table && <ChartTable label={label} data={table} />}
    </figure>
  );
}

/** Tooltips are drawn by ECharts itself: no HTML, nothing for the Content-Security-Policy to refuse. */
function safeTooltip({ tooltip }: ChartOption, fontFamily: string): Pick<ChartOption, 'tooltip'> {
  if (!tooltip || Array.isArray(tooltip)) return {};
  // Drawn text does not inherit the face of the theme.
  const textStyle = { fontFamily, ...tooltip.textStyle };
  return { tooltip: { ...tooltip, renderMode: 'richText', confine: true, textStyle } };
}

import { type CSSProperties, type PointerEvent, useLayoutEffect, useRef, useState } from 'react';
import { formatNumber } from '#shared/format/number.ts';
import type { TierRole } from '#shared/model/health-model.ts';
import { barsPath, binWidthOf, outlinePath } from './bins.ts';
import { ChartTable, type ChartTableData } from './ChartTable.tsx';
import './two-histograms.css';

type Props = {
  /** Best first; `from` in score points. */
  readonly tiers: readonly { readonly name: string; readonly role: TierRole; readonly from: number }[];
  /** Accounts per bin of each side: the first as bars, the second as an outline. */
  readonly before: readonly number[];
  readonly after: readonly number[];
  /** What the sides are called. */
  readonly beforeName: string;
  readonly name: string;
  /** Top of the count axis. */
  readonly ceiling: number;
  readonly height: number;
  readonly label: string;
  readonly table: ChartTableData;
  readonly locale: string;
};

const TICKS = [0, 25, 50, 75, 100];
const TOP = 4;
const BOTTOM = 22;
const DIGIT = 6.5;
const RIGHT = 32;

/**
 * Two distributions of the score over the bands of the tiers. Drawn by hand, as two paths: it follows the hand on a slider
 * frame by frame, and setting the option of a chart anew costs more than the rest of the page.
 */
export function TwoHistograms(props: Props) {
  const { tiers, before, after, beforeName, name, ceiling, height, label, table, locale } = props;
  const host = useRef<HTMLDivElement>(null);
  const [full, setFull] = useState(0);
  const [over, setOver] = useState<number | null>(null);

  useLayoutEffect(() => {
    const element = host.current;
    if (!element) return;
    setFull(element.clientWidth);
    const observer = new ResizeObserver(([entry]) => setFull(entry?.contentRect.width ?? 0));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const counts = [0, ceiling / 2, ceiling].map((count) => formatNumber(count, locale));
  const width = full - Math.max(RIGHT, Math.max(...counts.map((text) => text.length)) * DIGIT + 8);
  const plot = { width, height: height - TOP - BOTTOM, ceiling };
  const x = (score: number): number => (score * width) / 100;
  const point = ({ nativeEvent: { offsetX } }: PointerEvent) => {
    const bin = Math.floor((offsetX / width) * before.length);
    setOver(bin >= 0 && bin < before.length ? bin : null);
  };
  const step = binWidthOf(before);
  return (
    <figure>
      <div
        ref={host}
        className="chart bins"
        style={{ height }}
        role="img"
        aria-label={label}
        onPointerMove={point}
        onPointerLeave={() => setOver(null)}
      >
        {width > 0 && (
          <svg width={full} height={height} aria-hidden="true">
            <g transform={`translate(0 ${TOP})`}>
              {tiers.map((tier, index) => (
                <g key={tier.name} className={`t-${tier.role}`}>
                  <rect
                    className="band"
                    x={x(tier.from)}
                    width={Math.max(0, x((tiers[index - 1]?.from ?? 100) - tier.from))}
                    height={plot.height}
                  />
                  <text x={x(tier.from) + 5} y={14}>
                    {tier.name}
                  </text>
                </g>
              ))}
              <path className="was" d={barsPath(before, plot)} />
              <line className="base" x2={width} y1={plot.height + 0.5} y2={plot.height + 0.5} />
              <path className="now" d={outlinePath(after, plot)} />
              {over !== null && (
                <line className="at" x1={x((over + 0.5) * step)} x2={x((over + 0.5) * step)} y2={plot.height} />
              )}
              {TICKS.map((score) => (
                <text
                  key={score}
                  className="tick"
                  x={x(score)}
                  y={plot.height + 18}
                  textAnchor={score === 0 ? 'start' : score === 100 ? 'end' : 'middle'}
                >
                  {score}
                </text>
              ))}
              {counts.map((text, half) => (
                <text key={text} className="tick" x={width + 6} y={plot.height * (1 - half / 2) + 4}>
                  {text}
                </text>
              ))}
            </g>
          </svg>
        )}
        {over !== null && (
          <p
            className={over * 2 < before.length ? 'tip' : 'tip left'}
            style={{ '--at': `${x((over + 0.5) * step)}px` } as CSSProperties}
          >
            Score {formatNumber(over * step, locale, 1)} to {formatNumber((over + 1) * step, locale, 1)}
            <br />
            {beforeName} {formatNumber(before[over] ?? 0, locale)}
            <br />
            {name} {formatNumber(after[over] ?? 0, locale)}
          </p>
        )}
      </div>
      <ChartTable label={label} data={table} />
    </figure>
  );
}

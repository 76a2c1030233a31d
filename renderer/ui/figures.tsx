/** Stable names: `Delta`, `Sparkline`, `Kpi`, `KpiRow`, `Meter`. */
import { type ReactNode, useId } from 'react';
import { formatNumber, UNKNOWN } from '#shared/format/number.ts';
import { type Explanation, HowComputed } from './HowComputed.tsx';

const ARROWS = { up: 'M4.5 9V1.5M1.5 4.5l3-3 3 3', down: 'M4.5 1v7.5M1.5 5.5l3 3 3-3', flat: 'M1.5 5h6' } as const;

type DeltaProps = {
  readonly value: number | null;
  readonly decimals?: number;
  /** `%`, ` pt`; written after the number. */
  readonly unit?: string;
  /** True where more is worse: tickets, at-risk ARR. */
  readonly inverse?: boolean;
  /** Neither way is better. */
  readonly neutral?: boolean;
  /** Replaces the number, e.g. an amount of money. */
  readonly text?: string;
  readonly locale?: string;
};

/** Arrow, absolute number, unit. Colour follows meaning, not sign; zero is a dash with 0.0; unknown is a dash. */
export function Delta({
  value,
  decimals = 1,
  unit = '',
  inverse = false,
  neutral = false,
  text,
  locale = 'en',
}: DeltaProps) {
  if (value === null) return <span className="dim">{UNKNOWN}</span>;
  const flat = Math.abs(value) < 0.5 / 10 ** decimals;
  const tone = flat || neutral ? 'fl' : value > 0 !== inverse ? 'up' : 'dn';
  return (
    <span className={`delta ${tone}`}>
      <svg
        width="9"
        height="10"
        viewBox="0 0 9 10"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
      >
        <path d={ARROWS[flat ? 'flat' : value > 0 ? 'up' : 'down']} />
      </svg>
      {!flat && <span className="vh">{value > 0 ? 'up' : 'down'} </span>}
      {text ?? formatNumber(Math.abs(value), locale, decimals)}
      {unit}
    </span>
  );
}

type SparklineProps = {
  readonly values: readonly (number | null)[];
  readonly label: string;
  readonly width?: number;
  readonly height?: number;
  /** Dashed reference line, drawn when it is inside the span. */
  readonly reference?: number | null;
  /** Smallest span of the axis, so that noise stays flat. */
  readonly minSpan?: number;
};

export function Sparkline({ values, label, width = 96, height = 20, reference = null, minSpan = 16 }: SparklineProps) {
  const points = values.flatMap((value, index) => (value === null ? [] : [{ index, value }]));
  const last = points.at(-1);
  if (points.length < 2 || !last) return <span className="dim mi">{points.length === 0 ? 'no history' : 'new'}</span>;
  const all = points.map((point) => point.value);
  const pad = Math.max(0, minSpan - (Math.max(...all) - Math.min(...all))) / 2;
  const low = Math.min(...all) - pad;
  const high = Math.max(...all) + pad;
  const x = (index: number) => 1 + (index / (values.length - 1)) * (width - 6);
  const y = (value: number) => 2.5 + (1 - (value - low) / (high - low || 1)) * (height - 5);
  const path = points
    .map(
      (point, at) =>
        `${at > 0 && points[at - 1]?.index === point.index - 1 ? 'L' : 'M'}${x(point.index).toFixed(1)} ${y(point.value).toFixed(1)}`,
    )
    .join('');
  return (
    <svg className="spark" width={width} height={height} role="img" aria-label={label}>
      {reference !== null && reference > low && reference < high && (
        <line x1="0" x2={width} y1={y(reference)} y2={y(reference)} stroke="var(--line-strong)" strokeDasharray="2 2" />
      )}
      <path d={path} fill="none" stroke="var(--ink-2)" strokeWidth="1.25" strokeLinejoin="round" />
      <circle cx={x(last.index)} cy={y(last.value)} r="2" fill="var(--ink)" />
    </svg>
  );
}

type KpiProps = {
  readonly label: string;
  readonly value: ReactNode;
  readonly detail: ReactNode;
  readonly spark?: ReactNode;
  /** Address of the accounts behind the figure; the whole block leads there. */
  readonly href?: string | undefined;
  readonly how?: Explanation;
};

export function Kpi({ label, value, detail, spark, href, how }: KpiProps) {
  const id = useId();
  return (
    <div className={href === undefined ? 'kpi' : 'kpi to'}>
      <span className="l">
        <span className="ell" id={`${id}-l`} title={label}>
          {label}
        </span>
        {how && <HowComputed about={how} href={href} />}
      </span>
      <span className="vr">
        {href === undefined ? (
          <span className="v">{value}</span>
        ) : (
          <a className="v" id={id} href={href} aria-labelledby={`${id}-l ${id}`}>
            {value}
          </a>
        )}
        {spark}
      </span>
      <span className="d">{detail}</span>
    </div>
  );
}

export function KpiRow({
  children,
  label,
  className = '',
}: {
  readonly children: ReactNode;
  readonly label: string;
  readonly className?: string;
}) {
  return (
    <section className={`kpis ${className}`} aria-label={label}>
      {children}
    </section>
  );
}

/** A plain bar on a track; the number stands beside it. */
export function Meter({ share }: { readonly share: number }) {
  return (
    <div className="meter" aria-hidden="true">
      <i style={{ width: `${Math.max(0, Math.min(1, share)) * 100}%` }} />
    </div>
  );
}

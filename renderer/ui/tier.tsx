/** Stable names: `Role`, `Glyph`, `TierBadge`, `ScoreCell`, `StackBar`, `Coverage`. A tier is a shape, a word and a colour. */
import { memo } from 'react';
import { formatPercent } from '#shared/format/number.ts';
import type { TierRole } from '#shared/model/health-model.ts';

export type Role = TierRole | 'none';

const SHAPES: Record<Role, React.ReactNode> = {
  thriving: <path d="M5 .8L9.6 9H.4z" />,
  healthy: <circle cx="5" cy="5" r="4.2" />,
  moderate: <rect x="1.2" y="1.2" width="7.6" height="7.6" rx=".6" />,
  atrisk: <path d="M5 0l5 5-5 5-5-5z" />,
  critical: <path d="M5 9.2L.4 1h9.2z" />,
  none: <circle cx="5" cy="5" r="3.6" fill="none" stroke="currentColor" strokeWidth="1.2" strokeDasharray="1.6 1.6" />,
};

export function Glyph({ role, size = 10 }: { readonly role: Role; readonly size?: number }) {
  return (
    <svg
      className={`g g-${role}`}
      width={size}
      height={size}
      viewBox="0 0 10 10"
      fill="currentColor"
      aria-hidden="true"
    >
      {SHAPES[role]}
    </svg>
  );
}

type TierBadgeProps = { readonly role: Role | null; readonly name: string | null; readonly soft?: boolean };

/** Plain in tables; tinted (`soft`) in a heading or a set of options. */
export const TierBadge = memo(function TierBadge({ role, name, soft = false }: TierBadgeProps) {
  const shown = role ?? 'none';
  return (
    <span className={`tier t-${shown}${soft ? ' soft' : ''}`}>
      <Glyph role={shown} size={9} />
      {name ?? 'Unscored'}
    </span>
  );
});

type ScoreCellProps = {
  readonly value: number | null;
  readonly text: string;
  readonly role: Role | null;
  readonly provisional?: boolean;
};

/** A bar on a track, then the number. `text` is the number as `useFormat().score` writes it. */
export function ScoreCell({ value, text, role, provisional = false }: ScoreCellProps) {
  if (value === null) return <span className="dim">no score</span>;
  return (
    <span className="score">
      <span className={provisional ? 'bar prov' : 'bar'} aria-hidden="true">
        <i className={`f-${role ?? 'none'}`} style={{ width: `${value}%` }} />
      </span>
      <b>{text}</b>
      {provisional && <span className="vh"> provisional</span>}
    </span>
  );
}

export type StackPart = { readonly role: Role; readonly name: string; readonly count: number };

export function StackBar({ parts, label }: { readonly parts: readonly StackPart[]; readonly label: string }) {
  const present = parts.filter((part) => part.count > 0);
  const words = present.map((part) => `${part.name} ${part.count}`).join(', ');
  return (
    <span className="stack" role="img" aria-label={`${label}: ${words || 'none'}`} title={words}>
      {present.map((part) => (
        <i key={part.name} className={`f-${part.role}`} style={{ flex: part.count }} />
      ))}
    </span>
  );
}

const PIPS = [1, 2, 3, 4, 5];

/** Five pips and a percentage; hatched below the share from which an account is scored. */
export function Coverage({ share, locale = 'en' }: { readonly share: number; readonly locale?: string }) {
  const filled = Math.round(share * 5);
  return (
    <span className={share < 0.6 ? 'cov prov' : 'cov'}>
      <span className="pips" aria-hidden="true">
        {PIPS.map((pip) => (
          <i key={pip} className={pip <= filled ? 'f' : ''} />
        ))}
      </span>
      {formatPercent(share, locale)}
    </span>
  );
}

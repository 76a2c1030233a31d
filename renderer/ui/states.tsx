/** Stable names: `EmptyState`, `LoadingState`, `ErrorState`, `ProgressBar`. */
import type { ReactNode } from 'react';
import { Icon } from './icons.tsx';

type EmptyProps = {
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  /** Where it stands for the whole view: its sentence is then the heading of the page. */
  readonly page?: boolean;
};

/** The sentence and one button. */
export function EmptyState({ title, children, action, page = false }: EmptyProps) {
  const Title = page ? 'h1' : 'div';
  return (
    <div className="state">
      <Title className="state-t">{title}</Title>
      {children !== undefined && <div className="mut">{children}</div>}
      {action !== undefined && <div className="row">{action}</div>}
    </div>
  );
}

const WIDTHS = [62, 48, 71, 55, 66, 50, 58, 74];

/** The shape of what comes; it does not shimmer. `finding` adds the two lines of a finding on top. */
export function LoadingState({
  label,
  rows = 6,
  finding = false,
}: {
  readonly label: string;
  readonly rows?: number;
  readonly finding?: boolean;
}) {
  return (
    <div role="status" aria-label={label}>
      {finding && <h1 className="vh">{label}</h1>}
      {finding && (
        <div style={{ display: 'grid', gap: 12, padding: '20px 0 24px' }}>
          <i className="sk" style={{ width: '52%', height: 18 }} />
          <i className="sk" style={{ width: '38%', height: 18 }} />
        </div>
      )}
      {Array.from({ length: rows }, (_, line) => ({ line, width: WIDTHS[line % WIDTHS.length] })).map(
        ({ line, width }) => (
          <div
            key={line}
            style={{
              display: 'grid',
              gridTemplateColumns: '1fr 64px 84px 48px',
              gap: 16,
              alignItems: 'center',
              height: 'var(--row-h)',
              borderBottom: '1px solid var(--line)',
            }}
          >
            <i className="sk" style={{ width: `${width}%` }} />
            <i className="sk" />
            <i className="sk" style={{ height: 2 }} />
            <i className="sk" />
          </div>
        ),
      )}
    </div>
  );
}

type ErrorProps = {
  readonly title: string;
  readonly cause: ReactNode;
  readonly safe?: string;
  readonly actions?: ReactNode;
  readonly page?: boolean;
};

/** What happened, what is safe, the way out. */
export function ErrorState({ title, cause, safe, actions, page = false }: ErrorProps) {
  const Title = page ? 'h1' : 'div';
  return (
    <div className="state" role="alert">
      <Title className="state-bad">
        <Icon name="warn" />
        {title}
      </Title>
      <div className="mut">
        {cause}
        {safe !== undefined && ` ${safe}`}
      </div>
      {actions !== undefined && <div className="row">{actions}</div>}
    </div>
  );
}

type ProgressProps = {
  readonly label: string;
  readonly fraction: number | null;
  readonly onCancel?: (() => void) | undefined;
};

export function ProgressBar({ label, fraction, onCancel }: ProgressProps) {
  const percent = fraction === null ? null : Math.round(fraction * 100);
  return (
    <div className="progress">
      <div className="row">
        <span className="ell" role="status">
          {label}
        </span>
        <span className="sp" />
        {percent !== null && <span>{percent}%</span>}
        {onCancel && (
          <button type="button" className="link" onClick={onCancel}>
            Cancel
          </button>
        )}
      </div>
      <div
        className="track"
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        {...(percent === null ? {} : { 'aria-valuenow': percent })}
      >
        <i
          className={percent === null ? 'unknown' : ''}
          style={percent === null ? undefined : { width: `${percent}%` }}
        />
      </div>
    </div>
  );
}

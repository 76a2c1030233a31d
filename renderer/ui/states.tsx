/** Stable names: `EmptyState`, `LoadingState`, `ErrorState`, `ProgressBar`. */
import type { ReactNode } from 'react';
import { Icon } from './icons.tsx';

type EmptyProps = { readonly title: string; readonly children?: ReactNode; readonly action?: ReactNode };

/** The sentence and one button. */
export function EmptyState({ title, children, action }: EmptyProps) {
  return (
    <div className="state">
      <div className="state-t">{title}</div>
      {children !== undefined && <div className="mut">{children}</div>}
      {action !== undefined && <div className="row">{action}</div>}
    </div>
  );
}

const WIDTHS = [62, 48, 71, 55, 66, 50, 58, 74];

/** The shape of what comes; it does not shimmer. `finding` adds the two lines of a finding on top. */
export function LoadingState({ label, rows = 6, finding = false }: { readonly label: string; readonly rows?: number; readonly finding?: boolean }) {
  return (
    <div role="status" aria-label={label}>
      {finding && (
        <div style={{ display: 'grid', gap: 12, padding: '20px 0 24px' }}>
          <i className="sk" style={{ width: '52%', height: 18 }} />
          <i className="sk" style={{ width: '38%', height: 18 }} />
        </div>
      )}
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity.
        <div key={index} style={{ display: 'grid', gridTemplateColumns: '1fr 64px 84px 48px', gap: 16, alignItems: 'center', height: 'var(--row-h)', borderBottom: '1px solid var(--line)' }}>
          <i className="sk" style={{ width: `${WIDTHS[index % WIDTHS.length]}%` }} />
          <i className="sk" />
          <i className="sk" style={{ height: 2 }} />
          <i className="sk" />
        </div>
      ))}
    </div>
  );
}

type ErrorProps = { readonly title: string; readonly cause: ReactNode; readonly safe?: string; readonly actions?: ReactNode };

/** What happened, what is safe, the way out. */
export function ErrorState({ title, cause, safe, actions }: ErrorProps) {
  return (
    <div className="state" role="alert">
      <div className="row m bad">
        <Icon name="warn" />
        {title}
      </div>
      <div className="mut">
        {cause}
        {safe !== undefined && ` ${safe}`}
      </div>
      {actions !== undefined && <div className="row">{actions}</div>}
    </div>
  );
}

type ProgressProps = { readonly label: string; readonly fraction: number | null; readonly onCancel?: (() => void) | undefined };

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
      <div className="track" role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={100} {...(percent === null ? {} : { 'aria-valuenow': percent })}>
        <i className={percent === null ? 'unknown' : ''} style={percent === null ? undefined : { width: `${percent}%` }} />
      </div>
    </div>
  );
}

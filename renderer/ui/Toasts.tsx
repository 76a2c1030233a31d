import { useEffect, useState } from 'react';
import { Icon } from './icons.tsx';

type Toast = {
  readonly id: number;
  readonly message: string;
  readonly action: { readonly label: string; readonly run: () => void } | null;
  readonly tone: 'plain' | 'bad';
};
type Props = { readonly toasts: readonly Toast[]; readonly onDismiss: (id: number) => void };

const LIFE_MS = 8000;

/** Bottom left, 8 s, paused on hover and focus. */
export function Toasts({ toasts, onDismiss }: Props) {
  const [held, setHeld] = useState(false);
  return (
    <div
      className="toasts"
      role="status"
      aria-live="polite"
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {toasts.map((toast) => (
        <OneToast key={toast.id} toast={toast} held={held} onDismiss={onDismiss} />
      ))}
    </div>
  );
}

function OneToast({
  toast,
  held,
  onDismiss,
}: {
  readonly toast: Toast;
  readonly held: boolean;
  readonly onDismiss: (id: number) => void;
}) {
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => onDismiss(toast.id), LIFE_MS);
    return () => clearTimeout(timer);
  }, [held, toast.id, onDismiss]);
  const { action } = toast;
  return (
    <div className="toast">
      {toast.tone === 'bad' && <Icon name="warn" />}
      {toast.message}
      {action && (
        <button
          type="button"
          onClick={() => {
            action.run();
            onDismiss(toast.id);
          }}
        >
          {action.label}
        </button>
      )}
      <button type="button" className="close" aria-label="Dismiss" onClick={() => onDismiss(toast.id)}>
        <Icon name="x" size={12} />
      </button>
    </div>
  );
}

import type { ReactNode } from 'react';
import { useEditor } from '../../../editing/editor.ts';
import { IconButton } from '../../../ui/controls.tsx';

type Props = {
  readonly signal: string;
  readonly origin: 'document' | 'default';
  /** What the source document says about these numbers. */
  readonly note?: string | undefined;
  readonly last: boolean;
  readonly onRemove: () => void;
  readonly children?: ReactNode;
};

/** What is measured, where its numbers come from, and the way to drop it. */
export function SignalHead({ signal, origin, note, last, onRemove, children }: Props) {
  const { signalOf } = useEditor();
  const info = signalOf(signal);
  const name = info?.name ?? signal;
  return (
    <div className="sig-h">
      <div className="sig-n">
        <span className="m">{name}</span>
        <span className="dim sm">{info?.measured ?? 'Bellwether does not know this signal.'}</span>
        {origin === 'default' && (
          <span className="sm origin">default, not from your requirements{note === undefined ? '' : `. ${note}`}</span>
        )}
      </div>
      {children}
      <IconButton
        icon="x"
        label={last ? `${name} is the only signal and stays` : `Remove ${name}`}
        disabled={last}
        onClick={onRemove}
      />
    </div>
  );
}

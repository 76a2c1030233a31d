/** Stable name: `DropArea`. */
import { type DragEvent, type ReactNode, useState } from 'react';

type Props = {
  readonly onFiles: (transfer: DataTransfer) => void;
  readonly disabled: boolean;
  /** What dropping does, said while something is dragged over it. */
  readonly hint: string;
  readonly children: ReactNode;
};

/** The whole view takes files; a frame says so while something is dragged over it. */
export function DropArea({ onFiles, disabled, hint, children }: Props) {
  const [depth, setDepth] = useState(0);
  const carriesFiles = (event: DragEvent) => !disabled && event.dataTransfer.types.includes('Files');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a drop target; a button beside it does the same from the keyboard.
    <div
      className="drop"
      onDragEnter={(event) => {
        if (carriesFiles(event)) setDepth(depth + 1);
      }}
      onDragLeave={() => setDepth(Math.max(0, depth - 1))}
      onDragOver={(event) => {
        if (carriesFiles(event)) event.preventDefault();
      }}
      onDrop={(event) => {
        setDepth(0);
        if (!carriesFiles(event)) return;
        event.preventDefault();
        onFiles(event.dataTransfer);
      }}
    >
      {children}
      {depth > 0 && <div className="drop-over">{hint}</div>}
    </div>
  );
}

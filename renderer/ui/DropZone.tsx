import { type DragEvent, type ReactNode, useState } from 'react';
import { Icon } from './icons.tsx';

type Props = {
  readonly title: string;
  readonly children: ReactNode;
  readonly onChoose: () => void;
  readonly onDrop: (transfer: DataTransfer) => void;
  readonly busy?: boolean;
};

/** A button that also takes files and folders dropped on it. */
export function DropZone({ title, children, onChoose, onDrop, busy = false }: Props) {
  const [over, setOver] = useState(false);
  const drag = (event: DragEvent, inside: boolean) => {
    event.preventDefault();
    setOver(inside);
  };
  return (
    <button
      type="button"
      className={over ? 'dropzone over' : 'dropzone'}
      disabled={busy}
      onClick={onChoose}
      onDragEnter={(event) => drag(event, true)}
      onDragOver={(event) => drag(event, true)}
      onDragLeave={(event) => drag(event, false)}
      onDrop={(event) => {
        drag(event, false);
        onDrop(event.dataTransfer);
      }}
    >
      <Icon name="up" size={20} />
      <span className="b" style={{ marginTop: 4 }}>
        {title}
      </span>
      <span className="dim sm">{children}</span>
    </button>
  );
}

import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { IconButton } from './controls.tsx';

type Props = {
  /** Snapshot dates, ascending. */
  readonly dates: readonly string[];
  /** Mean health per date. */
  readonly values: readonly (number | null)[];
  readonly index: number;
  readonly onChange: (index: number) => void;
  /** While the line is dragged: where the hand is, and null when it lets go without a change. */
  readonly onHold: (index: number | null, at: number) => void;
  readonly dateText: (iso: string) => string;
  readonly valueText: (value: number | null) => string;
};

const WIDTH = 236;
const HEIGHT = 28;
/** The line shows the last 78 weeks. */
const SHOWN = 79;

/** The as-of control: the line of mean health with a handle on it, steps beside it, and the date. */
export function Scrubber({ dates, values, index, onChange, onHold, dateText, valueText }: Props) {
  /** First week shown while the line is dragged: it stays under the hand, unless the hand goes further back. */
  const [heldFirst, setHeldFirst] = useState<number | null>(null);
  const first = Math.max(0, Math.min(heldFirst ?? dates.length - SHOWN, index));
  const shownDates = dates.slice(first, first + SHOWN);
  const shown = values.slice(first, first + SHOWN);
  const line = useRef<HTMLDivElement>(null);
  const current = dates[index] ?? '';
  const last = dates.length - 1;
  const step = (to: number) => onChange(Math.max(0, Math.min(last, to)));

  const known = shown.filter((value) => value !== null);
  const low = Math.min(...known) - 1;
  const high = Math.max(...known) + 1;
  const x = (at: number) => 4 + (at / Math.max(1, shown.length - 1)) * (WIDTH - 10);
  const y = (value: number) => 3 + (1 - (value - low) / (high - low || 1)) * 15;
  const handle = index - first;
  const handleValue = shown[handle] ?? null;
  const path = shown
    .map((value, at) =>
      value === null ? '' : `${shown[at - 1] == null ? 'M' : 'L'}${x(at).toFixed(1)} ${y(value).toFixed(1)}`,
    )
    .join('');

  const under = (event: PointerEvent<HTMLDivElement>): number => {
    const box = line.current?.getBoundingClientRect();
    const at = Math.round(((event.clientX - (box?.left ?? 0) - 4) / (WIDTH - 10)) * (shown.length - 1));
    return Math.max(0, Math.min(last, (heldFirst ?? first) + at));
  };
  const onPointer = (event: PointerEvent<HTMLDivElement>) => {
    if (event.type === 'pointerdown') {
      event.currentTarget.setPointerCapture(event.pointerId);
      setHeldFirst(first);
    } else if (heldFirst === null) return;
    onHold(under(event), event.timeStamp);
  };
  const onRelease = (event: PointerEvent<HTMLDivElement>) => {
    if (heldFirst === null) return;
    setHeldFirst(null);
    if (event.type === 'pointerup') step(under(event));
    else onHold(null, event.timeStamp);
  };
  const onKey = (event: KeyboardEvent) => {
    const moves: Readonly<Record<string, number>> = {
      ArrowLeft: index - 1,
      ArrowDown: index - 1,
      ArrowRight: index + 1,
      ArrowUp: index + 1,
      PageDown: index - 4,
      PageUp: index + 4,
      Home: 0,
      End: last,
    };
    const to = moves[event.key];
    if (to === undefined) return;
    event.preventDefault();
    step(to);
  };

  return (
    <fieldset className="scrub" aria-label="As-of date">
      <span className="k opt">As of</span>
      <IconButton icon="left" label="Previous snapshot" disabled={index <= 0} onClick={() => step(index - 1)} />
      <span className="d">{dateText(current)}</span>
      <IconButton icon="right" label="Next snapshot" disabled={index >= last} onClick={() => step(index + 1)} />
      {shown.length > 1 && (
        <div
          ref={line}
          className="scrub-line opt"
          role="slider"
          tabIndex={0}
          aria-label="As-of date"
          aria-valuemin={0}
          aria-valuemax={last}
          aria-valuenow={index}
          aria-valuetext={`${dateText(current)}, mean health ${valueText(handleValue)}`}
          onPointerDown={onPointer}
          onPointerMove={onPointer}
          onPointerUp={onRelease}
          onPointerCancel={onRelease}
          onKeyDown={onKey}
        >
          <svg width={WIDTH} height={HEIGHT} aria-hidden="true">
            <path d={path} fill="none" stroke="var(--ink-3)" strokeWidth="1.1" />
            {shownDates.map((date, at) => {
              const before = shownDates[at - 1];
              if (before !== undefined && before.slice(0, 7) === date.slice(0, 7)) return null;
              const quarter = ['01', '04', '07', '10'].includes(date.slice(5, 7));
              return at === 0 ? null : (
                <line key={date} x1={x(at)} x2={x(at)} y1={quarter ? 22 : 24} y2={27} stroke="var(--line-strong)" />
              );
            })}
            <line x1={x(handle)} x2={x(handle)} y1={1} y2={27} stroke="var(--accent)" strokeWidth="1.5" />
            {handleValue !== null && (
              <circle
                cx={x(handle)}
                cy={y(handleValue)}
                r="3.5"
                fill="var(--accent)"
                stroke="var(--bg)"
                strokeWidth="1.5"
              />
            )}
          </svg>
        </div>
      )}
    </fieldset>
  );
}

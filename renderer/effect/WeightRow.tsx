import { memo, useState } from 'react';
import type { Format } from '../data/format.ts';
import { Icon } from '../ui/icons.tsx';
import { THUMB, tellAhead } from './pointer-ahead.ts';

type Props = {
  readonly id: string;
  readonly name: string;
  readonly range: { readonly min: number; readonly max: number } | null;
  /** Where the tick stands: the official weight, or the one a draft started from. */
  readonly official: number;
  /** What is said while the weight is there. */
  readonly unchanged?: string;
  readonly value: number;
  /** The most the locked others leave. */
  readonly limit: number;
  readonly locked: boolean;
  readonly movable: boolean;
  readonly format: Format;
  readonly onMove: (id: string, value: number) => void;
  readonly onRelease: () => void;
  readonly onPut: (id: string, value: number) => void;
  readonly onToggleLock: (id: string) => void;
  /** Makes the name a button, e.g. to open the rules of the dimension. */
  readonly onOpen?: (id: string) => void;
  readonly open?: boolean;
  /** Said below the slider unless a lock is to be explained. */
  readonly note?: string;
};

const NEAR = 0.05;

/** Where a value sits on the slider: the thumb's centre never leaves the track. */
function place(value: number): string {
  const share = Math.max(0, Math.min(100, value)) / 100;
  return `calc(${THUMB / 2}px + (100% - ${THUMB}px) * ${share})`;
}

function span(from: number, to: number): { left: string; width: string } {
  return { left: place(from), width: `calc((100% - ${THUMB}px) * ${(to - from) / 100})` };
}

/** One step of an arrow, a page and a fine step with Shift, in points. */
function keyStep(event: React.KeyboardEvent): number {
  const sign = { ArrowRight: 1, ArrowUp: 1, PageUp: 1, ArrowLeft: -1, ArrowDown: -1, PageDown: -1 }[event.key] ?? 0;
  return sign * (event.key.startsWith('Page') ? 5 : event.shiftKey ? 0.1 : 1);
}

export const WeightRow = memo(function WeightRow({
  id,
  name,
  range,
  official,
  unchanged = 'as official',
  value,
  limit,
  locked,
  movable,
  format,
  onMove,
  onRelease,
  onPut,
  onToggleLock,
  onOpen,
  open = false,
  note = '',
}: Props) {
  const change = value - official;
  const outside = range !== null && (value < range.min - NEAR || value > range.max + NEAR);
  const rangeText =
    range === null ? '' : outside ? `outside ${range.min} to ${range.max}` : `${range.min} to ${range.max} documented`;
  const onKeyDown = (event: React.KeyboardEvent<HTMLInputElement>) => {
    const step = keyStep(event);
    if (step === 0) return;
    event.preventDefault();
    // Rounded to the step, so that 14.87 goes to 16 and 15 rather than to 15.87 and 13.87.
    const grid = Math.abs(step) < 1 ? 10 : 1;
    const shown = Math.round(value * 10) / 10;
    const from = step > 0 ? Math.floor(shown * grid + 1e-9) / grid : Math.ceil(shown * grid - 1e-9) / grid;
    onMove(id, from + step);
  };
  return (
    <div className={locked ? 'wt locked' : 'wt'}>
      <div className="h">
        <button
          type="button"
          className="ib"
          aria-pressed={locked}
          aria-label={`Lock ${name}`}
          title={locked ? `Unlock ${name}` : `Lock ${name}`}
          onClick={() => onToggleLock(id)}
        >
          <Icon name={locked ? 'lock' : 'unlock'} size={14} />
        </button>
        {onOpen ? (
          <button type="button" className="n ell open" aria-pressed={open} onClick={() => onOpen(id)}>
            {name}
          </button>
        ) : (
          <span className="n ell">{name}</span>
        )}
        <span className={Math.abs(change) < NEAR ? 'sm dim' : 'sm mut'}>
          {Math.abs(change) < NEAR ? unchanged : format.signed(change)}
        </span>
        <NumberField
          label={`${name} weight in percent`}
          value={value}
          disabled={!movable}
          format={format}
          onPut={(next) => onPut(id, next)}
        />
      </div>
      <div className="sl">
        {range && <i className="rg" style={span(range.min, range.max)} />}
        <i className="tk" />
        {limit < 100 - NEAR && <i className="lim hatch" style={{ left: place(limit), right: 0 }} />}
        <i className="fl" style={{ width: place(value) }} />
        <i className="was" style={{ left: place(official) }} />
        <input
          type="range"
          min={0}
          max={100}
          step={0.1}
          value={value}
          disabled={!movable}
          aria-label={`${name} weight`}
          aria-valuetext={`${format.number(value, 1)} percent${rangeText ? `, ${rangeText}` : ''}`}
          onChange={(event) => onMove(id, event.currentTarget.valueAsNumber)}
          onPointerDown={(event) => tellAhead(event.currentTarget, (next) => onMove(id, next))}
          onKeyDown={onKeyDown}
          onKeyUp={onRelease}
          onPointerUp={onRelease}
          onPointerCancel={onRelease}
          onBlur={onRelease}
        />
      </div>
      <div className="f">
        <span>{locked ? 'locked' : movable ? note : 'all others are locked'}</span>
        <span className={outside ? 'bad' : ''}>{rangeText}</span>
      </div>
    </div>
  );
});

type NumberFieldProps = {
  readonly label: string;
  readonly value: number;
  readonly disabled: boolean;
  readonly format: Format;
  readonly onPut: (value: number) => void;
};

/** Shows the weight; while it is edited it holds its own text, taken over by Enter or by leaving it. */
function NumberField({ label, value, disabled, format, onPut }: NumberFieldProps) {
  const [text, setText] = useState<string | null>(null);
  const take = () => {
    if (text === null) return;
    const next = Number(text.replace(',', '.').replace('%', '').trim());
    setText(null);
    if (text.trim() !== '' && Number.isFinite(next)) onPut(next);
  };
  return (
    <input
      className="num"
      inputMode="decimal"
      aria-label={label}
      disabled={disabled}
      value={text ?? format.number(value, 1)}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take();
        else if (event.key === 'Escape') setText(null);
        else if (text !== null && (event.ctrlKey || event.metaKey)) event.stopPropagation();
      }}
    />
  );
}

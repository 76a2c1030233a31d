import { useState } from 'react';
import { formatTrimmed } from '#shared/format/number.ts';
import type { Format } from '../../../data/format.ts';
import { IconButton } from '../../../ui/controls.tsx';
import { formatSignalValue } from '../signal-value.ts';
import type { AccountAnswer, SignalChanges } from './AccountWhatIf.tsx';

type Signal = AccountAnswer['signals'][number];
type Value = SignalChanges[string];

type Props = {
  readonly signal: Signal;
  readonly value: Value;
  readonly changed: boolean;
  readonly format: Format;
  /** Undefined takes the change back. */
  readonly onPut: (value: Value | undefined) => void;
};

const UNKNOWN = '(unknown)';

/** A value to try: a choice for what has few values, a number with its unit for the rest. */
export function SignalControl({ signal, value, changed, format, onPut }: Props) {
  const label = `${signal.name} as it might be`;
  const put = (next: Value) => onPut(next === signal.value ? undefined : next);
  return (
    <span className="aw-if">
      {signal.type === 'number' ? (
        <NumberControl signal={signal} label={label} value={value} format={format} onPut={put} />
      ) : (
        <select
          className="inp"
          aria-label={label}
          value={value === null ? UNKNOWN : String(value)}
          onChange={(event) => {
            const text = event.currentTarget.value;
            put(text === UNKNOWN ? null : signal.type === 'boolean' ? text === 'true' : text);
          }}
        >
          {(signal.type === 'boolean' ? ['true', 'false'] : signal.values).map((each) => (
            <option key={each} value={each}>
              {formatSignalValue(
                { id: signal.id, unit: signal.unit, value: signal.type === 'boolean' ? each === 'true' : each },
                format.locale,
              )}
            </option>
          ))}
          <option value={UNKNOWN}>Unknown</option>
        </select>
      )}
      {changed && (
        <IconButton icon="undo" size={12} label={`${signal.name} as it is`} onClick={() => onPut(undefined)} />
      )}
    </span>
  );
}

type NumberProps = Omit<Props, 'changed' | 'onPut'> & {
  readonly label: string;
  readonly onPut: (value: Value) => void;
};

function NumberControl({ signal, label, value, format, onPut }: NumberProps) {
  const [text, setText] = useState<string | null>(null);
  const [wrong, setWrong] = useState(false);
  const scale = signal.unit === 'rate' ? 100 : 1;
  const shown = typeof value === 'number' ? formatTrimmed(value * scale, format.locale, 2).replaceAll(',', '') : '';
  const take = () => {
    if (text === null) return;
    const plain = text.trim().replace('%', '').replace('−', '-').replace(',', '.').trim();
    const typed = Number(plain);
    if (plain !== '' && !Number.isFinite(typed)) {
      setWrong(true);
      return;
    }
    setText(null);
    if (plain === '') onPut(null);
    else if (typed !== Number(shown)) onPut(typed / scale);
  };
  return (
    <>
      <input
        className={wrong ? 'inp r err' : 'inp r'}
        inputMode="decimal"
        aria-label={scale === 100 ? `${label}, percent` : label}
        aria-invalid={wrong}
        placeholder="unknown"
        value={text ?? shown}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => {
          setWrong(false);
          setText(event.currentTarget.value);
        }}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === 'Enter') take();
          else if (event.key === 'Escape' && text !== null) {
            event.stopPropagation();
            setText(null);
            setWrong(false);
          }
        }}
      />
      {scale === 100 && <span className="dim">%</span>}
    </>
  );
}

import { useEffect, useRef, useState } from 'react';
import { useEditor } from '../../../editing/editor.ts';
import type { SignalInfo } from '../../../editing/rules.ts';
import { Button } from '../../../ui/controls.tsx';

const SOURCES: Readonly<Record<string, string>> = {
  usage: 'Usage',
  support: 'Support',
  survey: 'Surveys',
  billing: 'Billing and contracts',
  crm: 'Relationship and CRM',
};

type SelectProps = {
  readonly label: string;
  readonly value: string;
  readonly onPut: (signal: SignalInfo) => void;
  readonly without?: readonly string[];
  /** Takes the focus when it appears. */
  readonly focused?: boolean;
};

/** All signals by where they come from. */
export function SignalSelect({ label, value, onPut, without = [], focused = false }: SelectProps) {
  const { signalOf } = useEditor();
  const select = useRef<HTMLSelectElement>(null);
  useEffect(() => {
    if (focused) select.current?.focus();
  }, [focused]);
  return (
    <select
      ref={select}
      className="inp"
      aria-label={label}
      value={value}
      onChange={(event) => {
        const signal = signalOf(event.currentTarget.value);
        if (signal) onPut(signal);
      }}
    >
      {value === '' && <option value="">Choose a signal</option>}
      <SignalOptions without={without} />
    </select>
  );
}

export function SignalOptions({ without }: { readonly without: readonly string[] }) {
  const { signals } = useEditor();
  const free = signals.filter((signal) => !without.includes(signal.id));
  return [...Map.groupBy(free, (signal) => signal.source).entries()].map(([source, of]) => (
    <optgroup key={source} label={SOURCES[source] ?? source}>
      {of.map((signal) => (
        <option key={signal.id} value={signal.id} title={signal.measured}>
          {signal.name}
        </option>
      ))}
    </optgroup>
  ));
}

type AddProps = {
  /** What the signal is for, as the name of the list. */
  readonly label: string;
  readonly action: string;
  readonly without?: readonly string[];
  readonly onAdd: (signal: SignalInfo) => void;
};

/** Opens a list of signals. Choosing is one thing and adding another, so that the arrow keys can look through the list. */
export function AddSignal({ label, action, without = [], onAdd }: AddProps) {
  const { signalOf } = useEditor();
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState('');
  const signal = without.includes(chosen) ? undefined : signalOf(chosen);
  const close = () => {
    setOpen(false);
    setChosen('');
  };
  if (!open) {
    return (
      <button type="button" className="link addsignal-open" onClick={() => setOpen(true)}>
        {action}
        <span className="vh">: {label}</span>
      </button>
    );
  }
  return (
    <div className="addsignal">
      <SignalSelect
        label={label}
        value={signal ? chosen : ''}
        without={without}
        focused
        onPut={({ id }) => setChosen(id)}
      />
      <Button
        disabled={!signal}
        onClick={() => {
          if (signal) onAdd(signal);
          close();
        }}
      >
        Add
      </Button>
      <Button kind="quiet" onClick={close}>
        Cancel
      </Button>
      {signal && <p className="dim sm">{signal.measured}</p>}
    </div>
  );
}

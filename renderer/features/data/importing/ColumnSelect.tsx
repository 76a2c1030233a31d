import { Popover } from '@mantine/core';
import { type KeyboardEvent, useId, useState } from 'react';

type SelectOption = {
  readonly value: string;
  readonly label: string;
  readonly note?: string | undefined;
  /** Shown while the option is the one Enter takes. */
  readonly help?: string | undefined;
  /** Stands apart from the named columns: keep, leave out. */
  readonly special?: boolean;
};

type Props = {
  readonly label: string;
  readonly value: string;
  readonly options: readonly SelectOption[];
  readonly tone: 'plain' | 'ask' | 'none';
  readonly onChoose: (value: string) => void;
};

/** A choice among many: opens a list that narrows while typing; arrows, Enter and Escape do what they always do. */
export function ColumnSelect({ label, value, options, tone, onChoose }: Props) {
  const [open, setOpen] = useState(false);
  const current = options.find((option) => option.value === value);
  const classes = { plain: 'inp sel', ask: 'inp sel ask', none: 'inp sel no' };
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-start"
      offset={2}
      width={280}
      trapFocus
      returnFocus
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <button
          type="button"
          className={classes[tone]}
          aria-label={`${label} ${current?.label ?? value}`}
          aria-haspopup="listbox"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
            event.preventDefault();
            setOpen(true);
          }}
        >
          {current?.label ?? value}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>
        {open && (
          <Choices
            label={label}
            value={value}
            options={options}
            onChoose={(chosen) => {
              setOpen(false);
              if (chosen !== value) onChoose(chosen);
            }}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

function Choices({ label, value, options, onChoose }: Omit<Props, 'tone'>) {
  const id = useId();
  const [text, setText] = useState('');
  const words = text.trim().toLowerCase().replaceAll(' ', '_');
  const found = options.filter(
    (option) => words === '' || option.value.toLowerCase().includes(words) || matches(option.label, text),
  );
  const begins = (option: SelectOption) => option.value.toLowerCase().startsWith(words);
  const shown = words === '' ? found : [...found.filter(begins), ...found.filter((option) => !begins(option))];
  const [active, setActive] = useState(() =>
    Math.max(
      0,
      options.findIndex((option) => option.value === value),
    ),
  );
  const at = Math.min(active, shown.length - 1);
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: shown.length - 1,
      PageDown: at + 8,
      PageUp: at - 8,
    };
    const to = moves[event.key];
    const option = shown[at];
    if (to !== undefined) setActive(Math.max(0, Math.min(shown.length - 1, to)));
    else if (event.key === 'Enter' && option) onChoose(option.value);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <input
        className="inp"
        role="combobox"
        aria-label={`Find: ${label}`}
        aria-expanded="true"
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
        placeholder="Find a column"
        value={text}
        data-autofocus
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={id} role="listbox" aria-label={label} className="choices">
        {shown.map((option, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus and the keys.
          <div
            key={option.value}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={option.value === value}
            className={`${index === at ? 'on' : ''}${option.special ? ' special' : ''}`}
            ref={(element) => {
              if (index === at) element?.scrollIntoView({ block: 'nearest' });
            }}
            onClick={() => onChoose(option.value)}
          >
            <span className="ell">{option.label}</span>
            {option.note !== undefined && <span className="dim mi">{option.note}</span>}
          </div>
        ))}
      </div>
      {shown[at]?.help !== undefined && <p className="choices-help dim sm">{shown[at].help}</p>}
      {shown.length === 0 && <p className="dim sm choices-none">No column matches.</p>}
    </>
  );
}

function matches(label: string, text: string): boolean {
  return label.toLowerCase().includes(text.trim().toLowerCase());
}

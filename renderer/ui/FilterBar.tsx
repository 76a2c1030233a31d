/** Stable names: `FilterBar` (chips, add, clear), `AddFilter`, `FilterField`. Props only; the filters themselves live in the address. */
import { Popover } from '@mantine/core';
import { useState } from 'react';
import { Chip } from './controls.tsx';
import { Icon } from './icons.tsx';

export type FilterField = {
  readonly key: string;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string; readonly note?: string | undefined }[];
  readonly selected: readonly string[];
  /** One value at a time instead of alternatives. */
  readonly single?: boolean;
};
type ChipData = { readonly id: string; readonly field: string; readonly value: string };

type Props = {
  readonly chips: readonly ChipData[];
  readonly fields: readonly FilterField[];
  readonly onRemove: (id: string) => void;
  readonly onToggle: (key: string, value: string) => void;
  readonly onClear: () => void;
  /** False where the button to add one stands somewhere else. */
  readonly add?: boolean;
};

export function FilterBar({ chips, fields, onRemove, onToggle, onClear, add = true }: Props) {
  return (
    <fieldset className="filterbar" aria-label="Filters">
      {chips.map((chip) => (
        <Chip key={chip.id} field={chip.field} value={chip.value} onRemove={() => onRemove(chip.id)} />
      ))}
      {add && <AddFilter fields={fields} onToggle={onToggle} />}
      {chips.length > 0 && (
        <button type="button" className="link sm" onClick={onClear}>
          Clear all
        </button>
      )}
    </fieldset>
  );
}

type AddProps = Pick<Props, 'fields' | 'onToggle'> & { readonly button?: boolean };

export function AddFilter({ fields, onToggle, button = false }: AddProps) {
  const [open, setOpen] = useState(false);
  const [key, setKey] = useState<string | null>(null);
  const [text, setText] = useState('');
  const usable = fields.filter((field) => field.options.length > 0);
  const field = usable.find((item) => item.key === key) ?? usable[0];
  const words = text.trim().toLowerCase();
  const options = field?.options.filter((option) => option.label.toLowerCase().includes(words)) ?? [];
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position={button ? 'bottom-end' : 'bottom-start'}
      offset={4}
      trapFocus
      returnFocus
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <button
          type="button"
          className={button ? 'btn' : 'chip add'}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <Icon name="plus" size={12} /> Filter
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Add a filter">
        <div className="filterpop">
          <fieldset aria-label="Field">
            {usable.map((item) => (
              <button
                key={item.key}
                type="button"
                aria-pressed={item.key === field?.key}
                onClick={() => {
                  setKey(item.key);
                  setText('');
                }}
              >
                {item.label}
                {item.selected.length > 0 && <span className="dim mi">{item.selected.length}</span>}
              </button>
            ))}
          </fieldset>
          {field && (
            <div className="vals">
              {field.options.length > 8 && (
                <input
                  className="inp"
                  placeholder={`Find in ${field.label.toLowerCase()}`}
                  aria-label={`Find in ${field.label}`}
                  value={text}
                  onChange={(event) => setText(event.target.value)}
                />
              )}
              <fieldset aria-label={field.label} className="opts">
                {options.slice(0, 100).map((option) => (
                  <label key={option.value}>
                    <input
                      type={field.single ? 'radio' : 'checkbox'}
                      name={field.key}
                      checked={field.selected.includes(option.value)}
                      onChange={() => onToggle(field.key, option.value)}
                    />
                    <span className="ell">{option.label}</span>
                    {option.note !== undefined && <span className="dim mi">{option.note}</span>}
                  </label>
                ))}
                {options.length === 0 && <div className="dim sm">No value matches.</div>}
              </fieldset>
            </div>
          )}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

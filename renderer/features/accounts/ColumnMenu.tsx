import { Popover } from '@mantine/core';
import { useState } from 'react';
import { Button, IconButton } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icons.tsx';
import type { Column } from './columns.tsx';
import { type ColumnChoice, withMoved, withToggled } from './layout.ts';

type Props = {
  /** Every column there is to choose. */
  readonly all: readonly Column[];
  /** Those in the list, in its order. */
  readonly choices: readonly ColumnChoice[];
  readonly own: boolean;
  /** Null goes back to the columns everybody gets. */
  readonly onChange: (choices: readonly ColumnChoice[] | null) => void;
};

/** Which columns the list has, and in which order. */
export function ColumnMenu({ all, choices, own, onChange }: Props) {
  const [text, setText] = useState('');
  const words = text.trim().toLowerCase();
  const byId = new Map(all.map((column) => [column.id, column]));
  const shown = choices.flatMap(({ id }) => byId.get(id) ?? []);
  const rest = all.filter((column) => !choices.some(({ id }) => id === column.id));
  const fits = (column: Column): boolean => column.title.toLowerCase().includes(words);
  const box = (column: Column, checked: boolean) => (
    <label>
      <input type="checkbox" checked={checked} onChange={() => onChange(withToggled(choices, column.id))} />
      <span className="ell" dir="auto">
        {column.title}
      </span>
    </label>
  );
  return (
    <Popover position="bottom-end" offset={4} trapFocus returnFocus transitionProps={{ duration: 0 }}>
      <Popover.Target>
        <Button>
          Columns <Icon name="down" size={14} />
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns">
        <div className="acc-cols">
          <input
            className="inp"
            placeholder="Find a column"
            aria-label="Find a column"
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <ul aria-label="Columns shown">
            {shown.filter(fits).map((column) => (
              <li key={column.id}>
                {box(column, true)}
                <IconButton
                  icon="up"
                  size={12}
                  label={`Move ${column.title} forward`}
                  disabled={column === shown[0]}
                  onClick={() => onChange(withMoved(choices, column.id, -1))}
                />
                <IconButton
                  icon="down"
                  size={12}
                  label={`Move ${column.title} back`}
                  disabled={column === shown.at(-1)}
                  onClick={() => onChange(withMoved(choices, column.id, 1))}
                />
              </li>
            ))}
          </ul>
          {rest.some(fits) && (
            <ul aria-label="Columns not shown">
              {rest.filter(fits).map((column) => (
                <li key={column.id}>{box(column, false)}</li>
              ))}
            </ul>
          )}
          {![...shown, ...rest].some(fits) && <p className="dim sm">No column has that name.</p>}
          <button type="button" className="link sm" disabled={!own} onClick={() => onChange(null)}>
            Back to the usual columns
          </button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

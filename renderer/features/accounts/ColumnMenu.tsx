import { Popover } from '@mantine/core';
import { toggleColumn } from '../../state/grid.ts';
import { Button } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icons.tsx';
import type { Column } from './columns.tsx';

export function ColumnMenu({
  columns,
  hidden,
}: {
  readonly columns: readonly Column[];
  readonly hidden: readonly string[];
}) {
  return (
    <Popover position="bottom-end" offset={4} trapFocus returnFocus transitionProps={{ duration: 0 }}>
      <Popover.Target>
        <Button>
          Columns <Icon name="down" size={14} />
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns">
        <div className="acc-cols">
          {columns.map((column) => (
            <label key={column.id}>
              <input type="checkbox" checked={!hidden.includes(column.id)} onChange={() => toggleColumn(column.id)} />
              {column.title ?? column.label}
            </label>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

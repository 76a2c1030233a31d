import { Menu } from '@mantine/core';
import { Button } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icons.tsx';

type Props = {
  readonly label: string;
  readonly disabled: boolean;
  readonly onExport: (format: 'csv' | 'xlsx') => void;
  /** Opens upwards. */
  readonly up?: boolean;
};

/** Writes the list as a file, with the columns, order and grouping it has. */
export function ExportMenu({ label, disabled, onExport, up = false }: Props) {
  return (
    <Menu
      position={up ? 'top-end' : 'bottom-end'}
      offset={4}
      transitionProps={{ duration: 0 }}
      withinPortal={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <Button disabled={disabled}>
          {label} <Icon name="down" size={14} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown aria-label={label}>
        <Menu.Item onClick={() => onExport('csv')}>CSV</Menu.Item>
        <Menu.Item onClick={() => onExport('xlsx')}>Excel, with subtotals</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

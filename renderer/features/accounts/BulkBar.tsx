import { useState } from 'react';
import type { EditAction } from '#shared/contract/edits.ts';

import { useFormat } from '../../data/format.ts';
import { Button, IconButton } from '../../ui/controls.tsx';
import { EditDialog } from './EditDialog.tsx';
import { ExportMenu } from './ExportMenu.tsx';
import type { EditTarget } from './selection.ts';

type Props = {
  readonly count: number;
  readonly total: number;
  readonly target: EditTarget;
  readonly onAll: () => void;
  readonly onClear: () => void;
  readonly onExport: (format: 'csv' | 'xlsx') => void;
  readonly exporting: boolean;
};

/** What can be done with the accounts that are picked. */
export function BulkBar({ count, total, target, onAll, onClear, onExport, exporting }: Props) {
  const format = useFormat();
  const [asking, setAsking] = useState<EditAction | null>(null);
  return (
    <div className="acc-bulk" role="toolbar" aria-label="Selected accounts">
      <b aria-live="polite">{format.count(count, 'account')} selected</b>
      {count < total && (
        <button type="button" className="link sm" onClick={onAll}>
          Select all {format.number(total)}
        </button>
      )}
      <span className="sep" aria-hidden="true" />
      <Button onClick={() => setAsking('assign-csm')}>Assign CSM</Button>
      <Button onClick={() => setAsking('add-tag')}>Add tag</Button>
      <Button onClick={() => setAsking('remove-tag')}>Remove tag</Button>
      <ExportMenu label="Export selected" disabled={exporting} onExport={onExport} up />
      <IconButton icon="x" label="Clear selection" size={16} onClick={onClear} />
      {asking !== null && <EditDialog action={asking} target={target} count={count} onClose={() => setAsking(null)} />}
    </div>
  );
}

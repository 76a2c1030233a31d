import { type FormEvent, useState } from 'react';
import type { OverrideRow } from '#shared/contract/overrides.ts';
import { useOverrideActions } from '../../data/overrides.ts';
import { Button, Dialog, TextField } from '../../ui/controls.tsx';
import './overrides.css';

/** Asks who ends an override where this window does not know its reader's name yet. */
export function EndDialog({ row, onClose }: { readonly row: OverrideRow; readonly onClose: () => void }) {
  const actions = useOverrideActions();
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const missing = name.trim() === '';
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!missing && !actions.busy && (await actions.end(row, name.trim()))) onClose();
  };
  return (
    <Dialog open title={`End the override of ${row.accountName}`} onClose={onClose}>
      <form className="override-form" onSubmit={(event) => void submit(event)}>
        <TextField
          label="Your name"
          autoComplete="name"
          maxLength={120}
          data-autofocus
          value={name}
          error={tried && missing ? 'The ledger says who ended it' : null}
          help="Remembered in this window"
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {actions.error !== null && (
          <p className="bad" role="alert">
            {actions.error}
          </p>
        )}
        <div className="row end">
          <Button onClick={onClose}>Keep it</Button>
          <Button kind="primary" type="submit" disabled={actions.busy}>
            End override
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

import { type FormEvent, useState } from 'react';
import { Button, Dialog, SelectField, TextField } from '../../ui/controls.tsx';

const CURRENCIES = [
  'USD',
  'EUR',
  'GBP',
  'AUD',
  'BRL',
  'CAD',
  'CHF',
  'CNY',
  'DKK',
  'INR',
  'JPY',
  'MXN',
  'NOK',
  'NZD',
  'PLN',
  'SEK',
  'SGD',
  'ZAR',
];

type Props = {
  readonly open: boolean;
  /** Files that will be read into it once it exists. */
  readonly files: number;
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onCreate: (name: string, currency: string) => void;
};

export function NewWorkspaceDialog({ open, files, busy, onClose, onCreate }: Props) {
  const [name, setName] = useState('');
  const [currency, setCurrency] = useState('USD');
  const [tried, setTried] = useState(false);
  const missing = name.trim().length === 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!missing && !busy) onCreate(name.trim(), currency);
  };
  return (
    <Dialog open={open} title="New workspace" onClose={onClose}>
      <form onSubmit={submit}>
        <p className="mut" style={{ marginBottom: 12 }}>
          {files > 0
            ? `${files === 1 ? 'One file is' : `${files} files are`} ready; nothing is stored until you import.`
            : 'One file per workspace, one workspace per client.'}
        </p>
        <TextField
          label="Name"
          value={name}
          maxLength={120}
          autoFocus
          data-autofocus
          placeholder="Name of the company or client"
          error={tried && missing ? 'A workspace needs a name' : null}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <div style={{ marginTop: 12 }}>
          <SelectField
            label="Currency of ARR"
            value={currency}
            options={CURRENCIES.map((code) => ({ value: code, label: code }))}
            onChange={(event) => setCurrency(event.currentTarget.value)}
          />
        </div>
        <div className="row" style={{ justifyContent: 'flex-end', marginTop: 16 }}>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" disabled={busy}>
            {busy ? 'Creating' : 'Create workspace'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

import { type FormEvent, useId, useState } from 'react';
import type { EditAction } from '#shared/contract/edits.ts';
import { useEditActions } from '../../data/edits.ts';
import { useFormat } from '../../data/format.ts';
import { useWorkspace } from '../../data/workspace.ts';
import { usePreferences } from '../../state/preferences.ts';
import { Button, Dialog, TextField } from '../../ui/controls.tsx';
import type { EditTarget } from './selection.ts';

type Props = {
  readonly action: EditAction;
  readonly target: EditTarget;
  readonly count: number;
  readonly onClose: () => void;
};

const TEXTS: Readonly<
  Record<EditAction, { readonly title: string; readonly label: string; readonly help: string; readonly act: string }>
> = {
  'assign-csm': {
    title: 'Assign a CSM to',
    label: 'CSM',
    help: 'Stands beside what files say, until a later file names somebody new. Empty: nobody.',
    act: 'Assign',
  },
  'add-tag': {
    title: 'Tag',
    label: 'Tag',
    help: 'Tags belong to this workspace; files do not change them.',
    act: 'Add tag',
  },
  'remove-tag': {
    title: 'Remove a tag from',
    label: 'Tag',
    help: 'Accounts without it stay as they are.',
    act: 'Remove tag',
  },
};

/** An edit by hand of the picked accounts: recorded with its author, and taken back with one click. */
export function EditDialog({ action, target, count, onClose }: Props) {
  const format = useFormat();
  const { data: workspace } = useWorkspace();
  const signed = usePreferences((preferences) => preferences.author);
  const [author, setAuthor] = useState(signed);
  const [value, setValue] = useState('');
  const edits = useEditActions();
  const list = useId();
  const texts = TEXTS[action];
  const known = (workspace?.facets[action === 'assign-csm' ? 'csm' : 'tag'] ?? []).filter(
    (facet) => facet.value !== '(none)',
  );
  const ready = author.trim() !== '' && (action === 'assign-csm' || value.trim() !== '') && !edits.busy;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    const text = value.trim();
    if (await edits.add({ action, value: text === '' ? null : text, author: author.trim(), target })) onClose();
  };
  return (
    <Dialog open title={`${texts.title} ${format.count(count, 'account')}`} onClose={onClose}>
      <form className="acc-form" onSubmit={(event) => void submit(event)}>
        <TextField
          label={texts.label}
          list={list}
          data-autofocus
          autoComplete="off"
          maxLength={120}
          value={value}
          help={texts.help}
          error={edits.error}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
        <datalist id={list}>
          {known.map((facet) => (
            <option key={facet.value} value={facet.value}>
              {format.count(facet.accounts, 'account')}
            </option>
          ))}
        </datalist>
        <TextField
          label="Your name"
          autoComplete="name"
          maxLength={120}
          value={author}
          help="Kept with the edit in the ledger."
          onChange={(event) => setAuthor(event.currentTarget.value)}
        />
        <div className="row acc-do">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" disabled={!ready}>
            {texts.act}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

import { useState } from 'react';
import { copyAs } from '../../editing/edits.ts';
import type { ModelDocument } from '../../state/drafts.ts';
import { Button, Dialog, TextField } from '../../ui/controls.tsx';

type Props = {
  readonly model: ModelDocument;
  readonly taken: readonly string[];
  readonly onClose: () => void;
  readonly onCopy: (copy: ModelDocument) => void;
};

/** Letters, digits, dots, hyphens and underscores, as the core wants an id. */
const ID = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

function idOf(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
}

/** A model of its own, made from another one: it needs a name and an id nobody has. */
export function DuplicateDialog({ model, taken, onClose, onCopy }: Props) {
  const [name, setName] = useState(`${model.name}, copy`);
  const [typed, setTyped] = useState<string | null>(null);
  const id = typed ?? idOf(name);
  const problem =
    id === '' || !ID.test(id)
      ? 'Letters, digits, dots, hyphens.'
      : taken.includes(id)
        ? 'A model with this id is there already.'
        : null;
  return (
    <Dialog open title={`Duplicate ${model.name}`} onClose={onClose}>
      <form
        className="dialog-b"
        onSubmit={(event) => {
          event.preventDefault();
          if (problem === null && name.trim() !== '') onCopy(copyAs(model, id, name.trim()));
        }}
      >
        <TextField
          label="Name"
          data-autofocus
          value={name}
          error={name.trim() === '' ? 'Needs a name.' : null}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextField
          label="Id"
          help="Every stored score carries it; it cannot be changed later."
          value={id}
          error={problem}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <div className="row end">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" disabled={problem !== null || name.trim() === ''}>
            Edit the copy
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

import { useMemo, useState } from 'react';
import type { ModelInfo } from '#shared/contract/models.ts';
import { asApiError } from '../api/api.ts';
import type { Format } from '../data/format.ts';
import { useModelDiff, useSaveModel } from '../data/models.ts';
import type { Draft, ModelDocument } from '../state/drafts.ts';
import { setAuthor, usePreferences } from '../state/preferences.ts';
import { Button, Dialog, TextArea, TextField } from '../ui/controls.tsx';
import { LoadingState } from '../ui/states.tsx';
import { Differences } from './Differences.tsx';

type Props = {
  readonly draft: Draft;
  readonly format: Format;
  readonly onClose: () => void;
  readonly onSaved: (saved: ModelInfo) => void;
};

/** The draft with the version it was made from as its parent; a new model has none. */
function withParent({ base, start, history }: Draft): ModelDocument {
  return { ...history.present.model, parentVersion: base === null ? null : start.version };
}

/** Who, why, and what changes against the parent, in words. */
export function SaveDialog({ draft, format, onClose, onSaved }: Props) {
  const save = useSaveModel();
  const remembered = usePreferences((preferences) => preferences.author);
  const [author, setName] = useState(remembered);
  const [changeNote, setNote] = useState('');
  const [error, setError] = useState<string | null>(null);
  const document = useMemo(() => withParent(draft), [draft]);
  const diff = useModelDiff({ from: draft.base ?? '', to: document }, { enabled: draft.base !== null });
  const ready = author.trim() !== '' && changeNote.trim() !== '';
  const submit = async () => {
    setError(null);
    try {
      const saved = await save.run({ draft: document, author: author.trim(), changeNote: changeNote.trim() });
      setAuthor(author.trim());
      onSaved(saved);
    } catch (failure) {
      setError(asApiError(failure).message);
    }
  };
  return (
    <Dialog
      open
      width={560}
      title={draft.base === null ? `Save ${document.name} as a new model` : `Save a new version of ${document.name}`}
      onClose={onClose}
    >
      <form
        className="dialog-b"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !save.busy) void submit();
        }}
      >
        <TextArea
          label="What changed, and why"
          help="Kept with the version for ever."
          data-autofocus
          required
          value={changeNote}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <TextField label="Your name" required value={author} onChange={(event) => setName(event.currentTarget.value)} />
        <div className="dialog-diff">
          <div className="b">{draft.base === null ? 'The first version of this model' : `Against ${draft.base}`}</div>
          {draft.base === null ? (
            <p className="dim sm">
              {format.count(document.dimensions.length, 'dimension')} and {format.count(document.tiers.length, 'tier')},
              kept under the id {document.id}.
            </p>
          ) : diff.data ? (
            <Differences differences={diff.data.differences} compact />
          ) : diff.isError ? (
            <p className="bad">{diff.error.message}</p>
          ) : (
            <LoadingState label="Comparing with the parent" rows={3} />
          )}
        </div>
        <p className="dim sm">Nothing is scored under it until it is promoted. A version never changes.</p>
        {error !== null && (
          <p className="bad" role="alert">
            {error}
          </p>
        )}
        <div className="row end">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" disabled={!ready || save.busy}>
            Save version
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

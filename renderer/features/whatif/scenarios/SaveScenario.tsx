import { useState } from 'react';
import { asApiError } from '../../../api/api.ts';
import { KEPT_DRAFT, useScenarioActions, useScenarios } from '../../../data/scenarios.ts';
import { useAsOf } from '../../../data/workspace.ts';
import { useBenchStore } from '../../../state/bench.ts';
import { setAuthor, usePreferences } from '../../../state/preferences.ts';
import { showToast } from '../../../state/toasts.ts';
import { Button, Dialog, TextArea, TextField } from '../../../ui/controls.tsx';
import type { Bench } from '../bench/useBench.ts';

/** Keeps what is on the bench under a name: the scenario that is open again, or a new one. */
export function SaveScenario({ bench, onClose }: { readonly bench: Bench; readonly onClose: () => void }) {
  const asOf = useAsOf();
  const actions = useScenarioActions();
  const scenarios = useScenarios();
  const remembered = usePreferences((preferences) => preferences.author);
  const { opened, now, draft } = bench;
  const [name, setName] = useState(opened && opened.name !== KEPT_DRAFT ? opened.name : '');
  const [note, setNote] = useState('');
  const [author, setBy] = useState(remembered);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const list = scenarios.data?.scenarios ?? [];
  const namesake = list.find((scenario) => scenario.name.toLowerCase() === name.trim().toLowerCase());
  const again = namesake !== undefined && namesake.id === opened?.id;
  const taken = namesake !== undefined && !again;

  const submit = async () => {
    if (asOf === null) return;
    setBusy(true);
    setError(null);
    try {
      const saved = await actions.save({
        ...(again ? { id: namesake.id } : {}),
        name: name.trim(),
        draft: now.model,
        baseVersion: draft.base ?? `${now.model.id}@${now.model.version}`,
        locks: [...now.locks],
        asOf,
        ...(note.trim() === '' ? {} : { note: note.trim() }),
        author: author.trim(),
      });
      setAuthor(author.trim());
      useBenchStore.getState().put(bench.workspace, now.model.id, { id: saved.id, name: saved.name, saved: now });
      if (opened?.name === KEPT_DRAFT) void actions.forget(opened.id);
      showToast(`${saved.name} is saved. The official version is what it was.`);
      onClose();
    } catch (failure) {
      setError(asApiError(failure).message);
      setBusy(false);
    }
  };
  return (
    <Dialog open title="Save scenario" onClose={onClose}>
      <form
        className="dialog-b"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '' && !taken && !busy) void submit();
        }}
      >
        <TextField
          label="Name"
          data-autofocus
          required
          maxLength={80}
          value={name}
          error={taken ? 'Another scenario has this name.' : null}
          help={
            again
              ? 'Saves this scenario again.'
              : opened && opened.name !== KEPT_DRAFT
                ? 'Saved as a new scenario beside the one that is open.'
                : ''
          }
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextArea label="Note" help="Optional." value={note} onChange={(event) => setNote(event.currentTarget.value)} />
        <TextField label="Your name" value={author} onChange={(event) => setBy(event.currentTarget.value)} />
        {error !== null && (
          <p className="bad" role="alert">
            {error}
          </p>
        )}
        <div className="row end">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" disabled={name.trim() === '' || taken || busy}>
            Save scenario
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

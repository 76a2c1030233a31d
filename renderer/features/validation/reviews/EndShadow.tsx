import { type FormEvent, useState } from 'react';
import { type ShadowRun, useShadowActions } from '../../../data/reviews.ts';
import { usePreferences } from '../../../state/preferences.ts';
import { Button, Dialog, TextArea, TextField } from '../../../ui/controls.tsx';

/** Ends a run before its time; its scores stay. */
export function EndShadow({ run, onClose }: { readonly run: ShadowRun; readonly onClose: () => void }) {
  const actions = useShadowActions();
  const remembered = usePreferences((preferences) => preferences.author);
  const [by, setBy] = useState(remembered);
  const [note, setNote] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (by.trim() !== '' && (await actions.end({ id: run.id, by: by.trim(), note: note.trim() }))) onClose();
  };
  return (
    <Dialog open title={`End ${run.name}`} onClose={onClose}>
      <form className="va-form" onSubmit={(event) => void submit(event)}>
        <p className="mut">What was compared so far stays, with its scores. A new run can be started at any time.</p>
        <TextArea label="Note" maxLength={4000} value={note} onChange={({ target }) => setNote(target.value)} />
        <TextField label="Your name" maxLength={120} value={by} onChange={({ target }) => setBy(target.value)} />
        {actions.error !== null && (
          <p className="bad" role="alert">
            {actions.error}
          </p>
        )}
        <div className="row end">
          <Button onClick={onClose}>Keep it running</Button>
          <Button kind="primary" type="submit" disabled={by.trim() === '' || actions.busy}>
            End the run
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

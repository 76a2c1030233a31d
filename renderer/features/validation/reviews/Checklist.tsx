import { type FormEvent, useState } from 'react';
import { useFormat } from '../../../data/format.ts';
import { type Reviews, useCompleteReview } from '../../../data/reviews.ts';
import { usePreferences } from '../../../state/preferences.ts';
import { useReopened } from '../../../state/reopened.ts';
import { Button, Dialog, TextArea, TextField } from '../../../ui/controls.tsx';
import { CADENCE_NAMES, periodName } from './words.ts';

type Props = { readonly due: Reviews['due'][number]; readonly onClose: () => void };

/** What was looked at, with a note on each; kept with the name of who did and what the data said then. One that was taken back goes on. */
export function Checklist({ due, onClose }: Props) {
  const format = useFormat();
  const complete = useCompleteReview();
  const remembered = usePreferences((preferences) => preferences.author);
  const [by, setBy] = useState(remembered);
  const before = useReopened(due);
  const [note, setNote] = useState(before?.note ?? '');
  const [looked, setLooked] = useState<ReadonlySet<string>>(
    () => new Set(before?.items.flatMap((item) => (item.looked ? [item.id] : []))),
  );
  const [notes, setNotes] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(before?.items.map((item) => [item.id, item.note]) ?? []),
  );
  const [tried, setTried] = useState(false);
  const ready = by.trim() !== '' && looked.size > 0;
  const toggle = (id: string) => {
    const next = new Set(looked);
    if (!next.delete(id)) next.add(id);
    setLooked(next);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!ready || complete.busy) return;
    const items = due.items.map(({ id, title, finding }) => ({
      id,
      title,
      finding,
      looked: looked.has(id),
      note: (notes[id] ?? '').trim(),
    }));
    if (await complete.run({ cadence: due.cadence, period: due.period, items, note: note.trim(), by: by.trim() }))
      onClose();
  };
  return (
    <Dialog
      open
      width={600}
      title={`${CADENCE_NAMES[due.cadence]} review, ${periodName(due.period, format)}`}
      onClose={onClose}
    >
      <form className="va-form" onSubmit={(event) => void submit(event)}>
        <ul className="va-check">
          {due.items.map((item) => (
            <li key={item.id}>
              <label>
                <input type="checkbox" checked={looked.has(item.id)} onChange={() => toggle(item.id)} />
                <span className="m">{item.title}</span>
              </label>
              <p className="sm mut">{item.why}</p>
              <p className="sm">{item.finding}</p>
              {looked.has(item.id) && (
                <input
                  className="inp"
                  aria-label={`Note on ${item.title}`}
                  placeholder="What you saw, if worth a word"
                  maxLength={2000}
                  value={notes[item.id] ?? ''}
                  onChange={({ target }) => setNotes({ ...notes, [item.id]: target.value })}
                />
              )}
            </li>
          ))}
        </ul>
        {tried && looked.size === 0 && (
          <p className="bad" role="alert">
            Tick what was looked at; what was not stays visible as such.
          </p>
        )}
        <TextArea
          label="Note"
          help="What was decided, or why nothing changes"
          maxLength={4000}
          value={note}
          onChange={({ target }) => setNote(target.value)}
        />
        <TextField
          label="Your name"
          autoComplete="name"
          maxLength={120}
          value={by}
          error={tried && by.trim() === '' ? 'A review says who did it' : null}
          onChange={({ target }) => setBy(target.value)}
        />
        {complete.error !== null && (
          <p className="bad" role="alert">
            {complete.error}
          </p>
        )}
        <div className="row end">
          <Button onClick={onClose}>Later</Button>
          <Button kind="primary" type="submit" disabled={complete.busy}>
            Close the review
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

import { type FormEvent, useState } from 'react';
import { useModels } from '../../../data/models.ts';
import { useShadowActions } from '../../../data/reviews.ts';
import { useScenarios } from '../../../data/scenarios.ts';
import { useWorkspace } from '../../../data/workspace.ts';
import { usePreferences } from '../../../state/preferences.ts';
import { Button, Dialog, SelectField, TextArea, TextField } from '../../../ui/controls.tsx';
import { ProgressBar } from '../../../ui/states.tsx';

/** Which candidate runs beside the official model, for how long, and who wants it. */
export function StartShadow({ onClose }: { readonly onClose: () => void }) {
  const { data: workspace } = useWorkspace();
  const models = useModels();
  const scenarios = useScenarios();
  const actions = useShadowActions();
  const remembered = usePreferences((preferences) => preferences.author);
  const candidates = [
    ...(scenarios.data?.scenarios.map(({ id, name }) => ({ value: `scenario:${id}`, label: `Scenario ${name}` })) ??
      []),
    ...(models.data?.models
      .filter((model) => !model.active && model.id !== 'onboarding')
      .map((model) => ({ value: `model:${model.modelVersion}`, label: `${model.name} v${model.version}` })) ?? []),
  ];
  const [picked, setPicked] = useState<string | null>(null);
  const candidate = picked ?? candidates[0]?.value ?? '';
  const [name, setName] = useState('');
  const [weeks, setWeeks] = useState('8');
  const [from, setFrom] = useState('');
  const [by, setBy] = useState(remembered);
  const [note, setNote] = useState('');
  const count = Number(weeks);
  const valid = Number.isInteger(count) && count >= 1 && count <= 104;
  const ready = candidate !== '' && valid && by.trim() !== '';
  const label = candidates.find(({ value }) => value === candidate)?.label ?? '';
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!ready || actions.busy) return;
    const [kind = '', ...rest] = candidate.split(':');
    const id = rest.join(':');
    const started = await actions.start({
      source: kind === 'scenario' ? { scenario: Number(id) } : { model: id },
      name: name.trim() === '' ? label.slice(0, 80) : name.trim(),
      weeks: count,
      by: by.trim(),
      note: note.trim(),
      ...(from === '' ? {} : { from }),
    });
    if (started) onClose();
  };
  return (
    <Dialog open width={520} title="Start a shadow run" onClose={actions.busy ? () => undefined : onClose}>
      <form className="va-form" onSubmit={(event) => void submit(event)}>
        <SelectField
          label="Candidate"
          options={candidates}
          value={candidate}
          onChange={({ target }) => setPicked(target.value)}
        />
        <div className="va-pair">
          <TextField
            label="Weeks"
            type="number"
            min={1}
            max={104}
            value={weeks}
            error={valid ? null : 'A whole number of weeks, 1 to 104'}
            onChange={({ target }) => setWeeks(target.value)}
          />
          <TextField
            label="From"
            type="date"
            max={workspace?.asOf ?? undefined}
            value={from}
            help="Empty: from now on. A past day replays it."
            onChange={({ target }) => setFrom(target.value)}
          />
        </div>
        <TextField
          label="Name"
          placeholder={label}
          maxLength={80}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <TextArea label="Why" maxLength={4000} value={note} onChange={({ target }) => setNote(target.value)} />
        <TextField label="Your name" maxLength={120} value={by} onChange={({ target }) => setBy(target.value)} />
        {actions.progress && (
          <ProgressBar label={actions.progress.label} fraction={actions.progress.fraction} onCancel={actions.cancel} />
        )}
        {actions.error !== null && (
          <p className="bad" role="alert">
            {actions.error}
          </p>
        )}
        <div className="row end">
          <Button disabled={actions.busy} onClick={onClose}>
            Cancel
          </Button>
          <Button kind="primary" type="submit" disabled={!ready || actions.busy}>
            Start
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

import { type FormEvent, useEffect, useRef, useState } from 'react';
import {
  OVERRIDE_DEFAULT_DAYS,
  OVERRIDE_MAX_DAYS,
  OVERRIDE_MIN_TEXT,
  OVERRIDE_REASONS,
} from '#shared/contract/overrides.ts';
import { daysBetween } from '#shared/format/date.ts';
import type { Format } from '../../data/format.ts';
import { useOverrideActions } from '../../data/overrides.ts';
import { usePreferences } from '../../state/preferences.ts';
import { Button, Dialog, Segmented, SelectField, TextArea, TextField } from '../../ui/controls.tsx';
import { type Draft, daysAfter, draftErrors, lettersOf, REASONS, targetOf } from './words.ts';
import './overrides.css';

export type OverrideSubject = {
  readonly accountId: string;
  readonly name: string;
  readonly score: number | null;
  readonly tier: string | null;
  readonly dimensions: readonly { readonly id: string; readonly name: string; readonly score: number | null }[];
  readonly tiers: readonly string[];
};

type Props = {
  readonly subject: OverrideSubject;
  /** Date of the data, from which an override counts. */
  readonly dataDate: string;
  readonly format: Format;
  readonly onClose: () => void;
};

const KINDS = [
  { value: 'composite', label: 'Health score' },
  { value: 'dimension', label: 'One dimension' },
  { value: 'tier', label: 'Tier' },
] as const;

/** What a person knows and the model does not: recorded with its reason, beside the computed score. */
export function OverrideDialog({ subject, dataDate, format, onClose }: Props) {
  const author = usePreferences((preferences) => preferences.author);
  const actions = useOverrideActions();
  const [tries, setTries] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  const [reason, setReason] = useState<(typeof OVERRIDE_REASONS)[number]>('new_information');
  const [draft, setDraft] = useState<Draft>({
    kind: 'composite',
    score: '',
    dimension: subject.dimensions[0]?.id ?? '',
    tier: subject.tiers.find((name) => name !== subject.tier) ?? '',
    text: '',
    author,
    expires: daysAfter(dataDate, OVERRIDE_DEFAULT_DAYS),
  });
  const set = (patch: Partial<Draft>) => setDraft((before) => ({ ...before, ...patch }));
  const found = draftErrors(draft, dataDate, format.locale);
  const errors = tries > 0 ? found : {};
  const letters = lettersOf(draft.text);
  const days = daysBetween(dataDate, draft.expires);
  const dimension = subject.dimensions.find((item) => item.id === draft.dimension);
  const computed = draft.kind === 'dimension' ? (dimension?.score ?? null) : subject.score;

  useEffect(() => {
    if (tries > 0) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [tries]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTries((before) => before + 1);
    if (Object.keys(found).length > 0 || actions.busy) return;
    const stored = await actions.add({
      accountId: subject.accountId,
      target: targetOf(draft),
      reason,
      text: draft.text.trim(),
      author: draft.author.trim(),
      expires: draft.expires,
    });
    if (stored) onClose();
  };

  return (
    <Dialog open title={`Override ${subject.name}`} onClose={onClose} width={480}>
      <form ref={form} className="override-form" onSubmit={(event) => void submit(event)} noValidate>
        <p className="mut">
          What you know and the model does not. It is shown beside the computed score, never instead of it, and counts
          from {format.date(dataDate)}.
        </p>
        <Segmented label="What to override" options={KINDS} value={draft.kind} onChange={(kind) => set({ kind })} />
        <div className="pair">
          {draft.kind === 'dimension' && (
            <SelectField
              label="Dimension"
              value={draft.dimension}
              options={subject.dimensions.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(event) => set({ dimension: event.currentTarget.value })}
            />
          )}
          {draft.kind === 'tier' ? (
            <SelectField
              label={`Tier, computed ${subject.tier ?? 'none'}`}
              value={draft.tier}
              options={subject.tiers.map((name) => ({ value: name, label: name }))}
              onChange={(event) => set({ tier: event.currentTarget.value })}
            />
          ) : (
            <TextField
              label={`Score, computed ${computed === null ? 'none' : format.number(computed, 1)}`}
              inputMode="decimal"
              autoComplete="off"
              data-autofocus
              placeholder="0 to 100"
              value={draft.score}
              error={errors.score ?? null}
              onChange={(event) => set({ score: event.currentTarget.value })}
            />
          )}
          <SelectField
            label="Reason"
            value={reason}
            options={OVERRIDE_REASONS.map((code) => ({ value: code, label: REASONS[code] }))}
            onChange={(event) =>
              setReason(OVERRIDE_REASONS.find((code) => code === event.currentTarget.value) ?? reason)
            }
          />
        </div>
        <TextArea
          label="Why"
          maxLength={4000}
          value={draft.text}
          error={errors.text ?? null}
          help={
            letters < OVERRIDE_MIN_TEXT
              ? `${letters} of at least ${OVERRIDE_MIN_TEXT} characters`
              : format.count(letters, 'character')
          }
          onChange={(event) => set({ text: event.currentTarget.value })}
        />
        <div className="pair">
          <TextField
            label="Your name"
            autoComplete="name"
            maxLength={120}
            value={draft.author}
            error={errors.author ?? null}
            help="Remembered in this window"
            onChange={(event) => set({ author: event.currentTarget.value })}
          />
          <TextField
            label="Until"
            type="date"
            min={dataDate}
            max={daysAfter(dataDate, OVERRIDE_MAX_DAYS)}
            value={draft.expires}
            error={errors.expires ?? null}
            help={
              days === null
                ? `${OVERRIDE_MAX_DAYS} days at most`
                : `${format.date(draft.expires)}, ${format.count(days, 'day')}`
            }
            onChange={(event) => set({ expires: event.currentTarget.value })}
          />
        </div>
        {actions.error !== null && (
          <p className="bad" role="alert">
            {actions.error}
          </p>
        )}
        <div className="row end">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" disabled={actions.busy}>
            Record override
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

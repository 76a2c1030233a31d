import { useState } from 'react';
import type { OutputOf } from '#shared/contract/index.ts';
import type { ModelInfo } from '#shared/contract/models.ts';
import { useFormat } from '../data/format.ts';
import { type JobAnswer, useJobQuery } from '../data/jobs.ts';
import { useModel, useModelDiff, useModels, usePromotion } from '../data/models.ts';
import { useRpc } from '../data/query.ts';
import { useWorkspace } from '../data/workspace.ts';
import { whatIfFinding } from '../effect/finding.ts';
import type { ModelDocument } from '../state/drafts.ts';
import { setReviewer as rememberReviewer, setAuthor, usePreferences } from '../state/preferences.ts';
import { showToast } from '../state/toasts.ts';
import { Button, Dialog, TextArea, TextField } from '../ui/controls.tsx';
import { LoadingState, ProgressBar } from '../ui/states.tsx';
import { Differences } from './Differences.tsx';
import { PromotionEvidence } from './PromotionEvidence.tsx';
import { versionText } from './texts.ts';
import { useRollBack } from './useRollBack.ts';
import './editing.css';

type Props = {
  readonly info: ModelInfo;
  readonly model: ModelDocument | undefined;
  readonly back: boolean;
  readonly onClose: () => void;
  /** It was just saved: it can wait. */
  readonly later?: boolean;
  readonly onPromoted?: () => void;
};

/** Says what making a version official does before it is done, and who wanted it why. */
export function PromoteDialog({ info, model, back, onClose, later = false, onPromoted }: Props) {
  const format = useFormat();
  const models = useModels();
  const official = models.data?.models.find((candidate) => candidate.active);
  const promotion = usePromotion();
  const rollBack = useRollBack();
  const remembered = usePreferences();
  const [by, setBy] = useState(remembered.author);
  const [note, setNote] = useState('');
  const [reviewer, setReviewer] = useState(back ? '' : remembered.reviewer);
  const [effectiveOn, setEffectiveOn] = useState('');
  const workspace = useWorkspace();
  const judged =
    !back &&
    workspace.data !== undefined &&
    workspace.data.asOf !== null &&
    official !== undefined &&
    official.modelVersion !== info.modelVersion;
  const evidence = useJobQuery('models.evidence', { model: info.modelVersion }, { enabled: judged && !promotion.busy });
  const ready = by.trim() !== '' && (back || (note.trim() !== '' && reviewer.trim() !== ''));

  const submit = async () => {
    // the promotion works it out itself and must not wait for this one
    if (evidence.busy) evidence.cancel();
    const done = await promotion.run({
      model: info.modelVersion,
      by: by.trim(),
      ...(note.trim() === '' ? {} : { note: note.trim() }),
      ...(reviewer.trim() === '' ? {} : { reviewer: reviewer.trim() }),
      ...(effectiveOn === '' ? {} : { effectiveOn }),
    });
    if (!done) return;
    setAuthor(by.trim());
    if (reviewer.trim() !== '') rememberReviewer(reviewer.trim());
    const { from } = done.promotion;
    showToast(`${versionText(info)} is the official model`, {
      label: 'Roll back',
      run: () => rollBack(from, by.trim()),
    });
    onPromoted?.();
    onClose();
  };
  return (
    <Dialog
      open
      width={560}
      title={back ? `Roll back to ${versionText(info)}` : `Make ${versionText(info)} official`}
      onClose={promotion.busy ? () => undefined : onClose}
    >
      <form
        className="dialog-b"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !promotion.busy) void submit();
        }}
      >
        <p>
          History is scored under it beside the old one, then every view shows it. Nothing fires: no alert, no change of
          tier is reported because of it. The scores of {official?.modelVersion ?? 'the version before'} stay, so this
          can be rolled back.
        </p>
        <Moves info={info} given={model} />
        {judged && <Evidence job={evidence} />}
        <TextArea
          label="Why"
          help={
            back
              ? 'Kept in the ledger of promotions; left empty, it says whose promotion is taken back.'
              : 'Kept in the ledger of promotions.'
          }
          data-autofocus
          required={!back}
          disabled={promotion.busy}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <div className={back ? 'dialog-pair' : 'dialog-pair three'}>
          <TextField
            label="Your name"
            required
            disabled={promotion.busy}
            value={by}
            onChange={(event) => setBy(event.currentTarget.value)}
          />
          {!back && (
            <TextField
              label="Reviewed by"
              help="Who looked at the evidence besides."
              required
              disabled={promotion.busy}
              value={reviewer}
              onChange={(event) => setReviewer(event.currentTarget.value)}
            />
          )}
          <TextField
            label="Counts from"
            type="date"
            help="Where charts mark it; today when empty."
            disabled={promotion.busy}
            max={workspace.data?.asOf ?? undefined}
            value={effectiveOn}
            onChange={(event) => setEffectiveOn(event.currentTarget.value)}
          />
        </div>
        {official && official.modelVersion !== info.modelVersion && (
          <Against from={official.modelVersion} to={info.modelVersion} />
        )}
        {promotion.error !== null && (
          <p className="bad" role="alert">
            {promotion.error}
          </p>
        )}
        {promotion.busy ? (
          <ProgressBar
            label={promotion.progress?.label ?? `Scoring history under ${info.modelVersion}`}
            fraction={promotion.progress?.fraction ?? null}
            onCancel={promotion.cancel}
          />
        ) : (
          <div className="row end">
            <Button onClick={onClose}>{later ? 'Not now' : 'Cancel'}</Button>
            <Button kind="primary" type="submit" disabled={!ready}>
              {back ? 'Roll back' : `Promote v${info.version}`}
            </Button>
          </div>
        )}
        <p className="vh" aria-live="polite">
          {promotion.busy ? format.percent(promotion.progress?.fraction ?? 0) : ''}
        </p>
      </form>
    </Dialog>
  );
}

type EvidenceJob = JobAnswer<OutputOf<'models.evidence'>>;

/** What the promotion would keep, worked out while the note is written; the sealed landmark stays sealed until then. */
function Evidence({ job }: { readonly job: EvidenceJob }) {
  const format = useFormat();
  if (job.data) return <PromotionEvidence summary={job.data} promotedAt={null} format={format} />;
  if (job.error) return <p className="dim sm">The evidence could not be worked out: {job.error.message}</p>;
  return (
    <p className="dim sm" role="status">
      Judging it on the history… {format.percent(job.progress?.fraction ?? 0)}
    </p>
  );
}

/** What it moves on the latest snapshot, in one sentence. */
function Moves({ info, given }: { readonly info: ModelInfo; readonly given: ModelDocument | undefined }) {
  const format = useFormat();
  const { data: workspace } = useWorkspace();
  const asked = useModel(info.modelVersion, { enabled: given === undefined });
  const model = given ?? asked.data?.model;
  const scored = workspace !== undefined && workspace.asOf !== null;
  if (!scored) return <p className="dim">Nothing is scored yet, so nothing moves.</p>;
  return model ? (
    <Moved model={model} locale={format.locale} />
  ) : (
    <LoadingState label="Working out what moves" rows={1} />
  );
}

function Moved({ model, locale }: { readonly model: ModelDocument; readonly locale: string }) {
  const preview = useRpc('models.preview', { draft: model, limit: 0 });
  if (preview.isError) return <p className="bad">{preview.error.message}</p>;
  if (!preview.data) return <LoadingState label="Working out what moves" rows={1} />;
  return (
    <p className="models-moves">
      {whatIfFinding(preview.data.result, true, locale).map((phrase) =>
        phrase.strong ? <b key={phrase.text}>{phrase.text}</b> : phrase.text,
      )}
    </p>
  );
}

function Against({ from, to }: { readonly from: string; readonly to: string }) {
  const diff = useModelDiff({ from, to });
  if (!diff.data) return null;
  const count = diff.data.differences.length;
  return (
    <details className="dialog-diff">
      <summary>
        {count === 1 ? '1 difference' : `${count} differences`} from {from}
      </summary>
      <Differences differences={diff.data.differences} compact />
    </details>
  );
}

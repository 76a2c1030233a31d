import type { ModelRemark } from '#shared/contract/models.ts';
import type { WhatIfResult } from '#shared/contract/whatif.ts';
import type { Format } from '../../../data/format.ts';
import { whatIfFinding } from '../../../effect/finding.ts';
import { type Draft, isChanged } from '../../../state/drafts.ts';
import { Button, IconButton } from '../../../ui/controls.tsx';
import { Remarks } from './Remarks.tsx';

type Props = {
  readonly draft: Draft;
  readonly result: WhatIfResult | null;
  readonly remarks: readonly ModelRemark[];
  /** What keeps the draft from being saved at a field, the first of it; null when nothing does. */
  readonly problem: string | null;
  readonly format: Format;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  readonly onDiscard: () => void;
  readonly onSave: () => void;
  /** Puts it on the bench of the What-if view; null where nothing is scored. */
  readonly onTry: (() => void) | null;
};

/** What the draft does in one sentence, and the way back and forward; it stays in sight while the form scrolls. */
export function DraftBar({ draft, result, remarks, problem, format, onUndo, onRedo, onDiscard, onSave, onTry }: Props) {
  const changed = isChanged(draft);
  const { past, future } = draft.history;
  const wrong = problem ?? remarks.find(({ level }) => level === 'error')?.message ?? null;
  const asOfficial = !changed && (result === null || result.modelVersion === draft.base);
  return (
    <div className="me-bar">
      <div className="me-bar-t">
        <div className="eyebrow">
          {changed && <span className="tag draft">unsaved draft</span>}
          <span className="nw">{draft.base === null ? 'a new model' : `from ${draft.base}`}</span>
          <Remarks remarks={remarks} format={format} />
          {changed && wrong !== null && <span className="bad ell">cannot be saved yet: {wrong}</span>}
        </div>
        <h1 className="finding finding-s">
          {asOfficial ? (
            <>
              <b>{draft.start.name}</b>, unchanged. What you edit is shown against the official version at once.
            </>
          ) : result ? (
            whatIfFinding(result, true, format.locale).map((phrase) =>
              phrase.strong ? <b key={phrase.text}>{phrase.text}</b> : phrase.text,
            )
          ) : (
            <b>{draft.history.present.model.name}</b>
          )}
        </h1>
      </div>
      <div className="row">
        <IconButton icon="undo" size={16} label="Undo (Ctrl+Z)" disabled={past.length === 0} onClick={onUndo} />
        <IconButton icon="redo" size={16} label="Redo (Ctrl+Shift+Z)" disabled={future.length === 0} onClick={onRedo} />
        {onTry && (
          <Button
            disabled={problem !== null}
            onClick={onTry}
            title="The same draft: history, accuracy, sensitivity, comparison"
          >
            Open in What-if
          </Button>
        )}
        <Button disabled={!changed} onClick={onDiscard}>
          Discard
        </Button>
        <Button kind="primary" disabled={!changed || wrong !== null} onClick={onSave}>
          Save as version
        </Button>
      </div>
    </div>
  );
}

import type { WhatIfResult } from '#shared/contract/whatif.ts';
import type { Format } from '../../../data/format.ts';
import { whatIfFinding } from '../../../effect/finding.ts';
import { type Draft, isChanged } from '../../../state/drafts.ts';
import { Button, IconButton } from '../../../ui/controls.tsx';

type Props = {
  readonly draft: Draft;
  readonly result: WhatIfResult | null;
  /** Something keeps the draft from being saved. */
  readonly blocked: boolean;
  readonly format: Format;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  readonly onDiscard: () => void;
  readonly onSave: () => void;
};

/** What the draft does in one sentence, and the way back and forward; it stays in sight while the form scrolls. */
export function DraftBar({ draft, result, blocked, format, onUndo, onRedo, onDiscard, onSave }: Props) {
  const changed = isChanged(draft);
  const { past, future } = draft.history;
  return (
    <div className="me-bar">
      <div className="me-bar-t">
        <div className="eyebrow">
          {changed && <span className="tag draft">unsaved draft</span>}{' '}
          {draft.base === null ? 'a new model' : `from ${draft.base}`}
          {blocked && changed && <span className="bad"> cannot be saved yet: correct what is marked</span>}
        </div>
        <h1 className="finding finding-s">
          {!changed ? (
            <>
              <b>{draft.start.name}</b>, unchanged. Whatever you edit is tried on the portfolio at once.
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
        <Button disabled={!changed} onClick={onDiscard}>
          Discard
        </Button>
        <Button kind="primary" disabled={!changed || blocked} onClick={onSave}>
          Save as version
        </Button>
      </div>
    </div>
  );
}

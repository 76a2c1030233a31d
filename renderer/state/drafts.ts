/**
 * Models being edited, per workspace and model id. Kept outside the view, so that leaving it loses nothing; a reload of the
 * window does. Stable names: `useDrafts`, `draftKey`, `ModelDocument`.
 */
import { create } from 'zustand';
import type { OutputOf } from '#shared/contract/index.ts';
import { change, type History, hold, redo, settle, startHistory, undo } from './history.ts';

/** A complete model document: what the contract's `models.get` answers and an export holds. */
export type ModelDocument = OutputOf<'models.get'>['model'];

/** What is edited: the document, and the dimensions whose weight stays where it is. */
export type Edited = { readonly model: ModelDocument; readonly locks: readonly string[] };

export type Draft = {
  /** The version it was started from; null for a new or an imported model. */
  readonly base: string | null;
  /** The document it was started from: what "nothing changed" and the ticks on the sliders mean. */
  readonly start: ModelDocument;
  readonly history: History<Edited>;
};

export function draftKey(workspace: string, modelId: string): string {
  return `${workspace}\n${modelId}`;
}

/** Whether two states of a draft are the same document with the same locks. */
export const sameEdited = (a: Edited, b: Edited): boolean =>
  a === b || (a.locks.join() === b.locks.join() && JSON.stringify(a.model) === JSON.stringify(b.model));

type DraftState = {
  readonly drafts: Readonly<Record<string, Draft>>;
  open(key: string, base: string | null, model: ModelDocument): void;
  /** Changes the draft as one undo step. */
  edit(key: string, change: (edited: Edited) => Edited): void;
  /** Changes the draft inside a gesture, from where the gesture began; it becomes one step at `release`. */
  drag(key: string, change: (edited: Edited) => Edited): void;
  release(key: string): void;
  undo(key: string): void;
  redo(key: string): void;
  /** Answers what was thrown away, for {@link DraftState.restore}. */
  discard(key: string): Draft | null;
  restore(key: string, draft: Draft): void;
};

export const useDrafts = create<DraftState>()((set, get) => {
  const step = (key: string, next: (history: History<Edited>) => History<Edited>) =>
    set(({ drafts }) => {
      const draft = drafts[key];
      return draft ? { drafts: { ...drafts, [key]: { ...draft, history: next(draft.history) } } } : {};
    });
  return {
    drafts: {},
    open: (key, base, model) =>
      set(({ drafts }) => ({
        drafts: { ...drafts, [key]: { base, start: model, history: startHistory({ model, locks: [] }) } },
      })),
    edit: (key, by) => step(key, (history) => change(history, by(history.present), sameEdited)),
    drag: (key, by) => step(key, (history) => hold(history, by(history.held ?? history.present))),
    release: (key) => step(key, (history) => settle(history, sameEdited)),
    undo: (key) => step(key, (history) => undo(history, sameEdited)),
    redo: (key) => step(key, (history) => redo(history, sameEdited)),
    discard: (key) => {
      const { [key]: gone, ...drafts } = get().drafts;
      set({ drafts });
      return gone ?? null;
    },
    restore: (key, draft) => set(({ drafts }) => ({ drafts: { ...drafts, [key]: draft } })),
  };
});

/**
 * Selects a draft that stands still while a control is held: it shows the first movement and then the release. For what need
 * not follow the hand; one selector per place that selects.
 */
export function steadyDraft(key: string): (state: DraftState) => Draft | null {
  let last: Draft | null = null;
  return ({ drafts }) => {
    const now = drafts[key] ?? null;
    const isMoving = now !== null && now.history.held !== null && now.history.held === last?.history.held;
    if (!isMoving || now.start !== last?.start) last = now;
    return last;
  };
}

/** Whether anything differs from where the draft started; a new model is a change as it is. */
export function isChanged(draft: Draft): boolean {
  return draft.base === null || JSON.stringify(draft.history.present.model) !== JSON.stringify(draft.start);
}

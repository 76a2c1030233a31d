import { createContext, useContext } from 'react';
import type { Format } from '../data/format.ts';
import type { Edited, ModelDocument } from '../state/drafts.ts';
import type { Problems } from './problems.ts';
import type { SignalInfo } from './rules.ts';

/** What every part of the editor works with. */
export type Editor = {
  /** Name of the draft in the store: for what follows the hand while `model` may stand still. */
  readonly draft: string;
  readonly model: ModelDocument;
  /** The document the draft was started from. */
  readonly start: ModelDocument;
  readonly locks: readonly string[];
  readonly problems: Problems;
  readonly signals: readonly SignalInfo[];
  readonly signalOf: (id: string) => SignalInfo | undefined;
  /** Segments the accounts of the workspace have. */
  readonly segments: readonly string[];
  /** Models an onboarding policy can name. */
  readonly models: readonly { readonly id: string; readonly name: string }[];
  readonly format: Format;
  /** One undo step each. */
  readonly edit: (by: (model: ModelDocument) => ModelDocument) => void;
  readonly editAll: (by: (edited: Edited) => Edited) => void;
  /** Inside a gesture; `release` makes it one step. */
  readonly drag: (by: (edited: Edited) => Edited) => void;
  readonly release: () => void;
};

export const EditorContext = createContext<Editor | null>(null);

export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (!editor) throw new Error('Outside of the editor.');
  return editor;
}

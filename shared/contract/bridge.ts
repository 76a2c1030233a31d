import type { Reply } from './errors.ts';
import type { CoreEvent } from './events.ts';

/** A file or folder the user picked: an opaque reference and a name to show. The window never sees a path. */
export type ImportSource = { readonly ref: string; readonly name: string; readonly bytes: number };

/** What the browser calls a File; the shared zone knows no DOM. */
export type DroppedFile = { readonly name: string; readonly size: number };

/**
 * All that a window needs of its host. Two implementations: the preload of the desktop shell and HTTP in browser mode;
 * every method has the same answer in both.
 */
export type Bridge = {
  invoke(method: string, input: unknown): Promise<Reply<unknown>>;
  subscribe(listener: (event: CoreEvent) => void): () => void;
  /** Asks the user for files (desktop: native dialog; browser: file input). Empty when dismissed. */
  pickImportSources(): Promise<readonly ImportSource[]>;
  /** Hands over files dropped on the window. */
  addDroppedFiles(files: readonly DroppedFile[]): Promise<readonly ImportSource[]>;
  /** Asks for a folder; null when dismissed, or where the host has no folders (browser). */
  pickFolder(): Promise<ImportSource | null>;
  /** Asks for an existing workspace file; null when dismissed. The reference goes to `workspace.open`. */
  pickWorkspace(): Promise<string | null>;
  /** Saves a text the window made (CSV of what is shown) under a suggested name; false when dismissed. */
  saveText(suggestedName: string, text: string): Promise<boolean>;
  /** Asks where an export goes; the reference is the `target` of one `export.run`. Null when dismissed. */
  pickExportTarget(suggestedName: string): Promise<string | null>;
  /** After `export.run`: the browser downloads the file, on the desktop it is already where the user wanted it. */
  deliverExport(target: string): Promise<boolean>;
};

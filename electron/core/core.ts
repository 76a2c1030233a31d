import type { ImportSource } from '#shared/contract/bridge.ts';
import type { Reply } from '#shared/contract/errors.ts';
import type { CoreEvent } from '#shared/contract/events.ts';

/** Structured events with allow-listed scalar fields; never a cell value, path or SQL text. */
export type Log = (event: string, fields?: Readonly<Record<string, string | number | boolean | null>>) => void;

export type CoreOptions = {
  /** Folder of the application's own files (workspaces it makes, recent list, uploads). Made with mode 0700. */
  readonly dataDir: string;
  /** Folder `resources/` (models, sample). */
  readonly resourcesDir: string;
  /** The worker thread's entry: a `.ts` file under Node, the bundled `.js` in the desktop shell. */
  readonly workerEntry: URL;
  readonly host: 'desktop' | 'browser' | 'cli';
  readonly version: string;
  readonly log: Log;
  /** Epoch ms; injected so that tests pin it. */
  readonly now: () => number;
};

/** One core per process. Hosts translate their transport to it and know nothing else. */
export type Core = {
  /** Decodes the input, runs the method, never throws. */
  dispatch(method: string, input: unknown): Promise<Reply<unknown>>;
  subscribe(listener: (event: CoreEvent) => void): () => void;
  /** Makes a reference for a file or folder the user picked. `temporary` files are deleted when discarded or at close. */
  addSource(path: string, options?: { readonly name?: string; readonly temporary?: boolean }): Promise<ImportSource>;
  /** Makes a reference for the place of one export. `temporary` files, which a host hands on, are deleted at close. */
  addExportTarget(path: string, options?: { readonly name?: string; readonly temporary?: boolean }): string;
  /** Makes a reference for a workspace path that a dialog or the command line gave. */
  addWorkspace(path: string): string;
  /** Folder (0700) for uploads and finished exports of the loopback host. */
  readonly uploadDir: string;
  /** Stops workers in order, closes the store, removes temporary files. */
  close(): Promise<void>;
};

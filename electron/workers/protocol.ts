import type { WireError } from '#shared/contract/errors.ts';
import type { JobProgress } from '#shared/contract/events.ts';

/** A picked file or folder with its path: made by the main thread, never by a client. */
export type ResolvedSource = { readonly ref: string; readonly path: string; readonly name: string };

/** Where an export goes, and the name under which the person knows the file: made by the main thread as well. */
export type ExportTarget = { readonly path: string; readonly name: string };

export type WorkerSettings = {
  readonly role: 'reader' | 'writer';
  readonly workspacePath: string;
  readonly resourcesDir: string;
  /** Version of the application, for documents that say what made them. */
  readonly version: string;
  /** Readers check the file themselves unless a writer of the same process has just done so. */
  readonly validate: boolean;
  /** Slot 0 holds the `seq` of the call to cancel. */
  readonly cancelFlag: SharedArrayBuffer;
  /** Pinned clock of tests; null for the real one. */
  readonly fixedNow: number | null;
};

export type ToWorker =
  | {
      readonly type: 'call';
      readonly seq: number;
      readonly method: string;
      readonly input: unknown;
      readonly sources: readonly ResolvedSource[];
      readonly target: ExportTarget | null;
    }
  | { readonly type: 'close' };

export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'failed-to-open'; readonly error: WireError }
  | { readonly type: 'reply'; readonly seq: number; readonly data: unknown; readonly revision: number }
  | { readonly type: 'error'; readonly seq: number; readonly error: WireError; readonly internal: string | null }
  | { readonly type: 'progress'; readonly seq: number; readonly progress: JobProgress }
  | { readonly type: 'closed' };

import type { WireError } from './errors.ts';

export type JobProgress = {
  /** What is being done now, e.g. `Reading usage-2026-q2.csv`. */
  readonly label: string;
  /** 0-1, null when unknown. */
  readonly fraction: number | null;
  readonly rows: number | null;
};

export type JobState =
  | { readonly state: 'running'; readonly progress: JobProgress }
  | { readonly state: 'done'; readonly result: unknown }
  | { readonly state: 'failed'; readonly error: WireError }
  | { readonly state: 'cancelled' };

/** What the core tells its clients. Events announce state; they never command. */
export type CoreEvent =
  | { readonly topic: 'data-changed'; readonly revision: number }
  | { readonly topic: 'workspace-changed'; readonly open: boolean; readonly revision: number }
  /** The watched folder has something else to offer: ask `watch.get`. */
  | { readonly topic: 'watch-changed' }
  | { readonly topic: 'job'; readonly jobId: string; readonly method: string; readonly job: JobState };

/**
 * One import from picked files to the ledger. Kept outside the view, so that looking at another view meanwhile loses
 * nothing; a change of workspace starts afresh.
 */
import { create } from 'zustand';
import type { ImportSource } from '#shared/contract/bridge.ts';
import type { BatchReport, ImportOptions } from '#shared/contract/data.ts';
import type { JobProgress } from '#shared/contract/events.ts';
import { type Api, asApiError } from '../../api/api.ts';
import { importSteps, type PlannedFile, pairFiles, parentsFor, readsTogether } from './import-plan.ts';

export type Failed = { readonly file: string; readonly code: string; readonly message: string };
export type Outcome = {
  readonly batches: readonly BatchReport[];
  readonly failed: readonly Failed[];
  readonly cancelled: boolean;
};

export type Flow = {
  readonly epoch: number;
  readonly phase: 'idle' | 'reading' | 'review' | 'importing' | 'done';
  readonly files: readonly PlannedFile[];
  /** Position in `files` of the file shown. */
  readonly selected: number;
  readonly progress: JobProgress | null;
  readonly cancel: (() => void) | null;
  /** A sentence about what went wrong with the whole import, not with one file. */
  readonly error: string | null;
  readonly outcome: Outcome | null;
};

const IDLE: Omit<Flow, 'epoch'> = {
  phase: 'idle',
  files: [],
  selected: 0,
  progress: null,
  cancel: null,
  error: null,
  outcome: null,
};

export const useFlow = create<Flow>(() => ({ epoch: 0, ...IDLE }));
const set = useFlow.setState;
const get = useFlow.getState;

export function startAfresh(epoch: number): void {
  if (get().epoch !== epoch) set({ epoch, ...IDLE });
}

export function select(index: number): void {
  set({ selected: index });
}

function backTo(): 'review' | 'idle' {
  return get().files.length > 0 ? 'review' : 'idle';
}

async function preview(
  api: Api,
  sources: readonly ImportSource[],
  options: ImportOptions,
): Promise<readonly PlannedFile[]> {
  const run = async (picked: readonly ImportSource[]) => {
    const job = api.runJob('import.preview', { sources: picked.map((source) => source.ref), options }, (progress) =>
      set({ progress }),
    );
    set({ cancel: job.cancel });
    return (await job.promise).files;
  };
  const together = await run(sources);
  const pairs = pairFiles(sources, together);
  if (pairs) return pairs.map((pair) => ({ ...pair, options, shared: false }));
  const [only] = sources;
  if (only && sources.length === 1)
    return together.map((one) => ({ source: only, preview: one, options, shared: together.length > 1 }));
  // Names repeat or a folder is among them: one source at a time says which file belongs to which.
  const all: PlannedFile[] = [];
  for (const source of sources) {
    const own = await run([source]);
    all.push(...own.map((one) => ({ source, preview: one, options, shared: own.length > 1 })));
  }
  return all;
}

/** Reads picked or dropped files and adds them to those already there; `picking` resolves once the host has them. */
export async function readFiles(api: Api, picking: () => Promise<readonly ImportSource[]>): Promise<void> {
  if (get().phase === 'reading' || get().phase === 'importing') return;
  if (get().phase === 'done') set(IDLE);
  const before = get().files;
  try {
    const sources = await picking();
    if (sources.length === 0) return;
    set({ phase: 'reading', progress: null, error: null, outcome: null });
    const files = await preview(api, sources, {});
    set({ phase: 'review', files: [...before, ...files], selected: before.length });
  } catch (failure) {
    const error = asApiError(failure);
    set({ phase: backTo(), error: error.code === 'cancelled' ? null : error.message });
  } finally {
    set({ cancel: null, progress: null });
  }
}

/** Reads one file again with other options. */
export async function reread(api: Api, index: number, options: ImportOptions): Promise<void> {
  const file = get().files[index];
  if (!file || file.shared || get().phase !== 'review') return;
  set({ phase: 'reading', progress: null, error: null });
  try {
    const along = readsTogether(options) ? parentsFor(get().files, index).map((parent) => parent.source) : [];
    const read = await preview(api, [...along, file.source], options);
    const again = read.find((one) => one.source.ref === file.source.ref);
    if (again) set({ files: get().files.map((other, at) => (at === index ? again : other)) });
  } catch (failure) {
    const error = asApiError(failure);
    if (error.code !== 'cancelled') set({ error: error.message });
  } finally {
    set({ phase: 'review', cancel: null, progress: null });
  }
}

export function removeFile(api: Api, index: number): void {
  const { files, selected } = get();
  const removed = files[index];
  if (!removed) return;
  const rest = files.filter((file) => file.source.ref !== removed.source.ref);
  set({
    files: rest,
    selected: Math.max(0, Math.min(rest.length - 1, index < selected ? selected - 1 : selected)),
    phase: rest.length > 0 ? 'review' : 'idle',
  });
  void api.call('import.discard', { sources: [removed.source.ref] }).catch(() => undefined);
}

export function discard(api: Api): void {
  const refs = [...new Set(get().files.map((file) => file.source.ref))];
  set(IDLE);
  if (refs.length > 0) void api.call('import.discard', { sources: refs }).catch(() => undefined);
}

export function finish(): void {
  set(IDLE);
}

/** Imports the readable files; what is stored before a failure or a cancel stays stored, and the outcome says so. */
export async function importAll(api: Api): Promise<void> {
  const steps = importSteps(get().files.filter((file) => file.preview.error === null));
  const batches: BatchReport[] = [];
  const failed: Failed[] = get().files.flatMap(({ preview: { error, report } }) =>
    error ? [{ file: report.file, ...error }] : [],
  );
  set({ phase: 'importing', progress: null, error: null });
  try {
    for (const [at, step] of steps.entries()) {
      const last = at === steps.length - 1;
      const job = api.runJob(
        'import.run',
        { sources: [...step.sources], options: step.options, score: last },
        (progress) =>
          set({
            progress: {
              ...progress,
              fraction: progress.fraction === null ? null : (at + progress.fraction) / steps.length,
            },
          }),
      );
      set({ cancel: job.cancel });
      const result = await job.promise;
      batches.push(...result.batches);
      failed.push(...result.failed);
    }
    set({ phase: 'done', outcome: { batches, failed, cancelled: false }, files: [] });
  } catch (failure) {
    const error = asApiError(failure);
    const cancelled = error.code === 'cancelled';
    if (batches.length > 0)
      set({
        phase: 'done',
        outcome: { batches, failed, cancelled },
        files: [],
        error: cancelled ? null : error.message,
      });
    else
      set({
        phase: 'review',
        error: cancelled ? 'Cancelled. Nothing was stored.' : `${error.message} Nothing was stored.`,
      });
  } finally {
    set({ cancel: null, progress: null });
  }
}

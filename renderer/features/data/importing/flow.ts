/**
 * One import from picked files to the ledger. Kept outside the view, so that looking at another view meanwhile loses
 * nothing; a change of workspace starts afresh.
 */
import { create } from 'zustand';
import type { ImportSource } from '#shared/contract/bridge.ts';
import type { JobProgress } from '#shared/contract/events.ts';
import type { BatchReport, ImportOptions, UndoReport } from '#shared/contract/importing.ts';
import { type Api, asApiError, type JobHandle } from '../../../api/api.ts';
import {
  affectedBy,
  isParent,
  keyOf,
  mergePreviews,
  type PlannedTable,
  previewInput,
  runInput,
  stateOf,
} from './import-plan.ts';
import { type Pace, paceAfter } from './pace.ts';

type Failed = { readonly file: string; readonly code: string; readonly message: string };
export type Outcome = {
  readonly batches: readonly BatchReport[];
  readonly failed: readonly Failed[];
  /** Files and tables the user left out. */
  readonly left: readonly string[];
  /** What taking the import back did; null while it stands. */
  readonly undone: readonly UndoReport[] | null;
};

export type Flow = {
  readonly epoch: number;
  readonly phase: 'idle' | 'reading' | 'review' | 'importing' | 'done' | 'undoing';
  readonly tables: readonly PlannedTable[];
  /** Key of the table shown. */
  readonly selected: string;
  readonly progress: JobProgress | null;
  readonly pace: Pace | null;
  readonly cancel: (() => void) | null;
  /** A sentence about what went wrong with the whole import, not with one table. */
  readonly error: string | null;
  readonly outcome: Outcome | null;
};

const IDLE: Omit<Flow, 'epoch'> = {
  phase: 'idle',
  tables: [],
  selected: '',
  progress: null,
  pace: null,
  cancel: null,
  error: null,
  outcome: null,
};

export const useFlow = create<Flow>(() => ({ epoch: 0, ...IDLE }));
const set = useFlow.setState;
const get = useFlow.getState;

/** Counts what was asked for, so that an answer that is no longer wanted is dropped. */
let turn = 0;
/** Tables as they were read last, and those changed since. */
let settled: readonly PlannedTable[] = [];
let changed = new Set<string>();

export function startAfresh(epoch: number): void {
  if (get().epoch === epoch) return;
  turn += 1;
  set({ epoch, ...IDLE });
}

export function select(key: string): void {
  set({ selected: key });
}

/** Runs a job with progress, pace and the way to stop it in the flow. */
async function follow<T>(start: (onProgress: (progress: JobProgress) => void) => JobHandle<T>): Promise<T> {
  const job = start((progress) =>
    set(({ cancel, pace }) => (cancel === job.cancel ? { progress, pace: paceAfter(pace, progress, Date.now()) } : {})),
  );
  set({ cancel: job.cancel, progress: null, pace: null });
  try {
    return await job.promise;
  } finally {
    if (get().cancel === job.cancel) set({ cancel: null, progress: null, pace: null });
  }
}

function messageOf(failure: unknown): string | null {
  const error = asApiError(failure);
  return error.code === 'cancelled' ? null : error.message;
}

function discardSources(api: Api, tables: readonly PlannedTable[]): void {
  const sources = [...new Set(tables.map(({ source }) => source.ref))];
  if (sources.length > 0) void api.call('import.discard', { sources }).catch(() => undefined);
}

/** The table to look at first: one that asks something, else the first of those just read. */
function firstOf(tables: readonly PlannedTable[], from: number): string {
  const added = tables.slice(from);
  const shown = added.find((table) => stateOf(table) === 'asks') ?? added[0];
  return shown ? keyOf(shown.preview) : '';
}

/** Reads picked or dropped files and adds them to those already there; `picking` resolves once the host has them. */
export async function readFiles(api: Api, picking: () => Promise<readonly ImportSource[]>): Promise<void> {
  const { phase } = get();
  if (phase === 'reading' || phase === 'importing' || phase === 'undoing') return;
  const mine = ++turn;
  try {
    const picked = await picking();
    if (picked.length === 0 || mine !== turn) return;
    if (get().phase === 'done') finish(api);
    const before = get().tables;
    set({ phase: 'reading', error: null, outcome: null });
    const known = previewInput(before, null);
    const input = { ...known, sources: [...known.sources, ...picked.map(({ ref }) => ref)] };
    const { files } = await follow((onProgress) => api.runJob('import.preview', input, onProgress));
    if (mine !== turn) return;
    const tables = mergePreviews(before, picked, files);
    set({ phase: 'review', tables, selected: firstOf(tables, before.length) });
  } catch (failure) {
    if (mine === turn) set({ phase: get().tables.length > 0 ? 'review' : 'idle', error: messageOf(failure) });
  }
}

/** Reads tables again with other options. A further change while that runs replaces it. */
export async function reread(api: Api, options: ReadonlyMap<string, ImportOptions>): Promise<void> {
  await change(api, new Set(options.keys()), (table) => ({
    ...table,
    options: options.get(keyOf(table.preview)) ?? table.options,
  }));
}

/** Leaves tables out of the import, or takes them back in; when nothing is left of it, the import is discarded. */
export async function leaveOut(api: Api, keys: ReadonlySet<string>, left: boolean): Promise<void> {
  const { phase, tables } = get();
  if (phase !== 'review' && phase !== 'reading') return;
  const named = ({ preview }: PlannedTable) => keys.has(keyOf(preview));
  const apply = (table: PlannedTable): PlannedTable => (named(table) ? { ...table, left } : table);
  if (left && tables.length === 1) discard(api);
  // Rows of the other tables wait for their account, or no longer do.
  else if (tables.some((table) => named(table) && table.preview.error === null && isParent(table)))
    await change(api, keys, apply);
  else set({ tables: tables.map(apply) });
}

async function change(
  api: Api,
  keys: ReadonlySet<string>,
  apply: (table: PlannedTable) => PlannedTable,
): Promise<void> {
  const { phase, cancel } = get();
  if (phase !== 'review' && phase !== 'reading') return;
  if (phase === 'review') {
    settled = get().tables;
    changed = new Set();
  }
  changed = new Set([...changed, ...keys]);
  const mine = ++turn;
  cancel?.();
  const tables = get().tables.map((table) => (keys.has(keyOf(table.preview)) ? apply(table) : table));
  set({ phase: 'reading', tables, error: null });
  const input = previewInput(tables, affectedBy(tables, changed));
  if (input.sources.length === 0) {
    set({ phase: 'review' });
    return;
  }
  try {
    const { files } = await follow((onProgress) => api.runJob('import.preview', input, onProgress));
    if (mine === turn) set({ phase: 'review', tables: mergePreviews(get().tables, [], files) });
  } catch (failure) {
    if (mine === turn) set({ phase: 'review', tables: settled, error: messageOf(failure) });
  }
}

export function discard(api: Api): void {
  turn += 1;
  get().cancel?.();
  discardSources(api, get().tables);
  set(IDLE);
}

/** Leaves the result; the picked files are let go. */
export function finish(api: Api): void {
  discardSources(api, get().tables);
  set(IDLE);
}

/** Imports what is ready, all of it or nothing; answers whether it is stored. The choices stay in either case. */
export async function importAll(api: Api): Promise<boolean> {
  const { tables } = get();
  const mine = ++turn;
  set({ phase: 'importing', error: null });
  try {
    const { batches, failed } = await follow((onProgress) => api.runJob('import.run', runInput(tables), onProgress));
    if (mine !== turn) return false;
    const refused = tables.flatMap((table) => {
      const { error, report } = table.preview;
      return error !== null && !table.left ? [{ file: report.file, ...error }] : [];
    });
    const left = tables.filter((table) => table.left).map(({ preview }) => preview.report.file);
    set({ phase: 'done', outcome: { batches, failed: [...refused, ...failed], left, undone: null } });
    return true;
  } catch (failure) {
    const message = messageOf(failure);
    if (mine === turn)
      set({
        phase: 'review',
        error: message === null ? 'Cancelled. Nothing was stored.' : `${message} Nothing was stored.`,
      });
    return false;
  }
}

/** Takes the whole import back. */
export async function undoImport(api: Api): Promise<void> {
  const { outcome, phase } = get();
  const batchIds = outcome?.batches.flatMap(({ batchId }) => batchId ?? []) ?? [];
  if (phase !== 'done' || !outcome || outcome.undone !== null || batchIds.length === 0) return;
  const mine = ++turn;
  set({ phase: 'undoing', error: null });
  try {
    const { undone } = await follow((onProgress) => api.runJob('import.undo', { batchIds }, onProgress));
    if (mine === turn) set({ phase: 'done', outcome: { ...outcome, undone } });
  } catch (failure) {
    const message = messageOf(failure);
    if (mine === turn)
      set({
        phase: 'done',
        error: message === null ? 'Cancelled. The import stands.' : `${message} The import stands.`,
      });
  }
}

/** After an undo: the same files with the same choices once more. */
export async function reviewAgain(api: Api): Promise<void> {
  const { phase, tables } = get();
  if (phase !== 'done' || tables.length === 0) return;
  set({ phase: 'review', outcome: null, error: null });
  await change(api, new Set(tables.map(({ preview }) => keyOf(preview))), (table) => table);
}

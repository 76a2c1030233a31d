import { type Control, type FilePlan, type PlanOptions, planFile } from '#electron/ingest/index.ts';
import { findMapping } from '#electron/store/reads/mappings.ts';
import { MS_PER_DAY } from '#shared/model/day.ts';
import type { ReadContext, WorkControl, WriteContext } from '../context.ts';
import { type Failure, failureOf, type Table } from './tables.ts';

/** Parents before children: a child row finds its account in the same run. */
const ORDER: readonly string[] = ['accounts', 'contacts', 'contracts', 'subscriptions', 'tickets'];
const orderOf = (plan: FilePlan): number => (ORDER.includes(plan.kind) ? ORDER.indexOf(plan.kind) : ORDER.length);

export type Planned = { readonly table: Table; readonly plan: FilePlan };

/** What reading any table of the workspace starts from: the choices made for it, then the mappings saved here. */
export function planOptions(context: ReadContext | WriteContext, table: Table): PlanOptions {
  return {
    ...table.options,
    name: table.file,
    part: table.inner,
    today: Math.floor(context.now() / MS_PER_DAY),
    presets: context.importPresets,
    saved: (fingerprint) => findMapping(context.db, fingerprint),
  };
}

/** Reads every table once: dialect, kind, mapping. Tables that cannot be planned are listed, not thrown. */
export function planAll(
  context: ReadContext | WriteContext,
  tables: readonly Table[],
  control: WorkControl,
  share: number,
): {
  readonly planned: readonly Planned[];
  readonly failed: readonly { readonly table: Table; readonly failure: Failure }[];
} {
  const planned: Planned[] = [];
  const failed: { table: Table; failure: Failure }[] = [];
  tables.forEach((table, index) => {
    const step = ingestControl(
      control,
      `Looking at ${table.file}`,
      (share * index) / tables.length,
      share / tables.length,
    );
    try {
      planned.push({ table, plan: planFile(table.path, planOptions(context, table), step) });
    } catch (error) {
      failed.push({ table, failure: failureOf(table, error) });
    }
  });
  planned.sort(
    (a, b) => orderOf(a.plan) - orderOf(b.plan) || (a.plan.file < b.plan.file ? -1 : a.plan.file > b.plan.file ? 1 : 0),
  );
  return { planned, failed };
}

/** The part of a job's progress that one table's reading is. */
export function ingestControl(control: WorkControl, label: string, start: number, share: number): Control {
  return {
    isCancelled: control.isCancelled,
    onProgress: (bytesRead, bytes, rows) =>
      control.onProgress(label, start + (bytes === 0 ? share : (share * bytesRead) / bytes), rows),
  };
}

/** Reading, then storing what has to be sorted first. */
export type ImportControl = Control & { readonly onStoring?: (stored: number, facts: number) => void };

/** The part of a job's progress that one table's import is. */
export function importControl(
  control: WorkControl,
  verb: 'Importing' | 'Trying',
  file: string,
  start: number,
  share: number,
): ImportControl {
  const reading = 0.8 * share;
  return {
    ...ingestControl(control, `${verb} ${file}`, start, reading),
    onStoring: (stored, facts) =>
      control.onProgress(`Storing ${file}`, start + reading + ((share - reading) * stored) / facts, stored),
  };
}

import { describeFile, type FileDescription, type FilePlan } from '#electron/ingest/index.ts';
import { countBatches } from '#electron/store/reads/ledger.ts';
import { readLookups } from '#electron/store/reads/lookups.ts';
import { findMapping } from '#electron/store/reads/mappings.ts';
import { bumpRevision, setMeta } from '#electron/store/writes/ledger.ts';
import { noteMappingUse, saveMapping } from '#electron/store/writes/mappings.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { BatchReport, FilePreview, ImportOptions } from '#shared/contract/importing.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import type { WorkControl, WriteContext } from '../context.ts';
import { dryRun } from '../dry-run.ts';
import { markCorrected } from '../importing/corrections.ts';
import { importFile } from '../importing/import-file.ts';
import { importControl, type Planned, planAll, planOptions } from '../importing/plans.ts';
import { failedPreview, previewOf } from '../importing/preview.ts';
import { listChosen, type Table } from '../importing/tables.ts';
import { recordsPreview, restoreRecords } from '../restoring/records.ts';
import { scoreAfterImport } from './score.ts';

/** Everything an import would do, counted exactly, with nothing stored: the same code inside a transaction rolled back. */
export function previewHandler(
  context: WriteContext,
  input: ParsedInputOf<'import.preview'>,
  control: WorkControl,
): OutputOf<'import.preview'> {
  const { tables, records, failed: unlisted } = listChosen(control, input);
  const { planned, failed } = planAll(context, tables, control, 0.4);
  const tried = dryRun(context.db, () => {
    const lookups = readLookups(context.db);
    const now = context.now();
    const wasEmpty = countBatches(context.db) === 0;
    const previews = planned.map((entry, index) => {
      const step = importControl(
        control,
        'Trying',
        entry.plan.file,
        0.4 + (0.6 * index) / planned.length,
        0.6 / planned.length,
      );
      return previewOf(entry, importFile(context.db, lookups, entry.plan, now, step));
    });
    return [
      ...previews,
      ...records.map((entry) => recordsPreview(entry, restoreRecords(context, entry, now, wasEmpty))),
    ];
  });
  const files: FilePreview[] = [
    ...tried,
    ...failed.map(({ table, failure }) => failedPreview(failure, lookedAt(context, table, control))),
    ...unlisted.map((failure) => failedPreview(failure, null)),
  ];
  return { files };
}

/** What can be said of a table that cannot be planned; null where it is no table at all. */
function lookedAt(context: WriteContext, table: Table, control: WorkControl): FileDescription | null {
  try {
    return describeFile(table.path, planOptions(context, table), { isCancelled: control.isCancelled });
  } catch (error) {
    if (error instanceof AppError && error.code !== 'cancelled') return null;
    throw error;
  }
}

/** Imports the tables in one transaction, each with its ledger row, then re-scores unless told not to. */
export function runImportHandler(
  context: WriteContext,
  input: ParsedInputOf<'import.run'>,
  control: WorkControl,
): OutputOf<'import.run'> {
  const withScores = input.score !== false && !input.dryRun;
  const share = withScores ? 0.7 : 0.9;
  const { tables, records, failed: unlisted } = listChosen(control, input);
  const { planned, failed } = planAll(context, tables, control, 0.1);
  const now = context.now();
  const importAll = (): BatchReport[] => {
    const lookups = readLookups(context.db);
    const wasEmpty = countBatches(context.db) === 0;
    const reports = planned.map(({ plan }, index) => {
      const step = importControl(
        control,
        'Importing',
        plan.file,
        0.1 + (share * index) / planned.length,
        share / planned.length,
      );
      return importFile(context.db, lookups, plan, now, step).report;
    });
    return [...reports, ...records.map((entry) => restoreRecords(context, entry, now, wasEmpty).report)];
  };
  const failures = [...unlisted, ...failed.map(({ failure }) => failure)].map(({ file, code, message }) => ({
    file,
    code,
    message,
  }));
  if (input.dryRun) {
    const batches = dryRun(context.db, importAll).map((report) => ({ ...report, batchId: null }));
    return { batches, failed: failures };
  }
  const batches =
    planned.length + records.length === 0
      ? []
      : context.db
          .transaction(() => {
            const reports = importAll();
            planned.forEach((entry, index) => {
              rememberMapping(context, entry, now);
              markCorrected(context.db, entry.plan, reports[index]?.batchId ?? null);
            });
            setMeta(context.db, 'last_import_at', String(now));
            bumpRevision(context.db);
            return reports;
          })
          .immediate();
  if (withScores && batches.some((batch) => batch.created + batch.updated > 0)) {
    scoreAfterImport(context, {
      ...control,
      onProgress: (label, fraction, rows) => control.onProgress(label, 0.8 + 0.2 * (fraction ?? 0), rows),
    });
  }
  return { batches, failed: failures };
}

/** The next file with the same headers is read as this one was. */
function rememberMapping(context: WriteContext, { table, plan }: Planned, now: number): void {
  if (plan.layout.isOwn) return;
  if (plan.origin.type === 'saved' && !isChoice(table.options)) {
    noteMappingUse(context.db, plan.fingerprint, now);
    return;
  }
  saveMapping(context.db, {
    fingerprint: plan.fingerprint,
    name: findMapping(context.db, plan.fingerprint)?.name ?? plan.origin.name ?? plan.file,
    kind: plan.kind,
    headers: plan.headers,
    options: remembered(plan, table.options),
    savedAt: now,
  });
}

/** What the user said of this very table beyond what was remembered. */
function isChoice(options: ImportOptions): boolean {
  return Object.keys(options).length > 0;
}

/** How its columns are read; of how the text is cut only what the user had to say, because the next export may be cut otherwise. */
function remembered(plan: FilePlan, given: ImportOptions): ImportOptions {
  const {
    delimiter: _delimiter,
    encoding: _encoding,
    quote: _quote,
    headerRow: _headerRow,
    ...columns
  } = plan.recipe.options;
  return {
    ...columns,
    ...(given.encoding === undefined ? {} : { encoding: given.encoding }),
    ...(given.quote === undefined ? {} : { quote: given.quote }),
    ...(given.headerRow === undefined ? {} : { headerRow: given.headerRow }),
  };
}

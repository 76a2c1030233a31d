import { type Control, expandFolder, type FilePlan, planFile } from '#electron/ingest/index.ts';
import { readLookups } from '#electron/store/reads/lookups.ts';
import { bumpRevision, setMeta } from '#electron/store/writes/ledger.ts';
import type { BatchReport, FilePreview, ImportOptions } from '#shared/contract/data.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import type { WorkControl, WriteContext } from '../context.ts';
import { importFile } from '../importing/import-file.ts';
import { scoreHistory } from './score.ts';

/** Parents before children: a child row finds its account in the same run. */
const ORDER: readonly string[] = ['accounts', 'contacts', 'contracts', 'subscriptions'];
const orderOf = (plan: FilePlan): number => (ORDER.includes(plan.kind) ? ORDER.indexOf(plan.kind) : ORDER.length);

type Failure = { readonly file: string; readonly code: string; readonly message: string };

function failureOf(file: string, error: unknown): Failure {
  if (!(error instanceof AppError) || error.code === 'cancelled') throw error;
  return { file, code: error.code, message: error.message };
}

function listFiles(control: WorkControl): { path: string; name: string }[] {
  const files = control.sources.flatMap((source) => {
    const paths = expandFolder(source.path);
    return paths.map((path) => ({
      path,
      name: paths.length === 1 && path === source.path ? source.name : (path.split(/[\\/]/).pop() ?? source.name),
    }));
  });
  if (files.length === 0) throw new AppError('file_not_found', 'There is no CSV, TSV or text file at that place.');
  return files;
}

/** Reads every file once: dialect, kind, mapping. Files that cannot be read are listed, not thrown. */
function planAll(
  control: WorkControl,
  options: ImportOptions | undefined,
  share: number,
): { plans: FilePlan[]; failed: Failure[] } {
  const files = listFiles(control);
  const plans: FilePlan[] = [];
  const failed: Failure[] = [];
  files.forEach((file, index) => {
    const label = `Looking at ${file.name}`;
    try {
      plans.push(
        planFile(
          file.path,
          { ...options, name: file.name },
          ingestControl(control, label, (share * index) / files.length, share / files.length),
        ),
      );
    } catch (error) {
      failed.push(failureOf(file.name, error));
    }
  });
  return { plans: plans.sort((a, b) => orderOf(a) - orderOf(b) || (a.file < b.file ? -1 : 1)), failed };
}

function ingestControl(control: WorkControl, label: string, start: number, share: number): Control {
  return {
    isCancelled: control.isCancelled,
    onProgress: (bytesRead, bytes, rows) =>
      control.onProgress(label, start + (bytes === 0 ? share : (share * bytesRead) / bytes), rows),
  };
}

class Rollback extends Error {}

/** Runs work inside a transaction that is always rolled back. */
function dry<T>(context: WriteContext, work: () => T): T {
  let result: { value: T } | null = null;
  try {
    context.db
      .transaction(() => {
        result = { value: work() };
        throw new Rollback();
      })
      .immediate();
  } catch (error) {
    if (!(error instanceof Rollback)) throw error;
  }
  if (!result) throw new AppError('internal', 'The trial run ended without a result.');
  return (result as { value: T }).value;
}

/** Everything an import would do, counted exactly, with nothing stored: the same code inside a transaction rolled back. */
export function previewHandler(
  context: WriteContext,
  input: ParsedInputOf<'import.preview'>,
  control: WorkControl,
): OutputOf<'import.preview'> {
  const { plans, failed } = planAll(control, input.options, 0.4);
  const files = dry(context, () => {
    const lookups = readLookups(context.db);
    const now = context.now();
    return plans.map((plan, index): FilePreview => {
      const { report, preview } = importFile(
        context.db,
        lookups,
        plan,
        now,
        ingestControl(control, `Trying ${plan.file}`, 0.4 + (0.6 * index) / plans.length, 0.6 / plans.length),
      );
      return {
        report: { ...report, batchId: null },
        columns: plan.columns.map(({ name, canonical, confidence, type, sample, issues, blank }) => ({
          name,
          canonical,
          confidence,
          type,
          sample,
          issues,
          blank,
          found: [],
        })),
        source: '',
        part: plan.part,
        kindGuess: plan.kind,
        confidence: plan.kindConfidence,
        questions: [...plan.questions],
        ...preview,
        encoding: plan.encoding,
        delimiter: plan.delimiter,
        headerRow: plan.headerRow,
        bytes: plan.bytes,
        error: null,
      };
    });
  });
  return { files: [...files, ...failed.map(failedPreview)] };
}

function failedPreview(failure: Failure): FilePreview {
  return {
    report: {
      batchId: null,
      file: failure.file,
      kind: 'accounts',
      mapping: {},
      rowsRead: 0,
      accepted: 0,
      rejected: 0,
      duplicates: 0,
      created: 0,
      updated: 0,
      unchanged: 0,
      waiting: 0,
      warnings: [],
      rejectedSample: [],
      dateOrder: null,
      mappingOrigin: { type: 'detected', name: null },
      sums: {},
    },
    source: '',
    part: '',
    kindGuess: null,
    confidence: 0,
    questions: [],
    columns: [],
    storedColumns: [],
    storedRows: [],
    encoding: '',
    delimiter: '',
    headerRow: 0,
    bytes: 0,
    error: { code: failure.code, message: failure.message },
  };
}

/** Imports the files, each in one transaction with its ledger row, then re-scores unless told not to. */
export function runImportHandler(
  context: WriteContext,
  input: ParsedInputOf<'import.run'>,
  control: WorkControl,
): OutputOf<'import.run'> {
  const withScores = input.score !== false && !input.dryRun;
  const importShare = withScores ? 0.7 : 0.9;
  const { plans, failed } = planAll(control, input.options, 0.1);
  const batches: BatchReport[] = [];
  const runOne = (plan: FilePlan, index: number): void => {
    const start = 0.1 + (importShare * index) / plans.length;
    const { report } = importFile(
      context.db,
      readLookups(context.db),
      plan,
      context.now(),
      ingestControl(control, `Importing ${plan.file}`, start, importShare / plans.length),
    );
    batches.push(input.dryRun ? { ...report, batchId: null } : report);
  };
  if (input.dryRun) {
    dry(context, () => plans.forEach(runOne));
    return { batches, failed };
  }
  plans.forEach((plan, index) => {
    context.db
      .transaction(() => {
        runOne(plan, index);
        setMeta(context.db, 'last_import_at', String(context.now()));
        bumpRevision(context.db);
      })
      .immediate();
  });
  if (withScores && batches.some((batch) => batch.created + batch.updated > 0)) {
    scoreAfterImport(context, {
      ...control,
      onProgress: (label, fraction, rows) => control.onProgress(label, 0.8 + 0.2 * (fraction ?? 0), rows),
    });
  }
  return { batches, failed };
}

/** The rows are stored: that there is nothing to score yet, or that scoring was cancelled, does not make the import fail. */
function scoreAfterImport(context: WriteContext, control: WorkControl): void {
  try {
    scoreHistory(context, { replaceAll: true }, control);
  } catch (error) {
    if (!(error instanceof AppError) || (error.code !== 'no_scores' && error.code !== 'cancelled')) throw error;
  }
}

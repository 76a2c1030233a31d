import type { OwnManifest } from '#electron/ingest/index.ts';
import { getMeta } from '#electron/store/reads/ledger.ts';
import { stampEdits } from '#electron/store/writes/hand-edits.ts';
import { closeBatch, openBatch, quarantine, setMeta } from '#electron/store/writes/ledger.ts';
import { noteRestored } from '#electron/store/writes/restored.ts';
import type { BatchReport, FilePreview } from '#shared/contract/importing.ts';
import { LEDGER_ENTRIES, type Ledger } from '#shared/contract/workspace-ledgers.ts';
import { modelVersionOf } from '#shared/model/health-model.ts';
import type { WriteContext } from '../context.ts';
import { modelsOf } from '../model-versions.ts';
import { restoreEdits, restoreOverrides } from './accounts.ts';
import { restoreEvidence, restoreViews } from './evidence.ts';
import { restoreModels, restorePromotions } from './models.ts';
import { conflict, type Fate, restoreInto } from './restorer.ts';

const SAMPLE = 20;
const PREVIEW_ROWS = 200;
const RAW_LENGTH = 4000;

/** What each ledger's entries are called, in the order they are restored: what others rest on comes first. */
const LEDGERS: readonly (readonly [Ledger, string, (entry: Readonly<Record<string, unknown>>) => unknown])[] = [
  ['models', 'Model version', ({ id, version }) => `${id}@${version}`],
  ['promotions', 'Promotion', ({ modelVersion }) => modelVersion],
  ['overrides', 'Override', ({ accountId }) => accountId],
  ['edits', 'Edit by hand', ({ action, value }) => `${action} ${value ?? ''}`],
  ['views', 'Saved view', ({ name }) => name],
  ['mappings', 'Mapping', ({ name }) => name],
  ['scenarios', 'Scenario', ({ name }) => name],
  ['shadowRuns', 'Shadow run', ({ name }) => name],
  ['reviews', 'Review', ({ cadence, period }) => `${cadence}, ${period}`],
  ['modelsTried', 'Model tried', ({ what }) => what],
  ['sealedLooks', 'Look at the sealed landmark', ({ modelVersion }) => modelVersion],
];

/** An exported workspace's records, of one picked source. */
export type Records = OwnManifest & { readonly source: string; readonly file: string };

export type RestoredRecords = {
  readonly report: BatchReport;
  readonly storedColumns: readonly string[];
  readonly storedRows: FilePreview['storedRows'];
};

/**
 * Restores the ledgers of an exported workspace as one batch: what is here already stays, entries that contradict it are
 * rejected with the reason. Must run inside a transaction of the caller, after the tables: overrides and edits name accounts.
 *
 * @param wasEmpty nothing had been imported before: then amounts are in the currency of the export
 */
export function restoreRecords(
  context: WriteContext,
  records: Records,
  now: number,
  wasEmpty: boolean,
): RestoredRecords {
  const { db } = context;
  const { document, file, sha256, bytes } = records;
  const batchId = openBatch(db, file, 'records', now, sha256, bytes);
  const aside = quarantine(db, batchId);
  const versions = new Map(modelsOf(context).models.map((model) => [modelVersionOf(model), model]));
  const { restore, brought } = restoreInto(db, (name) => versions.has(name));
  const listOf = (ledger: Ledger): readonly unknown[] => {
    const list = document[ledger];
    return Array.isArray(list) ? list : [];
  };
  const restorers = {
    models: restoreModels(restore, versions),
    promotions: restorePromotions(restore, listOf('promotions')),
    overrides: restoreOverrides(restore),
    edits: restoreEdits(restore, listOf('edits')),
    ...restoreViews(restore),
    ...restoreEvidence(restore),
  };

  let line = 0;
  const counts = { created: 0, unchanged: 0, rejected: 0 };
  const rejectedSample: BatchReport['rejectedSample'] = [];
  const storedRows: FilePreview['storedRows'] = [];
  const take = (title: string, what: unknown, raw: unknown, fate: Fate): void => {
    line += 1;
    const isRefused = typeof fate === 'object';
    counts[isRefused ? 'rejected' : fate === 'new' ? 'created' : 'unchanged'] += 1;
    if (isRefused) {
      const entry = { line, column: title, ...fate, raw: JSON.stringify(raw).slice(0, RAW_LENGTH) };
      aside.reject(entry);
      if (rejectedSample.length < SAMPLE) rejectedSample.push(entry);
    }
    if (storedRows.length < PREVIEW_ROWS)
      storedRows.push({
        line,
        result: isRefused ? 'rejected' : fate,
        cells: [title, String(what ?? '').slice(0, 200), isRefused ? fate.message : null],
      });
  };

  if (typeof document['currency'] === 'string') {
    const before = getMeta(db, 'currency');
    const now = document['currency'];
    take('Currency', now, now, currencyFate(before ?? 'USD', now, wasEmpty));
    if (wasEmpty && before !== now) {
      setMeta(db, 'currency', now);
      brought.push({ table: 'meta', record: 'currency', content: JSON.stringify({ before, now }) });
    }
  }
  for (const [ledger, title, nameOf] of LEDGERS)
    for (const raw of listOf(ledger)) {
      const entry = typeof raw === 'object' && raw !== null ? { ...raw } : {};
      take(title, nameOf(entry), raw, restoreEntry(ledger, raw, restorers));
    }
  if (brought.some(({ table }) => table === 'hand_edit')) stampEdits(db);
  noteRestored(db, batchId, brought);

  const { created, unchanged, rejected } = counts;
  const accepted = created + unchanged;
  const figures = { rowsRead: line, accepted, rejected, duplicates: 0, created, updated: 0, unchanged, waiting: 0 };
  closeBatch(db, batchId, {
    ...figures,
    file,
    kind: 'records',
    importedAt: now,
    sha256,
    bytes,
    mapping: {},
    warnings: [],
    written: [],
    recipe: { headers: [], options: {} },
    sums: {},
  });
  return {
    report: {
      ...figures,
      batchId,
      file,
      kind: 'records',
      mapping: {},
      warnings: [],
      rejectedSample,
      dateOrder: null,
      mappingOrigin: { type: 'given', name: 'Bellwether' },
      sums: {},
    },
    storedColumns: ['Record', 'Name', 'Why it is not restored'],
    storedRows,
  };
}

function currencyFate(here: string, exported: string, wasEmpty: boolean): Fate {
  if (here === exported) return 'unchanged';
  if (wasEmpty) return 'new';
  return conflict(
    `Amounts of the export are in ${exported}, this workspace counts in ${here}. They are stored as they are; the currency stays.`,
  );
}

type AnyRestorer = (entry: unknown) => Fate;

function restoreEntry(ledger: Ledger, raw: unknown, restorers: Readonly<Record<Ledger, unknown>>): Fate {
  const read = LEDGER_ENTRIES[ledger].safeParse(raw);
  if (!read.success)
    return {
      code: 'invalid',
      message:
        `The entry cannot be read: ${read.error.issues[0]?.path.join('.') ?? ''} ${read.error.issues[0]?.message ?? ''}`.trim(),
    };
  return (restorers[ledger] as AnyRestorer)(read.data);
}

/** What the window shows of records that were tried. */
export function recordsPreview({ source, part, bytes }: Records, tried: RestoredRecords): FilePreview {
  return {
    source,
    part,
    report: { ...tried.report, batchId: null },
    kindGuess: null,
    confidence: 1,
    questions: [],
    columns: [],
    storedColumns: [...tried.storedColumns],
    storedRows: tried.storedRows,
    rawRows: [],
    encoding: 'utf-8',
    delimiter: '',
    headerRow: 0,
    bytes,
    error: null,
  };
}

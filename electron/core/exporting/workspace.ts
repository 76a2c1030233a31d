import { exportMarker } from '#electron/ingest/index.ts';
import { readCanonical } from '#electron/store/reads/canonical.ts';
import { countBatches, getMeta, readBatches } from '#electron/store/reads/ledger.ts';
import { isoFromDay } from '#shared/model/day.ts';
import { modelVersionOf } from '#shared/model/health-model.ts';
import { STORED_KINDS, type StoredKind } from '#shared/model/kinds.ts';
import type { ReadContext } from '../context.ts';
import { officialModel } from '../model-versions.ts';
import { bookOf, currencyOf, headsOf } from '../views/book.ts';
import type { ExportContent } from './content.ts';
import { writeCsv } from './csv.ts';
import { writeJsonRows } from './json.ts';
import { ledgersOf } from './ledgers.ts';
import { scoreTable } from './scores.ts';
import { canonicalExport, type ExportTable, withMarker } from './table.ts';
import { writeWorkbook } from './workbook.ts';
import { ZipWriter } from './zip.ts';

type Stored = { readonly kind: StoredKind; readonly table: ExportTable };

/** Rows of one CSV file at most: what one import reads (20-data.md section 2). */
const ROWS_PER_FILE = 4_000_000;

function storedTables(context: ReadContext): Stored[] {
  return STORED_KINDS.map((kind) => ({ kind, table: canonicalExport(readCanonical(context.db, kind)) }));
}

const rowsIn = (tables: readonly Stored[]): number => tables.reduce((sum, { table }) => sum + table.rowCount, 0);

function headOf(context: ReadContext) {
  return {
    bellwetherExport: 1,
    name: getMeta(context.db, 'name') ?? 'Workspace',
    currency: currencyOf(context),
    exportedAt: new Date(context.now()).toISOString(),
  };
}

/** An archive of CSV tables, which an import reads as a folder of them, and a list of what is in it. */
export function workspaceArchive(context: ReadContext, bom: boolean): ExportContent {
  const tables = storedTables(context).filter(({ table }) => table.rowCount > 0);
  return {
    rowCount: rowsIn(tables),
    write: (output, counter) => {
      const zip = new ZipWriter(output);
      const files: { file: string; kind: StoredKind; rows: number }[] = [];
      for (const { kind, table } of tables) {
        const marked = withMarker(table, exportMarker(kind, 'text'));
        partsOf(marked).forEach((part, index, parts) => {
          const file = `${kind}${parts.length > 1 ? `-${index + 1}` : ''}.csv`;
          files.push({ file, kind, rows: part.rowCount });
          zip.add(file, (entry) => writeCsv(entry, part, { bom }, counter));
        });
      }
      const manifest = {
        ...headOf(context),
        files,
        ...ledgersOf(context),
      };
      zip.add('manifest.json', (entry) => entry.write(`${JSON.stringify(manifest, null, 2)}\n`));
      zip.end();
    },
  };
}

/** A table in pieces of at most {@link ROWS_PER_FILE} rows, to be written in order: they share one pass over the rows. */
function partsOf(table: ExportTable): ExportTable[] {
  const count = Math.ceil(table.rowCount / ROWS_PER_FILE);
  if (count <= 1) return [table];
  const iterator = table.rows()[Symbol.iterator]();
  return Array.from({ length: count }, (_, index) => {
    const rowCount = Math.min(ROWS_PER_FILE, table.rowCount - index * ROWS_PER_FILE);
    return {
      ...table,
      rowCount,
      *rows() {
        for (let taken = 0; taken < rowCount; taken += 1) {
          const { value, done } = iterator.next();
          if (done) return;
          yield value;
        }
      },
    };
  });
}

/** One workbook with a sheet per table that has rows. */
export function workspaceWorkbook(context: ReadContext): ExportContent {
  const stored = storedTables(context);
  const filled = stored.filter(({ table }) => table.rowCount > 0);
  const tables = (filled.length > 0 ? filled : stored.slice(0, 1)).map(({ kind, table }) =>
    withMarker(table, exportMarker(kind, 'workbook')),
  );
  return { rowCount: rowsIn(filled), write: (output, counter) => writeWorkbook(output, tables, counter) };
}

/** The document of shared/contract/workspace-export.ts. */
export function workspaceDocument(context: ReadContext): ExportContent {
  const tables = storedTables(context);
  const model = officialModel(context);
  const hasScores = headsOf(context, modelVersionOf(model)).length > 0;
  const book = hasScores ? bookOf(context, undefined, undefined) : null;
  const scores = book ? scoreTable(book, false) : null;
  return {
    rowCount: rowsIn(tables) + (scores?.rowCount ?? 0),
    write: (output, counter) => {
      output.write(`${JSON.stringify(headOf(context)).slice(0, -1)},"tables":{`);
      tables.forEach(({ kind, table }, index) => {
        output.write(`${index === 0 ? '\n' : ',\n'}"${kind}":`);
        writeJsonRows(output, table, counter);
      });
      output.write(`},\n"batches":${JSON.stringify(ledger(context))},\n`);
      for (const [name, entries] of Object.entries(ledgersOf(context)))
        output.write(`"${name}":${JSON.stringify(entries)},\n`);
      output.write('"scores":');
      if (book && scores) {
        output.write(
          `{"modelVersion":${JSON.stringify(book.modelVersion)},"asOf":"${isoFromDay(book.asOf)}","accounts":`,
        );
        writeJsonRows(output, scores, counter);
        output.write('}}\n');
      } else output.write('null}\n');
    },
  };
}

/** Every batch, oldest first. */
function ledger(context: ReadContext) {
  return readBatches(context.db, 0, countBatches(context.db))
    .toReversed()
    .map(({ batchId, file, kind, importedAt, sha256, bytes, rowsRead, accepted, rejected, undoneAt }) => ({
      batchId,
      file,
      kind,
      importedAt: new Date(importedAt).toISOString(),
      sha256,
      bytes,
      rowsRead,
      accepted,
      rejected,
      ...(undoneAt === null ? {} : { undoneAt: new Date(undoneAt).toISOString() }),
    }));
}

import { exportMarker } from '#electron/ingest/index.ts';
import { readCanonical } from '#electron/store/reads/canonical.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { ParsedInputOf } from '#shared/contract/index.ts';
import { isoFromDay } from '#shared/model/day.ts';
import type { StoredKind } from '#shared/model/kinds.ts';
import type { ReadContext, WorkControl } from '../context.ts';
import { bookOf } from '../views/book.ts';
import { accountListTable } from './account-list.ts';
import { writeCsv } from './csv.ts';
import { writeJsonRows } from './json.ts';
import { writeParquet } from './parquet.ts';
import { rejectedTable } from './rejected.ts';
import { crmTable, modelTable, scoreTable } from './scores.ts';
import { canonicalExport, type ExportTable, type RowCounter, withMarker } from './table.ts';
import { templateArchive } from './templates.ts';
import { validationTable } from './validation.ts';
import type { Output } from './whole-file.ts';
import { writeWorkbook } from './workbook.ts';
import { workspaceArchive, workspaceDocument, workspaceWorkbook } from './workspace.ts';

type Input = ParsedInputOf<'export.run'>;
type What = Input['what'];
type Format = Input['format'];

/** What goes into the file: its number of rows, for progress, and how it is written. */
export type ExportContent = {
  readonly rowCount: number;
  readonly write: (output: Output, counter: RowCounter) => void;
};

const TABLE: readonly Format[] = ['csv', 'xlsx', 'parquet', 'json'];
const SPECIAL = {
  workspace: ['zip', 'json', 'xlsx'],
  'crm-salesforce': ['csv'],
  'crm-hubspot': ['csv'],
  templates: ['zip'],
  rejected: ['csv'],
} as const satisfies Partial<Record<What, readonly Format[]>>;

function formatsOf(what: What): readonly Format[] {
  return Object.hasOwn(SPECIAL, what) ? SPECIAL[what as keyof typeof SPECIAL] : TABLE;
}

/** @throws AppError where the format does not fit, or there is nothing of that kind to export. */
export function exportContent(context: ReadContext, input: Input, control: WorkControl): ExportContent {
  const { what, format } = input;
  const formats = formatsOf(what);
  if (!formats.includes(format))
    throw new AppError(
      'bad_request',
      `${what} cannot be written as ${format.toUpperCase()}, only as ${formats.map((name) => name.toUpperCase()).join(' or ')}.`,
    );
  const bom = input.bom ?? false;
  switch (what) {
    case 'workspace':
      return format === 'zip'
        ? workspaceArchive(context, bom)
        : format === 'json'
          ? workspaceDocument(context)
          : workspaceWorkbook(context);
    case 'scores':
      return scoreContent(context, input);
    case 'account-list':
      return listContent(context, input);
    case 'crm-salesforce':
    case 'crm-hubspot': {
      const book = bookOf(context, input.model, input.asOf);
      return tableContent(crmTable(book, what, isoFromDay(book.asOf)), input);
    }
    case 'rejected':
      return tableContent(rejectedTable(context, input.batchId), input);
    case 'validation':
      return tableContent(validationTable(context, input.validation, control), input);
    case 'templates':
      return templateArchive(context);
    default:
      return tableContent(canonicalExport(readCanonical(context.db, what)), input, what);
  }
}

/** One table in any of the table formats; text and workbooks of a stored kind carry the mark of our own files. */
function tableContent(table: ExportTable, { format, bom = false }: Input, kind?: StoredKind): ExportContent {
  const marked = (form: 'text' | 'workbook'): ExportTable =>
    kind === undefined ? table : withMarker(table, exportMarker(kind, form));
  return {
    rowCount: table.rowCount,
    write: (output, counter) => {
      if (format === 'xlsx') writeWorkbook(output, [marked('workbook')], counter);
      else if (format === 'parquet') writeParquet(output, table, counter);
      else if (format === 'json') writeJsonRows(output, table, counter);
      else writeCsv(output, marked('text'), { bom }, counter);
    },
  };
}

/** In a workbook the subtotals of the groups and what the list is of have sheets of their own. */
function listContent(context: ReadContext, input: Input): ExportContent {
  const { list, legends } = accountListTable(context, input);
  if (input.format !== 'xlsx') return tableContent(list, input);
  return {
    rowCount: list.rowCount,
    write: (output, counter) => writeWorkbook(output, [list, ...legends], counter),
  };
}

function scoreContent(context: ReadContext, input: Input): ExportContent {
  const book = bookOf(context, input.model, input.asOf);
  if (input.format !== 'xlsx' || !input.auditable) return tableContent(scoreTable(book, false), input);
  const scores = scoreTable(book, true);
  return {
    rowCount: scores.rowCount,
    write: (output, counter) => writeWorkbook(output, [scores, modelTable(book)], counter),
  };
}

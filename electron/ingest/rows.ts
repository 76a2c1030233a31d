import Papa from 'papaparse';
import { rawRows } from './analyse.ts';
import { type Refusal, rowCheck } from './checks.ts';
import { filledLength } from './detect/dialect.ts';
import { repeatsHeader } from './detect/table.ts';
import { columnName } from './formats.ts';
import { shorten } from './naming.ts';
import { RowNotes } from './notes.ts';
import { extraReader, type FieldReader, fieldReaders } from './readers.ts';
import { subscriptionChanges } from './subscriptions.ts';
import type { Cell, Control, FilePlan, RejectedRow, RowBatch, TypedRow } from './types.ts';
import { type UsageColumns, usageColumns } from './usage-columns.ts';

const RAW_LIMIT = 65_000;
const NONE: readonly never[] = [];

/** True for a row of the table: between its header and its footer, not blank, and not the header once more. */
export function isDataRow({ layout, headers, headerRow }: FilePlan, row: readonly string[], line: number): boolean {
  return (
    line >= layout.firstLine &&
    line < layout.endLine &&
    filledLength(row) > 0 &&
    !(headerRow > 0 && repeatsHeader(row, headers))
  );
}

/**
 * Pass 2: every data row typed and validated, a chunk of the file at a time. Rows read = rows + rejected.
 * `chunkBytes` exists for tests; the rows do not depend on it.
 */
export function readRows(plan: FilePlan, control?: Control, chunkBytes?: number): Generator<RowBatch> {
  return batches(plan, null, control, chunkBytes);
}

/** The same rows; the ordinary ones of tables of long usage are given as columns, which is several times faster. */
export function readColumns(plan: FilePlan, control?: Control, chunkBytes?: number): Generator<RowBatch> {
  return batches(plan, usageColumns(plan), control, chunkBytes);
}

function* batches(
  plan: FilePlan,
  plain: UsageColumns | null,
  control?: Control,
  chunkBytes?: number,
): Generator<RowBatch> {
  const convert = rowConverter(plan);
  const notes = new RowNotes();
  let rowsRead = 0;
  for (const batch of rawRows(plan, control, chunkBytes, plain ?? undefined)) {
    const rows: TypedRow[] = [];
    const after: number[] = [];
    const rejected: RejectedRow[] = [];
    for (let i = 0; i < batch.rows.length; i += 1) {
      const row = batch.rows[i];
      const line = batch.lines[i] ?? 0;
      if (!row || !isDataRow(plan, row, line)) continue;
      rowsRead += 1;
      const damage = batch.damaged?.get(i);
      const result = damage?.refused
        ? { column: null, code: damage.code, message: damage.message }
        : convert(row, line, notes);
      if ('code' in result) {
        if (result.column !== null) notes.refuse(line, result.column, result.code, () => result.message);
        rejected.push({ line, ...result, raw: (damage?.raw || rawText(row, plan.delimiter)).slice(0, RAW_LIMIT) });
      } else {
        rows.push(result);
        if (plain) after.push(batch.after?.[i] ?? 0);
      }
      if (damage && !damage.refused) notes.warn(line, null, damage.code, () => damage.message);
    }
    const columns = plain?.take() ?? null;
    rowsRead += columns?.length ?? 0;
    control?.onProgress?.(batch.bytesRead, plan.bytes, rowsRead);
    yield { rows, columns, after, rejected, ...notes.take(), bytesRead: batch.bytesRead };
  }
}

/** Row as text again, for the quarantine. */
export function rawText(row: readonly string[], delimiter: string): string {
  return row
    .map((cell) => (cell.includes(delimiter) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(delimiter);
}

/** The cells of a quarantined row's text. */
export function cellsOf(raw: string, delimiter = ','): string[] {
  const parsed = Papa.parse<string[]>(raw, { delimiter, header: false });
  return parsed.data[0] ?? [];
}

/** Reads rows of a plan; a refused row is looked at to its end, so that every column's problems are counted. */
function rowConverter(plan: FilePlan): (row: readonly string[], line: number, notes: RowNotes) => TypedRow | Refusal {
  const { layout, extras } = plan;
  const { width, sourceFields, dialect } = layout;
  const fields = fieldReaders(plan);
  const attributes = extras.map((extra) => ({
    extra,
    read: extraReader(extra, plan),
    name: columnName(plan.headers[extra.source] ?? ''),
  }));
  const changes = plan.kind === 'subscriptions' ? subscriptionChanges(sourceFields, plan.fields) : null;
  const check = rowCheck(plan);

  const extraRefusal = (entry: (typeof attributes)[number], text: string): Refusal => ({
    column: entry.name,
    code: 'bad_number',
    message: `"${shorten(text.trim())}" is not a number (${shorten(entry.extra.name)}).`,
  });

  const noteRest = (row: readonly string[], line: number, notes: RowNotes, from: number): void => {
    for (const entry of fields.slice(from)) {
      const text = entry.field.source < 0 ? '' : (row[entry.field.source] ?? '');
      const refusal = cellRefusal(entry, text, text === '' ? null : entry.reader.read(text));
      if (refusal && entry.field.source >= 0) notes.refuse(line, entry.name, refusal.code, () => refusal.message);
    }
    for (const entry of attributes) {
      const text = row[entry.extra.source] ?? '';
      if (entry.read(text) === undefined)
        notes.refuse(line, entry.name, 'bad_number', () => extraRefusal(entry, text).message);
    }
  };

  return (row, line, notes) => {
    if (row.length > width && filledLength(row) > width) {
      return {
        column: null,
        code: 'ragged_row',
        message: `The row has ${row.length} cells, the header ${width}; is a ${plan.delimiter === ',' ? 'comma' : 'separator'} inside a cell not quoted?`,
      };
    }
    const cells: Cell[] = new Array(fields.length);
    for (let i = 0; i < fields.length; i += 1) {
      const entry = fields[i];
      if (!entry) continue;
      const source = entry.field.source;
      if (source < 0) {
        cells[i] = entry.field.constant ?? null;
        continue;
      }
      const text = row[source] ?? '';
      const value = text === '' ? null : entry.reader.read(text);
      const refusal =
        value === undefined || (value === null && entry.required) ? cellRefusal(entry, text, value) : null;
      if (refusal) {
        noteRest(row, line, notes, i + 1);
        return refusal;
      }
      cells[i] = value ?? null;
    }
    const refusal = check(cells, line, notes);
    if (refusal) return refusal;
    let kept: readonly (string | number | null)[] = NONE;
    if (attributes.length > 0) {
      const values: (string | number | null)[] = new Array(attributes.length);
      for (let i = 0; i < attributes.length; i += 1) {
        const entry = attributes[i];
        if (!entry) continue;
        const text = row[entry.extra.source] ?? '';
        const value = entry.read(text);
        if (value === undefined) return extraRefusal(entry, text);
        values[i] = value;
      }
      kept = values;
    }
    if (row.length < width - 1 && dialect.format === 'delimited')
      notes.warn(
        line,
        null,
        'short_row',
        () => `The row at line ${line} has ${row.length} of ${width} cells; the others are taken as blank.`,
      );
    if (dialect.badBytes > 0 && row.some((cell) => cell.includes('\ufffd')))
      notes.warn(
        line,
        null,
        'bad_encoding',
        () => `The row at line ${line} has bytes that are not valid ${plan.encoding}.`,
      );
    if (!changes) return { line, cells, extras: kept, more: NONE };
    const [first = NONE, ...more] = changes(cells);
    return { line, cells: first, extras: kept, more };
  };
}

/** Why a cell cannot be taken; null when it can. */
function cellRefusal(entry: FieldReader, text: string, value: Cell | undefined): Refusal | null {
  if (value === undefined) return { column: entry.name, ...entry.reader.problem(text) };
  return value === null && entry.required
    ? { column: entry.name, code: 'missing_required', message: `${entry.field.name} is missing.` }
    : null;
}

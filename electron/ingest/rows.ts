import Papa from 'papaparse';
import type { Issue } from '#shared/contract/data.ts';
import { isoFromDay } from '#shared/model/day.ts';
import type { CanonicalColumn } from '#shared/model/kinds.ts';
import { readerFor } from './analyse.ts';
import { shorten } from './decide.ts';
import { filledLength } from './detect/dialect.ts';
import { mappableColumns } from './map/columns.ts';
import type { Dialect } from './read/reader.ts';
import { subscriptionChanges } from './subscriptions.ts';
import type { Cell, Control, Extra, Field, FilePlan, RejectedRow, RowBatch, TypedRow } from './types.ts';
import { type CellReader, makeReader, readText } from './validate/cells.ts';
import { momentDay, NO_END, parseMoment } from './validate/dates.ts';
import { isMissing } from './validate/missing.ts';
import { parseNumber } from './validate/numbers.ts';
import { parseBoolean } from './validate/words.ts';

const RAW_LIMIT = 65_000;
const TOLD_LIMIT = 100;
const NONE: readonly never[] = [];

type Refusal = { readonly column: string | null; readonly code: string; readonly message: string };
type FieldReader = {
  readonly field: Field;
  readonly reader: CellReader;
  readonly required: boolean;
  readonly name: string;
};

export function dialectOf(plan: FilePlan): Dialect {
  const { encoding, badBytes, delimiter, newline } = plan.layout;
  return { encoding, badBytes, encodingGuessed: false, delimiter, newline, skipLines: 0 };
}

/**
 * Pass 2: every data row typed and validated, a chunk of the file at a time. Rows read = rows + rejected.
 * `chunkBytes` exists for tests; the rows do not depend on it.
 */
export function* readRows(plan: FilePlan, control?: Control, chunkBytes?: number): Generator<RowBatch> {
  const { layout } = plan;
  const convert = rowConverter(plan);
  const told = new Map<string, number>();
  let rowsRead = 0;
  for (const batch of readerFor().rows(plan.path, dialectOf(plan), plan.limits, control, chunkBytes)) {
    const rows: TypedRow[] = [];
    const rejected: RejectedRow[] = [];
    const found: Issue[] = [];
    for (let i = 0; i < batch.rows.length; i += 1) {
      const row = batch.rows[i];
      const line = batch.lines[i] ?? 0;
      if (!row || line < layout.firstLine || line >= layout.endLine || filledLength(row) === 0) continue;
      rowsRead += 1;
      const damage = batch.damaged?.get(i);
      const result = damage?.code === 'unclosed_quote' ? UNCLOSED : convert(row, line, found);
      if ('code' in result)
        rejected.push({ line, ...result, raw: (damage?.raw || rawText(row, plan.delimiter)).slice(0, RAW_LIMIT) });
      else rows.push(result);
      if (damage?.code === 'stray_quote')
        found.push({
          line,
          code: 'stray_quote',
          severity: 'warning',
          message: `A quotation mark at line ${line} is neither doubled nor at the end of its cell; the text is kept as written.`,
        });
    }
    control?.onProgress?.(batch.bytesRead, plan.bytes, rowsRead);
    yield { rows, rejected, ...limited(found, told), bytesRead: batch.bytesRead };
  }
}

function limited(found: readonly Issue[], told: Map<string, number>): { issues: Issue[]; warned: Map<string, number> } {
  const issues: Issue[] = [];
  const warned = new Map<string, number>();
  for (const issue of found) {
    const before = told.get(issue.code) ?? 0;
    if (before < TOLD_LIMIT) issues.push(issue);
    told.set(issue.code, before + 1);
    warned.set(issue.code, (warned.get(issue.code) ?? 0) + 1);
  }
  return { issues, warned };
}

const UNCLOSED: Refusal = {
  column: null,
  code: 'unclosed_quote',
  message: 'A quotation mark opens in this row and is never closed.',
};

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

function rowConverter(plan: FilePlan): (row: readonly string[], line: number, issues: Issue[]) => TypedRow | Refusal {
  const { layout, extras } = plan;
  const { width, sourceFields, badBytes } = layout;
  const fields = fieldReaders(plan);
  const extraReaders = extras.map((extra) => extraReader(extra, plan));
  const changes = plan.kind === 'subscriptions' ? subscriptionChanges(sourceFields, plan.fields) : null;
  const endAt = changes ? sourceFields.findIndex((field) => field.name === 'end_date') : -1;
  const startAt = sourceFields.findIndex((field) => field.name === 'start_date');
  const check = rowCheck(plan);

  return (row, line, issues) => {
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
      if (value === undefined) return { column: entry.name, ...entry.reader.problem(text) };
      if (value === null && entry.required)
        return { column: entry.name, code: 'missing_required', message: `${entry.field.name} is missing.` };
      cells[i] = value;
    }
    const refusal = check(cells, line, issues);
    if (refusal) return refusal;
    let kept: readonly (string | number | null)[] = NONE;
    if (extraReaders.length > 0) {
      const values: (string | number | null)[] = new Array(extraReaders.length);
      for (let i = 0; i < extraReaders.length; i += 1) {
        const extra = extras[i];
        const text = extra ? (row[extra.source] ?? '') : '';
        const value = extraReaders[i]?.(text) ?? null;
        if (value === null && extra?.type === 'number' && plan.kind === 'usage_wide' && !isMissing(text.trim())) {
          return {
            column: columnName(extra.name),
            code: 'bad_number',
            message: `"${shorten(text.trim())}" is not a number (${shorten(extra.name)}).`,
          };
        }
        values[i] = value;
      }
      kept = values;
    }
    if (row.length < width - 1)
      issues.push({
        line,
        code: 'short_row',
        severity: 'warning',
        message: `The row at line ${line} has ${row.length} of ${width} cells; the others are taken as blank.`,
      });
    if (badBytes > 0 && row.some((cell) => cell.includes('\ufffd')))
      issues.push({
        line,
        code: 'bad_encoding',
        severity: 'warning',
        message: `The row at line ${line} has bytes that are not valid ${plan.encoding}.`,
      });
    if (!changes) return { line, cells, extras: kept, more: NONE };
    const end = endAt < 0 ? null : cells[endAt];
    const start = cells[startAt];
    if (typeof end === 'number' && typeof start === 'number' && end < start) {
      issues.push({
        line,
        column: 'end_date',
        code: 'end_before_start',
        severity: 'warning',
        message: `The subscription at line ${line} ends (${isoFromDay(end)}) before it starts (${isoFromDay(start)}).`,
      });
    }
    const [first = NONE, ...more] = changes(cells);
    return { line, cells: first, extras: kept, more };
  };
}

function columnName(header: string): string {
  return header.slice(0, 512);
}

function fieldReaders(plan: FilePlan): FieldReader[] {
  const columns = new Map<string, CanonicalColumn>(mappableColumns(plan.kind).map((column) => [column.name, column]));
  const { sourceFields, formats } = plan.layout;
  // Without an account id the first other key is what joins the row.
  const key = ['account_id', 'subscription_id', 'contact_id', 'email'].find((name) =>
    sourceFields.some((field) => field.name === name),
  );
  return sourceFields.map((field) => {
    const column = columns.get(field.name);
    const format = formats[field.source] ?? { dateOrder: null, decimal: null };
    const reader = makeReader(column ?? { name: field.name, type: field.type }, format, field.factor);
    return {
      field,
      reader,
      required: field.name === key || (column?.required ?? false),
      name: columnName(field.header || field.name),
    };
  });
}

/** Demands on a row as a whole. */
function rowCheck(plan: FilePlan): (cells: readonly Cell[], line: number, issues: Issue[]) => Refusal | null {
  if (plan.kind !== 'surveys') return () => null;
  const at = (name: string): number => plan.layout.sourceFields.findIndex((field) => field.name === name);
  const kindAt = at('kind');
  const ratingAt = at('rating');
  const sentAt = at('sent_at');
  const respondedAt = at('responded_at');
  const scaleAt = at('scale');
  const ratingName = columnName(plan.layout.sourceFields[ratingAt]?.header ?? 'rating');
  return (cells, line, issues) => {
    if ((cells[sentAt] ?? null) === null && (cells[respondedAt] ?? null) === null)
      return {
        column: 'responded_at',
        code: 'missing_required',
        message: 'A survey needs the date it was sent or answered.',
      };
    const rating = cells[ratingAt] ?? null;
    if (typeof rating !== 'number')
      return sentAt < 0 ? { column: ratingName, code: 'missing_required', message: 'rating is missing.' } : null;
    const range = ratingRange(cells[kindAt] ?? null, scaleAt < 0 ? null : (cells[scaleAt] ?? null));
    if (range && (rating < range[0] || rating > range[1]))
      return {
        column: ratingName,
        code: 'out_of_range',
        message: `"${rating}" is out of range: this survey's ratings go from ${range[0]} to ${range[1]}.`,
      };
    if (cells[kindAt] === 'nps' && !Number.isInteger(rating))
      issues.push({
        line,
        column: ratingName,
        code: 'fractional_rating',
        severity: 'warning',
        message: `The NPS rating ${rating} at line ${line} is not a whole number.`,
      });
    return null;
  };
}

/** Lowest and highest rating: by the row's scale ("1-5", "0 to 10", "7"), else the usual one of the survey kind. */
function ratingRange(kind: Cell, scale: Cell): readonly [number, number] | null {
  const named = /^(-?\d+)\s*(?:-|–|to|\.\.)\s*(\d+)$/.exec(String(scale ?? '').trim());
  if (named) return [Number(named[1]), Number(named[2])];
  const top = /^\d+$/.test(String(scale ?? '').trim()) ? Number(scale) : null;
  if (kind === 'nps') return [0, 10];
  if (top !== null && top > 0) return [0, top];
  return kind === 'csat' ? [0, 10] : kind === 'ces' ? [0, 10] : null;
}

/** Reader of a column without canonical place, in the form its whole column has: equal facts are stored alike however written. */
export function extraReader(extra: Extra, plan: FilePlan): (text: string) => string | number | null {
  const format = plan.layout.formats[extra.source] ?? { dateOrder: null, decimal: null };
  if (extra.type === 'number') {
    return (raw) => {
      const text = raw.trim();
      return isMissing(text) ? null : (parseNumber(text, format.decimal) ?? null);
    };
  }
  const shape = plan.columns[extra.source]?.type;
  if (shape === 'date') {
    return (raw) => {
      const text = raw.trim();
      if (isMissing(text)) return null;
      const moment = parseMoment(text, format.dateOrder);
      if (moment === undefined || moment === NO_END) return text;
      return moment.time === 0 && moment.offset === null
        ? isoFromDay(momentDay(moment))
        : new Date(moment.day * 86_400_000 + moment.time - (moment.offset ?? 0) * 60_000).toISOString();
    };
  }
  if (shape === 'boolean') {
    return (raw) => {
      const text = raw.trim();
      if (isMissing(text)) return null;
      const value = parseBoolean(text);
      return value === undefined ? text : String(value);
    };
  }
  return readText;
}

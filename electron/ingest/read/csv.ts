import Papa from 'papaparse';
import { AppError } from '#shared/contract/errors.ts';
import { detectDelimiter, detectNewline, separatorLine } from '../detect/dialect.ts';
import { cellTooLarge, type Limits, rowTooLarge, tooManyColumns } from '../limits.ts';
import type { Control } from '../types.ts';
import { plainBatch, type RowCutter } from './plain.ts';
import type { Damage, Dialect, DialectOptions, PlainRows, RawBatch } from './reader.ts';
import type { ByteSource } from './volume.ts';

const QUOTE_HINT = '; is a quotation mark not closed?';
const MAX_REPAIRS = 100;

type Parsed = {
  readonly data: string[][];
  readonly errors: readonly { readonly code: string; readonly row?: number | undefined }[];
  readonly cursor: number;
};

/** How delimited text is cut into cells. */
export function detectDelimited(
  head: string,
  whole: boolean,
  options: DialectOptions,
  limits: Limits,
): Pick<Dialect, 'delimiter' | 'quote' | 'newline' | 'skipLines'> {
  const quote = options.quote ?? '"';
  const newline = detectNewline(head, quote);
  const separator = separatorLine(head);
  if (options.delimiter === undefined && separator === null) refuseWideHead(head, quote, limits);
  const delimiter = options.delimiter ?? separator ?? detectDelimiter(head, newline, quote, whole);
  if (/["\r\n\uFEFF]/.test(delimiter) || delimiter === quote)
    throw new AppError('bad_request', 'The delimiter may not be a quotation mark or a line break.');
  return { delimiter, quote, newline, skipLines: separator === null ? 0 : 1 };
}

/** The rows of delimited text that arrives in chunks. */
export function* delimitedRows(
  source: ByteSource,
  dialect: Dialect,
  limits: Limits,
  control?: Control,
  chunkBytes?: number,
  plain?: PlainRows,
): Generator<RawBatch> {
  const cutter = rowCutter(dialect, limits);
  const decoder = new TextDecoder(dialect.encoding);
  const clean = (text: string): string => (dialect.zeroBytes > 0 ? text.replaceAll('\0', '') : text);
  let read = 0;
  for (const { bytes, position } of source.chunks(control, chunkBytes)) {
    read = position;
    const add = (part: Buffer): RawBatch => cutter.add(clean(decoder.decode(part, { stream: true })), false, position);
    if (plain?.accepts(bytes)) {
      yield plainBatch(bytes, plain, cutter, add);
      continue;
    }
    const batch = add(bytes);
    if (batch.rows.length > 0) yield batch;
  }
  const batch = cutter.add(clean(decoder.decode()), true, read);
  if (batch.rows.length > 0) yield batch;
}

/** A first line of very many cells would cost seconds in every later step. */
function refuseWideHead(head: string, quote: string, limits: Limits): void {
  const end = head.indexOf('\n');
  const line = end === -1 ? head : head.slice(0, end);
  if (line.length < limits.row / 16 || line.includes(quote)) return;
  for (const delimiter of [',', ';', '\t', '|']) refuseWide(line, delimiter, limits);
}

/** The line has no quotation marks. */
function refuseWide(line: string, delimiter: string, limits: Limits): void {
  let columns = 1;
  for (let at = line.indexOf(delimiter); at !== -1; at = line.indexOf(delimiter, at + delimiter.length)) columns += 1;
  if (columns > limits.columns) throw tooManyColumns(columns, limits);
}

/** Cuts text that arrives in pieces into rows; what is left of an unfinished row is kept for the next piece. */
function rowCutter(dialect: Dialect, limits: Limits): RowCutter {
  const { delimiter, newline, quote } = dialect;
  let rest = '';
  let line = 1;
  let repairs = 0;
  let usualCells = 0;

  const parse = (text: string, keepLast: boolean, preview = 0): Parsed => {
    const result: { data: string[][]; errors: Papa.ParseError[]; meta: { cursor: number } } = new Papa.Parser({
      delimiter,
      newline,
      quoteChar: quote,
      preview,
    }).parse(text, 0, !keepLast);
    return { data: result.data, errors: result.errors, cursor: result.meta.cursor };
  };

  /** Index of the first row whose stray quotation mark has swallowed further rows, -1 without one. */
  const swallowing = (parsed: Parsed): number => {
    for (const error of parsed.errors) {
      const row = error.code === 'InvalidQuotes' && error.row !== undefined ? parsed.data[error.row] : undefined;
      const usual = error.row ? (parsed.data[error.row - 1]?.length ?? 0) : usualCells;
      if (
        row?.some((cell) =>
          cell
            .split(newline)
            .slice(1)
            .some((inner) => inner.split(delimiter).length === usual && usual > 1),
        )
      )
        return error.row ?? -1;
    }
    return -1;
  };

  const add: RowCutter['add'] = (text, last, bytesRead) => {
    const rows: string[][] = [];
    const lines: number[] = [];
    let damaged: Map<number, Damage> | null = null;

    const take = (parsed: Parsed, quoted: boolean): void => {
      const base = rows.length;
      const closed = quoted && rest.includes(`\r${quote}`) ? endsInQuotedReturn(parsed.data.length) : null;
      for (const [index, row] of parsed.data.entries()) {
        const at = line;
        line += 1;
        if (quoted) line += breaksIn(row, newline);
        checkCells(row, at, limits);
        if (newline === '\n' && !closed?.has(index)) dropCarriageReturn(row);
        rows.push(row);
        lines.push(at);
      }
      usualCells = rows.at(-1)?.length ?? usualCells;
      for (const error of parsed.errors) {
        if (error.code !== 'InvalidQuotes' || error.row === undefined || error.row >= parsed.data.length) continue;
        damaged ??= new Map();
        const at = lines[base + error.row] ?? 0;
        damaged.set(base + error.row, strayQuote(at));
      }
    };

    /** Of the next rows those whose last cell ends in a carriage return of its own, before its closing quotation mark. */
    const endsInQuotedReturn = (count: number): Set<number> => {
      const found = new Set<number>();
      for (let index = 0, at = 0; index < count; index += 1) {
        const { cursor } = parse(rest.slice(at), true, 1);
        const raw = rest.slice(at, at + cursor).replace(/[\r\n]+$/, '');
        if (raw.endsWith(`\r${quote}`)) found.add(index);
        at += cursor;
      }
      return found;
    };

    /** A quotation mark that is never closed must not swallow the rows after it: the line it is on is set aside. */
    const setLineAside = (): void => {
      const end = repairs < MAX_REPAIRS ? rest.indexOf(newline) : -1;
      const broken = end === -1 ? rest : rest.slice(0, end);
      damaged ??= new Map();
      damaged.set(rows.length, unclosedQuote(broken.replace(/\r$/, '')));
      rows.push([broken]);
      lines.push(line);
      line += 1 + (end === -1 ? broken.split(newline).length - 1 : 0);
      rest = end === -1 ? '' : rest.slice(end + 1);
      repairs += 1;
    };

    const takeComplete = (): void => {
      while (rest.includes(newline)) {
        const quoted = rest.includes(quote);
        const parsed = parse(rest, false);
        const at = quoted && repairs < MAX_REPAIRS ? swallowing(parsed) : -1;
        if (at === -1) {
          take(parsed, quoted);
          rest = rest.slice(parsed.cursor);
          return;
        }
        if (at > 0) {
          const before = parse(rest, false, at);
          take(before, quoted);
          rest = rest.slice(before.cursor);
        }
        setLineAside();
      }
    };

    rest += text;
    if (!last) {
      takeComplete();
      checkRest(rest, line, dialect, limits);
      return { rows, lines, damaged, bytesRead };
    }
    if (rest.endsWith('\u001a')) rest = rest.slice(0, -1);
    while (rest !== '') {
      takeComplete();
      const tail = parse(rest, true);
      if (tail.errors.some((error) => error.code === 'MissingQuotes')) {
        setLineAside();
        continue;
      }
      take(tail, rest.includes(quote));
      break;
    }
    return { rows, lines, damaged, bytesRead };
  };

  return {
    add,
    isBetweenRows: () => rest === '',
    nextLine: () => line,
    passOver: (cells) => {
      line += 1;
      usualCells = cells;
    },
  };
}

function breaksIn(row: readonly string[], newline: string): number {
  let breaks = 0;
  for (const cell of row) {
    for (let at = cell.indexOf(newline); at !== -1; at = cell.indexOf(newline, at + 1)) breaks += 1;
  }
  return breaks;
}

function dropCarriageReturn(row: string[]): void {
  const last = row[row.length - 1];
  if (last?.endsWith('\r')) row[row.length - 1] = last.slice(0, -1);
}

function checkCells(row: readonly string[], line: number, limits: Limits): void {
  if (row.length > limits.columns && row.length > limits.columns + blankTail(row))
    throw tooManyColumns(row.length, limits);
  let length = 0;
  for (const cell of row) {
    length += cell.length;
    if (cell.length > limits.cell) throw cellTooLarge(line, limits, QUOTE_HINT);
  }
  if (length > limits.row) throw rowTooLarge(line, limits, QUOTE_HINT);
}

function blankTail(row: readonly string[]): number {
  let blank = 0;
  while (blank < row.length && row[row.length - 1 - blank] === '') blank += 1;
  return blank;
}

function checkRest(rest: string, line: number, { delimiter, quote }: Dialect, limits: Limits): void {
  if (rest.length > limits.columns * 8 && !rest.includes(quote)) refuseWide(rest, delimiter, limits);
  if (rest.length > limits.row) throw rowTooLarge(line, limits, QUOTE_HINT);
}

function strayQuote(line: number): Damage {
  return {
    code: 'stray_quote',
    message: `A quotation mark at line ${line} is neither doubled nor at the end of its cell; the text is kept as written.`,
    refused: false,
    raw: '',
  };
}

function unclosedQuote(raw: string): Damage {
  return {
    code: 'unclosed_quote',
    message: 'A quotation mark opens in this row and is never closed.',
    refused: true,
    raw,
  };
}

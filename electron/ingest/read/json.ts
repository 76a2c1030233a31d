import { AppError } from '#shared/contract/errors.ts';
import type { Issue } from '#shared/contract/importing.ts';
import { cellTooLarge, type Limits, rowTooLarge, tooManyColumns } from '../limits.ts';
import type { Control } from '../types.ts';
import { notATable } from './encoding.ts';
import type { Damage, Dialect, RawBatch } from './reader.ts';
import type { ByteSource } from './volume.ts';

/** Between the key of a nested object and the key in it; shown as a dot. */
const NESTED = '\u0000';

type Framing = 'lines' | 'list';
type Frame = { readonly text: string; readonly line: number };
type Entry = readonly [path: string, text: string];

/** How a text that begins like JSON holds its rows; null for text that is no JSON. */
export function jsonFraming(head: string): Framing | null {
  const start = head.trimStart();
  if (start.startsWith('[')) return /^\[\s*(?:\{\s*["}]|\[\s*["\d[\]-]|\]\s*$)/.test(start) ? 'list' : null;
  return /^\{\s*(?:"|\}\s*$)/.test(start) ? 'lines' : null;
}

/** Name of the column of a key. */
export function columnName(key: string): string {
  return key.replace(NESTED, '.');
}

/**
 * The keys of all rows in order of appearance, those of nested objects as `outer.inner`.
 * @throws AppError `not_a_table` for a document that is no list of objects
 */
export function detectKeys(
  source: ByteSource,
  encoding: string,
  framing: Framing,
  limits: Limits,
  control?: Control,
): string[] {
  const keys = new Set<string>();
  let rows = 0;
  let tabular = true;
  for (const frames of framesOf(source, encoding, framing, limits, control))
    for (const frame of frames.frames) {
      const entries = readEntries(frame.text);
      if (entries === null) {
        if (rows === 0) throw noList();
        continue;
      }
      rows += 1;
      if (rows === 1) tabular = framing === 'list' || isRow(frame.text);
      for (const [path] of entries) keys.add(path);
      if (keys.size > limits.columns) throw tooManyColumns(keys.size, limits);
    }
  if (rows === 0 || keys.size === 0 || (rows === 1 && !tabular)) throw noList();
  return [...keys];
}

/** One row per object, its cells in the order of `dialect.keys`. */
export function* jsonRows(
  source: ByteSource,
  dialect: Dialect,
  framing: Framing,
  limits: Limits,
  control?: Control,
  chunkBytes?: number,
): Generator<RawBatch> {
  const columns = new Map(dialect.keys.map((key, index) => [key, index]));
  for (const { frames, position } of framesOf(source, dialect.encoding, framing, limits, control, chunkBytes)) {
    const rows: string[][] = [];
    const lines: number[] = [];
    let damaged: Map<number, Damage> | null = null;
    for (const { text, line } of frames) {
      const entries = readEntries(text);
      const row: string[] = entries === null ? [text] : new Array(dialect.keys.length).fill('');
      if (entries === null) {
        damaged ??= new Map();
        damaged.set(rows.length, {
          code: 'bad_json',
          message: 'This line is not one complete JSON object.',
          refused: true,
          raw: text,
        });
      } else
        for (const [path, cell] of entries) {
          if (cell.length > limits.cell) throw cellTooLarge(line, limits);
          const column = columns.get(path);
          if (column !== undefined) row[column] = cell;
        }
      rows.push(row);
      lines.push(line);
    }
    if (rows.length > 0) yield { rows, lines, damaged, bytesRead: position };
  }
}

/** What is said about how the rows were found. */
export function framingNotice(framing: Framing): Issue {
  return {
    line: 0,
    code: 'json_rows',
    severity: 'info',
    message:
      framing === 'lines'
        ? 'The file holds JSON lines: every line is a row, its keys are the columns.'
        : 'The file holds a JSON list: every object in it is a row, its keys are the columns.',
  };
}

/** A single object is a row only where it holds values of its own rather than lists of further objects. */
function isRow(text: string): boolean {
  const values: unknown[] = Object.values(JSON.parse(text));
  const isList = (value: unknown): boolean => Array.isArray(value) && value.some((item) => typeof item === 'object');
  return !values.some(isList) && values.some((value) => typeof value !== 'object');
}

function noList(): AppError {
  return notATable(
    'a JSON document that is not a list of rows; export it as CSV, as JSON lines or as one list of objects',
  );
}

/** Paths and texts of an object's values; null where the text is no object. */
function readEntries(text: string): Entry[] | null {
  let value: unknown;
  try {
    value = /\d{16}/.test(text) ? JSON.parse(text, exactNumbers) : JSON.parse(text);
  } catch {
    return null;
  }
  if (!isObject(value)) return null;
  const entries: Entry[] = [];
  for (const [key, inner] of Object.entries(value)) {
    if (isObject(inner))
      for (const [name, leaf] of Object.entries(inner)) entries.push([key + NESTED + name, cellOf(leaf)]);
    else entries.push([key, cellOf(inner)]);
  }
  return entries;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function cellOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  try {
    return JSON.stringify(value);
  } catch {
    return '';
  }
}

/** Long ids written as numbers keep all of their digits. */
function exactNumbers(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === 'number' && !Number.isSafeInteger(value) ? (context?.source ?? value) : value;
}

type Frames = { readonly frames: readonly Frame[]; readonly position: number };

function* framesOf(
  source: ByteSource,
  encoding: string,
  framing: Framing,
  limits: Limits,
  control?: Control,
  chunkBytes?: number,
): Generator<Frames, void, void> {
  const decoder = new TextDecoder(encoding);
  const cutter = framing === 'lines' ? lineCutter(limits) : listCutter(limits);
  let read = 0;
  for (const { bytes, position } of source.chunks(control, chunkBytes)) {
    read = position;
    yield { frames: cutter(decoder.decode(bytes, { stream: true }), false), position };
  }
  yield { frames: cutter(decoder.decode(), true), position: read };
}

function lineCutter(limits: Limits): (text: string, last: boolean) => Frame[] {
  let rest = '';
  let line = 0;
  return (text, last) => {
    const frames: Frame[] = [];
    const whole = rest + text;
    let at = 0;
    for (let end = whole.indexOf('\n'); end !== -1; end = whole.indexOf('\n', at)) {
      line += 1;
      add(frames, whole.slice(at, end), line, limits);
      at = end + 1;
    }
    rest = whole.slice(at);
    if (rest.length > limits.row) throw rowTooLarge(line + 1, limits);
    if (last) add(frames, rest, line + 1, limits);
    return frames;
  };
}

function add(frames: Frame[], text: string, line: number, limits: Limits): void {
  const trimmed = text.trim();
  if (trimmed === '') return;
  if (trimmed.length > limits.row) throw rowTooLarge(line, limits);
  frames.push({ text: trimmed, line });
}

/** Cuts the objects out of `[{…}, {…}]`. */
function listCutter(limits: Limits): (text: string, last: boolean) => Frame[] {
  let depth = 0;
  let inString = false;
  let escaped = false;
  let line = 1;
  let current = '';
  let startLine = 1;
  return (text, last) => {
    const frames: Frame[] = [];
    let from = depth > 1 ? 0 : -1;
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      if (code === 10) line += 1;
      if (inString) {
        if (escaped) escaped = false;
        else if (code === 92) escaped = true;
        else if (code === 34) inString = false;
      } else if (code === 34) {
        if (depth < 2) throw noList();
        inString = true;
      } else if (code === 123 || code === 91) {
        depth += 1;
        if (depth !== 2) continue;
        if (code === 91) throw noList();
        from = i;
        startLine = line;
      } else if (code === 125 || code === 93) {
        depth -= 1;
        if (depth < 0) throw broken(line);
        if (depth !== 1) continue;
        frames.push({ text: current + text.slice(from, i + 1), line: startLine });
        current = '';
        from = -1;
      } else if (depth < 2 && code > 32 && code !== 44) throw depth === 0 ? broken(line) : noList();
    }
    if (from !== -1) current += text.slice(from);
    if (current.length > limits.row) throw rowTooLarge(startLine, limits);
    if (last && depth !== 0) throw broken(line);
    return frames;
  };
}

function broken(line: number): AppError {
  return new AppError('not_a_table', `The JSON list is broken or cut off at line ${line}; export it again.`);
}

import type { ColumnType } from '#shared/model/kinds.ts';
import type { Cell, ColumnFormat } from '../types.ts';
import { dateEvidence, momentDay, momentMs, NO_END, parseMoment } from './dates.ts';
import { isMissing } from './missing.ts';
import { numberEvidence, parseNumber } from './numbers.ts';
import { parseBoolean, parsePriority, wordKey, wordReader } from './words.ts';

export type ReadableColumn = {
  readonly name: string;
  readonly type: ColumnType;
  readonly words?: readonly string[];
  readonly min?: number;
  readonly max?: number;
};

/** Reads one column's text; `read` answers undefined for what it cannot take, `problem` then says why. */
export type CellReader = {
  readonly read: (text: string) => Cell | undefined;
  readonly problem: (text: string) => { readonly code: string; readonly message: string };
};

const CACHE_LIMIT = 20_000;

function cached(read: (text: string) => Cell | undefined): (text: string) => Cell | undefined {
  const known = new Map<string, Cell | undefined>();
  return (text) => {
    const value = known.get(text);
    if (value !== undefined || known.has(text)) return value;
    const fresh = read(text);
    if (known.size >= CACHE_LIMIT) known.clear();
    known.set(text, fresh);
    return fresh;
  };
}

/** Text as it is stored: trimmed; composed form for ids so that equal spellings are equal. */
export function readText(text: string): string | null {
  const trimmed = text.trim();
  return trimmed === '' ? null : trimmed;
}

function readId(): (text: string) => string | null {
  let last = '';
  let value: string | null = null;
  return (text) => {
    if (text === last) return value;
    last = text;
    const trimmed = text.trim();
    value = trimmed === '' ? null : /[^\u0020-\u007e]/.test(trimmed) ? trimmed.normalize('NFC') : trimmed;
    return value;
  };
}

export function show(text: string): string {
  const trimmed = text.trim();
  return trimmed.length > 80 ? `${[...trimmed.slice(0, 80)].slice(0, -1).join('')}…` : trimmed;
}

/** The reader of a canonical column. */
export function makeReader(column: ReadableColumn, format: ColumnFormat, factor = 1): CellReader {
  const { name, type } = column;
  switch (type) {
    case 'id':
      return { read: readId(), problem: fail('bad_id', (text) => `"${text}" is not an id.`) };
    case 'text':
      return { read: readText, problem: fail('bad_text', (text) => `"${text}" is not text.`) };
    case 'number':
    case 'integer':
    case 'rating':
      return numberReader(column, format, factor);
    case 'date':
      return {
        read: cached((raw) => {
          const text = raw.trim();
          if (isMissing(text)) return null;
          const moment = parseMoment(text, format.dateOrder);
          return moment === undefined ? undefined : moment === NO_END ? null : momentDay(moment);
        }),
        problem: dateProblem(name, format),
      };
    case 'timestamp':
      return {
        read: cached((raw) => {
          const text = raw.trim();
          if (isMissing(text)) return null;
          const moment = parseMoment(text, format.dateOrder);
          return moment === undefined ? undefined : moment === NO_END ? null : momentMs(moment);
        }),
        problem: dateProblem(name, format),
      };
    case 'boolean':
      return {
        read: cached((raw) => {
          const text = raw.trim();
          if (isMissing(text)) return null;
          // "Reopens 2": how often it happened.
          return parseBoolean(text) ?? (name === 'reopened' && /^\d+$/.test(text) ? true : undefined);
        }),
        problem: fail('bad_boolean', (text) => `"${text}" is neither yes nor no (${name}).`),
      };
    case 'priority':
      return {
        read: cached((raw) => {
          const text = raw.trim();
          return isMissing(text) ? null : parsePriority(text);
        }),
        problem: fail(
          'bad_priority',
          (text) => `"${text}" is no priority; P1 to P4, urgent, high, normal and low are read.`,
        ),
      };
    case 'word': {
      const words = column.words ?? [];
      const known = wordReader(name, words);
      return {
        read: cached((raw) => {
          const text = raw.trim();
          return isMissing(text) ? null : known(text);
        }),
        problem: fail('bad_word', (text) => `"${text}" is not one of the words of ${name}: ${words.join(', ')}.`),
      };
    }
  }
}

function fail(code: string, message: (text: string) => string): CellReader['problem'] {
  return (text) => ({ code, message: message(show(text)) });
}

function dateProblem(name: string, format: ColumnFormat): CellReader['problem'] {
  return (text) =>
    format.dateOrder === null && dateEvidence(text.trim()) === 'ambiguous'
      ? { code: 'ambiguous_date', message: `"${show(text)}" could be day/month or month/day (${name}).` }
      : { code: 'bad_date', message: `"${show(text)}" is not an existing date (${name}).` };
}

const CSAT_WORDS = new Map<string, number | null>([
  ['good', 5],
  ['bad', 1],
  ['offered', null],
  ['unoffered', null],
  ['notoffered', null],
]);
const SENTIMENT_WORDS = new Map<string, number | null>([
  ['positive', 1],
  ['neutral', 0],
  ['mixed', 0],
  ['negative', -1],
]);

const WORDED = new Map<string, ReadonlyMap<string, number | null>>([
  ['csat', CSAT_WORDS],
  ['rating', CSAT_WORDS],
  ['sentiment', SENTIMENT_WORDS],
]);

/** Number columns that also come as words (Good/Bad). */
export function isWorded(name: string): boolean {
  return WORDED.has(name);
}

function numberReader(column: ReadableColumn, format: ColumnFormat, factor: number): CellReader {
  const { name, type } = column;
  const min = column.min ?? Number.NEGATIVE_INFINITY;
  const max = column.max ?? Number.POSITIVE_INFINITY;
  const words = WORDED.get(name) ?? null;
  const decimal = format.decimal;
  const parse = (raw: string): number | null | undefined => {
    const text = raw.trim();
    const first = text.charCodeAt(0);
    if (!(first >= 48 && first <= 57) && isMissing(text)) return null;
    const value = parseNumber(text, decimal);
    if (value !== undefined || !words) return value;
    const known = words.get(wordKey(text));
    if (known !== undefined) return known;
    const share = /^([0-5])\s*\/\s*5$/.exec(text);
    return name === 'csat' && share ? Number(share[1]) : undefined;
  };
  return {
    read: (raw) => {
      const value = parse(raw);
      if (value === null || value === undefined) return value;
      if (value < min || value > max || (type === 'integer' && !Number.isInteger(value))) return undefined;
      return factor === 1 ? value : value * factor;
    },
    problem: (text) => {
      const value = parse(text);
      if (value === undefined && decimal === null && numberEvidence(text.trim()).startsWith('ambiguous'))
        return {
          code: 'ambiguous_number',
          message: `"${show(text)}" could be thousands or have three decimals (${name}).`,
        };
      if (typeof value !== 'number')
        return { code: 'bad_number', message: `"${show(text)}" is not a number (${name}).` };
      if (type === 'integer' && !Number.isInteger(value))
        return { code: 'bad_number', message: `"${show(text)}" is not a whole number (${name}).` };
      const range =
        column.max === undefined
          ? `${name} may not be below ${min}`
          : column.min === undefined
            ? `${name} may not be above ${max}`
            : `${name} goes from ${min} to ${max}`;
      return { code: 'out_of_range', message: `"${show(text)}" is out of range: ${range}.` };
    },
  };
}

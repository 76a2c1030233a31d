import { MS_PER_DAY } from '#shared/model/day.ts';
import type { Cell, ColumnFormat } from '../types.ts';
import { dateEvidence, isoMs, momentDay, momentMs, NO_END, parseMoment } from './dates.ts';
import { isMissing } from './missing.ts';
import { numberReader } from './number-cells.ts';
import { type CellReader, type ReadableColumn, show } from './reader.ts';
import { happenedReader, parsePriority, wordReader } from './words.ts';

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

/** Word of the file → word it stands for; compared without case and outer spaces. */
export type WordMeanings = Readonly<Record<string, string>>;

/**
 * The reader of a canonical column. `factor`: what its plain numbers are multiplied by. `meanings` come before everything
 * else: the word meant is read in place of the one written.
 */
export function makeReader(
  column: ReadableColumn,
  format: ColumnFormat,
  factor = 1,
  meanings?: WordMeanings,
): CellReader {
  const reader = typeReader(column, format, factor);
  if (meanings === undefined) return reader;
  const meant = new Map(Object.entries(meanings).map(([word, meaning]) => [word.trim().toLowerCase(), meaning]));
  const meaningOf = (text: string): string => meant.get(text.trim().toLowerCase()) ?? text;
  return { read: (text) => reader.read(meaningOf(text)), problem: (text) => reader.problem(meaningOf(text)) };
}

function typeReader(column: ReadableColumn, format: ColumnFormat, factor: number): CellReader {
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
    case 'timestamp': {
      const slow = cached((raw) => {
        const text = raw.trim();
        if (isMissing(text)) return null;
        const moment = parseMoment(text, format.dateOrder);
        if (moment === undefined || moment === NO_END) return moment === NO_END ? null : undefined;
        return type === 'date' ? momentDay(moment) : momentMs(moment);
      });
      return {
        read: (raw) => {
          const ms = isoMs(raw);
          return Number.isNaN(ms) ? slow(raw) : type === 'date' ? Math.floor(ms / MS_PER_DAY) : ms;
        },
        problem: dateProblem(name, format),
      };
    }
    case 'boolean': {
      const happened = happenedReader(name);
      return {
        read: cached((raw) => {
          const text = raw.trim();
          return isMissing(text) ? null : happened(text);
        }),
        problem: fail('bad_boolean', (text) => `"${text}" is neither yes nor no (${name}).`),
      };
    }
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

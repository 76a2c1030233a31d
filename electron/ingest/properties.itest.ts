import { Buffer } from 'node:buffer';
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { gzipSync, strToU8, zipSync } from 'fflate';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { changes, damaged } from '#electron/testing/damage.ts';
import { AppError } from '#shared/contract/errors.ts';
import { rawRows } from './analyse.ts';
import { inspectFile, type PlanOptions, planFile } from './index.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { delimitedRows } from './read/csv.ts';
import { openTable } from './read/open.ts';
import type { Dialect } from './read/reader.ts';
import { type ByteSource, memoryVolume, rangeSource } from './read/volume.ts';
import { readTable, scratch, textRows, workbook } from './testing.ts';

/** 50-security-reliability.md section 4: every property a thousand times, with a seed that is printed when it fails. */
const RUNS = { numRuns: 1000 };

const { write } = scratch('properties');
const python = spawnSync('python3', ['-c', 'import csv'], { timeout: 10_000 }).status === 0;
if (!python) console.log('ingest: python3 is absent, the comparison with its csv module is skipped');

const DELIMITERS = [',', ';', '\t', '|'] as const;
const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 8 }), fc.stringMatching(/^[a0 ",;|\t\n\r'€]{0,8}$/));
/** Without the sign that ends a DOS text, and without the mark that begins one. */
const cell = text.filter((value) => !['\u001a', '\u0000', '\ufeff'].some((sign) => value.includes(sign)));
const dialects = fc.record({
  delimiter: fc.constantFrom(...DELIMITERS),
  quote: fc.constantFrom('"', "'"),
  newline: fc.constantFrom('\n', '\r\n', '\r'),
  bom: fc.boolean(),
  blankTail: fc.integer({ min: 0, max: 3 }),
  alwaysQuoted: fc.boolean(),
});
type Form = typeof dialects extends fc.Arbitrary<infer T> ? T : never;

/** A table of at least two columns as that dialect writes it. */
function serialise(rows: readonly (readonly string[])[], form: Form): string {
  const { delimiter, quote, newline, alwaysQuoted } = form;
  const special = new RegExp(`[${delimiter}${quote}\r\n]|^\\s|\\s$`);
  const written = (value: string): string =>
    alwaysQuoted || special.test(value) ? quote + value.replaceAll(quote, quote + quote) + quote : value;
  const body = rows.map((row) => row.map(written).join(delimiter)).join(newline);
  return `${form.bom ? '\ufeff' : ''}${body}${newline.repeat(form.blankTail)}`;
}

const dialectOf = (form: Form): Dialect => ({
  format: 'delimited',
  encoding: 'utf-8',
  badBytes: 0,
  encodingGuessed: false,
  zeroBytes: 0,
  delimiter: form.delimiter,
  quote: form.quote,
  newline: form.newline === '\r' ? '\r' : '\n',
  skipLines: 0,
  keys: [],
  blankColumns: 0,
  notices: [],
});

function cut(source: ByteSource, dialect: Dialect, chunkBytes?: number): { line: number; row: readonly string[] }[] {
  const rows: { line: number; row: readonly string[] }[] = [];
  for (const batch of delimitedRows(source, dialect, DEFAULT_LIMITS, undefined, chunkBytes))
    batch.rows.forEach((row, i) => {
      rows.push({ line: batch.lines[i] ?? 0, row });
    });
  return rows;
}

const memory = (content: string | Uint8Array): ByteSource => rangeSource(memoryVolume(Buffer.from(content)));
const isBlank = (row: readonly string[]): boolean => row.every((value) => value === '');
const tables = fc
  .integer({ min: 2, max: 4 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }));

describe('properties of reading', () => {
  it('1: parses what was serialised, in every dialect', () => {
    fc.assert(
      fc.property(tables, dialects, (rows, form) => {
        const read = cut(memory(serialise(rows, form)), dialectOf(form)).map(({ row }) => row);
        expect(read.filter((row) => row.length > 1 || !isBlank(row))).toEqual(rows);
      }),
      RUNS,
    );
  });

  it('1: detects the dialect it was serialised in', () => {
    const word = fc.stringMatching(/^[a-z]{1,6}( [a-z]{1,4})?$/);
    const wide = fc.array(fc.tuple(word, word, word), { minLength: 3, maxLength: 8 });
    fc.assert(
      fc.property(
        wide,
        dialects.map((form) => ({ ...form, quote: '"' as const })),
        (rows, form) => {
          const table = [['account_id', 'name', 'plan'], ...rows.map((row, i) => [`A${i}`, row[0], row[1]])];
          const { plan, rows: read } = readTable(write('dialect.csv', serialise(table, form)));
          expect([plan.delimiter, read.map((row) => row.cells.slice(0, 3))]).toEqual([form.delimiter, table.slice(1)]);
        },
      ),
      RUNS,
    );
  });

  it('2: any split of the bytes gives the same rows, through gzip and zip as well', () => {
    const bytes = fc.oneof(
      fc.stringMatching(/^[ab",;\n\r é€]{0,80}$/).map((value) => Buffer.from(value)),
      fc.uint8Array({ maxLength: 80 }).map((value) => Buffer.from(value)),
    );
    const start = Buffer.from('account_id,name\nA1,x\n');
    fc.assert(
      fc.property(
        bytes,
        fc.integer({ min: 1, max: 50 }),
        fc.constantFrom('plain', 'gzip', 'zip'),
        (body, chunk, packing) => {
          const content = Buffer.concat([start, body.filter((byte) => byte !== 0)]);
          const half = Math.floor(content.length / 2);
          const packed =
            packing === 'plain'
              ? content
              : packing === 'zip'
                ? zipSync({ 'a.csv': content })
                : Buffer.concat([gzipSync(content.subarray(0, half)), gzipSync(content.subarray(half))]);
          const path = write('split', packed);
          const plan = planFile(path, {
            kind: 'accounts',
            delimiter: ',',
            ...(packing === 'zip' ? { part: 'a.csv' } : {}),
          });
          const all = (chunkBytes?: number): unknown[] =>
            [...rawRows(plan, undefined, chunkBytes)].flatMap((batch) =>
              batch.rows.map((row, i) => [batch.lines[i], row, batch.damaged?.get(i) ?? null]),
            );
          expect(all(chunk)).toEqual(all());
        },
      ),
      RUNS,
    );
  });

  it('2: any split of JSON lines gives the same rows', () => {
    const value = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 6 }), fc.double(), fc.boolean(), fc.constant(null));
    const list = fc.array(fc.dictionary(fc.string({ maxLength: 4 }), value, { minKeys: 1, maxKeys: 4 }), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(list, fc.boolean(), fc.integer({ min: 1, max: 30 }), (objects, asLines, chunk) => {
        const content = asLines
          ? objects.map((object) => `${JSON.stringify({ id: 1, ...object })}\n`).join('')
          : JSON.stringify(
              objects.map((object) => ({ id: 1, ...object })),
              null,
              1,
            );
        const table = openTable(write('split.json', content), '', DEFAULT_LIMITS);
        const dialect = table.detect({}, DEFAULT_LIMITS);
        const all = (chunkBytes?: number): unknown[] =>
          [...table.rows(dialect, DEFAULT_LIMITS, undefined, chunkBytes)].flatMap((batch) =>
            batch.rows.map((row, i) => [batch.lines[i], row]),
          );
        expect(all(chunk)).toEqual(all());
        expect(all()).toHaveLength(objects.length);
      }),
      RUNS,
    );
  });

  it('7: no input changes what every object has', () => {
    const before = JSON.stringify(Object.getOwnPropertyNames(Object.prototype).sort());
    const name = fc.constantFrom(
      '__proto__',
      'constructor',
      'prototype',
      'toString',
      'hasOwnProperty',
      'valueOf',
      'account_id',
      'name',
    );
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 6 }), fc.boolean(), (names, asJson) => {
        const content = asJson
          ? `{${names.map((key) => `"${key}":{"${key}":"x"}`).join(',')},"id":"1"}\n`
          : `${names.join(',')}\n${names.map(() => 'x').join(',')}\n`;
        inspectFile(write('names', content));
        expect(JSON.stringify(Object.getOwnPropertyNames(Object.prototype).sort())).toBe(before);
        expect(Object.keys({})).toEqual([]);
      }),
      RUNS,
    );
  });
});

describe('damage', () => {
  const csv =
    'account_id,name,arr,start_date\nA1,"Acme, Inc.",1200.5,2026-01-31\nA2,"two\nlines",7,2026-02-01\n'.repeat(3);
  const json = '{"account_id":"A1","name":"x","p":{"a":1}}\n{"account_id":"A2","name":"y"}\n';
  const book = workbook({
    sheets: {
      One: textRows([
        ['account_id', 'name'],
        ['A1', 'x'],
        ['A2', 'y'],
      ]),
      Two: textRows([
        ['account_id', 'name'],
        ['B1', 'z'],
      ]),
    },
    strings: '<si><t>a</t></si>',
    formats: ['yyyy-mm-dd'],
  });
  const sound: Readonly<Record<string, Uint8Array>> = {
    csv: strToU8(csv),
    gzip: gzipSync(strToU8(csv)),
    zip: zipSync({ 'a.csv': strToU8(csv), 'b.jsonl.gz': gzipSync(strToU8(json)) }),
    xlsx: book,
    jsonl: strToU8(json),
  };
  it.each(Object.entries(sound))(
    '4, 10: %s with changed bytes never hangs, and only ends in errors with a code',
    (name, bytes) => {
      fc.assert(
        fc.property(changes, (made) => {
          const path = write(`damaged-${name}`, damaged(bytes, made));
          const started = performance.now();
          try {
            inspectFile(path);
          } catch (error) {
            if (!(error instanceof AppError)) throw error;
          }
          expect(performance.now() - started).toBeLessThan(5000);
        }),
        RUNS,
      );
    },
    60_000,
  );
});

describe('other readers of RFC 4180', () => {
  const form = { delimiter: ',', quote: '"', bom: false, blankTail: 1, alwaysQuoted: false } as const;

  it('11: reads what papaparse reads in one go', () => {
    fc.assert(
      fc.property(tables, fc.constantFrom('\n', '\r\n'), fc.integer({ min: 1, max: 30 }), (rows, newline, chunk) => {
        const content = serialise(rows, { ...form, newline });
        const theirs = Papa.parse<string[]>(content, { delimiter: ',', newline, skipEmptyLines: false }).data;
        expect(cut(memory(content), dialectOf({ ...form, newline }), chunk).map(({ row }) => row)).toEqual(
          theirs.slice(0, theirs.at(-1)?.length === 1 ? -1 : undefined),
        );
      }),
      RUNS,
    );
  });

  it.skipIf(!python)("11: reads what Python's csv module reads", () => {
    const documents = fc.sample(
      fc
        .tuple(tables, fc.constantFrom('\n', '\r\n'))
        .map(([rows, newline]) => ({ content: serialise(rows, { ...form, newline }), newline })),
      RUNS.numRuns,
    );
    const script =
      'import csv, io, json, sys\ncsv.field_size_limit(10**9)\n' +
      'print(json.dumps([list(csv.reader(io.StringIO(d, newline=""))) for d in json.load(sys.stdin)]))';
    const run = spawnSync('python3', ['-c', script], {
      input: JSON.stringify(documents.map(({ content }) => content)),
      encoding: 'utf8',
      timeout: 30_000,
      maxBuffer: 1e8,
    });
    const theirs: string[][][] = JSON.parse(run.stdout);
    documents.forEach(({ content, newline }, i) => {
      const ours = cut(memory(content), dialectOf({ ...form, newline })).map(({ row }) => row);
      // A blank line is a row without cells there, a row of one blank cell here.
      expect(ours).toEqual((theirs[i] ?? []).map((row) => (row.length === 0 ? [''] : row)));
    });
  });
});

describe('limits', () => {
  it('refuses a header of a million columns at once', () => {
    const path = write('wide.csv', `${'column,'.repeat(1_000_000)}\n1,2\n`);
    const started = performance.now();
    const options: PlanOptions = { kind: 'accounts' };
    expect(() => planFile(path, options)).toThrow(/more than 500 columns/);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

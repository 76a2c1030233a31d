import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { rawRows } from './analyse.ts';
import { planFile } from './index.ts';
import { type InspectOptions, inspectFile } from './inspect.ts';

const suites = fileURLToPath(new URL('../../../shared/data/messy/suites', import.meta.url));
const present = existsSync(suites);
if (!present) console.log('ingest: ../shared/data/messy/suites is absent, the suites of other parsers are skipped');

/** Every column as text: the suites are about cutting, not about types. */
function cellsOf(
  path: string,
  options: InspectOptions = {},
): { readonly names: readonly string[]; readonly rows: string[][] } {
  const names = inspectFile(path, options).columns.map((column) => column.name);
  const types = Object.fromEntries(names.map((name) => [name, 'text' as const]));
  const mapping = Object.fromEntries(
    names.map((name, index) => [name, index === 0 ? 'account_id' : index === 1 ? 'name' : name]),
  );
  const plan = planFile(path, { ...options, kind: 'accounts', types, mapping });
  const rows = [...rawRows(plan)].flatMap((batch) =>
    batch.rows.filter((row, i) => (batch.lines[i] ?? 0) >= plan.layout.firstLine && row.some((cell) => cell !== '')),
  );
  return { names, rows };
}

describe.skipIf(!present)('csv-spectrum', () => {
  const folder = join(suites, 'csv-spectrum');
  const files = present ? readdirSync(join(folder, 'csvs')).filter((name) => name.endsWith('.csv')) : [];
  const rows = z.array(z.record(z.string(), z.string()));

  // Its JSON is one object of other values than the CSV has, in another encoding.
  const unlike = ['location_coordinates.csv'];

  it.each(files.filter((name) => !unlike.includes(name)))('%s', (name) => {
    const expected = rows.parse(JSON.parse(readFileSync(join(folder, 'json', name.replace(/csv$/, 'json')), 'utf8')));
    const read = cellsOf(join(folder, 'csvs', name));
    expect(read.names).toEqual(Object.keys(expected[0] ?? {}));
    // Line ends inside a cell are kept as written, where the suite expects them as one sign.
    const plain = (cell: string): string => cell.replaceAll('\r\n', '\n');
    expect(read.rows.map((row) => row.map(plain))).toEqual(expected.map((row) => Object.values(row).map(plain)));
  });
});

describe.skipIf(!present)('papaparse', () => {
  const path = (name: string): string => join(suites, 'papaparse', name);

  it('drops the byte order mark and reads the same table with and without it', () => {
    for (const name of ['sample.csv', 'utf-8-bom-sample.csv'])
      expect(cellsOf(path(name)), name).toEqual({ names: ['A', 'B', 'C'], rows: [['X', 'Y', 'Z']] });
  });

  it('reads cells without a value and long texts', () => {
    expect(cellsOf(path('sample-header.csv'))).toEqual({
      names: ['title', 'name'],
      rows: [
        ['test title 01', 'test name 01'],
        ['', 'test name 02'],
      ],
    });
    // Eight rows without a header: the first row is data only where the user says so.
    const long = cellsOf(path('long-sample.csv'), { headerRow: 0 });
    expect([long.names.length, long.rows.length, long.rows[0]?.slice(0, 2)]).toEqual([7, 8, ['Grant', 'Dyer']]);
    const very = cellsOf(path('verylong-sample.csv'));
    expect([very.names, very.rows.length]).toEqual([['placeholder', 'meaning of life', 'TLD'], 2000]);
  });
});

describe.skipIf(!present)('readr', () => {
  const path = (name: string): string => join(suites, 'readr', name);

  it.each(['eol-cr.csv', 'eol-lf.csv', 'eol-crlf.csv'])('%s', (name) => {
    expect(cellsOf(path(name))).toEqual({
      names: ['x', 'y'],
      rows: [
        ['1', 'a'],
        ['2', 'b'],
        ['3', 'c'],
      ],
    });
  });

  it('reads both kinds of quotation marks, the single ones when told', () => {
    const double = cellsOf(path('basic-df.csv'));
    expect(double.names).toEqual(['a', 'b', 'c', 'd']);
    expect(double.rows[0]).toEqual(['TRUE', '7', '0.181526642525569', 'm']);
    expect(cellsOf(path('basic-df-singlequote.csv'), { quote: "'" })).toEqual(double);
    expect(cellsOf(path('basic-df-singlequote.csv')).rows[0]?.[3]).toBe("'m'");
  });

  it('leaves out zero bytes, and keeps columns whose values change late', () => {
    // readr ends the cell at the zero byte and warns.
    expect(cellsOf(path('raw.csv'))).toEqual({ names: ['abc', 'def'], rows: [['abc', 'def']] });
    expect(inspectFile(path('raw.csv')).issues.map((issue) => issue.code)).toContain('zero_bytes');
    const challenge = cellsOf(path('challenge.csv'));
    expect([challenge.rows.length, challenge.rows.at(0), challenge.rows.at(-1)]).toEqual([
      2000,
      ['404', 'NA'],
      ['0.608237189007923', '2019-01-06'],
    ]);
    expect(cellsOf(path('test_list_col_name.csv')).names).toEqual(['x', 'y']);
  });
});

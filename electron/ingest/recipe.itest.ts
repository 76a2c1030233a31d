import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { AppError } from '#shared/contract/errors.ts';
import { importOptions } from '#shared/contract/importing.ts';
import { rawRows } from './analyse.ts';
import { type FilePlan, type PlanOptions, planFile, readRows } from './index.ts';
import { isDataRow } from './rows.ts';

const data = fileURLToPath(new URL('../../../shared/data', import.meta.url));
const present = existsSync(data);
if (!present) console.log('ingest: ../shared/data is absent, recipes are tried on generated files only');

const folder = mkdtempSync(join(tmpdir(), 'recipe-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const quoted = (cells: readonly string[]): string => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');

/** Data rows as written, by line. */
function writtenRows(plan: FilePlan): Map<number, readonly string[]> {
  const raw = new Map<number, readonly string[]>();
  for (const batch of rawRows(plan)) {
    batch.rows.forEach((row, i) => {
      const line = batch.lines[i] ?? 0;
      if (isDataRow(plan, row, line) && !batch.damaged?.has(i)) raw.set(line, row);
    });
  }
  return raw;
}

/** What became of every row, by line: its values, or the code and column it was refused with. */
function fates(plan: FilePlan): Map<number, unknown> {
  const found = new Map<number, unknown>();
  for (const batch of readRows(plan)) {
    for (const { line, cells, extras, more } of batch.rows) found.set(line, { cells, extras, more });
    for (const { line, code, column } of batch.rejected) found.set(line, { code, column });
  }
  return found;
}

/** Reads some rows of a planned file anew from a table of their own: each must become what it was. */
function expectSameReading(plan: FilePlan, chosen: (lines: readonly number[]) => readonly number[]): void {
  const raw = writtenRows(plan);
  const before = fates(plan);
  const lines = chosen([...raw.keys()]).filter((line) => (raw.get(line)?.length ?? 0) <= plan.headers.length);
  const text = [plan.headers, ...lines.map((line) => raw.get(line) ?? [])].map(quoted).join('\n');
  const path = join(folder, 'rows.csv');
  writeFileSync(path, `${text}\n`);
  const options = importOptions.parse(plan.recipe.options);
  const again = planFile(path, {
    ...options,
    name: plan.file,
    delimiter: ',',
    quote: '"',
    encoding: 'utf-8',
    headerRow: 1,
    remembered: false,
  });
  expect(again.kind).toBe(plan.kind);
  expect(again.fields.map(({ name, factor }) => [name, factor])).toEqual(
    plan.fields.map(({ name, factor }) => [name, factor]),
  );
  expect(again.extras.map(({ name, type }) => [name, type])).toEqual(plan.extras.map(({ name, type }) => [name, type]));
  const after = [...fates(again)].sort(([a], [b]) => a - b).map(([, fate]) => fate);
  expect(after, plan.file).toEqual(lines.map((line) => before.get(line)));
}

function csvFiles(under: string): string[] {
  return readdirSync(under, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(?:csv|tsv)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function planOf(path: string, options: PlanOptions = {}): FilePlan | null {
  try {
    return planFile(path, options);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

describe('a recipe reads rows of its file again exactly', () => {
  it.skipIf(!present)('for every real file that needs no answers, and with answers for messy ones', () => {
    let tried = 0;
    for (const path of csvFiles(data)) {
      const plan = planOf(path) ?? planOf(path, { dateFormat: 'dmy', decimal: ',', kind: 'accounts', mapping: {} });
      if (!plan || plan.headerRow === 0 || plan.rowCount === 0) continue;
      tried += 1;
      expectSameReading(plan, (lines) => lines.filter((_, i) => i % Math.ceil(lines.length / 40) === 0));
      expectSameReading(plan, (lines) => lines.slice(-1));
    }
    expect(tried).toBeGreaterThan(50);
  });

  it('for generated tables of mixed spellings, whatever rows are taken', () => {
    const dates = fc.constantFrom(
      '03/04/2026',
      '31/01/2026',
      '12/31/2026',
      '2026-02-30',
      '5.2.26',
      '46053',
      '',
      'soon',
    );
    const numbers = fc.constantFrom('1.234', '1,5', '1.234,50', '12', '-3', '85%', '€ 5', 'many', 'N/A', '');
    const texts = fc.constantFrom('A', '007', 'x;y', '"q"', 'true', 'no', '1', '2026-01-01', 'N/A', ' a ', '', 'é');
    const row = fc.tuple(texts, dates, numbers, texts, numbers, texts);
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 2, maxLength: 15 }),
        fc.array(fc.nat(14), { minLength: 1, maxLength: 4 }),
        fc.constantFrom(
          { dateFormat: 'dmy', decimal: ',' } as const,
          {
            dateFormats: { Since: 'mdy' },
            decimals: { ARR: '.' },
            decimal: ',',
            types: { Tag: 'text' },
            factors: { ARR: 0.01 },
          } as const,
        ),
        (rows, picks, options) => {
          const path = join(folder, 'source.csv');
          const header = ['Kunde', 'Since', 'ARR', 'Flag', 'Score', 'Tag'];
          const body = rows.map(([key, ...cells], i) => [`K${i} ${key}`, ...cells]);
          writeFileSync(path, [header, ...body].map(quoted).join('\n').replaceAll('","', '";"'));
          const plan = planFile(path, {
            ...options,
            kind: 'accounts',
            delimiter: ';',
            mapping: { Kunde: 'account_id', Flag: 'name', Since: 'start_date', ARR: 'arr' },
            values: { name: { a: 'Alpha' } },
          });
          expectSameReading(plan, (lines) => [...new Set(picks)].flatMap((at) => lines[at] ?? []));
        },
      ),
      { numRuns: 1000 },
    );
  });
});

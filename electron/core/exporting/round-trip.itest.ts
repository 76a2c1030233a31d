import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import Papa from 'papaparse';
import { afterAll, describe, expect, it } from 'vitest';
import { exportMarker, planFile, readRows } from '#electron/ingest/index.ts';
import type { CanonicalTable } from '#electron/store/reads/canonical.ts';
import type { SqlValue } from '#electron/store/values.ts';
import { type CanonicalColumn, KINDS, type StoredKind } from '#shared/model/kinds.ts';
import { writeCsv } from './csv.ts';
import { canonicalExport, RowCounter, withMarker } from './table.ts';
import { writeWholeFile } from './whole-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'bellwether-export-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, 'table.csv');

/** Starts that spreadsheets, CSV or readers take for something else. */
const STARTS = [
  '',
  "'",
  "''",
  '=',
  '+',
  '-',
  '@',
  '|',
  '%',
  '\t',
  '\r',
  '\n',
  '\u0000',
  '＝',
  '＋',
  '－',
  '＠',
  ' =',
  '\u200b=',
];
const WORDS = [
  '"',
  '""',
  ',',
  ';',
  '\t',
  '\r\n',
  'N/A',
  '-',
  'null',
  'Total',
  'Übergröße',
  'مرحبا',
  '🦊👩‍👩‍👧',
  '\u202e',
  '1,5',
  '1.234',
  '007',
  '03/04/2026',
  'true',
  'sep=;',
  '<b>',
  '_x0041_',
  '#REF!',
  '.',
  "'=1",
];
const text = fc
  .tuple(
    fc.constantFrom(...STARTS),
    fc.oneof(fc.constantFrom(...WORDS), fc.string({ unit: 'binary', maxLength: 20 }), fc.string({ maxLength: 20 })),
    fc.oneof(fc.constantFrom('', ...WORDS), fc.string({ unit: 'grapheme', maxLength: 10 })),
  )
  // Stored text is trimmed and never empty.
  .map((parts) => parts.join('').trim())
  .filter((value) => value !== '');
const missing = fc.constant(null);

function stored({ type, required, min, max, words }: CanonicalColumn): fc.Arbitrary<SqlValue> {
  const value: fc.Arbitrary<SqlValue> =
    type === 'id'
      ? text.map((id) => id.normalize('NFC').trim() || 'x')
      : type === 'word'
        ? fc.constantFrom(...(words ?? []))
        : type === 'date'
          ? fc.integer({ min: -25_567, max: 73_000 })
          : type === 'timestamp'
            ? fc.integer({ min: 0, max: 4_102_444_800_000 })
            : type === 'boolean'
              ? fc.constantFrom(0, 1)
              : type === 'priority'
                ? fc.integer({ min: 1, max: 4 })
                : type === 'text'
                  ? text
                  : fc
                      .oneof(
                        fc.double({ noNaN: true, noDefaultInfinity: true, min: min ?? -1.7e308, max: max ?? 1.7e308 }),
                        fc
                          .constantFrom(1, 1.234, 5e-324, 1.7976931348623157e308, 0.1 + 0.2, 1e21, 123456789.123)
                          .filter((number) => number >= (min ?? 0) && number <= (max ?? Number.MAX_VALUE)),
                      )
                      .map((number) => number + 0);
  return required ? value : fc.oneof(value, missing);
}

const KINDS_TRIED: readonly StoredKind[] = [
  'accounts',
  'contacts',
  'usage',
  'tickets',
  'invoices',
  'notes',
  'contracts',
];

const tables: fc.Arbitrary<CanonicalTable> = fc.constantFrom(...KINDS_TRIED).chain((kind) => {
  const attributes =
    kind === 'accounts'
      ? fc.uniqueArray(
          text.filter((name) => !/^column \d+$/.test(name)),
          { maxLength: 3 },
        )
      : fc.constant([]);
  return attributes.chain((names) => {
    const columns: CanonicalColumn[] = [
      ...KINDS[kind],
      ...names.map((name) => ({ name, type: 'text' as const, required: false })),
    ];
    return fc.array(fc.tuple(...columns.map(stored)), { minLength: 1, maxLength: 6 }).map((rows) => ({
      kind,
      columns,
      rowCount: rows.length,
      rows: () => rows,
    }));
  });
});

const control = { isCancelled: () => false, onProgress: () => undefined, sources: [], target: null };

function write(table: CanonicalTable, bom: boolean): string {
  const marked = withMarker(canonicalExport(table), exportMarker(table.kind, 'text'));
  rmSync(path, { force: true });
  writeWholeFile({ path, name: 'table.csv' }, (output) =>
    writeCsv(output, marked, { bom }, new RowCounter(control, table.rowCount)),
  );
  return readFileSync(path, 'utf8');
}

/** The file as an import reads it, in the shape it was exported from. */
function read(exported: CanonicalTable): CanonicalTable {
  const plan = planFile(path, { name: 'anything.csv' });
  expect(plan.kind).toBe(exported.kind);
  const names = [...plan.fields.map((field) => field.name), ...plan.extras.map((extra) => extra.name)];
  const rows: SqlValue[][] = [];
  for (const batch of readRows(plan)) {
    expect(batch.rejected).toEqual([]);
    for (const { cells, extras } of batch.rows) {
      const all = [...cells, ...extras];
      rows.push(
        exported.columns.map(({ name }) => {
          const cell = all[names.indexOf(name)] ?? null;
          return typeof cell === 'boolean' ? Number(cell) : cell;
        }),
      );
    }
  }
  return { ...exported, rowCount: rows.length, rows: () => rows };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not start a cell
const RISKY = /^[\s\p{Cc}]*[=+\-@|%＝＋－＠]|^[\t\r\n\u0000]/u;
const seed = 20261122;

describe('our own CSV (properties of 50-security-reliability.md section 4)', () => {
  it('(9) export, import, export is a fixed point, to the last digit and character', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(tables, fc.boolean(), (table, bom) => {
        const first = write(table, bom);
        const again = read(table);
        expect([...again.rows()]).toEqual([...table.rows()]);
        expect(write(again, bom)).toBe(first);
      }),
      { seed, numRuns: 1000 },
    );
  });

  it('(9) no exported cell starts with what a spreadsheet runs, and numbers stay numbers', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const [, ...lines] = Papa.parse<string[]>(write(table, false), { delimiter: ',', newline: '\r\n' }).data;
        lines.slice(0, table.rowCount).forEach((cells) => {
          cells.forEach((cell, index) => {
            const type = table.columns[index]?.type;
            if (type === 'number') expect(cell === '' || String(Number(cell)) === cell).toBe(true);
            else expect(cell).not.toMatch(RISKY);
          });
        });
      }),
      { seed, numRuns: 1000 },
    );
  });

  it('is recognised by its last header alone; other files keep their apostrophes', () => {
    writeFileSync(path, "account_id,name,bellwether_export_accounts\r\n1,'=x,\r\n");
    const names = (): unknown[] =>
      [...readRows(planFile(path))].flatMap((batch) => batch.rows.map((row) => row.cells[1]));
    expect(names()).toEqual(['=x']);
    writeFileSync(path, "account_id,name,extra\r\n1,'=x,\r\n");
    expect(names()).toEqual(["'=x"]);
  });

  it('is still recognised after a spreadsheet has saved it with semicolons', () => {
    writeFileSync(path, "\uFEFFaccount_id;name;arr;bellwether_export_accounts\n1;'+49 Ltd;1.234;\n");
    const plan = planFile(path);
    const rows = [...readRows(plan)].flatMap((batch) => batch.rows);
    expect(rows.map((row) => row.cells)).toEqual([['1', '+49 Ltd', 1.234]]);
  });
});

import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { listTables, planFile } from './index.ts';
import { type InspectOptions, inspectFile } from './inspect.ts';
import { codeOf, readTable, scratch, textRows, workbook } from './testing.ts';

const { write } = scratch('workbooks');
const HEADER = [['account_id', 'name']];
const sheet = (rows: string, more: Omit<Parameters<typeof workbook>[0], 'sheets'> = {}): string =>
  write('book.xlsx', workbook({ sheets: { Data: rows }, ...more }));
const look = (path: string, options: InspectOptions = {}): ReturnType<typeof inspectFile> =>
  inspectFile(path, { rows: 100, ...options });

describe('cells of a workbook', () => {
  it('reads shared, inline and formula texts, booleans and errors', () => {
    const path = sheet(
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>flag</t></is></c><c r="D1" t="inlineStr"><is><t>plan</t></is></c></row>' +
        '<row r="2"><c r="A2" t="inlineStr"><is><t>A1</t></is></c><c r="B2" t="s"><v>2</v></c><c r="C2" t="b"><v>1</v></c><c r="D2" t="str"><f>"Pro"</f><v>Pro</v></c></row>' +
        '<row r="4"><c r="A4" t="inlineStr"><is><t>A2</t></is></c><c r="B4" t="s"><v>3</v></c><c r="C4" t="e"><v>#N/A</v></c><c r="D4" t="e"><v>#REF!</v></c></row>',
      {
        strings:
          '<si><t>account_id</t></si><si><t>name</t></si><si><r><t>Mül</t></r><r><rPr/><t xml:space="preserve">ler &amp; Co</t></r></si>' +
          '<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si>',
      },
    );
    const seen = look(path, { kind: 'accounts' });
    expect(seen.rows).toEqual([
      ['A1', 'Müller & Co', true, 'Pro'],
      ['A2', '東京', null, null],
    ]);
    expect(seen.issues.map(({ line, code, severity }) => [line, code, severity])).toEqual([
      [2, 'formula_cached', 'info'],
      [4, 'cell_error', 'warning'],
    ]);
  });

  it('takes numbers and dates in one way only, whatever their format shows', () => {
    const style = (index: number, value: string): string => `<c s="${index}"><v>${value}</v></c>`;
    const head = textRows([['account_id', 'name', 'arr', 'start_date', 'renewal_date', 'growth', 'length', 'at']]);
    const id = '<c t="inlineStr"><is><t>A1</t></is></c><c t="inlineStr"><is><t>Acme</t></is></c>';
    const row = `<row>${id}${style(0, '1.234')}${style(1, '46053')}${style(2, '46053.5')}${style(3, '0.85')}${style(4, '1.5')}${style(5, '0.25')}</row>`;
    const formats = ['dd/mm/yyyy;@', '[$-409]m/d/yy h:mm AM/PM', '0.0%', '[h]:mm', 'h:mm:ss'];
    const path = sheet(head + row, { formats });
    expect(look(path, { kind: 'accounts' }).rows[0]?.slice(0, 5)).toEqual([
      'A1',
      'Acme',
      1.234,
      '2026-01-31',
      '2026-01-31',
    ]);
    const cells = readTable(path, { types: { growth: 'number', length: 'text', at: 'text' } }).rows[0];
    expect(cells?.extras).toEqual([0.85, '36:00:00', '06:00:00']);
  });

  it('counts days from 1904 where the workbook does, and knows the day that never was', () => {
    const rows = `${textRows([['account_id', 'name', 'start_date']])}<row><c t="inlineStr"><is><t>A1</t></is></c><c t="inlineStr"><is><t>x</t></is></c><c s="1"><v>44591</v></c></row>`;
    expect(look(sheet(rows, { formats: ['yyyy-mm-dd'], date1904: true }), { kind: 'accounts' }).rows[0]?.[2]).toBe(
      '2026-01-31',
    );
    const old = rows.replace('44591', '60');
    const seen = look(sheet(old, { formats: ['yyyy-mm-dd'] }), { kind: 'accounts' });
    expect(seen.issues.map((issue) => issue.code)).toContain('bad_date');
  });

  it('says where formulas have no saved value and where cells stand left of the table', () => {
    const filler = Array.from(
      { length: 1001 },
      (_, i) => `<row r="${i + 3}"><c r="B${i + 3}"><v>${i}</v></c><c r="C${i + 3}" t="str"><f>A1</f></c></row>`,
    );
    const path = sheet(
      `<row r="2"><c r="B2" t="inlineStr"><is><t>account_id</t></is></c><c r="C2" t="inlineStr"><is><t>name</t></is></c></row>${filler.join('')}<row r="2000"><c r="A2000"><v>1</v></c><c r="B2000"><v>7</v></c></row>`,
    );
    const seen = look(path, { kind: 'accounts' });
    expect([seen.headerRow, seen.columns.map((column) => column.name), seen.rowCount]).toEqual([
      2,
      ['account_id', 'name'],
      1002,
    ]);
    const { issues } = planFile(path, { kind: 'accounts' });
    expect(issues.map(({ line, code }) => [line, code])).toEqual(
      expect.arrayContaining([
        [2000, 'left_of_table'],
        [3, 'formula_cached'],
      ]),
    );
    const bare = sheet(
      `${textRows([['account_id', 'name', 'arr']])}<row><c><v>1</v></c><c><v>2</v></c><c><f>1+1</f></c></row>`,
    );
    expect(look(bare).issues.map((issue) => issue.code)).toContain('formula_without_value');
  });

  it('finds titles above and totals below the table, and keeps the corner of merged cells', () => {
    const seen = look(
      sheet(
        textRows([
          ['Accounts of March'],
          [],
          ['account_id', 'name', 'arr'],
          ['A1', 'Acme', '5'],
          ['A2', '', '6'],
          ['Total', '', '11'],
        ]),
      ),
    );
    expect([seen.headerRow, seen.rowCount]).toEqual([3, 2]);
    expect(seen.issues.map((issue) => issue.code)).toEqual(expect.arrayContaining(['preamble', 'total_row']));
  });
});

describe('sheets of a workbook', () => {
  it('lists those with cells, reads each, and says which one is hidden', () => {
    const rows = (id: string): string => textRows([...HEADER, [id, 'x']]);
    const path = write(
      'many.xlsm',
      workbook({
        sheets: { Cover: '', 'R&amp;D #1': rows('R1'), Old: rows('O1') },
        hidden: ['Old'],
        more: { 'xl/vbaProject.bin': strToU8('macro') },
      }),
    );
    expect(listTables(path, 'many.xlsm').map(({ part, file }) => [part, file])).toEqual([
      ['#R&D #1', 'many.xlsm › R&D #1'],
      ['#Old', 'many.xlsm › Old'],
    ]);
    expect(look(path)).toMatchObject({ parts: ['#R&D #1', '#Old'], rows: [['R1', 'x']] });
    expect(look(path, { part: '#Old' }).issues.map((issue) => issue.code)).toContain('hidden_sheet');
    expect(() => planFile(path)).toThrow(/2 tables; choose one of them: R&D #1, Old/);
    expect(() => planFile(path, { part: '#None' })).toThrow(/no "None".*Cover, R&D #1, Old/);
    expect(codeOf(() => planFile(path, { part: '#Cover' }))).toBe('not_a_table');
  });

  it('stops at the limits of sheets, size, columns, rows and cells', () => {
    const many = Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`S${i}`, textRows(HEADER)]));
    expect(codeOf(() => listTables(write('51.xlsx', workbook({ sheets: many })), 'x'))).toBe('too_many_parts');
    const wide = `<row><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>`;
    expect(codeOf(() => planFile(sheet(wide)))).toBe('too_many_columns');
    const path = sheet(textRows([...HEADER, ['A1', 'x'.repeat(500)], ['A2', 'y']]));
    expect(codeOf(() => planFile(path, { limits: { workbook: 100 } }))).toBe('too_large');
    expect(codeOf(() => planFile(path, { limits: { workbookInflated: 1000 } }))).toBe('inflates_too_much');
    expect(codeOf(() => planFile(path, { limits: { cell: 400 } }))).toBe('cell_too_large');
    expect(codeOf(() => planFile(path, { limits: { row: 400 } }))).toBe('row_too_large');
    expect(codeOf(() => planFile(path, { limits: { rows: 1 } }))).toBe('too_many_rows');
    const blank = sheet(`${textRows([...HEADER, ['A1', 'x']])}${'<row><c/></row>'.repeat(400_000)}`);
    expect(codeOf(() => planFile(blank))).toBe('inflates_too_much');
  });

  it('refuses what is no sound workbook', () => {
    const broken: readonly Parameters<typeof workbook>[0][] = [
      { sheets: { Data: '<row><c t="s"><v>7</v></c></row>' } },
      { sheets: { Data: '<row><c r="A1"><v>1</v></row>' } },
      { sheets: { Data: '<row><c r="1"><v>1</v></c></row>' } },
      { sheets: { Data: '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>' } },
      { sheets: { Data: '<row><c t="inlineStr"><is><t>&undefined;</t></is></c></row>' } },
    ];
    for (const parts of broken)
      expect(codeOf(() => planFile(write('broken.xlsx', workbook(parts))))).toBe('archive_damaged');
  });

  it('stops when cancelled, in every phase', () => {
    const path = write('cancel.xlsx', workbook({ sheets: { One: textRows(HEADER), Two: textRows(HEADER) } }));
    for (const run of [
      (isCancelled: () => boolean) => listTables(path, 'x', { isCancelled }),
      (isCancelled: () => boolean) => inspectFile(path, {}, { isCancelled }),
    ]) {
      let phases = 0;
      run(() => {
        phases += 1;
        return false;
      });
      expect(phases).toBeGreaterThan(4);
      for (let stop = 1; stop <= phases; stop += 1) {
        let asked = 0;
        expect(codeOf(() => run(() => ++asked >= stop))).toBe('cancelled');
      }
    }
  });
});

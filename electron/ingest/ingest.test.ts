import { Buffer } from 'node:buffer';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { AppError } from '#shared/contract/errors.ts';
import { inspectedFile } from '#shared/contract/importing.ts';
import { dayFromIso } from '#shared/model/day.ts';
import {
  type FilePlan,
  inspectFile,
  type PlanOptions,
  planFile,
  type RejectedRow,
  readRows,
  type TypedRow,
} from './index.ts';
import { rawText } from './rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'ingest-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
function file(content: string | Buffer, name?: string): string {
  files += 1;
  const path = join(folder, name ?? `file${files}.csv`);
  writeFileSync(path, content);
  return path;
}

type Read = { plan: FilePlan; rows: TypedRow[]; rejected: RejectedRow[]; warned: Map<string, number> };

function readAll(path: string, options: PlanOptions = {}, chunkBytes?: number): Read {
  const plan = planFile(path, options);
  const rows: TypedRow[] = [];
  const rejected: RejectedRow[] = [];
  const warned = new Map<string, number>();
  for (const batch of readRows(plan, undefined, chunkBytes)) {
    rows.push(...batch.rows);
    rejected.push(...batch.rejected);
    for (const [code, count] of batch.warned) warned.set(code, (warned.get(code) ?? 0) + count);
  }
  expect(plan.rowCount).toBe(rows.length + rejected.length);
  return { plan, rows, rejected, warned };
}

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return 'none';
}

const cellsOf = (read: Read): unknown[][] => read.rows.map((row) => [...row.cells]);

describe('planFile and readRows', () => {
  it('reads canonical headers without a mapping', () => {
    const read = readAll(
      file(
        'account_id,date,metric,value\n 007 ,2026-01-31,logins,"1,200.5"\n008,2026-02-30,logins,1\n,2026-01-01,logins,2\n009,2026-01-01,logins,many\n',
      ),
    );
    expect(read.plan.kind).toBe('usage');
    expect(read.plan.kindConfidence).toBe(1);
    expect(cellsOf(read)).toEqual([['007', dayFromIso('2026-01-31'), 'logins', 1200.5]]);
    expect(read.rejected.map(({ line, column, code }) => [line, column, code])).toEqual([
      [3, 'date', 'bad_date'],
      [4, 'account_id', 'missing_required'],
      [5, 'value', 'bad_number'],
    ]);
    expect(read.rejected[0]?.message).toContain('2026-02-30');
    expect(read.rejected[0]?.raw).toBe('008,2026-02-30,logins,1');
  });

  it('numbers rows by the physical line they start on', () => {
    const read = readAll(
      file('account_id,name,notes\r\nA1,One,"two\r\nlines"\r\n\r\nA2,Two,\r\n,Three,"x\ny"\r\nA4,Four,\r\n'),
    );
    expect(read.rows.map((row) => row.line)).toEqual([2, 5, 8]);
    expect(read.rejected.map((row) => row.line)).toEqual([6]);
  });

  it('takes the delimiter from the rows, not from decimal commas', () => {
    expect(cellsOf(readAll(file('account_id;name;arr\nA1;Acme, Inc.;1200,50\nA2;Beta;7,5\n')))).toEqual([
      ['A1', 'Acme, Inc.', 1200.5],
      ['A2', 'Beta', 7.5],
    ]);
    for (const [delimiter, name] of [
      [',', 'comma'],
      [';', 'semicolon'],
      ['\t', 'tab'],
      ['|', 'pipe'],
    ] as const) {
      const plan = planFile(
        file(`account_id${delimiter}name\nA1${delimiter}"a ${delimiter} b\n${delimiter}"\nA2${delimiter}b\n`),
      );
      expect(plan.delimiter, name).toBe(delimiter);
      expect(plan.rowCount).toBe(2);
    }
    expect(planFile(file('sep=;\naccount_id;name\nA1;Acme\n'))).toMatchObject({
      delimiter: ';',
      headerRow: 2,
      rowCount: 1,
    });
  });

  it('skips titles above and closing lines below the table', () => {
    const read = readAll(
      file(
        'Customer export\nGenerated: 2026-01-05\n\naccount_id,name,arr\nA1,Acme,100\nA2,Beta,200\nTotal,,300\n\nConfidential\n',
      ),
    );
    expect(read.plan.headerRow).toBe(4);
    expect(read.rows.map((row) => row.cells[0])).toEqual(['A1', 'A2']);
    expect(read.plan.warnings.map((warning) => warning.code)).toContain('total_row');
  });

  it('reads every encoding it knows by its bytes', () => {
    const text = 'account_id,name\nA1,Müller\n';
    const utf16be = Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
    const cases: [string | Buffer, string][] = [
      [text, 'utf-8'],
      [`\ufeff${text}`, 'utf-8'],
      [Buffer.from(`\ufeff${text}`, 'utf16le'), 'utf-16le'],
      [utf16be, 'utf-16be'],
      [Buffer.from(text, 'latin1'), 'windows-1252'],
    ];
    for (const [content, encoding] of cases) {
      const read = readAll(file(content));
      expect(read.plan.encoding).toBe(encoding);
      expect(read.plan.headers[0]).toBe('account_id');
      expect(read.rows[0]?.cells[1]).toBe('Müller');
    }
    expect(planFile(file(Buffer.from(text, 'latin1'))).warnings[0]?.code).toBe('encoding_guessed');
    expect(
      readAll(file(Buffer.from([...Buffer.from('account_id,name\nA1,'), 0xa3, 0xf3])), { encoding: 'windows-1250' })
        .rows[0]?.cells[1],
    ).toBe('Łó');
    expect(codeOf(() => planFile(file(text), { encoding: 'klingon' }))).toBe('bad_request');
  });

  it('refuses what is no table, by name', () => {
    for (const [content, word] of [
      ['', 'empty'],
      ['\ufeff', 'empty'],
      ['\n\r\n \n', 'empty'],
      ['%PDF-1.7', 'PDF'],
      ['<!DOCTYPE html><html>', 'HTML'],
      ['{"data":[{"a":1}]}', 'JSON document'],
      [Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0]), 'PNG'],
    ] as const) {
      expect(() => planFile(file(content))).toThrow(word);
      expect(codeOf(() => planFile(file(content)))).toBe('not_a_table');
    }
    for (const start of [Buffer.from('PK\u0003\u0004xl/workbook.xml'), Buffer.from([0x1f, 0x8b, 8])])
      expect(codeOf(() => planFile(file(start)))).toBe('archive_damaged');
    expect(codeOf(() => planFile(join(folder, 'nowhere.csv')))).toBe('file_not_found');
    expect(codeOf(() => planFile(folder))).toBe('file_unreadable');
  });

  it('asks about dates and numbers that read two ways', () => {
    const dates = file('account_id,date,metric,value\nA1,03/04/2026,logins,1\n');
    expect(() => planFile(dates)).toThrow(/"date".*03\/04\/2026.*--date-format/);
    expect(readAll(dates, { dateFormat: 'dmy' }).rows[0]?.cells[1]).toBe(dayFromIso('2026-04-03'));
    expect(readAll(dates, { dateFormat: 'mdy' }).rows[0]?.cells[1]).toBe(dayFromIso('2026-03-04'));
    const numbers = file('account_id;name;arr\nA1;Acme;1.234\nA2;Beta;2.500\n');
    expect(codeOf(() => planFile(numbers))).toBe('ambiguous_number');
    expect(readAll(numbers, { decimal: ',' }).rows[0]?.cells[2]).toBe(1234);
    expect(readAll(numbers, { decimal: '.' }).rows[0]?.cells[2]).toBe(1.234);
  });

  it('takes the order of a date column from all of its values, late ones too', () => {
    const lines = Array.from({ length: 3000 }, (_, i) => `A${i},0${(i % 9) + 1}/0${(i % 8) + 2}/2026,logins,${i}`);
    const read = readAll(
      file(
        `account_id,date,metric,value\n${lines.join('\n')}\nA1,31/01/2026,logins,1\nA1,01/31/2026,logins,1\nA2,30/01/2026,logins,1\n`,
      ),
    );
    expect(read.plan.dateOrder).toBe('dmy');
    expect(read.rows[0]?.cells[1]).toBe(dayFromIso('2026-02-01'));
    expect(read.rejected.map((row) => row.code)).toEqual(['bad_date']);
  });

  it('keeps headers as data, whatever they are called', () => {
    const before = Object.getOwnPropertyNames(Object.prototype).sort();
    const read = readAll(file('__proto__,constructor,account_id,name,name,,toString\np,c,A1,Acme,Second,empty,text\n'));
    expect(read.plan.headers).toEqual([
      '__proto__',
      'constructor',
      'account_id',
      'name',
      'name (2)',
      'column 6',
      'toString',
    ]);
    expect(read.plan.extras.map((extra) => extra.name)).toEqual([
      '__proto__',
      'constructor',
      'name (2)',
      'column 6',
      'toString',
    ]);
    expect(read.rows[0]?.extras).toEqual(['p', 'c', 'Second', 'empty', 'text']);
    expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(before);
    expect(Object.getPrototypeOf(read.plan.mapping)).toBeNull();
  });

  it('follows an explicit mapping and refuses a wrong one', () => {
    const path = file('kunde_x,wert,when,Tool\nA1,5,2026-01-01,t\n');
    const mapping = { kunde_x: 'account_id', wert: 'logins', when: 'date', Tool: '' };
    expect(cellsOf(readAll(path, { kind: 'usage_wide', mapping }))).toEqual([['A1', dayFromIso('2026-01-01'), 5]]);
    expect(codeOf(() => planFile(path, { kind: 'usage_wide', mapping: { ...mapping, nope: 'date' } }))).toBe(
      'mapping_invalid',
    );
    expect(codeOf(() => planFile(path, { kind: 'tickets', mapping: { Tool: 'colour' } }))).toBe('mapping_invalid');
    expect(codeOf(() => planFile(path, { mapping: { kunde_x: 'account_id', Tool: 'account_id' } }))).toBe(
      'mapping_invalid',
    );
    expect(codeOf(() => planFile(path))).toBe('unknown_kind');
    expect(codeOf(() => planFile(path, { kind: 'tickets' }))).toBe('unmapped_column');
  });

  it('turns subscriptions into contract changes, one source row each', () => {
    const read = readAll(
      file(
        'subscription_id,account_id,start_date,end_date,mrr,upgrade_flag\nS1,A1,2026-01-01,,100,no\nS2,A1,2026-02-01,2026-03-01,50,yes\n',
      ),
    );
    expect(read.plan).toMatchObject({ kind: 'subscriptions', storedKind: 'contracts' });
    const names = read.plan.fields.map((field) => field.name);
    expect(names).toEqual(['account_id', 'effective_date', 'change', 'mrr', 'subscription_id']);
    expect(read.rows.map((row) => [row.cells[2], row.more.map((cells) => [cells[1], cells[2]])])).toEqual([
      ['new', []],
      ['upgrade', [[dayFromIso('2026-03-01'), 'churn']]],
    ]);
  });

  it('takes the end of a subscription that runs as the end of its term, and a trial without revenue', () => {
    const read = readAll(
      file(
        'subscription_id,account_id,start_date,end_date,mrr,quantity,status\nS1,A1,2026-01-01,2026-12-31,100,5,active\nS2,A2,2026-01-01,2026-03-01,50,2,Canceled\nS3,A3,2026-01-01,,30,1,trialing\nS4,A4,2026-01-01,,30,1,canceled\nS5,A5,2026-01-01,2026-02-01,30,1,special\n',
      ),
    );
    const names = read.plan.fields.map((field) => field.name);
    expect(names).toEqual(['account_id', 'effective_date', 'change', 'mrr', 'seats', 'term_end', 'subscription_id']);
    expect(
      read.rows.map((row) => [row.cells[2], row.cells[3], row.cells[5], row.more.map((cells) => cells[2])]),
    ).toEqual([
      ['new', 100, dayFromIso('2026-12-31'), []],
      ['new', 50, null, ['churn']],
      ['new', 0, null, []],
      ['new', 30, null, []],
      ['new', 30, null, ['churn']],
    ]);
    expect(read.warned.get('ended_without_date')).toBe(1);
  });

  it('knows the survey kind by header or file name and the range of its ratings', () => {
    const read = readAll(file('account_id,date,nps\nA1,2026-01-01,11\nA2,2026-01-01,9.5\nA3,2026-01-01,0\n'));
    expect(read.plan.fields.find((field) => field.name === 'kind')).toMatchObject({ source: -1, constant: 'nps' });
    expect(read.rejected.map((row) => [row.column, row.code])).toEqual([['nps', 'out_of_range']]);
    expect(read.warned.get('fractional_rating')).toBe(1);
  });

  it('sets broken rows aside without losing the others', () => {
    const read = readAll(file('account_id,name\nA1,"never closed\nA2,ok\nA3,a,b\nA4,"said \\"x\\" twice"\nA5,ok\n'));
    expect(read.rejected.map(({ line, code }) => [line, code])).toEqual([
      [2, 'unclosed_quote'],
      [4, 'ragged_row'],
    ]);
    expect(read.rows.map((row) => row.cells[0])).toEqual(['A2', 'A4', 'A5']);
    expect(read.warned.get('stray_quote')).toBe(1);
  });

  it('stops at each limit with its own code', () => {
    const path = file(`account_id,name\n${'A1,Acme\n'.repeat(50)}A2,"${'x'.repeat(5000)}"\n`);
    expect(codeOf(() => planFile(path, { limits: { bytes: 100 } }))).toBe('too_large');
    expect(codeOf(() => planFile(path, { limits: { rows: 20 } }))).toBe('too_many_rows');
    expect(codeOf(() => planFile(path, { limits: { cell: 1000 } }))).toBe('cell_too_large');
    expect(codeOf(() => planFile(path, { limits: { row: 4000 } }))).toBe('row_too_large');
    expect(codeOf(() => planFile(path, { limits: { columns: 1 } }))).toBe('too_many_columns');
    expect(planFile(path, { limits: { rows: 51 } }).rowCount).toBe(51);
    const started = performance.now();
    expect(codeOf(() => planFile(file('x,'.repeat(1_000_000))))).toBe('too_many_columns');
    expect(codeOf(() => planFile(file(`account_id,name\nA1,"${'never closed\n'.repeat(200_000)}`)))).toMatch(
      /^(row|cell)_too_large$/,
    );
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('stops when cancelled', () => {
    const path = file('account_id,name\nA1,Acme\n');
    expect(codeOf(() => planFile(path, {}, { isCancelled: () => true }))).toBe('cancelled');
    expect(codeOf(() => [...readRows(planFile(path), { isCancelled: () => true })])).toBe('cancelled');
  });

  it('answers inspect in the shape of the contract, without demands', () => {
    const inspected = inspectFile(file('account_id,d,arr\nA1,03/04/2026,1.234\n'), { rows: 5 });
    expect(inspectedFile.parse(inspected)).toEqual(inspected);
    expect(inspected.issues.map((issue) => issue.code)).toEqual(expect.arrayContaining(['ambiguous_date']));
    const dated = inspectFile(file('account_id,name,start_date,arr\nA1,Acme,31.12.2025,"€ 1.200,50"\n'));
    expect(dated).toMatchObject({ kindGuess: 'accounts', rowCount: 1, rows: [['A1', 'Acme', '2025-12-31', 1200.5]] });
  });
});

describe('cutting text into rows', () => {
  const cell = fc
    .oneof(fc.string({ maxLength: 6 }), fc.stringMatching(/^[a ",;\n\r€]{0,6}$/))
    .filter((text) => !text.includes('\u001a') && !text.includes('\u0000') && !text.includes('\ufeff'));
  const table = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 12 });

  it('gives the same rows for any chunk size', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ab",\n\r é]{0,60}$/), fc.integer({ min: 1, max: 40 }), (body, chunk) => {
        const plan = planFile(file(`account_id,name\n${body}\nA9,end\n`, 'chunks.csv'), {
          kind: 'accounts',
          delimiter: ',',
        });
        const all = (size?: number): unknown[] => {
          const seen: unknown[] = [];
          for (const batch of readRows(plan, undefined, size))
            seen.push(
              ...batch.rows.map((row) => ['row', row.line, row.cells]),
              ...batch.rejected.map((row) => ['no', row.line, row.code, row.raw]),
            );
          return seen.sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
        };
        expect(all(chunk)).toEqual(all());
      }),
      { numRuns: 500 },
    );
  });

  it('reads back every table it would write', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const text = `account_id,name\n${rows.map(([name, note], i) => rawText([`A${i}`, `${name}x${note}`], ',')).join('\n')}\n`;
        const read = readAll(file(text, 'roundtrip.csv'), { kind: 'accounts', delimiter: ',' });
        expect(cellsOf(read)).toEqual(rows.map(([name, note], i) => [`A${i}`, `${name}x${note}`.trim()]));
      }),
      { numRuns: 300 },
    );
  });
});

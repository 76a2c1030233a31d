import { Buffer } from 'node:buffer';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync, strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { inspectFile, listTables, planFile } from './index.ts';
import { codeOf, patched, readTable, scratch, textRows, workbook } from './testing.ts';

const { folder, write } = scratch('archives');
const CSV = 'account_id,name,arr\nA1,Acme,1200.5\nA2,Beta,7\n';
const accounts = strToU8(CSV);
const EVENT = '{"event":"login","properties":{"time":1769817600,"distinct_id":"u1"}}\n';

const idsOf = (path: string, part?: string): unknown[] =>
  readTable(path, part === undefined ? {} : { part }).rows.map((row) => row.cells[0]);
const centralAt = (zip: Uint8Array): number => Buffer.from(zip).indexOf('PK\u0001\u0002');

describe('gzip', () => {
  it('reads one or several members, whatever the file is called', () => {
    expect(idsOf(write('one.csv', gzipSync(accounts)))).toEqual(['A1', 'A2']);
    const both = Buffer.concat([gzipSync(accounts), gzipSync(strToU8('A3,Gamma,1\n'), { filename: 'more.csv' })]);
    expect(idsOf(write('two.csv.gz', both))).toEqual(['A1', 'A2', 'A3']);
    const empty = gzipSync(new Uint8Array(0));
    expect(idsOf(write('gaps.gz', Buffer.concat([empty, gzipSync(accounts), ...Array(300).fill(empty)])))).toHaveLength(
      2,
    );
  });

  it('refuses what is damaged, cut off or not what its checksum says', () => {
    const sound = gzipSync(accounts);
    for (const length of [2, 9, 12, sound.length - 9, sound.length - 3])
      expect(
        codeOf(() => planFile(write('cut.gz', sound.subarray(0, length)))),
        String(length),
      ).toBe('archive_damaged');
    const flipped = patched(sound, sound.length - 6, Buffer.from([1]));
    expect(codeOf(() => planFile(write('crc.gz', flipped)))).toBe('archive_damaged');
    expect(codeOf(() => planFile(write('tail.gz', Buffer.concat([sound, Buffer.from('junk')]))))).toBe(
      'archive_damaged',
    );
  });

  it('stops unpacking what grows too much, by ratio and by size', () => {
    const spaces = gzipSync(new Uint8Array(60_000_000).fill(32), { level: 9 });
    const bomb = write('bomb.gz', spaces);
    const started = performance.now();
    expect(codeOf(() => planFile(bomb))).toBe('inflates_too_much');
    expect(performance.now() - started).toBeLessThan(1000);
    const rows = gzipSync(strToU8(`account_id,name\n${'A1,Acme\n'.repeat(2000)}`));
    expect(codeOf(() => planFile(write('big.gz', rows), { limits: { bytes: 10_000 } }))).toBe('inflates_too_much');
  });
});

describe('zip', () => {
  it('lists its tables in name order and reads each by its part', () => {
    const path = write(
      'export.zip',
      zipSync({
        'b/contacts.csv': strToU8('contact_id,account_id,email\nC1,A1,a@b.example\n'),
        'accounts.csv': [accounts, { level: 0 }],
        'events/1.json.gz': gzipSync(strToU8(EVENT)),
        'book.xlsx': workbook({
          sheets: {
            One: textRows([
              ['account_id', 'name'],
              ['S1', 'x'],
            ]),
            Two: textRows([['y']]),
          },
        }),
        '__MACOSX/._accounts.csv': strToU8('x'),
        'README.md': strToU8('# about'),
        'b/': new Uint8Array(0),
      }),
    );
    expect(listTables(path, 'Export (1).zip')).toEqual([
      { path, part: 'accounts.csv', file: 'Export (1).zip › accounts.csv' },
      { path, part: 'b/contacts.csv', file: 'Export (1).zip › b/contacts.csv' },
      { path, part: 'book.xlsx#One', file: 'Export (1).zip › book.xlsx › One' },
      { path, part: 'book.xlsx#Two', file: 'Export (1).zip › book.xlsx › Two' },
      { path, part: 'events/1.json.gz', file: 'Export (1).zip › events/1.json.gz' },
    ]);
    expect(idsOf(path, 'accounts.csv')).toEqual(['A1', 'A2']);
    expect(idsOf(path, 'book.xlsx#One')).toEqual(['S1']);
    expect(inspectFile(path, { part: 'events/1.json.gz' }).columns.map((column) => column.name)).toEqual([
      'event',
      'properties.time',
      'properties.distinct_id',
    ]);
    const seen = inspectFile(path);
    expect([seen.rowCount, seen.parts.length]).toEqual([2, 5]);
    expect(() => planFile(path)).toThrow(/5 tables; choose one/);
    expect(() => planFile(path, { part: 'nope.csv' })).toThrow(/no "nope.csv".*accounts\.csv/);
  });

  it('goes by what comes out, not by what the archive says', () => {
    const sound = zipSync({ 'a.csv': [accounts, { level: 9 }] });
    const central = centralAt(sound);
    for (const [what, at] of [
      ['checksum', 16],
      ['size', 24],
    ] as const) {
      const lying = patched(sound, central + at, Buffer.from([1, 0, 0, 0]));
      expect(
        codeOf(() => planFile(write('lie.zip', lying))),
        what,
      ).toBe('archive_damaged');
    }
    const method = patched(sound, central + 10, Buffer.from([14]));
    expect(() => planFile(write('lzma.zip', method))).toThrow(/cannot be read here/);
    const locked = patched(sound, central + 8, Buffer.from([1]));
    expect(() => planFile(write('locked.zip', locked))).toThrow(/password/);
    for (const length of [5, 40, central + 3, sound.length - 1])
      expect(
        codeOf(() => planFile(write('cut.zip', sound.subarray(0, length)))),
        String(length),
      ).toBe('archive_damaged');
  });

  it('refuses entries that share bytes, too many entries, and archives in archives', () => {
    const two = zipSync({ 'a.csv': accounts, 'b.csv': accounts });
    const second = Buffer.from(two).indexOf('PK\u0001\u0002', centralAt(two) + 4);
    expect(codeOf(() => listTables(write('overlap.zip', patched(two, second + 42, Buffer.from([0]))), 'o.zip'))).toBe(
      'archive_damaged',
    );
    const many = Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`${i}.csv`, accounts]));
    expect(codeOf(() => listTables(write('many.zip', zipSync(many)), 'many.zip'))).toBe('too_many_parts');
    const nested = write('nested.zip', zipSync({ 'inner.zip': zipSync({ 'a.csv': accounts }) }));
    expect(() => planFile(nested)).toThrow(/archive inside an archive/);
    const bomb = zipSync({ 'a.csv': new Uint8Array(30_000_000).fill(32) });
    expect(codeOf(() => planFile(write('spaces.zip', bomb)))).toBe('inflates_too_much');
  });

  it('names office documents that are no tables', () => {
    const types = { '[Content_Types].xml': strToU8('<Types/>') };
    for (const [entries, word] of [
      [{ ...types, 'word/document.xml': strToU8('<x/>') }, 'Word'],
      [{ ...types, 'xl/workbook.bin': strToU8('x') }, '.xlsb'],
      [{ mimetype: strToU8('x'), 'content.xml': strToU8('<x/>') }, 'OpenDocument'],
    ] as const)
      expect(() => planFile(write('office.zip', zipSync(entries)))).toThrow(word);
    const ole = Buffer.from('d0cf11e0a1b11ae1', 'hex');
    expect(() => planFile(write('old.xls', ole))).toThrow(/\.xls\).*save it as \.xlsx/);
    const locked = Buffer.concat([ole, Buffer.alloc(600), Buffer.from('EncryptedPackage', 'utf16le')]);
    expect(() => planFile(write('locked.xlsx', locked))).toThrow(/password/);
  });
});

describe('listTables', () => {
  it('lists what a folder holds, without what is no table', () => {
    const inside = join(folder, 'exports');
    mkdirSync(join(inside, 'crm', 'deep'), { recursive: true });
    for (const name of [
      'b.csv',
      'a.csv.gz',
      'crm/c.tsv',
      'crm/deep/d.csv',
      '.hidden.csv',
      '~$book.xlsx',
      'logo.png',
      'README',
      'data.bin',
    ])
      writeFileSync(join(inside, ...name.split('/')), name.endsWith('.gz') ? gzipSync(accounts) : accounts);
    writeFileSync(join(inside, 'broken.zip'), 'PK\u0003\u0004');
    expect(listTables(inside, 'exports').map(({ part, file }) => [part, file])).toEqual([
      ['', 'a.csv.gz'],
      ['', 'b.csv'],
      ['', 'broken.zip'],
      ['', 'crm/c.tsv'],
      ['', 'data.bin'],
    ]);
    expect(listTables(join(inside, 'b.csv'), 'my.csv')).toEqual([
      { path: join(inside, 'b.csv'), part: '', file: 'my.csv' },
    ]);
    expect(codeOf(() => listTables(join(inside, 'nowhere'), 'x'))).toBe('file_not_found');
    expect(codeOf(() => listTables(inside, 'x', { limits: { parts: 3 } }))).toBe('too_many_parts');
  });
});

import { describe, expect, it } from 'vitest';
import { inspectFile, planFile } from './index.ts';
import { codeOf, readTable, scratch } from './testing.ts';

const { write } = scratch('json');

describe('JSON', () => {
  it('reads Mixpanel lines: keys of all rows become columns, nested ones with their outer name', () => {
    const path = write(
      'export.txt',
      '{"event":"login","properties":{"time":1769817600,"distinct_id":"u1","$insert_id":"x1"}}\r\n\n' +
        '{"event":"export","properties":{"time":1769904000,"distinct_id":12345678901234567890,"plan":{"tier":["a",1]}}}\n',
    );
    const seen = inspectFile(path);
    expect([seen.headerRow, seen.rowCount, seen.columns.map((column) => column.name)]).toEqual([
      0,
      2,
      ['event', 'properties.time', 'properties.distinct_id', 'properties.$insert_id', 'properties.plan'],
    ]);
    expect(seen.rows[1]).toEqual(['export', '2026-02-01', '12345678901234567890', null, '{"tier":["a",1]}']);
    expect(seen.issues.map((issue) => issue.code)).not.toContain('no_header');
    expect(seen.kindGuess).toBe('events');
  });

  it('reads a list of objects, texts as written', () => {
    const path = write(
      'list.json',
      '[\n {"account_id":"007","name":"a, \\"b\\"","arr":1.234,"x":true},\n {"account_id":"008","name":"c","arr":null}\n]\n',
    );
    const { plan, rows } = readTable(path);
    expect(plan.kind).toBe('accounts');
    expect(rows.map(({ line, cells }) => [line, ...cells])).toEqual([
      [2, '007', 'a, "b"', 1.234],
      [3, '008', 'c', null],
    ]);
  });

  it('sets a broken line aside and keeps the others', () => {
    const path = write(
      'lines.jsonl',
      '{"account_id":"A1","name":"x"}\n{"account_id":"A2",\n{"account_id":"A3","name":"y"}\n',
    );
    const { rows, rejected, plan } = readTable(path);
    expect([rows.map((row) => row.line), rejected, plan.rowCount]).toEqual([[1, 3], 1, 3]);
  });

  it('refuses documents that are no table, and stops at limits', () => {
    for (const text of [
      '{"data":[{"a":1}]}',
      '{\n "a": 1\n}',
      '[[1,2],[3,4]]',
      '[{"a":1},{"a":2}',
      '[{"a":1}] x',
      '[]',
      '{}',
    ])
      expect(
        codeOf(() => planFile(write('doc.json', text))),
        text,
      ).toBe('not_a_table');
    const long = write('long.jsonl', `{"account_id":"A1","name":"${'x'.repeat(200)}"}\n`);
    expect(codeOf(() => planFile(long, { limits: { cell: 100 } }))).toBe('cell_too_large');
    expect(codeOf(() => planFile(long, { limits: { row: 100 } }))).toBe('row_too_large');
    const keys = Array.from({ length: 600 }, (_, i) => `"k${i}":1`);
    expect(codeOf(() => planFile(write('wide.jsonl', `{${keys.join(',')}}\n`)))).toBe('too_many_columns');
    const deep = `{"account_id":"A1","name":${'['.repeat(100_000)}${']'.repeat(100_000)}}\n`;
    expect(['none', 'not_a_table', 'cell_too_large']).toContain(codeOf(() => planFile(write('deep.jsonl', deep))));
  });

  it('keeps keys as data, whatever they are called', () => {
    const path = write(
      'proto.jsonl',
      '{"account_id":"A1","name":"x","__proto__":{"polluted":"yes"},"constructor":"c","a.b":"1","a":{"b":"2"}}\n',
    );
    const seen = inspectFile(path);
    expect(seen.columns.map((column) => column.name)).toEqual([
      'account_id',
      'name',
      '__proto__.polluted',
      'constructor',
      'a.b',
      'a.b (2)',
    ]);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { damagedIds } from './damaged-ids.ts';
import { type Cell, planFile, readRows } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'bellwether-damage-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(content: string | Uint8Array): { rows: (readonly Cell[])[]; codes: string[]; rowCount: number } {
  const path = join(folder, 'table.csv');
  writeFileSync(path, content);
  const plan = planFile(path, { kind: 'accounts' });
  const rows = [...readRows(plan)].flatMap((batch) => batch.rows.map((row) => row.cells));
  return { rows, codes: plan.warnings.map((warning) => warning.code), rowCount: plan.rowCount };
}

it('leaves out headers that come again where files were put into one, and says so', () => {
  const { rows, codes, rowCount } = read(
    'account_id,name\nA1,One\naccount_id,name\nA2,Two\n\ufeffaccount_id, name \nA3,Three\n',
  );
  expect(rows).toEqual([
    ['A1', 'One'],
    ['A2', 'Two'],
    ['A3', 'Three'],
  ]);
  expect([rowCount, codes]).toEqual([3, ['repeated_header']]);
});

it('makes no account of the line drawn below a header', () => {
  for (const line of ['----------,----', ':---,---:', '==,==']) {
    const { rows, codes } = read(`account_id,name\n${line}\nA1,One\n`);
    expect([rows, codes]).toEqual([[['A1', 'One']], ['extra_header']]);
  }
  expect(read('account_id,name\n-,-\nA1,One\n').rows).toHaveLength(2);
});

it('reads ids without what cannot be seen and without the formula that keeps their zeros', () => {
  const { rows, codes } = read(
    'account_id,na\u200bme\nA\u200b1,One\n\u00adA2\u2060,Two\n"=""007""",Three\nA\u00a0B,Four\n',
  );
  expect(rows.map(([id]) => id)).toEqual(['A1', 'A2', '007', 'A\u00a0B']);
  expect(codes).toEqual(['id_hidden_characters']);
});

it('says what UTF-32 is', () => {
  const text = Buffer.from([...'\ufeffaccount_id,name\nA1,One\n'].flatMap((char) => [char.charCodeAt(0), 0, 0, 0]));
  text[0] = 0xff;
  text[1] = 0xfe;
  expect(() => read(text)).toThrow(/UTF-32; save it as UTF-8/);
});

it.skipIf(process.platform === 'win32')('does not wait at a pipe', () => {
  const path = join(folder, 'pipe.csv');
  execFileSync('mkfifo', [path]);
  expect(() => planFile(path)).toThrow('This is not a regular file.');
});

it('warns of ids that programs have changed', () => {
  const codes = (...ids: string[]): string[] => damagedIds(ids).map(({ code }) => code);
  expect(codes('1001.0', '', '1002.00')).toEqual(['id_decimal']);
  expect(codes('1001.0', 'A2')).toEqual([]);
  expect(codes('A1', '2-Mar')).toEqual(['id_date']);
  expect(codes('Mar-09')).toEqual(['id_date']);
  expect(codes('1.2E+11', 'X')).toEqual(['id_scientific']);
  expect(codes('MAR1', '12E5', '1001', 'A-2')).toEqual([]);
  expect(codes()).toEqual([]);
});

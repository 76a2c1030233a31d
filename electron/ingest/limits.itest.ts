import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'bellwether-limits-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string): string => join(folder, name);
beforeAll(() => writeFileSync(at('warm.csv'), 'account_id,name\nA1,Acme\n'));

function refuse(name: string): { code: string; ms: number; megabytes: number } {
  const child = fileURLToPath(new URL('./testing/refuse.ts', import.meta.url));
  const { stdout, stderr } = spawnSync(process.execPath, [child, at('warm.csv'), at(name)], { encoding: 'utf8' });
  if (!stdout) throw new Error(stderr);
  return JSON.parse(stdout) as ReturnType<typeof refuse>;
}

const HEAD = 'account_id,name\n';
const ROWS = 'A1,Acme\n'.repeat(1000);

/** Files that cross a limit at once: reading has to stop there, whatever follows. */
const CROSSING: readonly [name: string, code: string, write: (path: string) => void][] = [
  ['wide.csv', 'too_many_columns', (path) => writeFileSync(path, `${'a,'.repeat(1_000_000)}\n`)],
  [
    'cell.csv',
    'cell_too_large',
    (path) => writeFileSync(path, `${HEAD}A1,"${'x'.repeat(70_000)}"\n${ROWS.repeat(2000)}`),
  ],
  ['row.csv', 'row_too_large', (path) => writeFileSync(path, `${HEAD}${'x'.repeat(3_000_000)}\n${ROWS.repeat(2000)}`)],
  ['quote.csv', 'row_too_large', (path) => writeFileSync(path, `${HEAD}A1,"open\n${'x,y '.repeat(4_000_000)}`)],
  // A sparse file: its length alone is over the limit.
  [
    'long.csv',
    'too_large',
    (path) => {
      writeFileSync(path, HEAD);
      truncateSync(path, 2_000_000_001);
    },
  ],
  ['bomb.csv.gz', 'inflates_too_much', (path) => writeFileSync(path, gzipSync(Buffer.alloc(300_000_000, 0x20)))],
  [
    'bomb.zip',
    'inflates_too_much',
    (path) => writeFileSync(path, zipSync({ 'a.csv': [Buffer.alloc(300_000_000, 0x20), { level: 6 }] })),
  ],
  [
    'many.zip',
    'too_many_parts',
    (path) =>
      writeFileSync(
        path,
        zipSync(Object.fromEntries(Array.from({ length: 1001 }, (_, n) => [`${n}.csv`, Buffer.from(HEAD)]))),
      ),
  ],
];

it.each(CROSSING)('%s is refused as %s, at once and with little memory', { timeout: 120_000 }, (name, code, write) => {
  write(at(name));
  const cost = refuse(name);
  rmSync(at(name));
  expect(cost.code).toBe(code);
  expect(cost.megabytes, 'memory beyond a small file').toBeLessThan(50);
  // A second on a quiet machine; the bound leaves room for a busy one.
  expect(cost.ms).toBeLessThan(5000);
});

it('headers named like members of objects are ordinary columns', () => {
  writeFileSync(at('proto.csv'), `account_id,name,__proto__,constructor,toString\nA1,Acme,x,y,z\n`);
  expect(refuse('proto.csv').code).toBe('ok');
});

import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { bellwether, bellwetherJson } from './testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'bellwether-watch-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string): string => join(folder, name);

it('watches a folder from the command line and imports what is known', async () => {
  bellwether(['init', at('w.bellwether'), '--name', 'Watched']);
  writeFileSync(at('first.csv'), 'account_id,name\nA1,Acme\n');
  bellwether(['import', at('w.bellwether'), at('first.csv')]);
  mkdirSync(at('in'));
  const main = fileURLToPath(new URL('./main.ts', import.meta.url));
  const child = spawn(process.execPath, [main, 'watch', at('w.bellwether'), at('in'), '--import'], {
    env: { ...process.env, BELLWETHER_DATA_DIR: at('data') },
  });
  let said = '';
  child.stdout.on('data', (text) => {
    said += String(text);
  });
  child.stderr.on('data', (text) => {
    if (String(text).includes('Watching')) writeFileSync(at('in/july.csv'), 'account_id,name\nA2,Bolt\n');
  });
  await expect.poll(() => said, { timeout: 30_000 }).toContain('Imported july.csv: 1 accepted, 0 rejected.');
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGINT');
  expect(await ended).toBe(0);
  expect(bellwetherJson(['batches', at('w.bellwether')])).toMatchObject({ total: 2 });
});

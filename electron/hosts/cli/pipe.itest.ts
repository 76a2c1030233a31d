import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

it('a reader that closes the pipe early is no failure', async () => {
  const main = fileURLToPath(new URL('./main.ts', import.meta.url));
  const child = spawn(process.execPath, [main, 'models', '--json'], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  let said = '';
  child.stderr.on('data', (text) => {
    said += String(text);
  });
  const status = await new Promise((resolve) => child.once('close', resolve));
  expect({ status, said }).toEqual({ status: 0, said: '' });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ServedApp, serve } from '../support/serve.ts';

const DEADLINE = 120_000;

/** Serves the sample portfolio and answers once it is open. */
export async function serveSample(dataDir: string): Promise<ServedApp> {
  const app = await serve(dataDir, ['--sample']);
  const begun = Date.now();
  while (!JSON.stringify(await app.call('workspace.summary', {})).includes('"ok":true')) {
    if (Date.now() - begun > DEADLINE) throw new Error('The sample portfolio did not open within two minutes.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return app;
}

/** Runs `work` with a data folder of its own that is removed afterwards. */
export async function withDataFolder<T>(work: (dataDir: string) => Promise<T>): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bellwether-bench-'));
  try {
    return await work(dataDir);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, SAMPLE_TEMPLATE } from './paths.ts';
import { serve } from './serve.ts';

/** Builds what has changed and makes the sample portfolio once; every test starts on a copy of the closed files. */
export default async function prepare(): Promise<void> {
  execFileSync(process.execPath, [join(ROOT, 'electron/hosts/setup/build.mjs'), '--if-needed'], {
    stdio: 'inherit',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  rmSync(SAMPLE_TEMPLATE, { recursive: true, force: true });
  mkdirSync(SAMPLE_TEMPLATE, { recursive: true });
  const app = await serve(SAMPLE_TEMPLATE, ['--sample']);
  try {
    const deadline = Date.now() + 120_000;
    while (!JSON.stringify(await app.call('workspace.summary', {})).includes('"ok":true')) {
      if (Date.now() > deadline) throw new Error('The sample portfolio did not open within two minutes.');
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  } finally {
    await app.stop();
  }
}

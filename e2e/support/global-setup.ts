import { mkdirSync, rmSync } from 'node:fs';
import { SAMPLE_TEMPLATE } from './paths.ts';
import { serve } from './serve.ts';

/** Makes the sample portfolio once; every test starts on a copy of the closed files. */
export default async function prepare(): Promise<void> {
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

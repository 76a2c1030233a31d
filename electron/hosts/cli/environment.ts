import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Core, CoreOptions, Log } from '#electron/core/core.ts';
import { createCore } from '#electron/core/create.ts';
import { dataDirectory } from '#electron/core/data-directory.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

export const rendererDirectory = join(ROOT, 'out', 'renderer');

export function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  return typeof manifest === 'object' &&
    manifest !== null &&
    'version' in manifest &&
    typeof manifest.version === 'string'
    ? manifest.version
    : '0';
}

/** Messages for people go to standard error; nothing of a log line is on standard output. */
const log: Log = (event, fields) => {
  if (process.env.BELLWETHER_DEBUG === '1') process.stderr.write(`${event} ${JSON.stringify(fields ?? {})}\n`);
};

export function coreOptions(host: CoreOptions['host']): CoreOptions {
  return {
    dataDir: dataDirectory(),
    resourcesDir: join(ROOT, 'resources'),
    workerEntry: new URL('../../workers/entry.ts', import.meta.url),
    host,
    version: version(),
    log,
    now: Date.now,
  };
}

export function startCore(host: CoreOptions['host']): Promise<Core> {
  return createCore(coreOptions(host));
}

export { log };

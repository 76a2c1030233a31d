import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Core, CoreOptions, Log } from '#electron/core/core.ts';
import { createCore } from '#electron/core/create.ts';
import { dataDirectory } from '#electron/core/data-directory.ts';

/** Of the sources, or of what was built from them: the module's place differs, the folder with the manifest does not. */
function rootAbove(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : rootAbove(dirname(folder));
}

const ROOT = rootAbove(import.meta.dirname);
const WORKER = extname(import.meta.filename) === '.ts' ? 'electron/workers/entry.ts' : 'out/main/worker.js';

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
    workerEntry: pathToFileURL(join(ROOT, WORKER)),
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

/** Imports and scores the shipped sample once, into `out/sample.bellwether`, so that its first opening only copies a file. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSample } from '#electron/core/sample.ts';

const root = join(import.meta.dirname, '../../..');
const target = join(root, 'out/sample.bellwether');
const stamp = `${target}.sources`;

/** What the built file depends on: the data, the models, and the code that reads, stores and scores. */
function sources(): string {
  const hash = createHash('sha256');
  for (const folder of [
    'resources',
    'shared',
    'electron/core',
    'electron/engine',
    'electron/ingest',
    'electron/store',
    'electron/workers',
  ]) {
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).sort()) {
      if (/\.(ts|json|csv)$/.test(name) && !/\.i?test\.ts$/.test(name))
        hash.update(name).update(readFileSync(join(root, folder, name)));
    }
  }
  return hash.digest('hex');
}

const wanted = sources();
if (!existsSync(target) || !existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  rmSync(target, { force: true });
  await buildSample(target, {
    dataDir: tmpdir(),
    resourcesDir: join(root, 'resources'),
    workerEntry: new URL('../../workers/entry.ts', import.meta.url),
    host: 'cli',
    version: '0',
    log: () => {},
    now: Date.now,
  });
  writeFileSync(stamp, wanted);
}

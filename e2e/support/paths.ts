import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');
/** As built: it starts in a fraction of the time the sources take. */
export const CLI = join(ROOT, 'out/main/cli.js');
/** Made once per run by the global set-up: a data folder in which the sample portfolio has been opened and closed. */
export const SAMPLE_TEMPLATE = join(ROOT, '.cache/e2e/sample');

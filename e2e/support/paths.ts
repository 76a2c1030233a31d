import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');
export const CLI = join(ROOT, 'electron/hosts/cli/main.ts');
/** Made once per run by the global set-up: a data folder in which the sample portfolio has been opened and closed. */
export const SAMPLE_TEMPLATE = join(ROOT, '.cache/e2e/sample');

import { initial } from './m0001-initial.ts';

/**
 * Append-only: shipped entries are never edited. Entry i brings a workspace from schema version i to i + 1;
 * all pending entries run in one transaction (store/open.ts).
 */
export const MIGRATIONS: readonly string[] = [initial];

export const SCHEMA_VERSION = MIGRATIONS.length;

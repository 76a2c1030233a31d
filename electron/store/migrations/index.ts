import { initial } from './m0001-initial.ts';
import { importCentre } from './m0002-import-centre.ts';
import { modelsOverrides } from './m0003-models-overrides.ts';
import { handEditsViews } from './m0004-hand-edits-views.ts';
import { scenariosEvidence } from './m0005-scenarios-evidence.ts';
import { restoredRecords } from './m0006-restored-records.ts';

/**
 * Append-only: shipped entries are never edited. Entry i brings a workspace from schema version i to i + 1;
 * all pending entries run in one transaction (store/open.ts).
 */
export const MIGRATIONS: readonly string[] = [
  initial,
  importCentre,
  modelsOverrides,
  handEditsViews,
  scenariosEvidence,
  restoredRecords,
];

export const SCHEMA_VERSION = MIGRATIONS.length;

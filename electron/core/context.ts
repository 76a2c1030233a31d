import { statSync } from 'node:fs';
import type { ReadDb, WriteDb } from '#electron/store/open.ts';
import type { ExportTarget, ResolvedSource } from '#electron/workers/protocol.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { HealthModel } from '#shared/model/health-model.ts';
import type { ImportPreset } from '#shared/model/import-preset.ts';
import { loadImportPresets } from './import-presets.ts';
import { loadPresets } from './models.ts';
import { WorkspaceCache } from './views/cache.ts';

type Base = {
  readonly path: string;
  /** Models shipped with the application; those of the workspace join them in core/model-versions.ts. */
  readonly presets: readonly HealthModel[];
  readonly importPresets: readonly ImportPreset[];
  readonly now: () => number;
};
export type ReadContext = Base & {
  readonly writer: false;
  readonly db: ReadDb;
  readonly cache: WorkspaceCache;
  /** Version of the application. */
  readonly version: string;
  /** Folder `resources/`. */
  readonly resourcesDir: string;
  /** Long work calls it every few milliseconds: what a hand on the move waits for is answered in between. */
  readonly pause: () => void;
};
export type WriteContext = Base & {
  readonly writer: true;
  readonly db: WriteDb;
  /** Module of the threads that help with scoring (core/scoring/helpers.ts); without one a single thread scores. */
  readonly scorerEntry?: URL | undefined;
};
/** What the thread of one connection works with. */
export type WorkContext = ReadContext | WriteContext;

export type WorkControl = {
  readonly isCancelled: () => boolean;
  /** `fraction` 0-1, null when unknown. */
  readonly onProgress: (label: string, fraction: number | null, rows: number | null) => void;
  readonly sources: readonly ResolvedSource[];
  /** Only for exports. */
  readonly target: ExportTarget | null;
};

export function createReadContext(options: {
  readonly db: ReadDb;
  readonly path: string;
  readonly resourcesDir: string;
  readonly version: string;
  readonly now: () => number;
  readonly pause?: () => void;
}): ReadContext {
  return {
    writer: false,
    db: options.db,
    path: options.path,
    presets: loadPresets(options.resourcesDir),
    importPresets: loadImportPresets(options.resourcesDir),
    now: options.now,
    cache: new WorkspaceCache(),
    version: options.version,
    resourcesDir: options.resourcesDir,
    pause: options.pause ?? (() => undefined),
  };
}

export function createWriteContext(options: {
  readonly db: WriteDb;
  readonly path: string;
  readonly resourcesDir: string;
  readonly now: () => number;
  readonly scorerEntry?: URL | undefined;
}): WriteContext {
  return {
    writer: true,
    db: options.db,
    path: options.path,
    presets: loadPresets(options.resourcesDir),
    importPresets: loadImportPresets(options.resourcesDir),
    now: guardedClock(options.path, options.now),
    scorerEntry: options.scorerEntry,
  };
}

/**
 * A writer asks for the time before it writes: the same moment to see that the open file still is the one at its path.
 * SQLite itself would go on writing into a renamed file without a word (50-security-reliability.md X4).
 */
function guardedClock(path: string, now: () => number): () => number {
  const opened = statSync(path);
  return () => {
    const current = statSync(path, { throwIfNoEntry: false });
    if (!current || current.ino !== opened.ino || current.dev !== opened.dev) {
      throw new AppError(
        'workspace_moved',
        'The workspace file was moved, replaced or deleted while it was open. Nothing was written; open it again from where it is now.',
      );
    }
    return now();
  };
}

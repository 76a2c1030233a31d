import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { closeWriter, createWorkspaceFile } from '#electron/store/open.ts';
import { bumpRevision, setMeta } from '#electron/store/writes/ledger.ts';

export const WORKSPACE_EXTENSION = '.bellwether';

export type NewWorkspace = {
  readonly name: string;
  readonly currency: string;
  readonly now: number;
  readonly asOf?: string | undefined;
  readonly sample?: boolean;
};

/** Makes an empty workspace file and closes it again. Refuses a file that exists. */
export function createWorkspace(path: string, settings: NewWorkspace): void {
  const db = createWorkspaceFile(path);
  try {
    db.transaction(() => {
      setMeta(db, 'name', settings.name);
      setMeta(db, 'currency', settings.currency);
      setMeta(db, 'created_at', String(settings.now));
      if (settings.asOf !== undefined) setMeta(db, 'as_of', settings.asOf);
      if (settings.sample) setMeta(db, 'sample', '1');
      bumpRevision(db);
    }).immediate();
  } finally {
    closeWriter(db);
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not get into a file name
const UNSAFE = /[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069<>:"/\\|?*]+/g;
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/** A file name that every system accepts, made from what the user typed. */
export function safeFileName(name: string): string {
  const cleaned = name
    .replace(UNSAFE, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\.+|[. ]+$/g, '')
    .slice(0, 80);
  return cleaned === '' || RESERVED.test(cleaned) ? `Workspace ${cleaned}`.trim() : cleaned;
}

/** A path in the application's own folder that is not in use yet. */
export function freeWorkspacePath(dataDir: string, name: string): string {
  const base = safeFileName(name);
  for (let suffix = 1; ; suffix++) {
    const path = join(dataDir, `${base}${suffix === 1 ? '' : ` ${suffix}`}${WORKSPACE_EXTENSION}`);
    if (!existsSync(path)) return path;
  }
}

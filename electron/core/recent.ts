import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import { z } from 'zod';
import type { RecentWorkspace, WorkspaceSummary } from '#shared/contract/workspace.ts';
import { JsonFile } from './json-file.ts';

const entrySchema = z.object({
  path: z.string(),
  name: z.string(),
  accounts: z.number(),
  asOf: z.string().nullable(),
  meanHealth: z.array(z.number().nullable()),
  openedAt: z.number(),
});
type Entry = z.infer<typeof entrySchema>;

const KEEP = 20;
const SPARK = 78;

/** The list Welcome shows. Holds file paths and figures of this user's own machine; no account data. */
export class RecentWorkspaces {
  readonly #file: JsonFile<Entry[]>;
  readonly #dataDir: string;

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
    // A missing or damaged list is an empty list: it is only a convenience.
    this.#file = new JsonFile(join(dataDir, 'recent.json'), z.array(entrySchema), []);
  }

  static refOf(path: string): string {
    return createHash('sha256').update(resolve(path)).digest('hex').slice(0, 24);
  }

  pathOf(ref: string): string | null {
    return this.#file.read().find((entry) => RecentWorkspaces.refOf(entry.path) === ref)?.path ?? null;
  }

  remember(path: string, summary: WorkspaceSummary, now: number): void {
    const entry: Entry = {
      path: resolve(path),
      name: summary.name,
      accounts: summary.accounts,
      asOf: summary.asOf,
      meanHealth: summary.meanHealth.slice(-SPARK),
      openedAt: now,
    };
    this.#file.write([entry, ...this.#file.read().filter((other) => other.path !== entry.path)].slice(0, KEEP));
  }

  forget(ref: string): void {
    this.#file.write(this.#file.read().filter((entry) => RecentWorkspaces.refOf(entry.path) !== ref));
  }

  list(): RecentWorkspace[] {
    return this.#file.read().map((entry) => ({
      ref: RecentWorkspaces.refOf(entry.path),
      name: entry.name,
      location: this.#location(entry.path),
      accounts: entry.accounts,
      asOf: entry.asOf,
      meanHealth: entry.meanHealth,
      openedAt: entry.openedAt,
      missing: !existsSync(entry.path),
    }));
  }

  /** Where it is, for people: relative to the home folder, or "this application". */
  #location(path: string): string {
    if (path.startsWith(this.#dataDir + sep)) return 'Kept by Bellwether';
    const home = homedir();
    return path.startsWith(home + sep) ? `~${path.slice(home.length)}` : path;
  }
}

import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { type FSWatcher, watch } from 'chokidar';
import { isHiddenName } from '#electron/ingest/index.ts';
import type { ImportSource } from '#shared/contract/bridge.ts';
import type { WatchedFile, WatchState } from '#shared/contract/watching.ts';
import { TABLE_EXTENSIONS } from '#shared/model/table-files.ts';

/** What the watch needs of the core it works for. */
export type WatchHost = {
  /** A reference for a file, kept until it is released. */
  addSource(path: string): Promise<ImportSource>;
  release(refs: readonly string[]): void;
  /** sha-256 of every file that is imported and not undone. */
  importedHashes(): Promise<ReadonlySet<string>>;
  /** How the file would be read: the mapping that fits it, or why it cannot be read. */
  look(path: string): Promise<{ readonly mapping: string | null; readonly problem: string | null }>;
  /** Imports files without asking; answers what it did in one sentence. */
  importFiles(refs: readonly string[]): Promise<string>;
  now(): number;
  changed(): void;
};

const EXTENSIONS: ReadonlySet<string> = new Set(TABLE_EXTENSIONS);
/** A file counts as written when it has not grown for this long (ms). */
const SETTLED = 1500;

type Known = { readonly file: WatchedFile; readonly hash: string | null };

/**
 * One folder (not its subfolders) and what is in it. Files are looked at one after the other, when they have stopped
 * growing; with mode `import` those that a known mapping fits are imported, the others are only offered.
 */
export class FolderWatch {
  readonly folder: string;
  #mode: WatchState['mode'];
  readonly #host: WatchHost;
  readonly #watcher: FSWatcher;
  readonly #files = new Map<string, Known>();
  #work: Promise<void> = Promise.resolve();
  #pending = 0;
  #closed = false;
  #lastImport: WatchState['lastImport'] = null;

  constructor(folder: string, mode: WatchState['mode'], host: WatchHost) {
    this.folder = folder;
    this.#mode = mode;
    this.#host = host;
    this.#watcher = watch(folder, {
      depth: 0,
      awaitWriteFinish: { stabilityThreshold: SETTLED, pollInterval: 200 },
      ignored: (path, stats) => stats?.isFile() === true && !isTable(path),
    });
    this.#watcher.on('add', (path) => this.#enqueue(() => this.#take(path)));
    this.#watcher.on('change', (path) => this.#enqueue(() => this.#take(path)));
    this.#watcher.on('unlink', (path) => this.#enqueue(async () => this.#drop(path)));
    // A folder that goes away is said in the state; there is nothing else to do about it.
    this.#watcher.on('error', () => this.#host.changed());
  }

  get mode(): WatchState['mode'] {
    return this.#mode;
  }

  state(): WatchState {
    return {
      folder: basename(this.folder),
      missing: !existsSync(this.folder),
      mode: this.#mode,
      files: [...this.#files.values()].map(({ file }) => file).sort((a, b) => b.modifiedAt - a.modifiedAt),
      lastImport: this.#lastImport,
    };
  }

  setMode(mode: WatchState['mode']): void {
    if (mode === this.#mode) return;
    this.#mode = mode;
    this.#enqueue(async () => undefined);
  }

  /** Something was imported or undone: what counts as imported is worked out again. */
  refresh(): void {
    this.#enqueue(async () => {
      const imported = await this.#host.importedHashes();
      for (const [path, known] of this.#files)
        if (known.hash !== null && imported.has(known.hash) !== (known.file.state === 'imported'))
          await this.#take(path);
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#watcher.close();
    await this.#work;
    this.#host.release([...this.#files.values()].map(({ file }) => file.source));
    this.#files.clear();
  }

  #enqueue(step: () => Promise<void>): void {
    this.#pending += 1;
    this.#work = this.#work.then(async () => {
      if (this.#closed) return;
      try {
        await step();
      } finally {
        this.#pending -= 1;
      }
      if (this.#pending > 0) return;
      if (this.#mode === 'import') await this.#importReady();
      this.#host.changed();
    });
    // One file that fails must not end the watch; its state says what is wrong.
    this.#work = this.#work.catch(() => undefined);
  }

  #drop(path: string): void {
    const known = this.#files.get(path);
    if (known) this.#host.release([known.file.source]);
    this.#files.delete(path);
  }

  async #take(path: string): Promise<void> {
    const info = await stat(path).catch(() => null);
    if (!info?.isFile()) return this.#drop(path);
    this.#drop(path);
    const { ref, name, bytes } = await this.#host.addSource(path);
    const base = { source: ref, name, bytes, modifiedAt: info.mtimeMs };
    const put = (hash: string | null, rest: Pick<WatchedFile, 'state' | 'mapping' | 'problem'>): void => {
      this.#files.set(path, { hash, file: { ...base, ...rest } });
    };
    let hash: string;
    try {
      hash = await sha256(path);
    } catch {
      return put(null, { state: 'unreadable', mapping: null, problem: 'The file cannot be opened.' });
    }
    if ((await this.#host.importedHashes()).has(hash))
      return put(hash, { state: 'imported', mapping: null, problem: null });
    const { mapping, problem } = await this.#host.look(path);
    if (problem !== null) put(hash, { state: 'unreadable', mapping, problem: problem.slice(0, 500) });
    else put(hash, { state: mapping === null ? 'new' : 'ready', mapping, problem: null });
  }

  async #importReady(): Promise<void> {
    const ready = [...this.#files].filter(([, { file }]) => file.state === 'ready');
    if (ready.length === 0) return;
    const message = await this.#host.importFiles(ready.map(([, { file }]) => file.source));
    this.#lastImport = { at: this.#host.now(), message };
    const imported = await this.#host.importedHashes();
    for (const [path, known] of ready) {
      // What could not be imported is not tried again by itself: it waits for a look.
      const done = known.hash !== null && imported.has(known.hash);
      this.#files.set(path, { ...known, file: { ...known.file, state: done ? 'imported' : 'new' } });
    }
  }
}

function isTable(path: string): boolean {
  const name = basename(path);
  return EXTENSIONS.has(extname(name).slice(1).toLowerCase()) && !isHiddenName(name);
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

import { resolve } from 'node:path';
import { acquireOwnerLock, type OwnerLock } from '#electron/store/lock.ts';
import { isOlderFormat } from '#electron/store/open.ts';
import type { ExportTarget, ResolvedSource } from '#electron/workers/protocol.ts';
import { startWorker, type WorkerClient, type WorkerReply } from '#electron/workers/worker-client.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { JobProgress } from '#shared/contract/events.ts';
import type { CoreOptions } from './core.ts';

type JobOptions = {
  readonly onProgress: (progress: JobProgress) => void;
  readonly onStart: (cancel: () => void) => void;
};
type WriteOptions = JobOptions & { readonly sources: readonly ResolvedSource[] };

/** Time after which the thread of analyses, and the memory of its data, goes. */
const ANALYST_RESTS_MS = 120_000;

/**
 * One workspace with its threads: a reader always, the writer from the first write on. The owner lock is held while the
 * workspace is open in a window; a command that only reads takes none.
 */
export class OpenWorkspace {
  readonly path: string;
  readonly #options: CoreOptions;
  readonly #lock: OwnerLock | null;
  #reader: WorkerClient;
  #writer: WorkerClient | null = null;
  #startingWriter: Promise<WorkerClient> | null = null;
  #writes: Promise<unknown> = Promise.resolve();
  readonly #aside = new Set<Promise<void>>();
  #analyst: Promise<WorkerClient> | null = null;
  #analyses: Promise<unknown> = Promise.resolve();
  #resting: NodeJS.Timeout | null = null;
  readonly #cancelAnalyses = new Set<() => void>();

  private constructor(path: string, options: CoreOptions, lock: OwnerLock | null, reader: WorkerClient) {
    this.path = path;
    this.#options = options;
    this.#lock = lock;
    this.#reader = reader;
  }

  static async open(workspacePath: string, options: CoreOptions): Promise<OpenWorkspace> {
    const path = resolve(workspacePath);
    const lock = options.host === 'cli' ? null : acquireOwnerLock(path);
    try {
      if (lock) {
        // opening once for writing validates, migrates and folds back what a crash left in the journal
        const writer = await OpenWorkspace.#start('writer', path, options);
        const opened = new OpenWorkspace(path, options, lock, await OpenWorkspace.#start('reader', path, options));
        opened.#writer = writer;
        return opened;
      }
      if (isOlderFormat(path)) await OpenWorkspace.#bringUpToDate(path, options);
      return new OpenWorkspace(path, options, null, await OpenWorkspace.#start('reader', path, options));
    } catch (error) {
      lock?.release();
      throw error;
    }
  }

  /** A command does what a window does when it opens a workspace of an older format; nobody else may have it open. */
  static async #bringUpToDate(path: string, options: CoreOptions): Promise<void> {
    const lock = acquireOwnerLock(path);
    try {
      await (await OpenWorkspace.#start('writer', path, options)).close();
    } finally {
      lock.release();
    }
  }

  /** `validate` as in WorkerSettings; a thread beside others need not check the file again. */
  static #start(
    role: 'reader' | 'writer',
    path: string,
    options: CoreOptions,
    validate = options.host === 'cli',
    onCrash: () => void = () => undefined,
  ): Promise<WorkerClient> {
    const { log, workerEntry, resourcesDir, version } = options;
    return startWorker(
      workerEntry,
      { role, workspacePath: path, resourcesDir, version, validate, fixedNow: null },
      (detail) => log('worker_error', { role, detail: process.env.BELLWETHER_DEBUG === '1' ? detail : null }),
      () => {
        log('worker_crashed', { role });
        onCrash();
      },
    );
  }

  async #writable(): Promise<WorkerClient> {
    if (this.#writer) return this.#writer;
    this.#startingWriter ??= OpenWorkspace.#start('writer', this.path, this.#options);
    this.#writer = await this.#startingWriter;
    return this.#writer;
  }

  async read(method: string, input: unknown, sources: readonly ResolvedSource[] = []): Promise<WorkerReply> {
    return this.#reader.call(method, input, { sources });
  }

  /**
   * Long reading in a thread of its own, with a connection that goes when it is done: queries of the window do not wait for
   * it, nor does it wait for an import.
   */
  async readAside(
    method: string,
    input: unknown,
    options: JobOptions & { readonly target: ExportTarget },
  ): Promise<WorkerReply> {
    let cancelled = false;
    options.onStart(() => {
      cancelled = true;
    });
    const work = OpenWorkspace.#start('reader', this.path, this.#options, false).then(async (reader) => {
      try {
        if (cancelled) throw new AppError('cancelled', 'The work was cancelled before it began.');
        return await reader.call(method, input, {
          target: options.target,
          onProgress: options.onProgress,
          onStart: (seq) => options.onStart(() => reader.cancel(seq)),
        });
      } finally {
        await reader.close();
      }
    });
    const settled = work.then(
      () => undefined,
      () => undefined,
    );
    this.#aside.add(settled);
    try {
      return await work;
    } finally {
      this.#aside.delete(settled);
    }
  }

  /**
   * Long analyses run one after the other in a reader thread of their own: queries and imports do not wait for them, and
   * what one has worked out of the data is at hand for the next. The thread goes when nothing was asked for a while.
   */
  analyse(method: string, input: unknown, options: JobOptions): Promise<WorkerReply> {
    let cancelled = false;
    let stop = (): void => {
      cancelled = true;
    };
    const cancel = (): void => stop();
    this.#cancelAnalyses.add(cancel);
    options.onStart(cancel);
    if (this.#resting) clearTimeout(this.#resting);
    const work = this.#analyses.then(async () => {
      if (cancelled) throw new AppError('cancelled', 'The work was cancelled before it began.');
      this.#analyst ??= OpenWorkspace.#start('reader', this.path, this.#options, false, () => {
        this.#analyst = null;
      });
      const analyst = await this.#analyst.catch((error: unknown) => {
        this.#analyst = null;
        throw error;
      });
      if (cancelled) throw new AppError('cancelled', 'The work was cancelled before it began.');
      return analyst.call(method, input, {
        onProgress: options.onProgress,
        onStart: (seq) => {
          stop = () => analyst.cancel(seq);
        },
      });
    });
    this.#analyses = work
      .catch(() => undefined)
      .then(() => {
        this.#cancelAnalyses.delete(cancel);
        if (this.#cancelAnalyses.size > 0) return;
        if (this.#resting) clearTimeout(this.#resting);
        this.#resting = setTimeout(() => this.#dismissAnalyst(), ANALYST_RESTS_MS);
        this.#resting.unref();
      });
    return work;
  }

  #dismissAnalyst(): Promise<void> {
    const going = this.#analyst;
    this.#analyst = null;
    const gone = going?.then((analyst) => analyst.close()).catch(() => undefined) ?? Promise.resolve();
    this.#analyses = this.#analyses.then(() => gone);
    return gone;
  }

  /** Writes run one after the other; a cancelled one that has not begun never begins. */
  write(method: string, input: unknown, options: WriteOptions): Promise<WorkerReply> {
    let cancelled = false;
    options.onStart(() => {
      cancelled = true;
    });
    const work = this.#writes.then(async () => {
      const lock = this.#lock === null ? acquireOwnerLock(this.path) : null;
      try {
        const writer = await this.#writable();
        if (cancelled) throw new AppError('cancelled', 'The work was cancelled before it began.');
        return await writer.call(method, input, {
          sources: options.sources,
          onProgress: options.onProgress,
          onStart: (seq) => options.onStart(() => writer.cancel(seq)),
        });
      } finally {
        if (lock) {
          await this.#writer?.close();
          this.#writer = null;
          this.#startingWriter = null;
          lock.release();
        }
      }
    });
    this.#writes = work.catch(() => undefined);
    return work;
  }

  /** Lets running work finish, closes readers first so that the writer can fold the journal back into the file. */
  async close(): Promise<void> {
    await this.#writes;
    await Promise.all(this.#aside);
    for (const cancel of this.#cancelAnalyses) cancel();
    await this.#analyses;
    if (this.#resting) clearTimeout(this.#resting);
    await this.#dismissAnalyst();
    await this.#reader.close();
    await this.#writer?.close();
    this.#lock?.release();
  }
}

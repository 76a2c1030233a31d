import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { open, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { z } from 'zod';
import type { WorkerReply } from '#electron/workers/worker-client.ts';
import { AppError } from '#shared/contract/errors.ts';
import { batchReport, inspectedFile } from '#shared/contract/importing.ts';
import { contract, type ParsedInputOf } from '#shared/contract/index.ts';
import type { WatchState } from '#shared/contract/watching.ts';
import { JsonFile } from '../json-file.ts';
import type { OpenWorkspace } from '../open-workspace.ts';
import type { Sources } from '../sources.ts';
import { FolderWatch, type WatchHost } from './folder-watch.ts';

const settings = z.record(z.string(), z.object({ folder: z.string(), mode: z.enum(['offer', 'import']) }));
const LEDGER_PAGE = 500;
/** Headers and enough rows to know a plain file by; archives and workbooks are looked at whole. */
const HEAD_BYTES = 262_144;

const NOTHING: WatchState = { folder: null, missing: false, mode: 'offer', files: [], lastImport: null };

/**
 * The watched folder of the open workspace. Which folder that is belongs to this machine, not to the workspace: it is kept
 * in the application's own folder by the workspace's path.
 */
export class Watches {
  readonly #file: JsonFile<z.infer<typeof settings>> | null;
  readonly #sources: Sources;
  readonly #now: () => number;
  readonly #changed: () => void;
  #watch: FolderWatch | null = null;
  #workspace: OpenWorkspace | null = null;
  #noteRevision: (revision: number) => void = () => undefined;

  /** `dataDir` is where watched folders are remembered; null to watch only as long as told. */
  constructor(dataDir: string | null, sources: Sources, now: () => number, changed: () => void) {
    this.#file = dataDir === null ? null : new JsonFile(join(dataDir, 'watch.json'), settings, {});
    this.#sources = sources;
    this.#now = now;
    this.#changed = changed;
  }

  /** A workspace is open: its folder is watched again. `noteRevision` is told of every import the watch makes. */
  start(workspace: OpenWorkspace, noteRevision: (revision: number) => void): void {
    this.#workspace = workspace;
    this.#noteRevision = noteRevision;
    const kept = this.#file?.read()[workspace.path];
    if (kept) this.#watch = new FolderWatch(kept.folder, kept.mode, this.#host(workspace));
  }

  async stop(): Promise<void> {
    const watch = this.#watch;
    this.#watch = null;
    this.#workspace = null;
    await watch?.close();
  }

  state(): WatchState {
    return this.#watch?.state() ?? NOTHING;
  }

  /** Data changed: what is new in the folder may be different now. */
  refresh(): void {
    this.#watch?.refresh();
  }

  /** @throws AppError('bad_request') where the source is not a folder of this machine. */
  async set(workspace: OpenWorkspace, input: ParsedInputOf<'watch.set'>): Promise<WatchState> {
    const kept = this.#file?.read() ?? {};
    if (input.source !== undefined) {
      await this.#watch?.close();
      this.#watch = null;
      delete kept[workspace.path];
      if (input.source !== null) {
        const [source] = this.#sources.resolve([input.source]);
        if (!source || !statSync(source.path).isDirectory())
          throw new AppError('bad_request', 'Only a folder can be watched. Choose the folder the files are saved to.');
        const folder = resolve(source.path);
        const mode = input.mode ?? 'offer';
        kept[workspace.path] = { folder, mode };
        this.#watch = new FolderWatch(folder, mode, this.#host(workspace));
      }
    } else if (input.mode !== undefined && this.#watch) {
      this.#watch.setMode(input.mode);
      kept[workspace.path] = { folder: this.#watch.folder, mode: input.mode };
    }
    this.#file?.write(kept);
    this.#changed();
    return this.state();
  }

  #host(workspace: OpenWorkspace): WatchHost {
    return {
      addSource: (path) => this.#sources.add(path, { kept: true }),
      release: (refs) => this.#sources.release(refs),
      importedHashes: () => importedHashes(workspace),
      look: (path) => look(workspace, path),
      importFiles: (refs) => this.#importFiles(workspace, refs),
      now: this.#now,
      changed: this.#changed,
    };
  }

  async #importFiles(workspace: OpenWorkspace, refs: readonly string[]): Promise<string> {
    if (this.#workspace !== workspace) return 'The workspace was closed.';
    const reply = await workspace
      .write('import.run', contract['import.run'].input.parse({ sources: refs }), {
        sources: this.#sources.resolve(refs),
        onProgress: () => undefined,
        onStart: () => undefined,
      })
      .catch((error: unknown) => error);
    if (!isReply(reply)) return reply instanceof AppError ? reply.message : 'The new files could not be imported.';
    this.#noteRevision(reply.revision);
    const { batches, failed } = z
      .object({ batches: z.array(batchReport), failed: z.array(z.object({ file: z.string() }).loose()) })
      .parse(reply.data);
    const accepted = batches.reduce((sum, batch) => sum + batch.accepted, 0);
    const rejected = batches.reduce((sum, batch) => sum + batch.rejected, 0);
    const files = batches.length === 1 ? (batches[0]?.file ?? '') : `${batches.length} files`;
    return [
      batches.length === 0 ? 'Nothing was imported.' : `Imported ${files}: ${accepted} accepted, ${rejected} rejected.`,
      ...(failed.length === 0 ? [] : [`${failed.length} could not be read.`]),
    ].join(' ');
  }
}

function isReply(value: unknown): value is WorkerReply {
  return typeof value === 'object' && value !== null && 'revision' in value && 'data' in value;
}

async function importedHashes(workspace: OpenWorkspace): Promise<ReadonlySet<string>> {
  const hashes = new Set<string>();
  for (let offset = 0; ; offset += LEDGER_PAGE) {
    const reply = await workspace.read('data.batches', { offset, limit: LEDGER_PAGE });
    const { batches, total } = contract['data.batches'].output.parse(reply.data);
    for (const batch of batches) if (batch.undoneAt === null) hashes.add(batch.sha256);
    if (offset + batches.length >= total || batches.length === 0) return hashes;
  }
}

/** Reads the file as an import would; of a long plain file only its beginning. */
async function look(
  workspace: OpenWorkspace,
  path: string,
): Promise<{ readonly mapping: string | null; readonly problem: string | null }> {
  const head = await headOf(path);
  try {
    const source = { ref: 'watched', path: head?.path ?? path, name: basename(path) };
    const reply = await workspace.read('import.inspect', { source: 'watched', rows: 0 }, [source]);
    const { mappingOrigin, kindGuess } = inspectedFile.parse(reply.data);
    const known = mappingOrigin.type === 'saved' || mappingOrigin.type === 'preset';
    return { mapping: known && kindGuess !== null ? (mappingOrigin.name ?? kindGuess) : null, problem: null };
  } catch (error) {
    return { mapping: null, problem: error instanceof AppError ? error.message : 'The file cannot be read.' };
  } finally {
    head?.remove();
  }
}

/** The beginning of a long text file up to a line end, as a file of its own; null for short files and for archives. */
async function headOf(path: string): Promise<{ readonly path: string; readonly remove: () => void } | null> {
  const file = await open(path, 'r').catch(() => null);
  if (!file) return null;
  try {
    const { size } = await file.stat();
    if (size <= HEAD_BYTES) return null;
    const buffer = Buffer.alloc(HEAD_BYTES);
    const { bytesRead } = await file.read(buffer, 0, HEAD_BYTES, 0);
    const text = buffer.subarray(0, bytesRead);
    const isArchive = (text[0] === 0x50 && text[1] === 0x4b) || (text[0] === 0x1f && text[1] === 0x8b);
    const end = text.lastIndexOf(0x0a);
    if (isArchive || end < 0) return null;
    const folder = mkdtempSync(join(tmpdir(), 'bellwether-look-'));
    const head = join(folder, 'head');
    await writeFile(head, text.subarray(0, end + 1), { mode: 0o600 });
    return { path: head, remove: () => rmSync(folder, { recursive: true, force: true }) };
  } finally {
    await file.close();
  }
}

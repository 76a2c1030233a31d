import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ResolvedSource } from '#electron/workers/protocol.ts';
import type { ImportSource } from '#shared/contract/bridge.ts';
import { AppError } from '#shared/contract/errors.ts';

type Entry = Omit<ResolvedSource, 'ref'> & { readonly temporary: boolean; readonly kept: boolean };

/** Opaque references to files the user picked: clients hold the reference, only the core knows the path. */
export class Sources {
  readonly #entries = new Map<string, Entry>();
  readonly uploadDir: string;

  constructor(uploadDir: string) {
    this.uploadDir = uploadDir;
  }

  /** Makes the upload folder (0700) and clears what an earlier run left. */
  async prepare(): Promise<void> {
    await mkdir(this.uploadDir, { recursive: true, mode: 0o700 });
    for (const name of await readdir(this.uploadDir))
      await rm(join(this.uploadDir, name), { recursive: true, force: true });
  }

  /** `kept` references are not forgotten when an import is done with them. */
  async add(
    path: string,
    options: { readonly name?: string; readonly temporary?: boolean; readonly kept?: boolean } = {},
  ): Promise<ImportSource> {
    const info = await stat(path).catch(() => null);
    if (!info) throw new AppError('file_not_found', `There is no file or folder ${basename(path)}.`);
    const ref = randomUUID();
    const name = options.name ?? basename(path);
    this.#entries.set(ref, { path, name, temporary: options.temporary ?? false, kept: options.kept ?? false });
    return { ref, name, bytes: info.isDirectory() ? 0 : info.size };
  }

  resolve(refs: readonly string[]): ResolvedSource[] {
    return refs.map((ref) => {
      const entry = this.#entries.get(ref);
      if (!entry || !existsSync(entry.path))
        throw new AppError('file_not_found', 'A picked file is no longer there. Choose it again.');
      return { ref, path: entry.path, name: entry.name };
    });
  }

  /** Forgets references that clients are done with; kept ones stay until {@link release}. */
  discard(refs: readonly string[]): void {
    this.release(refs.filter((ref) => this.#entries.get(ref)?.kept !== true));
  }

  /** Forgets references, and deletes their files where those were temporary. */
  release(refs: readonly string[]): void {
    for (const ref of refs) {
      const entry = this.#entries.get(ref);
      this.#entries.delete(ref);
      if (entry?.temporary) rmSync(entry.path, { force: true });
    }
  }

  discardAll(): void {
    this.release([...this.#entries.keys()]);
    if (
      existsSync(this.uploadDir) &&
      statSync(this.uploadDir).isDirectory() &&
      readdirSync(this.uploadDir).length === 0
    )
      rmSync(this.uploadDir, { recursive: true, force: true });
  }
}

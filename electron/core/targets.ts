import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { basename } from 'node:path';
import type { ExportTarget } from '#electron/workers/protocol.ts';
import { AppError } from '#shared/contract/errors.ts';

/** Opaque references to places the user chose for an export. Each serves one export: choosing it again asks about overwriting again. */
export class ExportTargets {
  readonly #pending = new Map<string, ExportTarget>();
  readonly #temporary = new Set<string>();

  add(path: string, options: { readonly name?: string; readonly temporary?: boolean } = {}): string {
    const ref = randomUUID();
    this.#pending.set(ref, { path, name: options.name ?? basename(path) });
    if (options.temporary) this.#temporary.add(path);
    return ref;
  }

  /** The place behind a reference, which is used up by it. */
  take(ref: string): ExportTarget {
    const target = this.#pending.get(ref);
    if (!target) throw new AppError('file_not_found', 'The place for the export is no longer known. Choose it again.');
    this.#pending.delete(ref);
    return target;
  }

  /** Forgets all places and removes what was written only to be handed on. */
  close(): void {
    this.#pending.clear();
    for (const path of this.#temporary) rmSync(path, { force: true });
    this.#temporary.clear();
  }
}

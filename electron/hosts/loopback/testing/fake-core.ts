import { mkdtempSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Core } from '#electron/core/core.ts';
import type { CoreEvent } from '#shared/contract/events.ts';

export type FakeCore = Omit<Core, 'addSource'> & {
  /** Replaceable, to let it fail. */
  addSource: Core['addSource'];
  readonly calls: { readonly method: string; readonly input: unknown }[];
  readonly sources: {
    readonly path: string;
    readonly name: string;
    readonly temporary: boolean;
    readonly text: string;
  }[];
  readonly workspaces: string[];
  readonly targets: { readonly path: string; readonly name: string; readonly temporary: boolean }[];
  readonly listeners: Set<(event: CoreEvent) => void>;
  emit(event: CoreEvent): void;
};

/** A core that answers with what it was asked and keeps a record: for tests of the hosts alone. */
export function createFakeCore(): FakeCore {
  const uploadDir = mkdtempSync(join(tmpdir(), 'bellwether-uploads-'));
  const listeners = new Set<(event: CoreEvent) => void>();
  const calls: { method: string; input: unknown }[] = [];
  const sources: { path: string; name: string; temporary: boolean; text: string }[] = [];
  const workspaces: string[] = [];
  const targets: { path: string; name: string; temporary: boolean }[] = [];
  return {
    targets,
    calls,
    sources,
    workspaces,
    listeners,
    uploadDir,
    dispatch: async (method, input) => {
      calls.push({ method, input });
      return { ok: true, data: { method, input }, revision: calls.length };
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    emit: (event) => {
      for (const listener of listeners) listener(event);
    },
    addSource: async (path, options) => {
      const text = await readFile(path, 'utf8');
      sources.push({ path, name: options?.name ?? path, temporary: options?.temporary ?? false, text });
      return { ref: `source-${sources.length}`, name: options?.name ?? path, bytes: text.length };
    },
    addExportTarget: (path, options) => {
      targets.push({ path, name: options?.name ?? path, temporary: options?.temporary ?? false });
      return `00000000-0000-4000-8000-00000000000${targets.length}`;
    },
    addWorkspace: (path) => {
      workspaces.push(path);
      return `workspace-${workspaces.length}`;
    },
    close: async () => {
      await rm(uploadDir, { recursive: true, force: true });
    },
  };
}

import { toWireError } from '#shared/contract/errors.ts';
import type { CoreEvent } from '#shared/contract/events.ts';
import type { WindowBridge } from './bridge-status.ts';

export type MemoryHandlers = Readonly<Record<string, (input: unknown) => unknown>>;

export type MemoryBridge = WindowBridge & {
  emit(event: CoreEvent): void;
  readonly saved: { readonly name: string; readonly text: string }[];
  /** Targets of exports that were handed over. */
  readonly delivered: string[];
};

/** A bridge without a host, for tests and fixtures: method name to function. */
export function createMemoryBridge(handlers: MemoryHandlers, revision: () => number = () => 1): MemoryBridge {
  const listeners = new Set<(event: CoreEvent) => void>();
  const saved: { name: string; text: string }[] = [];
  const delivered: string[] = [];
  return {
    saved,
    delivered,
    emit(event) {
      for (const listener of listeners) listener(event);
    },
    async invoke(method, input) {
      const handler = handlers[method];
      if (!handler) return { ok: false, error: { code: 'unknown_method', message: `There is no method ${method}.` } };
      try {
        return { ok: true, data: await handler(input), revision: revision() };
      } catch (error) {
        return { ok: false, error: toWireError(error) };
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    pickImportSources: async () => [{ ref: 'memory:1', name: 'accounts.csv', bytes: 96_000 }],
    addDroppedFiles: async (files) =>
      files.map((file, index) => ({ ref: `memory:${index}`, name: file.name, bytes: file.size })),
    pickFolder: async () => null,
    pickWorkspace: async () => null,
    pickExportTarget: async (name) => `export:${name}`,
    deliverExport: async (target) => {
      delivered.push(target);
      return true;
    },
    saveText: async (name, text) => {
      saved.push({ name, text });
      return true;
    },
  };
}

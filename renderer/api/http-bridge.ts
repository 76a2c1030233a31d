import type { ImportSource } from '#shared/contract/bridge.ts';
import type { Reply } from '#shared/contract/errors.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { CoreEvent } from '#shared/contract/events.ts';
import type { WindowBridge } from './bridge-status.ts';
import { pickFiles, saveBlob } from './files.ts';
import { readNdjson } from './ndjson.ts';

export type HttpBridgeOptions = {
  readonly token: string | null;
  readonly base?: string;
  readonly fetch?: typeof fetch;
  /** Waits between attempts to reach the event stream again, ms; the last one repeats. */
  readonly retryDelays?: readonly number[];
};

/** The host did not answer at all. Not part of the contract: nothing on the other side said it. */
export class ConnectionError extends Error {
  constructor() {
    super('Bellwether does not answer.');
    this.name = 'ConnectionError';
  }
}

export function createHttpBridge(options: HttpBridgeOptions): WindowBridge {
  const base = options.base ?? '';
  const send = options.fetch ?? globalThis.fetch.bind(globalThis);
  const delays = options.retryDelays ?? [250, 1000, 2000, 5000];
  const headers: Record<string, string> = options.token ? { 'x-bellwether-token': options.token } : {};
  const listeners = new Set<(event: CoreEvent) => void>();
  const watchers = new Set<(connected: boolean) => void>();
  const exportNames = new Map<string, string>();
  let connected = true;
  let stream: AbortController | null = null;

  function setConnected(next: boolean): void {
    if (next === connected) return;
    connected = next;
    for (const watcher of watchers) watcher(next);
  }

  async function request(path: string, init: RequestInit): Promise<Response> {
    try {
      const response = await send(`${base}${path}`, init);
      setConnected(true);
      return response;
    } catch {
      setConnected(false);
      throw new ConnectionError();
    }
  }

  async function readReply(response: Response): Promise<Reply<unknown>> {
    try {
      return (await response.json()) as Reply<unknown>;
    } catch {
      const code =
        response.status === 401 || response.status === 403
          ? 'unauthorized'
          : response.status === 413
            ? 'too_large'
            : 'internal';
      return { ok: false, error: { code, message: `The answer could not be read (status ${response.status}).` } };
    }
  }

  async function post(path: string, body: BodyInit, type: string): Promise<Reply<unknown>> {
    return readReply(await request(path, { method: 'POST', headers: { ...headers, 'content-type': type }, body }));
  }

  async function listen(signal: AbortSignal): Promise<void> {
    let attempt = 0;
    while (!signal.aborted) {
      try {
        const response = await send(`${base}/events`, { headers, signal });
        if (!response.ok || !response.body) throw new ConnectionError();
        attempt = 0;
        setConnected(true);
        await readNdjson(response.body, (value) => {
          for (const listener of listeners) listener(value as CoreEvent);
        });
      } catch {
        // A broken stream and an unreachable host are the same thing here: wait and try again.
      }
      if (signal.aborted) return;
      if (attempt > 0) setConnected(false);
      await wait(delays[Math.min(attempt, delays.length - 1)] ?? 1000, signal);
      attempt += 1;
    }
  }

  async function upload(file: File): Promise<ImportSource> {
    const reply = await post(`/files?name=${encodeURIComponent(file.name)}`, file, 'application/octet-stream');
    if (!reply.ok) throw new AppError(reply.error.code, reply.error.message, reply.error.details);
    return reply.data as ImportSource;
  }

  async function newExport(name: string): Promise<string> {
    const reply = await post(`/exports?name=${encodeURIComponent(name)}`, '{}', 'application/json');
    if (!reply.ok) throw new AppError(reply.error.code, reply.error.message, reply.error.details);
    const { target } = reply.data as { target: string };
    exportNames.set(target, name);
    return target;
  }

  async function download(target: string): Promise<boolean> {
    const response = await request(`/exports/${encodeURIComponent(target)}`, { headers });
    if (!response.ok) {
      const reply = await readReply(response);
      const problem = reply.ok
        ? { code: 'internal' as const, message: 'The export could not be fetched.' }
        : reply.error;
      throw new AppError(problem.code, problem.message);
    }
    saveBlob(exportNames.get(target) ?? 'export', await response.blob());
    exportNames.delete(target);
    return true;
  }

  async function uploadAll(files: readonly File[]): Promise<readonly ImportSource[]> {
    const sources: ImportSource[] = [];
    for (const file of files) sources.push(await upload(file));
    return sources;
  }

  return {
    invoke: (method, input) => post(`/rpc/${method}`, JSON.stringify(input ?? {}), 'application/json'),
    subscribe(listener) {
      listeners.add(listener);
      if (!stream) {
        stream = new AbortController();
        void listen(stream.signal);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) {
          stream?.abort();
          stream = null;
        }
      };
    },
    pickImportSources: async () => uploadAll(await pickFiles()),
    addDroppedFiles: (files) => uploadAll(files.filter((file) => file instanceof File)),
    pickFolder: async () => null,
    pickWorkspace: async () => null,
    pickExportTarget: newExport,
    deliverExport: download,
    saveText: async (name, text) => {
      saveBlob(name, new Blob([text], { type: 'text/plain;charset=utf-8' }));
      return true;
    },
    onConnection(listener) {
      watchers.add(listener);
      listener(connected);
      return () => watchers.delete(listener);
    },
  };
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

import { extname } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { createReadContext, createWriteContext, type WorkContext } from '#electron/core/context.ts';
import { isUrgent, runReaderMethod, runWriterMethod } from '#electron/core/work.ts';
import { closeWriter, openReader, openWriter } from '#electron/store/open.ts';
import { readRevision } from '#electron/store/reads/ledger.ts';
import { AppError, toWireError } from '#shared/contract/errors.ts';
import { createInbox } from './inbox.ts';
import type { FromWorker, ToWorker, WorkerSettings } from './protocol.ts';

/** Thread that owns one connection: the only writer, or a reader with its caches. */
const settings = workerData as WorkerSettings;
const port = parentPort;
if (!port) throw new Error('workers/entry.ts runs only as a worker thread');

const post = (message: FromWorker): void => port.postMessage(message);
const inbox = createInbox<ToWorker>(
  port,
  (message) => message.type === 'call' && isUrgent(message.method, message.input),
);
const flag = new Int32Array(settings.cancelFlag);
/** Beside this module, as a source file or bundled. */
const scorerEntry = new URL(`./scorer${extname(import.meta.url)}`, import.meta.url);

function open(): { context: WorkContext; close: () => void } {
  const shared = {
    path: settings.workspacePath,
    resourcesDir: settings.resourcesDir,
    now: () => settings.fixedNow ?? Date.now(),
  };
  if (settings.role === 'writer') {
    const db = openWriter(settings.workspacePath);
    return { context: createWriteContext({ ...shared, db, scorerEntry }), close: () => closeWriter(db) };
  }
  const db = openReader(settings.workspacePath, { validate: settings.validate });
  return {
    context: createReadContext({ ...shared, version: settings.version, db, pause: inbox.pause }),
    close: () => db.close(),
  };
}

try {
  const { context, close } = open();
  inbox.listen((message) => {
    if (message.type === 'close') {
      close();
      post({ type: 'closed' });
      port.close();
      return;
    }
    const { seq } = message;
    const control = {
      isCancelled: () => Atomics.load(flag, 0) === seq,
      onProgress: (label: string, fraction: number | null, rows: number | null) =>
        post({ type: 'progress', seq, progress: { label, fraction, rows } }),
      sources: message.sources,
      target: message.target,
    };
    try {
      const data = context.writer
        ? runWriterMethod(context, message.method, message.input, control)
        : runReaderMethod(context, message.method, message.input, control);
      post({ type: 'reply', seq, data, revision: readRevision(context.db) });
    } catch (error) {
      const full = isDiskFull(error)
        ? new AppError(
            'disk_full',
            'The disk is full. Nothing of this change was stored; free some space and try again.',
          )
        : error;
      post({
        type: 'error',
        seq,
        error: toWireError(full),
        internal: full instanceof AppError ? null : full instanceof Error ? (full.stack ?? full.message) : String(full),
      });
    }
  });
  post({ type: 'ready' });
} catch (error) {
  post({ type: 'failed-to-open', error: toWireError(error) });
  port.close();
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'SQLITE_FULL' || error.code === 'ENOSPC');
}

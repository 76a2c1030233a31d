import { Worker } from 'node:worker_threads';
import { AppError } from '#shared/contract/errors.ts';
import type { JobProgress } from '#shared/contract/events.ts';
import type { ExportTarget, FromWorker, ResolvedSource, ToWorker, WorkerSettings } from './protocol.ts';

export type WorkerReply = { readonly data: unknown; readonly revision: number };
type Waiting = {
  readonly resolve: (reply: WorkerReply) => void;
  readonly reject: (error: unknown) => void;
  readonly onProgress: ((progress: JobProgress) => void) | null;
};

export type WorkerClient = {
  /** Runs a method in the thread. `onStart` gets the number by which {@link WorkerClient.cancel} stops it. */
  call(
    method: string,
    input: unknown,
    options?: {
      readonly sources?: readonly ResolvedSource[];
      readonly target?: ExportTarget;
      readonly onProgress?: (progress: JobProgress) => void;
      readonly onStart?: (seq: number) => void;
    },
  ): Promise<WorkerReply>;
  cancel(seq: number): void;
  /** Asks the thread to close its connection and waits until it has gone. */
  close(): Promise<void>;
};

/**
 * Starts one thread that owns one connection. It is never terminated in a call: a cancelled call sees the flag between
 * chunks; a crash rejects what was under way, and the owner starts a new one.
 */
export async function startWorker(
  entry: URL,
  settings: Omit<WorkerSettings, 'cancelFlag'>,
  onInternal: (detail: string) => void,
  onCrash: () => void,
): Promise<WorkerClient> {
  const cancelFlag = new SharedArrayBuffer(4);
  const flag = new Int32Array(cancelFlag);
  const worker = new Worker(entry, { workerData: { ...settings, cancelFlag } satisfies WorkerSettings });
  const waiting = new Map<number, Waiting>();
  let nextSeq = 1;
  let closing: (() => void) | null = null;
  let gone = false;

  const post = (message: ToWorker): void => worker.postMessage(message);
  const exited = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      gone = true;
      for (const call of waiting.values())
        call.reject(
          new AppError(
            'internal',
            'A worker stopped unexpectedly; nothing of the unfinished work was stored. Try again.',
          ),
        );
      waiting.clear();
      if (!closing) onCrash();
      resolve();
    });
  });

  await new Promise<void>((resolve, reject) => {
    worker.on('message', (message: FromWorker) => {
      switch (message.type) {
        case 'ready':
          resolve();
          return;
        case 'failed-to-open':
          closing = () => undefined;
          reject(new AppError(message.error.code, message.error.message, message.error.details));
          return;
        case 'reply':
          waiting.get(message.seq)?.resolve({ data: message.data, revision: message.revision });
          waiting.delete(message.seq);
          return;
        case 'error':
          if (message.internal) onInternal(message.internal);
          waiting
            .get(message.seq)
            ?.reject(new AppError(message.error.code, message.error.message, message.error.details));
          waiting.delete(message.seq);
          return;
        case 'progress':
          waiting.get(message.seq)?.onProgress?.(message.progress);
          return;
        case 'closed':
          closing?.();
          return;
      }
    });
    worker.on('error', (error) => {
      onInternal(error instanceof Error ? (error.stack ?? error.message) : String(error));
      reject(new AppError('internal', 'A worker could not be started.'));
    });
  });

  return {
    call: (method, input, options = {}) => {
      if (gone)
        return Promise.reject(
          new AppError('internal', 'The worker of this workspace has stopped. Open the workspace again.'),
        );
      const seq = nextSeq++;
      return new Promise((resolve, reject) => {
        waiting.set(seq, { resolve, reject, onProgress: options.onProgress ?? null });
        post({ type: 'call', seq, method, input, sources: options.sources ?? [], target: options.target ?? null });
        options.onStart?.(seq);
      });
    },
    cancel: (seq) => {
      Atomics.store(flag, 0, seq);
    },
    close: async () => {
      if (!gone) {
        await new Promise<void>((resolve) => {
          closing = resolve;
          worker.once('exit', () => resolve());
          post({ type: 'close' });
        });
      }
      await exited;
    },
  };
}

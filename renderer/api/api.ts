/**
 * Renderer API, stable names: `createApi(bridge)` → `call(method, input)`, `runJob(method, input, onProgress)`,
 * `subscribe(listener)`, `bridge` (file dialogs, saveText). Failures are `ApiError` with a `code` of the contract, or
 * `offline` when the host does not answer.
 */
import type { ErrorCode, WireError } from '#shared/contract/errors.ts';
import type { CoreEvent, JobProgress, JobState } from '#shared/contract/events.ts';
import type { InputOf, JobName, JobStarted, MutationName, OutputOf, QueryName } from '#shared/contract/index.ts';
import type { WindowBridge } from './bridge-status.ts';

export class ApiError extends Error {
  readonly code: ErrorCode | 'offline';
  readonly details: WireError['details'];
  constructor(code: ErrorCode | 'offline', message: string, details?: WireError['details']) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.details = details;
  }
}

/** Any failure as an ApiError, for screens that show one. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return new ApiError('internal', error instanceof Error ? error.message : 'Something went wrong.');
}

export type JobHandle<T> = {
  readonly promise: Promise<T>;
  /** Asks the core to stop; the promise then rejects with code `cancelled`. */
  cancel(): void;
};

export type Api = {
  readonly bridge: WindowBridge;
  call<K extends QueryName | MutationName>(method: K, input: InputOf<K>): Promise<OutputOf<K>>;
  runJob<K extends JobName>(
    method: K,
    input: InputOf<K>,
    onProgress?: (progress: JobProgress) => void,
  ): JobHandle<OutputOf<K>>;
  subscribe(listener: (event: CoreEvent) => void): () => void;
};

export type ApiOptions = {
  /** Called with the dataset revision of every successful reply. */
  readonly onRevision?: (revision: number) => void;
  /** How often a running job is asked for its state, ms, in case its events are lost. */
  readonly pollEvery?: number;
};

export function createApi(bridge: WindowBridge, options: ApiOptions = {}): Api {
  async function invoke(method: string, input: unknown): Promise<unknown> {
    const reply = await bridge.invoke(method, input).catch((error: unknown) => {
      throw new ApiError('offline', error instanceof Error ? error.message : 'Bellwether does not answer.');
    });
    if (!reply.ok) throw new ApiError(reply.error.code, reply.error.message, reply.error.details);
    options.onRevision?.(reply.revision);
    return reply.data;
  }

  const api: Api = {
    bridge,
    call: async <K extends QueryName | MutationName>(method: K, input: InputOf<K>) =>
      (await invoke(method, input)) as OutputOf<K>,
    subscribe: (listener) => bridge.subscribe(listener),
    runJob: <K extends JobName>(method: K, input: InputOf<K>, onProgress?: (progress: JobProgress) => void) => {
      const run = followJob({
        start: async () => (await invoke(method, input)) as JobStarted,
        state: async (jobId) => ((await invoke('job.get', { jobId })) as { job: JobState }).job,
        subscribe: (listener) => bridge.subscribe(listener),
        pollEvery: options.pollEvery ?? 1500,
        onProgress,
      });
      return {
        promise: run.promise as Promise<OutputOf<K>>,
        cancel: () => void run.started.then((jobId) => invoke('job.cancel', { jobId })).catch(() => undefined),
      };
    },
  };
  return api;
}

type Follow = {
  readonly start: () => Promise<JobStarted>;
  readonly state: (jobId: string) => Promise<JobState>;
  readonly subscribe: (listener: (event: CoreEvent) => void) => () => void;
  readonly pollEvery: number;
  readonly onProgress: ((progress: JobProgress) => void) | undefined;
};

/** Listens before it starts, so that a job that ends at once is not missed, and asks now and then in case it was. */
function followJob(follow: Follow): { readonly promise: Promise<unknown>; readonly started: Promise<string> } {
  let jobId: string | null = null;
  let timer: ReturnType<typeof setInterval> | undefined;
  const early: { id: string; state: JobState }[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();

  const settle = (state: JobState) => {
    if (state.state === 'running') follow.onProgress?.(state.progress);
    else if (state.state === 'done') resolve(state.result);
    else if (state.state === 'cancelled') reject(new ApiError('cancelled', 'Cancelled. Nothing was stored.'));
    else reject(new ApiError(state.error.code, state.error.message, state.error.details));
  };
  const unsubscribe = follow.subscribe((event) => {
    if (event.topic !== 'job') return;
    if (jobId === null) early.push({ id: event.jobId, state: event.job });
    else if (event.jobId === jobId) settle(event.job);
  });
  const started = follow.start().then((answer) => {
    jobId = answer.jobId;
    for (const seen of early) if (seen.id === answer.jobId) settle(seen.state);
    timer = setInterval(() => void follow.state(answer.jobId).then(settle, () => undefined), follow.pollEvery);
    return answer.jobId;
  });
  started.catch(reject);
  const finish = () => {
    clearInterval(timer);
    unsubscribe();
  };
  promise.then(finish, finish);
  return { promise, started };
}

import { randomUUID } from 'node:crypto';
import { AppError, toWireError } from '#shared/contract/errors.ts';
import type { CoreEvent, JobProgress, JobState } from '#shared/contract/events.ts';

const KEEP_FINISHED = 50;

type Job = { readonly method: string; state: JobState; cancel: () => void };

/** What a job tells while it runs, and how it is stopped. */
export type JobFollower = {
  readonly onProgress: (progress: JobProgress) => void;
  readonly onCancel: (cancel: () => void) => void;
};

/** Long work: started, followed by events, cancelled by id. Finished jobs can still be asked for. */
export class Jobs {
  readonly #jobs = new Map<string, Job>();
  readonly #emit: (event: CoreEvent) => void;

  constructor(emit: (event: CoreEvent) => void) {
    this.#emit = emit;
  }

  /** Starts the work at once; answers the id under which it is followed. */
  start(method: string, work: (follow: JobFollower) => Promise<unknown>): string {
    const jobId = randomUUID();
    const job: Job = {
      method,
      state: { state: 'running', progress: { label: 'Starting', fraction: null, rows: null } },
      cancel: () => undefined,
    };
    this.#jobs.set(jobId, job);
    const set = (state: JobState): void => {
      job.state = state;
      this.#emit({ topic: 'job', jobId, method, job: state });
    };
    work({
      onProgress: (progress) => {
        if (job.state.state === 'running') set({ state: 'running', progress });
      },
      onCancel: (cancel) => {
        job.cancel = cancel;
      },
    }).then(
      (result) => set({ state: 'done', result }),
      (error: unknown) =>
        set(
          error instanceof AppError && error.code === 'cancelled'
            ? { state: 'cancelled' }
            : { state: 'failed', error: toWireError(error) },
        ),
    );
    this.#forgetOld();
    return jobId;
  }

  get(jobId: string): JobState {
    const job = this.#jobs.get(jobId);
    if (!job) throw new AppError('not_found', 'There is no such job.');
    return job.state;
  }

  cancel(jobId: string): void {
    const job = this.#jobs.get(jobId);
    if (!job) throw new AppError('not_found', 'There is no such job.');
    if (job.state.state === 'running') job.cancel();
  }

  #forgetOld(): void {
    for (const [id, job] of this.#jobs) {
      if (this.#jobs.size <= KEEP_FINISHED) return;
      if (job.state.state !== 'running') this.#jobs.delete(id);
    }
  }
}
